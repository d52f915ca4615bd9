"""Why was it delivered again? Because its timeout was over, and the one who had it had not deleted it."""

from labs.engines.aws.why.circumstances import (
    TIMEOUT_US,
    command_behind,
    effect,
    link_trouble,
    packet_trouble,
    queue_parameter,
    received_by_command,
    slowed,
)
from labs.engines.aws.why.line import Lines, of
from labs.engines.aws.why.reader import Reader, is_event
from labs.engines.aws.why.shares import Share
from labs.engines.sim import Fact


def why_again(reader: Reader, share: Share) -> Lines:
    """`share` has been received more than once."""
    received = share.all("MessageReceived")
    last = received[-1]
    values = {"queue": last["data"]["queue"], "by": last["data"]["by"], "count": len(received)}
    lines = [of("delivered_again", last, **share.names(**values))]
    before = [one for one in received[:-1] if one["data"]["message"] == last["data"]["message"]]
    if not before:
        return lines + _why_two_messages(reader, share)
    return lines + _why_back(reader, share, before[-1], last)


def _why_two_messages(reader: Reader, share: Share) -> Lines:
    """The same order lies in the queue twice: whoever handed it on never heard that the first try had worked."""
    failed = share.last("DeliveryFailed") or share.last("AttemptFailed")
    if failed is None:
        return []
    data = failed["data"]
    a, b = ("sns", "sqs") if failed["event"] == "DeliveryFailed" else (_caller(share), data["to"].partition("/")[0])
    to = data.get("to") or f"sqs/{data['queue']}"
    lines = [of("sent_twice", failed, **share.names(a=a, to=to, reason=data["reason"]))]
    return lines + link_trouble(reader.at(failed["at_us"]), a, b, TIMEOUT_US)


def _caller(share: Share) -> str:
    published = share.last("Published")
    return published["data"]["by"] if published else "storefront"


def _why_back(reader: Reader, share: Share, before: Fact, last: Fact) -> Lines:
    shown = reader.fact(last["cause"])
    hidden = reader.fact(shown["cause"]) if shown else None
    if shown is None or hidden is None:
        return []
    queue = last["data"]["queue"]
    if hidden["event"] == "VisibilityChanged" and not hidden["data"]["seconds"]:
        back = of("given_back", hidden, **share.names(queue=queue, by=hidden["data"]["by"]))
        return [back, *command_behind(reader, hidden)]
    after_ms = (shown["at_us"] - hidden["at_us"]) // 1000
    timed_out = of("timed_out", shown, **share.names(queue=queue, after_ms=after_ms, by=before["data"]["by"]))
    return [timed_out, *why_kept(reader, share, before, shown)]


def why_kept(reader: Reader, share: Share, received: Fact, until: Fact | None) -> Lines:
    """Why it was not deleted between a receive and its timeout (or, without that, until now)."""
    by, queue = received["data"]["by"], received["data"]["queue"]
    if by[:1] == "@":
        kept = of("kept", received, **share.names(by=by, queue=queue))
        return [kept, *received_by_command(reader, received), *queue_parameter(reader, queue, "VisibilityTimeout")]
    before = None if until is None else until["id"]
    started = next((one for one in share.all("WorkStarted") if one["cause"] == received["id"]), None)
    if started is None:
        return _why_answer_lost(reader, share, received, until)
    for end in share.all("WorkFinished", "WorkLost", after=started["id"], before=before):
        if end["data"]["work"] == started["data"]["work"]:
            lost = end["event"] == "WorkLost"
            return why_work_lost(reader, end) if lost else _why_delete_lost(reader, share, end, queue)
    return why_at_work(reader, share, started, queue)


def why_work_lost(reader: Reader, lost: Fact) -> Lines:
    """It was in the memory of a program that crashed at that very moment."""
    data = lost["data"]
    fits = is_event("WorkerCrashed", program=data["program"], instance=data["instance"])
    crashed = reader.happened(lost["at_us"], lost["at_us"], fits)
    return effect(reader, crashed) if crashed else []


def why_at_work(reader: Reader, share: Share, started: Fact, queue: str | None) -> Lines:
    """Somebody is still at it, and longer than the timeout: slow work, or a short timeout."""
    data = started["data"]
    finished = next((one for one in share.all("WorkFinished") if one["cause"] == started["id"]), None)
    work_ms = ((finished["at_us"] if finished else reader.at_us) - started["at_us"]) // 1000
    names = share.names(program=data["program"], instance=data["instance"], work_ms=work_ms, done=finished is not None)
    slow = slowed(reader.at(started["at_us"]), data["program"], data["instance"])
    if not slow and queue is not None:
        slow = queue_parameter(reader.at(started["at_us"]), queue, "VisibilityTimeout")
    return [of("at_work", started, **names), *slow]


def _why_answer_lost(reader: Reader, share: Share, received: Fact, until: Fact | None) -> Lines:
    """The queue handed it out, but the program never began: the answer was lost, or nobody was there any more."""
    by = received["data"]["by"]
    packets = share.all("PacketLost", after=received["id"] - 1)
    packet = next((one for one in packets if one["data"]["link"] == f"sqs>{by}"), None)
    names = share.names(program=by, queue=received["data"]["queue"])
    if packet is not None:
        return [of("answer_lost", packet, **names), *packet_trouble(reader, packet)]
    to_us = until["at_us"] if until else reader.at_us
    crashed = reader.at(to_us).changed((f"{by}.crash",), is_event("WorkerCrashed", program=by))
    if crashed is not None and crashed["at_us"] >= received["at_us"]:
        return [of("answer_lost", received, **names), *effect(reader, crashed)]
    trouble = link_trouble(reader.at(received["at_us"]), by, "sqs")
    return [of("answer_lost" if trouble else "answer_under_way", received, **names), *trouble]


def _why_delete_lost(reader: Reader, share: Share, finished: Fact, queue: str) -> Lines:
    """Handled, but the queue never heard: the delete was lost on its way, or came too late."""
    data = finished["data"]
    names = share.names(program=data["program"], instance=data["instance"], queue=queue)
    trouble = link_trouble(reader.at(finished["at_us"]), data["program"], "sqs")
    return [of("delete_lost" if trouble else "delete_under_way", finished, **names), *trouble]
