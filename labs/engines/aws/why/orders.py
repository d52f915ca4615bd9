"""Why an order or a message is where it is: the share with the most to tell, and its chain."""

from labs.engines.aws.why.again import why_again
from labs.engines.aws.why.handled import LATE_US, why_handled
from labs.engines.aws.why.lost import why_lost
from labs.engines.aws.why.shares import Absent, Share, message_share, order_shares
from labs.engines.aws.why.waiting import why_dead, why_stored, why_under_way
from labs.engines.sim import Fact, Lines, Reader, line_of

TAKEN_AWAY = ("MessageExpired", "QueuePurged", "QueueDeleted")
LOST, DEAD, AGAIN, STORED, MOVING, LATE, HANDLED = range(6, -1, -1)  # the more there is to tell, the higher


def why_order(reader: Reader, trace: str) -> Lines:
    try:
        shares = order_shares(reader, trace)
    except Absent as absent:
        return [absent.line]
    return _tell(reader, max(shares, key=lambda share: _weight(reader, share)))


def why_message(reader: Reader, message: str) -> Lines:
    try:
        return _tell(reader, message_share(reader, message))
    except Absent as absent:
        return [absent.line]


def _weight(reader: Reader, share: Share) -> int:
    if _loss(reader, share):
        return LOST
    if _dead(reader, share):
        return DEAD
    if len(share.deliveries) > 1:
        return AGAIN
    finished = share.finished
    if finished is None:
        return STORED if share.stored(reader) else MOVING
    return LATE if finished["at_us"] - share.facts[0]["at_us"] >= LATE_US else HANDLED


def _loss(reader: Reader, share: Share) -> Fact | None:
    """What says that it is lost here; a later find takes that back."""
    if share.finished:
        return None
    lost = share.last("OrderLost", "MessageExpired")
    if lost is not None:
        return None if share.all("MessageReceived", "MessageSent", "WorkStarted", after=lost["id"]) else lost
    sent = share.last("MessageSent")
    if share.order is None and sent and not share.last("MessageDeleted") and not share.stored(reader):
        names = ("sqs.purge_queue", "sqs.delete_queue")
        return reader.changed(names, lambda one: one["event"] in TAKEN_AWAY and one["data"]["queue"] in share.queues)
    return None


def _dead(reader: Reader, share: Share) -> Fact | None:
    """What brought it into the dead-letter queue where it still lies as it came."""
    moved = share.last("MessageMoved")
    stored = share.stored(reader) if moved is not None and not share.finished else None
    return moved if moved is not None and stored is not None and stored[1]["event"] == moved["id"] else None


def _tell(reader: Reader, share: Share) -> Lines:
    loss = _loss(reader, share)
    if loss is not None:
        return why_lost(reader, share, loss)
    moved = _dead(reader, share)
    if moved is not None:
        return why_dead(reader, share, moved)
    if len(share.deliveries) > 1:
        return why_again(reader, share)
    finished = share.finished
    if finished is not None:
        return why_handled(reader, share, finished)
    stored = share.stored(reader)
    if stored is not None:
        return why_stored(reader, share, *stored)
    return why_under_way(reader, share) or _why_published(share)


def _why_published(share: Share) -> Lines:
    """A message that nobody needs to handle: that is all there is to say."""
    fact = share.facts[-1]
    data = fact["data"]
    return [line_of("happened", fact, **share.names(fact=fact["event"], queue=data.get("queue"), by=data.get("by")))]
