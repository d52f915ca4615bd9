"""What is asked about: an order or a message, with everything that happened to it, program by program."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from labs.engines.aws.why.circumstances import part_of, queues
from labs.engines.sim import Fact, Fits, Line, Reader, Refused, line_of

ENTERED = ("MessageSent", "MessageRedriven", "Published")  # a message's first fact


class Absent(Exception):
    """Nothing is known at this moment; `line` says why."""

    def __init__(self, line: Line) -> None:
        super().__init__(line.code)
        self.line = line


@dataclass(frozen=True, slots=True)
class Share:
    """One order as owed to one program, or one message in its queue: its own facts, oldest first."""

    trace: str | None
    program: str | None
    queues: tuple[str, ...]  # those by which it may come, its own first
    facts: list[Fact]

    @property
    def queue(self) -> str | None:
        return self.queues[0] if self.queues else None

    @property
    def order(self) -> int | None:
        return order_number(self.trace)

    def all(self, *events: str, after: int = 0, before: int | None = None) -> list[Fact]:
        """Its facts of these names, of those between two facts' numbers."""
        return [
            fact
            for fact in self.facts
            if fact["event"] in events and fact["id"] > after and (before is None or fact["id"] < before)
        ]

    def last(self, *events: str, after: int = 0) -> Fact | None:
        found = self.all(*events, after=after)
        return found[-1] if found else None

    @property
    def finished(self) -> Fact | None:
        """The first time it was handled here; whoever outside deletes a message has handled it."""
        return next((fact for fact in self.facts if _finishes(fact)), None)

    @property
    def deliveries(self) -> list[Fact]:
        """Every time it came to the program, or to somebody outside who took it in the program's place."""
        return [fact for fact in self.facts if self._delivers(fact)]

    def _delivers(self, fact: Fact) -> bool:
        data = fact["data"]
        if fact["event"] == "MessageReceived":
            return self.program is None or data["by"] == self.program or data["by"][:1] == "@"
        return bool(fact["event"] == "WorkStarted" and data["queue"] is None)

    def is_led_to(self, target: str) -> bool:
        """Whether what a topic delivers there may come to the program."""
        if part_of(target) == "sqs":
            return target.removeprefix("sqs/") in self.queues
        return part_of(target) == self.program

    def names(self, **more: Any) -> dict[str, Any]:
        """The values that most lines about it need."""
        return {"order": self.order, "program": self.program, **more}

    def stored(self, reader: Reader) -> tuple[str, dict[str, Any]] | None:
        """The queue in which it lies at this moment, and its message there."""
        entered = self.all("MessageSent", "MessageMoved", "MessageRedriven")
        ids = {fact["data"]["message"]: fact["data"].get("to", fact["data"]["queue"]) for fact in entered}
        for queue in dict.fromkeys(ids.values()):
            for message in queues(reader).get(queue, {"messages": {}})["messages"].values():
                if message["id"] in ids:
                    return queue, message
        return None


def order_number(trace: str | None) -> int | None:
    """7 of "order-7"; none for what StoreFront did not send."""
    head, _, number = (trace or "").partition("-")
    return int(number) if head == "order" and number.isdigit() else None


def _finishes(fact: Fact) -> bool:
    outside = fact["data"].get("by", "")[:1] == "@"
    return bool(fact["event"] == "WorkFinished" or (fact["event"] == "MessageDeleted" and outside))


# Finding


def order_shares(reader: Reader, trace: str) -> list[Share]:
    """One share for each program that the order is owed to. Raises Absent, and Refused for what never was."""
    number = order_number(trace)

    def belongs(fact: Fact) -> bool:
        data = fact["data"]
        return bool(data.get("trace") == trace or (fact["event"] == "OrderLost" and data["order"] == number))

    facts, whole = _story(reader, trace, belongs)
    facts = facts if whole else [*_older(reader, "trace", trace, facts), *facts]
    accepted = next((fact for fact in facts if fact["event"] == "OrderAccepted"), None)
    if accepted is None:
        raise _absence(reader, belongs, whole, order=number)
    owed = accepted["data"]["owed"]
    return [_share_of(reader, trace, program, owed, facts) for program in owed]


def _story(reader: Reader, trace: str, belongs: Fits) -> tuple[list[Fact], bool]:
    """An order that is settled is followed from where the chart says it began, however long ago; others are few."""
    ledger = reader.sim.components.get("ledger")
    if ledger is not None and trace not in getattr(ledger, "orders", {}):
        facts = reader.follow(_begun_us(reader, order_number(trace) or 0), belongs, _is_over)
        if facts is not None:
            return facts, True
    return reader.collect(belongs, lambda fact: fact["event"] == "OrderAccepted")


def _begun_us(reader: Reader, number: int) -> int:
    """A moment shortly before the order was accepted."""
    history = reader.sim.history
    callers = [key for key, entity in reader.entities.items() if entity["kind"] == "caller"]
    line = history.series.get(f"{callers[0]}.accepted", []) if callers else []
    earlier = bisect_left(line, number)
    return history.times_us[earlier - 1] if earlier else 0


def _is_over(facts: list[Fact]) -> bool:
    """Handled everywhere, and no copy is left that anything could happen to."""
    names = [fact["event"] for fact in facts]
    if "OrderAccepted" not in names:
        return False
    accepted = facts[names.index("OrderAccepted")]["data"]
    handled = {fact["data"]["program"] for fact in facts if fact["event"] == "WorkFinished"}
    copies = [target for fact in facts if fact["event"] == "Published" for target in fact["data"]["copies"]]
    stored = sum(part_of(target) == "sqs" for target in copies)
    counted = [names.count(name) for name in ("CopyDelivered", "MessageSent", "MessageDeleted")]
    handed_over = names.count("OrderHandedOver") == len(accepted["to"])
    return handed_over and handled >= set(accepted["owed"]) and counted == [len(copies), stored, stored]


def _share_of(reader: Reader, trace: str, program: str, owed: list[str], facts: list[Fact]) -> Share:
    queues = _queues_for(reader, program, facts)
    strangers = set(owed) - {program}

    def concerns(data: dict[str, Any]) -> bool:
        ends = {data.get("program"), *str(data.get("link", "")).split(">"), part_of(data.get("target") or "")}
        queue, to = data.get("queue"), data.get("to")
        return (queue is None or queue in queues) and not ends & strangers and (type(to) is list or to not in strangers)

    return Share(trace, program, queues, [fact for fact in facts if concerns(fact["data"])])


def _queues_for(reader: Reader, program: str, facts: list[Fact]) -> tuple[str, ...]:
    """Those it works off, those it has had the order from, and those from which anybody may still take it."""
    pulled = [(one["program"], key.removeprefix("sqs/")) for one in _workers(reader) for key in one["pulls"]]
    mine = [queue for name, queue in pulled if name == program]
    for fact in facts:
        data = fact["data"]
        had = program in (data.get("program"), data.get("by"))
        if data.get("queue") and (had or data["queue"] not in [queue for _, queue in pulled]):
            mine.append(data["queue"])
    return tuple(dict.fromkeys(mine))


def _workers(reader: Reader) -> list[dict[str, Any]]:
    return [one for one in reader.entities.values() if one["kind"] == "worker"]


def message_share(reader: Reader, message: str) -> Share:
    """The share of one message, found by its id alone. Raises Absent, and Refused for what never was."""

    def belongs(fact: Fact) -> bool:
        return bool(fact["data"].get("message") == message)

    facts, whole = reader.collect(belongs, lambda fact: fact["event"] in ENTERED)
    facts = facts if whole else [*_older(reader, "id", message, facts), *facts]
    if not facts:
        raise _absence(reader, belongs, whole, message=message)
    data = facts[-1]["data"]
    trace, queue = data.get("trace"), data.get("queue")
    shares = order_shares(reader, trace) if order_number(trace) is not None else []
    for share in shares:
        if queue in share.queues:
            return share
    pulls = (one["program"] for one in _workers(reader) if f"sqs/{queue}" in one["pulls"])
    return Share(None, next(pulls, None), (queue,) if queue else (), facts)


def _older(reader: Reader, field: str, value: str, known: list[Fact]) -> list[Fact]:
    """What happened before one looked: a stored message still knows the last fact of its life, and so its first."""
    if known:
        return _unknown(reader.causes(known[0]["id"]), known)
    for queue in queues(reader).values():
        for message in queue["messages"].values():
            if message[field] == value:
                return _unknown(reader.causes(message["event"]), known)
    return []


def _unknown(facts: list[Fact], known: list[Fact]) -> list[Fact]:
    numbers = {fact["id"] for fact in known}
    return [fact for fact in reversed(facts) if fact["id"] not in numbers]


def _absence(reader: Reader, belongs: Fits, whole: bool, **values: Any) -> Absent:
    """Not yet there, or too long ago to be found. Raises Refused for what never was."""
    if not whole:
        facts = reader.look_back_max_facts
        return Absent(Line("older_than_looked", reader.at_us, None, None, {**values, "facts": facts}))
    fact = reader.later(belongs)
    if fact is None:
        raise Refused("bad_arguments", argument="about", problem="unknown")
    return Absent(line_of("not_yet", fact, **values))
