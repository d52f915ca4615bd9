"""Why is an order lost? By the event that took its last copy away."""

from collections.abc import Callable

from labs.engines.aws.why.again import why_work_lost
from labs.engines.aws.why.circumstances import TIMEOUT_US, effect, link_trouble, queue_parameter, slowed
from labs.engines.aws.why.crew import why_not_taken
from labs.engines.aws.why.line import Lines, of
from labs.engines.aws.why.reader import Reader, is_event
from labs.engines.aws.why.shares import Share
from labs.engines.sim import Fact

Tell = Callable[[Reader, Share, Fact], Lines]


def why_lost(reader: Reader, share: Share, lost: Fact) -> Lines:
    """`lost` is the OrderLost of this share, or the fact that took a message away for which no order stands."""
    by_ledger = lost["event"] == "OrderLost"
    taken = reader.fact(lost["cause"]) if by_ledger else lost
    lines = [of("lost", lost, **share.names(queue=share.queue))]
    tell = TELLS.get(taken["event"]) if taken else None
    return lines + tell(reader, share, taken) if tell and taken else lines


def _emptied(reader: Reader, share: Share, fact: Fact) -> Lines:
    return effect(reader, fact)


def _expired(reader: Reader, share: Share, fact: Fact) -> Lines:
    queue = fact["data"]["queue"]
    sent = share.last("MessageSent")
    stored_us = fact["at_us"] - sent["at_us"] if sent else 0
    then = reader.at(fact["at_us"] - stored_us // 2)
    before = reader.at(fact["at_us"] - 1)
    return [
        of("expired", fact, **share.names(queue=queue, stored_ms=stored_us // 1000)),
        *queue_parameter(before, queue, "MessageRetentionPeriod"),
        *why_not_taken(then, queue, stored_us),
    ]


def _dropped(reader: Reader, share: Share, fact: Fact) -> Lines:
    data = fact["data"]
    line = of("dropped", fact, **share.names(topic=data["topic"], queue=data["queue"], reason=data["reason"]))
    deleted = reader.changed(("sqs.delete_queue",), is_event("QueueDeleted", queue=data["queue"]))
    reasons = effect(reader, deleted) if deleted else link_trouble(reader.at(fact["at_us"]), "sns", "sqs", TIMEOUT_US)
    return [line, *reasons]


def _given_up(reader: Reader, share: Share, fact: Fact) -> Lines:
    data = fact["data"]
    attempts = 1 + len([one for one in share.all("AttemptFailed") if one["data"]["to"] == data["to"]])
    values = share.names(to=data["to"], reason=data["reason"], attempts=attempts)
    return [of("given_up", fact, **values), *why_unanswered(reader, share, fact)]


def why_unanswered(reader: Reader, share: Share, failed: Fact) -> Lines:
    """Why StoreFront had no good answer from the one it called."""
    data = failed["data"]
    called, then = data["to"].partition("/")[0], reader.at(failed["at_us"])
    callers = [key for key, one in reader.entities.items() if one["kind"] == "caller"]
    match data["reason"]:
        case "ConnectionRefused" | "ConnectionReset":
            names = (f"{called}.stop", f"{called}.crash")
            down = then.changed(names, is_event("WorkerStopped", "WorkerCrashed", program=called))
            return effect(reader, down) if down else []
        case "TimedOut":
            for caller in callers:
                if lines := link_trouble(then, caller, called, TIMEOUT_US):
                    return lines
    return slowed(then, called, None)


def _crashed(reader: Reader, share: Share, fact: Fact) -> Lines:
    return why_work_lost(reader, fact)


def _nowhere_to_go(reader: Reader, share: Share, fact: Fact) -> Lines:
    """The topic took it, but made no copy for this queue."""
    published = share.last("Published")
    if published is None:
        return []
    topic = published["data"]["topic"]
    line = of("no_copy", published, **share.names(topic=topic, queue=share.queue))
    gone = reader.changed(("sns.unsubscribe",), is_event("Unsubscribed", topic=topic, queue=share.queue))
    return [line, *(effect(reader, gone) if gone else [])]


TELLS: dict[str, Tell] = {
    "QueuePurged": _emptied,
    "QueueDeleted": _emptied,
    "MessageExpired": _expired,
    "CopyDropped": _dropped,
    "OrderGivenUp": _given_up,
    "WorkLost": _crashed,
    "OrderHandedOver": _nowhere_to_go,
}
