"""Which event stands for the orders that were lost, or came to a program again, and what brought it about."""

from collections.abc import Iterator
from itertools import islice

from labs.engines.sim import Fact
from labs.rooms.past import Past

FACTS_MAX = 20_000  # looked at for one answer
LOOK_BACK_US = 60_000_000  # for the first time an order came, before it came again
CAUSES_MAX = 100  # steps from a delivery to the publishing behind it

# The event that took an order's last copy away.
LOST = {
    "QueuePurged": "purged",
    "QueueDeleted": "deleted",
    "MessageExpired": "expired",
    "CopyDropped": "dropped",
    "OrderGivenUp": "given_up",
    "WorkLost": "crashed",
    "WorkerAttached": "attached",
    "WorkerDetached": "detached",
}

Told = tuple[Fact, str, int | None]  # the event, the cause's code, the command behind it if it is near


def first_loss(past: Past, span_us: tuple[int, int]) -> Told | None:
    """The first order lost in a span of time."""
    loss = next((fact for fact in _span(past, *span_us) if fact["event"] == "OrderLost"), None)
    if loss is None:
        return None
    taken = past.fact(loss["cause"])
    if taken is None:
        return loss, "refused", _command(loss)
    if taken["event"] == "CopyDelivered" and taken["data"]["queue"] is not None:
        taken = _gone_before(past, taken)
    cause = LOST.get(taken["event"], "refused")
    if taken["event"] == "MessageDeleted":
        cause = "removed" if taken["data"]["by"][:1] == "@" else "taken"
    return loss, cause, _command(taken)


def _gone_before(past: Past, delivered: Fact) -> Fact:
    """SNS hears late of a delivery: what took the message out of its queue meanwhile; the delivery if nothing did."""
    queue, message_taken = delivered["data"]["queue"], ("MessageDeleted", "MessageExpired")
    for fact in islice(past.newest_first(delivered["at_us"] + 1), FACTS_MAX):
        if fact["event"] in ("QueuePurged", "QueueDeleted") and fact["data"]["queue"] == queue:
            return fact
        if fact["event"] in message_taken and fact["data"]["trace"] == delivered["data"]["trace"]:
            return fact
        if fact["event"] == "Published" and fact["data"]["message"] == delivered["data"]["message"]:
            break
    return delivered


def first_again(past: Past, span_us: tuple[int, int]) -> Told | None:
    """The first time in a span that an order came to a program that had had it before."""
    seen = _delivered_before(past, span_us[0])
    newcomer = None
    for fact in _span(past, *span_us):
        if fact["event"] == "MessageReceived" and fact["data"]["count"] > 1:
            return _why_again(past, fact)
        whose = _delivery(fact)
        if whose in seen:
            return fact, _why_two_copies(past, seen[whose], fact), None
        if whose is not None:
            newcomer = newcomer or fact
            seen[whose] = fact
    return None if newcomer is None else (newcomer, "sent_twice", None)


def _delivered_before(past: Past, at_us: int) -> dict[str, Fact]:
    """What came to whom not long before a moment."""
    seen: dict[str, Fact] = {}
    for fact in islice(past.newest_first(at_us), FACTS_MAX):
        if fact["at_us"] < at_us - LOOK_BACK_US:
            break
        whose = _delivery(fact)
        if whose is not None:
            seen[whose] = fact
    return seen


def _delivery(fact: Fact) -> str | None:
    """Which order came to which program, if the fact is one of those that say so."""
    data = fact["data"]
    if not data.get("trace"):
        return None
    if fact["event"] == "MessageReceived":
        return f"{data['trace']} {data['by']}"
    return f"{data['trace']} {data['program']}" if fact["event"] == "WorkStarted" and data["queue"] is None else None


def _why_two_copies(past: Past, first: Fact, second: Fact) -> str:
    """Of one publishing, for two subscribers; or its sender tried again, for it had not heard of the first."""
    same = _published(past, first) == _published(past, second) is not None
    return "copied_twice" if same and _place(first) != _place(second) else "sent_twice"


def _published(past: Past, fact: Fact) -> int | None:
    """The publishing that a delivery goes back to."""
    for _ in range(CAUSES_MAX):
        if fact["event"] == "Published":
            return int(fact["id"])
        before = past.fact(fact["cause"]) if fact["cause"] > 0 else None
        if before is None:
            break
        fact = before
    return None


def _place(fact: Fact) -> tuple[str | None, int | None]:
    """Where it was delivered: from a queue, or to an instance that was called."""
    return fact["data"]["queue"], fact["data"].get("instance")


def _why_again(past: Past, fact: Fact) -> Told:
    """Back from the receive: the message became visible, because an earlier receive had only hidden it for a while."""
    visible = past.fact(fact["cause"])
    hidden = None if visible is None else past.fact(visible["cause"])
    if visible is None or hidden is None:
        return fact, "slow", None
    if hidden["event"] == "VisibilityChanged" and not hidden["data"]["seconds"]:
        return fact, "given_back", _command(hidden)
    if hidden["data"]["by"][:1] == "@":
        return fact, "participant", _command_of(past, hidden)
    fates = _fates(past, hidden, visible["at_us"])
    lost = fates.get("WorkLost") or ("WorkStarted" not in fates and fates.get("WorkerCrashed"))
    if lost:
        return fact, "crashed", _command(lost)
    if "WorkFinished" in fates:
        return fact, "answer_lost", None
    return fact, "slow" if "WorkStarted" in fates else "never_arrived", None


def _fates(past: Past, received: Fact, until_us: int) -> dict[str, Fact]:
    """What became of a message, and of the program that got it, while it was hidden; of each name the first."""
    message, program = received["data"]["message"], received["data"]["by"]
    fates: dict[str, Fact] = {}
    for fact in _span(past, received["at_us"], until_us):
        data = fact["data"]
        concerns = data.get("message") == message or (fact["event"] == "WorkerCrashed" and data["program"] == program)
        earlier = fact["event"] == "WorkFinished" and fact["cause"] < received["id"]  # begun at an earlier receive
        if concerns and fact["id"] > received["id"] and not earlier:
            fates.setdefault(fact["event"], fact)
    return fates


def _span(past: Past, from_us: int, until_us: int) -> Iterator[Fact]:
    for fact in islice(past.oldest_first(from_us), FACTS_MAX):
        if fact["at_us"] > until_us:
            return
        yield fact


def _command_of(past: Past, fact: Fact) -> int | None:
    """By which command somebody outside received a message at that instant; None where the receive had waited."""
    by, at_us = fact["data"]["by"], fact["at_us"]
    same = (one.number for one in past.commands if one.at_us == at_us and f"@{one.command.by}" == by)
    return next(same, None)


def _command(fact: Fact) -> int | None:
    return -fact["cause"] if fact["cause"] < 0 else None
