"""Why was it delivered again? Its timeout was over and it was not deleted, it was sent twice, or copied twice."""

from labs.engines.aws.why.circumstances import (
    TIMEOUT_US,
    command_behind,
    delivery_trouble,
    effect,
    link_trouble,
    packet_trouble,
    part_of,
    queue_parameter,
    received_by_command,
    rewired,
    slowed,
    unanswered,
)
from labs.engines.aws.why.shares import Share
from labs.engines.sim import Fact, Lines, Reader, is_event, line_of


def why_again(reader: Reader, share: Share) -> Lines:
    """`share` has come more than once."""
    *earlier, last = share.deliveries
    received = last["event"] == "MessageReceived"
    before = [one for one in earlier if received and one["data"]["message"] == last["data"]["message"]]
    if not before:
        twin = next((one for one in reversed(earlier) if _published(reader, one) == _published(reader, last)), None)
        if twin is not None and _place(twin) != _place(last):
            return _why_copied_twice(reader, share, _place(twin), last)
    data, count = last["data"], len(earlier) + 1
    if received:
        line = line_of("delivered_again", last, **share.names(queue=data["queue"], by=data["by"], count=count))
    else:
        line = line_of(
            "called_again", last, **share.names(program=data["program"], instance=data["instance"], count=count)
        )
    return [line, *(_why_back(reader, share, before[-1], last) if before else _why_sent_twice(reader, share, received))]


def _published(reader: Reader, delivery: Fact) -> int:
    """The number of the publishing that a delivery goes back to; a number of its own if there is none."""
    causes = reader.causes(delivery["id"])
    return next((fact["id"] for fact in causes if fact["event"] == "Published"), -int(delivery["id"]))


def _place(delivery: Fact) -> str:
    """Where it came from: the queue, or the instance that was called."""
    data = delivery["data"]
    if delivery["event"] == "MessageReceived":
        return f"sqs/{data['queue']}"
    return data["program"] if data["instance"] is None else f"{data['program']}/{data['instance']}"


def _why_copied_twice(reader: Reader, share: Share, first: str, last: Fact) -> Lines:
    """Two subscribers of the topic lead to the same program; the newer wire made it so; both, if as old as the run."""
    published, second = reader.fact(_published(reader, last)), _place(last)
    lines = [line_of("came_again", last, **share.names(count=len(share.deliveries)))]
    if published is None:
        return lines
    topic, then = published["data"]["topic"], reader.at(published["at_us"])
    lines.append(line_of("copied_twice", published, **share.names(topic=topic, a=first, to=second)))
    wires = [
        then.changed(("sns.subscribe",), is_event("Subscribed", topic=topic, target=place)) for place in (first, second)
    ]
    wires += [
        rewired(then, place.removeprefix("sqs/"), "WorkerAttached")
        for place in (first, second)
        if part_of(place) == "sqs"
    ]
    newest = max((wire for wire in wires if wire is not None), key=lambda wire: wire["id"], default=None)
    told = wires[:2] if newest is not None and newest["at_us"] == 0 else [newest]
    return lines + [line for wire in told if wire is not None for line in effect(reader, wire)]


def _why_sent_twice(reader: Reader, share: Share, received: bool) -> Lines:
    """Whoever handed the order on never heard that the first try had worked."""
    failed = share.last("DeliveryFailed") or share.last("AttemptFailed")
    if failed is None:
        return []
    data = failed["data"]
    to = data.get("to") or data["target"]
    names = share.names(to=to, reason=data["reason"])
    if not received:
        line = line_of("not_delivered", failed, **names, attempts=data["attempt"])
        return [line, *why_failed(reader, failed)]
    by_sns = failed["event"] == "DeliveryFailed"
    a = "sns" if by_sns else _caller(share)
    reasons = link_trouble(reader.at(failed["at_us"]), a, part_of(to), TIMEOUT_US)
    return [line_of("sent_twice", failed, **names, a=a), *reasons]


def why_failed(reader: Reader, failed: Fact) -> Lines:
    """Why StoreFront or SNS had no good answer from the one it called."""
    data = failed["data"]
    if "target" in data:
        return delivery_trouble(reader, failed)
    callers = [key for key, one in reader.entities.items() if one["kind"] == "caller"]
    return unanswered(reader.at(failed["at_us"]), data["to"], data["reason"], callers, TIMEOUT_US)


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
        back = line_of("given_back", hidden, **share.names(queue=queue, by=hidden["data"]["by"]))
        return [back, *command_behind(reader, hidden)]
    after_ms = (shown["at_us"] - hidden["at_us"]) // 1000
    timed_out = line_of("timed_out", shown, **share.names(queue=queue, after_ms=after_ms, by=before["data"]["by"]))
    return [timed_out, *why_kept(reader, share, before, shown)]


def why_kept(reader: Reader, share: Share, received: Fact, until: Fact | None) -> Lines:
    """Why it was not deleted between a receive and its timeout (or, without that, until now)."""
    by, queue = received["data"]["by"], received["data"]["queue"]
    if by[:1] == "@":
        kept = line_of("kept", received, **share.names(by=by, queue=queue))
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
    return [line_of("at_work", started, **names), *slow]


def _why_answer_lost(reader: Reader, share: Share, received: Fact, until: Fact | None) -> Lines:
    """The queue handed it out, but the program never began: the answer was lost, or nobody was there any more."""
    by = received["data"]["by"]
    packets = share.all("PacketLost", after=received["id"] - 1)
    packet = next((one for one in packets if one["data"]["link"] == f"sqs>{by}"), None)
    names = share.names(program=by, queue=received["data"]["queue"])
    if packet is not None:
        return [line_of("answer_lost", packet, **names), *packet_trouble(reader, packet)]
    to_us = until["at_us"] if until else reader.at_us
    crashed = reader.at(to_us).changed((f"{by}.crash",), is_event("WorkerCrashed", program=by))
    if crashed is not None and crashed["at_us"] >= received["at_us"]:
        return [line_of("answer_lost", received, **names), *effect(reader, crashed)]
    trouble = link_trouble(reader.at(received["at_us"]), by, "sqs")
    return [line_of("answer_lost" if trouble else "answer_under_way", received, **names), *trouble]


def _why_delete_lost(reader: Reader, share: Share, finished: Fact, queue: str) -> Lines:
    """Handled, but the queue never heard: the delete was lost on its way, or came too late."""
    data = finished["data"]
    names = share.names(program=data["program"], instance=data["instance"], queue=queue)
    trouble = link_trouble(reader.at(finished["at_us"]), data["program"], "sqs")
    return [line_of("delete_lost" if trouble else "delete_under_way", finished, **names), *trouble]
