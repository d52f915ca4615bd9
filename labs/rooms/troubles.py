"""What was broken or changed in a run, by which command, and how long it lasted: the start of a run in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from labs.engines.sim import Fact
from labs.rooms.past import Past
from labs.rooms.run import Logged

ACTS_MAX = 40  # commands looked at, the newest: each may cost a stretch of replay
ACTS = frozenset({
    "stop", "start", "crash", "slow_down", "scale", "set_concurrency", "set_rate", "cut", "heal", "set_loss",
    "purge_queue", "delete_queue", "attach", "detach", "subscribe", "unsubscribe",
})  # fmt: skip
FALLS = {"WorkerStopped": "stopped", "WorkerCrashed": "crashed"}
WIRED = {"WorkerAttached": "attached", "WorkerDetached": "detached"}
SUBSCRIBED = {"Subscribed": "subscribed", "Unsubscribed": "unsubscribed"}
EMPTIED = {"QueuePurged": "purged", "QueueDeleted": "deleted"}

Json = dict[str, Any]
Key = tuple[Any, ...]


@dataclass(slots=True)
class Trouble:
    """Something broken that lasts until it is mended, or a change; `until_us` is None while it lasts."""

    line: str
    at_us: int
    event: int
    command: int
    values: Json
    until_us: int | None = None
    lasts: bool = True

    @property
    def program(self) -> str | None:
        return self.values.get("program")

    @property
    def wired(self) -> str | None:
        """The queue that was connected or disconnected; "" if something else was."""
        if "wire" in self.values or "target" in self.values:
            return str(self.values.get("wire") or _queue_of(self.values["target"]))
        return None


class Troubles:
    """Reads the facts of the commands that break, mend and change things; `found` is in the order of time."""

    def __init__(self, past: Past) -> None:
        self.found: list[Trouble] = []
        self._past = past
        self._open: dict[Key, Trouble] = {}
        self._rates: dict[str, float] = {}
        for logged in [one for one in past.commands if _is_act(one)][-ACTS_MAX:]:
            self._read(logged, list(_facts_of(past, logged)))

    def _read(self, logged: Logged, facts: list[Fact]) -> None:
        scales = logged.command.name.endswith(".scale")
        if scales and facts:
            values = {"program": facts[0]["data"]["program"], "instances": logged.command.args.get("instances")}
            self._change("scaled", facts[0], values)
        falls = [fact for fact in facts if fact["event"] in FALLS and not scales]
        if falls:
            self._fall(falls)
        wires = [fact for fact in facts if fact["event"] in WIRED and not scales]
        if wires:
            self._wire([fact for fact in wires if fact["event"] == wires[-1]["event"]])
        for fact in facts:
            reader = READERS.get(fact["event"])
            if reader is not None:
                reader(self, fact)

    def _begin(self, key: Key, line: str, fact: Fact, values: Json) -> None:
        self._end(key, fact)
        self._open[key] = trouble = Trouble(line, fact["at_us"], fact["id"], -fact["cause"], values)
        self.found.append(trouble)

    def _end(self, key: Key, fact: Fact) -> None:
        trouble = self._open.pop(key, None)
        if trouble is not None:
            trouble.until_us = fact["at_us"]

    def _change(self, line: str, fact: Fact, values: Json) -> None:
        self.found.append(Trouble(line, fact["at_us"], fact["id"], -fact["cause"], values, fact["at_us"], False))

    # What the facts say

    def _fall(self, falls: list[Fact]) -> None:
        """One command may stop several instances, one after the other; what is down already cannot fall deeper."""
        fact = falls[-1]
        program, instance = fact["data"]["program"], fact["data"]["instance"]
        if not fact["data"]["running"]:
            instance = None
        if ("down", program, None) not in self._open and ("down", program, instance) not in self._open:
            values = {"program": program, "instance": instance}
            self._begin(("down", program, instance), FALLS[fact["event"]], fact, values)

    def _wire(self, wires: list[Fact]) -> None:
        """One command may wire several instances; who is attached elsewhere is detached first, which goes unsaid."""
        data = wires[0]["data"]
        instance = data["instance"] if len(wires) == 1 else None
        values = {"program": data["program"], "instance": instance, "wire": data["queue"]}
        self._change(WIRED[wires[0]["event"]], wires[0], values)

    def _on_subscription(self, fact: Fact) -> None:
        values = {"topic": fact["data"]["topic"], "target": fact["data"]["target"]}
        self._change(SUBSCRIBED[fact["event"]], fact, values)

    def _on_start(self, fact: Fact) -> None:
        self._end(("down", fact["data"]["program"], None), fact)
        self._end(("down", fact["data"]["program"], fact["data"]["instance"]), fact)

    def _on_slowed(self, fact: Fact) -> None:
        program, instance, factor = (fact["data"][name] for name in ("program", "instance", "factor"))
        for key in [key for key in self._open if key[:2] == ("slow", program) and instance in (None, key[2])]:
            self._end(key, fact)
        if factor > 1:
            values = {"program": program, "instance": instance, "factor": factor}
            self._begin(("slow", program, instance), "slowed", fact, values)

    def _on_paused(self, fact: Fact) -> None:
        self._begin(("paused", fact["data"]["program"]), "paused", fact, {"program": fact["data"]["program"]})

    def _on_resumed(self, fact: Fact) -> None:
        self._end(("paused", fact["data"]["program"]), fact)

    def _on_cut(self, fact: Fact) -> None:
        a, b = fact["data"]["a"], fact["data"]["b"]
        self._begin(("cut", *sorted((a, b))), "cut", fact, {"a": a, "b": b})

    def _on_healed(self, fact: Fact) -> None:
        self._end(("cut", *sorted((fact["data"]["a"], fact["data"]["b"]))), fact)

    def _on_loss(self, fact: Fact) -> None:
        key = ("loss", fact["data"]["a"], fact["data"]["b"])
        if fact["data"]["per_million"]:
            self._begin(key, "loss", fact, dict(fact["data"]))
        else:
            self._end(key, fact)

    def _on_rate(self, fact: Fact) -> None:
        program, per_s = fact["data"]["program"], fact["data"]["per_second"]
        was_per_s = self._rates.get(program)
        if was_per_s is None:
            was_per_s = self._past.simulation(max(0, fact["at_us"] - 1)).entities()[program]["rate_per_s"]
        self._rates[program] = per_s
        if per_s != was_per_s:
            self._change("rate", fact, {"program": program, "per_s": per_s, "was_per_s": was_per_s})

    def _on_concurrency(self, fact: Fact) -> None:
        self._change("concurrency", fact, dict(fact["data"]))

    def _on_emptied(self, fact: Fact) -> None:
        values = {"queue": fact["data"]["queue"], "messages": fact["data"]["messages"]}
        self._change(EMPTIED[fact["event"]], fact, values)


READERS = {
    "WorkerStarted": Troubles._on_start,
    "WorkerSlowed": Troubles._on_slowed,
    "StoreFrontStopped": Troubles._on_paused,
    "StoreFrontStarted": Troubles._on_resumed,
    "LinkCut": Troubles._on_cut,
    "LinkHealed": Troubles._on_healed,
    "LossSet": Troubles._on_loss,
    "RateSet": Troubles._on_rate,
    "ConcurrencySet": Troubles._on_concurrency,
    "QueuePurged": Troubles._on_emptied,
    "QueueDeleted": Troubles._on_emptied,
    "Subscribed": Troubles._on_subscription,
    "Unsubscribed": Troubles._on_subscription,
}


def _queue_of(target: str) -> str:
    return target.removeprefix("sqs/") if target.startswith("sqs/") else ""


def _is_act(logged: Logged) -> bool:
    return not logged.broken and logged.command.name.rpartition(".")[2] in ACTS


def _facts_of(past: Past, logged: Logged) -> Iterator[Fact]:
    """What a command stated itself, at its instant."""
    for fact in past.oldest_first(logged.at_us):
        if fact["at_us"] > logged.at_us:
            return
        if fact["cause"] == -logged.number:
            yield fact
