"""Why is an order lost? By the event that took its last copy away."""

from collections.abc import Callable

from labs.engines.aws.why.again import why_failed, why_work_lost
from labs.engines.aws.why.circumstances import effect, queue_parameter, rewired
from labs.engines.aws.why.crew import why_not_taken
from labs.engines.aws.why.shares import Share
from labs.engines.sim import Fact, Lines, Reader, is_event, line_of

FILTERS = {"FilterPolicy", "FilterPolicyScope"}
Tell = Callable[[Reader, Share, Fact], Lines]


def why_lost(reader: Reader, share: Share, lost: Fact) -> Lines:
    """`lost` is the OrderLost of this share, or the fact that took a message away for which no order stands."""
    by_ledger = lost["event"] == "OrderLost"
    taken = reader.fact(lost["cause"]) if by_ledger else lost
    lines = [line_of("lost", lost, **share.names(queue=share.queue))]
    tell = TELLS.get(taken["event"]) if taken else None
    return lines + tell(reader, share, taken) if tell and taken else lines


def _at_once(reader: Reader, share: Share, fact: Fact) -> Lines:
    """The queue was emptied or deleted, or by new wires nothing leads from it to the program any more."""
    return effect(reader, fact)


def _expired(reader: Reader, share: Share, fact: Fact) -> Lines:
    queue = fact["data"]["queue"]
    sent = share.last("MessageSent")
    stored_us = fact["at_us"] - sent["at_us"] if sent else 0
    then = reader.at(fact["at_us"] - stored_us // 2)
    before = reader.at(fact["at_us"] - 1)
    return [
        line_of("expired", fact, **share.names(queue=queue, stored_ms=stored_us // 1000)),
        *queue_parameter(before, queue, "MessageRetentionPeriod"),
        *why_not_taken(then, queue, stored_us),
    ]


def _dropped(reader: Reader, share: Share, fact: Fact) -> Lines:
    data = fact["data"]
    names = share.names(topic=data["topic"], to=data["target"], reason=data["reason"], attempts=data["attempts"])
    line = line_of("dropped", fact, **names)
    if data["queue"] is None:
        return [line, *why_failed(reader, fact)]
    deleted = reader.changed(("sqs.delete_queue",), is_event("QueueDeleted", queue=data["queue"]))
    return [line, *(effect(reader, deleted) if deleted else why_failed(reader, fact))]


def _given_up(reader: Reader, share: Share, fact: Fact) -> Lines:
    data = fact["data"]
    attempts = 1 + len([one for one in share.all("AttemptFailed") if one["data"]["to"] == data["to"]])
    values = share.names(to=data["to"], reason=data["reason"], attempts=attempts)
    return [line_of("given_up", fact, **values), *why_failed(reader, fact)]


def _crashed(reader: Reader, share: Share, fact: Fact) -> Lines:
    return why_work_lost(reader, fact)


def _nowhere_to_go(reader: Reader, share: Share, fact: Fact) -> Lines:
    """The topic took it, but made no copy that would come to this program."""
    published = share.last("Published")
    if published is None:
        return _topic_gone(reader, fact)
    topic = published["data"]["topic"]
    line = line_of("no_copy", published, **share.names(topic=topic, queue=share.queue))

    def ended(one: Fact) -> bool:
        return is_event("Unsubscribed", topic=topic)(one) and share.is_led_to(one["data"]["target"])

    for fact in share.all("CopyFiltered", after=published["id"]):
        if share.is_led_to(fact["data"]["target"]):
            return [line, *_filtered(reader, share, fact)]
    gone = reader.at(published["at_us"]).changed(("sns.unsubscribe",), ended)
    return [line, *(effect(reader, gone) if gone else [])]


def _filtered(reader: Reader, share: Share, fact: Fact) -> Lines:
    """The subscription's filter policy, and who set it last."""
    topic, to, arn = fact["data"]["topic"], fact["data"]["target"], fact["data"]["subscription"]

    def sets(one: Fact) -> bool:
        changes = is_event("SubscriptionChanged", subscription=arn)(one) and FILTERS & one["data"]["attributes"].keys()
        return bool(changes) or is_event("Subscribed", subscription=arn)(one)

    line = line_of("filtered", fact, **share.names(topic=topic, to=to))
    then = reader.at(fact["at_us"]).changed(("sns.set_subscription_attributes", "sns.subscribe"), sets)
    return [line, *(effect(reader, then) if then else [])]


def _topic_gone(reader: Reader, fact: Fact) -> Lines:
    gone = reader.at(fact["at_us"]).changed(("sns.delete_topic",), is_event("TopicDeleted"))
    return effect(reader, gone) if gone else []


def _taken(reader: Reader, share: Share, fact: Fact) -> Lines:
    """Who took it from a queue that this program worked off too, or never did; and since when it was so."""
    deleted = fact if fact["event"] == "MessageDeleted" else share.last("MessageDeleted")
    if deleted is None:
        return []
    queue, by = deleted["data"]["queue"], deleted["data"]["by"]
    attached = rewired(reader.at(deleted["at_us"]), queue, "WorkerAttached")
    line = line_of("taken", deleted, **share.names(queue=queue, by=by))
    return [line, *(effect(reader, attached) if attached else [])]


TELLS: dict[str, Tell] = {
    "QueuePurged": _at_once,
    "QueueDeleted": _at_once,
    "MessageExpired": _expired,
    "CopyDropped": _dropped,
    "OrderGivenUp": _given_up,
    "WorkLost": _crashed,
    "OrderHandedOver": _nowhere_to_go,
    "WorkerAttached": _at_once,
    "WorkerDetached": _at_once,
    "MessageDeleted": _taken,
    "CopyDelivered": _taken,
}
