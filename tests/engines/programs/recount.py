"""The ledger's numbers, counted anew from the event log alone, copy by copy and without any shortcut.

Independent of the ledger on purpose: it knows each copy by its own identity (which message, which piece of work), keeps
them all, and looks at all copies of an order again after every event that may have changed them.
"""

from typing import Any

Event = dict[str, Any]
CHANGES_MANY = ("QueuePurged", "QueueDeleted")
Copy = tuple[str, str]  # where it is: ("called", target), ("topic", target), ("queue", queue), ("memory", program)


class Recount:
    """Reads events one after the other; `shares` then says where everything is."""

    def __init__(self) -> None:
        self.owed: dict[str, list[str]] = {}
        self.handled: dict[str, set[str]] = {}
        self.deliveries: dict[tuple[str, str], int] = {}
        self.copies: dict[str, dict[tuple[Any, ...], Copy]] = {}  # trace -> identity -> where
        self.closed: set[str] = set()
        self.wired: dict[tuple[str, int], str] = {}  # program and instance -> the queue it works off
        self.told: list[tuple[int, str]] = []

    def read(self, event: Event) -> None:
        name, data = event["event"], event["data"]
        trace = data.get("trace")
        if name == "WorkerAttached":
            assert (data["program"], data["instance"]) not in self.wired
            self.wired[data["program"], data["instance"]] = data["queue"]
        elif name == "WorkerDetached":
            assert self.wired.pop((data["program"], data["instance"])) == data["queue"]
        elif name == "OrderLost":
            self.told.append((data["order"], data["program"]))
        elif name == "OrderAccepted":
            self.owed[trace] = data["owed"]
            self.handled[trace] = set()
            self.copies[trace] = {("called", target): ("called", target) for target in data["to"]}
        elif name in CHANGES_MANY:
            for copies in self.copies.values():
                for identity in [key for key, where in copies.items() if where == ("queue", data["queue"])]:
                    del copies[identity]
        elif trace in self.owed and trace not in self.closed:
            self._follow(name, trace, data)
        changed = list(self.owed) if name in CHANGES_MANY else [trace] if trace in self.owed else []
        self.closed |= {one for one in changed if not self.copies[one] and self.handled[one] >= set(self.owed[one])}

    def _follow(self, name: str, trace: str, data: dict[str, Any]) -> None:
        if name.startswith("Work"):
            self._follow_work(name, trace, data)
            return
        copies = self.copies[trace]
        match name:
            case "OrderHandedOver" | "OrderGivenUp":
                copies.pop(("called", data["to"]), None)
            case "Published" | "CopyDelivered" | "CopyDropped":
                self._follow_copy(name, copies, data)
            case "MessageSent":
                copies["queue", data["message"]] = ("queue", data["queue"])
            case "MessageReceived":
                self._deliver(trace, data)
            case "MessageDeleted" | "MessageExpired":
                if data.get("by", "").startswith("@"):
                    self.handled[trace] |= self._workers_of(data["queue"])
                copies.pop(("queue", data["message"]), None)

    def _follow_copy(self, name: str, copies: dict[tuple[Any, ...], Copy], data: dict[str, Any]) -> None:
        if name == "Published":
            for place, target in enumerate(data["copies"]):
                copies["topic", data["message"], place] = ("topic", target)
            return
        where = ("topic", data["target"])
        same = [key for key in copies if key[:2] == ("topic", data["message"]) and copies[key] == where]
        if same:
            del copies[same[0]]

    def _follow_work(self, name: str, trace: str, data: dict[str, Any]) -> None:
        program = data["program"]
        identity = ("memory", program, data["work"])
        if name == "WorkStarted" and data["queue"] is None:
            self.deliveries[trace, program] = self.deliveries.get((trace, program), 0) + 1
        if name in ("WorkQueued", "WorkStarted"):
            self.copies[trace][identity] = ("memory", program)
        else:
            self.copies[trace].pop(identity, None)
        if name == "WorkFinished":
            self.handled[trace].add(program)

    def _deliver(self, trace: str, data: dict[str, Any]) -> None:
        outside = data["by"].startswith("@")
        for program in self._workers_of(data["queue"]) if outside else [data["by"]]:
            self.deliveries[trace, program] = self.deliveries.get((trace, program), 0) + 1

    def _workers_of(self, queue: str) -> set[str]:
        return {program for (program, _), wired in self.wired.items() if wired == queue}

    def _reaches(self, where: Copy, program: str, owed: list[str]) -> bool:
        kind, name = where
        if kind == "topic" and not name.startswith("sqs/"):
            return name in (program, f"{program}/{name.split('/')[-1]}")
        if kind in ("topic", "queue"):
            workers = self._workers_of(name.removeprefix("sqs/") if kind == "topic" else name)
            return program in workers or not workers
        return name == program or (kind == "called" and name not in owed)

    def state(self, trace: str, program: str) -> str:
        if program in self.handled[trace]:
            return "handled"
        owed = self.owed[trace]
        in_reach = [kind for kind, name in self.copies[trace].values() if self._reaches((kind, name), program, owed)]
        if "queue" in in_reach:
            return "waiting"
        return "moving" if in_reach else "lost"

    def totals(self) -> dict[str, dict[str, int]]:
        """Program -> handled, moving, waiting, lost and again, as the ledger's entity has them."""
        found: dict[str, dict[str, int]] = {}
        for trace, owed in self.owed.items():
            for program in owed:
                totals = found.setdefault(program, dict.fromkeys(("handled", "moving", "waiting", "lost", "again"), 0))
                totals[self.state(trace, program)] += 1
                totals["again"] += max(0, self.deliveries.get((trace, program), 0) - 1)
        return found
