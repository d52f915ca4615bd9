"""Every gauge of a shop at one moment, counted anew from its facts: messages one by one, delays by their definition."""

from typing import Any

from labs.engines.programs.delays import NEWEST_MAX, PERCENTS, WINDOW_US
from tests.engines.programs.recount import Recount

HIDES = {"MessageReceived", "VisibilityChanged"}
REMOVES = {"MessageDeleted", "MessageExpired"}
EMPTIES = {"QueuePurged", "QueueDeleted"}

Fact = dict[str, Any]


class Regauge:
    """Reads facts one after the other; `gauges` then says what every line of a chart must show."""

    def __init__(self) -> None:
        self.recount = Recount()
        self.accepted_us: dict[str, int] = {}
        self.messages: dict[str, dict[str, list[Any]]] = {}  # queue -> message -> [hidden, when it was sent]
        self.finishes: dict[str, list[tuple[int, int]]] = {}  # program -> (when, how many ms it took)

    def read(self, fact: Fact) -> None:
        name, data = fact["event"], fact["data"]
        if name == "OrderAccepted":
            self.accepted_us[data["trace"]] = fact["at_us"]
        elif name == "WorkFinished":
            self._finish(fact["at_us"], data["trace"], data["program"])
        elif name in EMPTIES:
            self.messages.pop(data["queue"], None)
        elif name == "MessageSent":
            self.messages.setdefault(data["queue"], {})[data["message"]] = [False, fact["at_us"]]
        elif name in REMOVES:
            del self.messages[data["queue"]][data["message"]]
        elif name in HIDES or name == "MessageVisible":
            self.messages[data["queue"]][data["message"]][0] = name in HIDES
        self.recount.read(fact)

    def _finish(self, at_us: int, trace: str, program: str) -> None:
        """Only the first finish counts, and only if nobody outside had done that program's work before."""
        if trace in self.accepted_us and program not in self.recount.handled[trace]:
            took_ms = (at_us - self.accepted_us[trace]) // 1000
            self.finishes.setdefault(program, []).append((at_us, took_ms))

    def gauges(self, now_us: int) -> dict[str, int]:
        found = {"storefront.accepted": len(self.accepted_us)}
        for queue, messages in self.messages.items():
            hidden = [one[0] for one in messages.values()]
            oldest_us = min((one[1] for one in messages.values()), default=now_us)
            found[f"sqs.{queue}.visible"] = hidden.count(False)
            found[f"sqs.{queue}.hidden"] = hidden.count(True)
            found[f"sqs.{queue}.age_s"] = (now_us - oldest_us) // 1_000_000
        for program, totals in self.recount.totals().items():
            for name, orders in totals.items():
                found[f"ledger.{name}"] = found.get(f"ledger.{name}", 0) + orders
            found[f"ledger.{program}.handled"] = totals["handled"]
            found.update(self._percentiles(program, now_us))
        return found

    def _percentiles(self, program: str, now_us: int) -> dict[str, int]:
        finishes = self.finishes.get(program, [])
        recent = [took_ms for at_us, took_ms in finishes if at_us > now_us - WINDOW_US][-NEWEST_MAX:]
        return {
            f"ledger.{program}.{name}": min(
                (one for one in recent if 100 * sum(other <= one for other in recent) >= percent * len(recent)),
                default=0,
            )
            for name, percent in PERCENTS.items()
        }
