"""An order that was handled: in time, or late and where its time went."""

from labs.engines.aws.why.again import why_failed
from labs.engines.aws.why.circumstances import hands_parameter, rate_parameter, slowed
from labs.engines.aws.why.crew import why_not_taken
from labs.engines.aws.why.shares import Share
from labs.engines.sim import Fact, Lines, Reader, line_of

LATE_US = 5_000_000  # from acceptance to the end of the work


def why_handled(reader: Reader, share: Share, finished: Fact) -> Lines:
    """How it went, or what made it late."""
    begun = share.facts[0]
    took_us = finished["at_us"] - begun["at_us"]
    by = finished["data"].get("by")
    names = share.names(took_ms=took_us // 1000, by=by, instance=finished["data"].get("instance"))
    if took_us < LATE_US:
        return [line_of("handled", finished, **names), *_in_time(reader, share, finished)]
    return [line_of("handled_late", finished, **names), *_why_late(reader, share, finished)]


def _in_time(reader: Reader, share: Share, finished: Fact) -> Lines:
    lines: Lines = []
    started, received, sent = _stations(share, finished)
    if started:
        work_ms = (finished["at_us"] - started["at_us"]) // 1000
        data = started["data"]
        names = share.names(program=data["program"], instance=data["instance"], work_ms=work_ms, done=True)
        lines.append(line_of("at_work", started, **names))
    if received and sent:
        waited_ms = (received["at_us"] - sent["at_us"]) // 1000
        names = share.names(queue=received["data"]["queue"], by=received["data"]["by"], waited_ms=waited_ms)
        lines.append(line_of("received", received, **names))
    begun = share.facts[0]
    if begun["event"] == "OrderAccepted":
        return [*lines, line_of("accepted", begun, **share.names()), *rate_parameter(reader.at(begun["at_us"]))]
    return [*lines, line_of("sent", begun, **share.names(by=begun["data"].get("by"), queue=share.queue))]


def _stations(share: Share, finished: Fact) -> tuple[Fact | None, Fact | None, Fact | None]:
    """Where the finished work began, the receive before it, and the sending before that."""
    earlier = [fact for fact in share.facts if fact["id"] < finished["id"]]

    def last(event: str) -> Fact | None:
        return next((fact for fact in reversed(earlier) if fact["event"] == event), None)

    started = last("WorkStarted")
    if started is not None and started["data"]["queue"] is None:
        return started, None, None  # it was called
    return started, last("MessageReceived"), last("MessageSent")


def _why_late(reader: Reader, share: Share, finished: Fact) -> Lines:
    """The longest stretch of its way, and why that took so long."""
    started, received, sent = _stations(share, finished)
    begun_us = share.facts[0]["at_us"]
    queued = _queued(share, started)
    stretches = [
        ("way", (sent or queued or started or finished)["at_us"] - begun_us),
        ("wait", received["at_us"] - sent["at_us"] if received and sent else 0),
        ("work", finished["at_us"] - started["at_us"] if started else 0),
        ("memory", started["at_us"] - queued["at_us"] if queued and started else 0),
    ]
    longest, took_us = max(stretches, key=lambda stretch: stretch[1])
    if longest == "wait" and received:
        return _why_long_wait(reader, share, received, took_us)
    if longest == "work" and started:
        data = started["data"]
        names = share.names(program=data["program"], instance=data["instance"], work_ms=took_us // 1000, done=True)
        slow = slowed(reader.at(started["at_us"]), data["program"], data["instance"])
        return [line_of("at_work", started, **names), *(slow or rate_parameter(reader))]
    if longest == "memory" and queued:
        return _why_long_in_memory(reader, share, queued, took_us)
    return _why_long_way(reader, share, took_us)


def _queued(share: Share, started: Fact | None) -> Fact | None:
    """Where it began to wait in the memory of the program that then worked on it."""
    work = started["data"]["work"] if started else None
    return next((fact for fact in share.all("WorkQueued") if fact["data"]["work"] == work), None)


def _why_long_in_memory(reader: Reader, share: Share, queued: Fact, took_us: int) -> Lines:
    program, instance = queued["data"]["program"], queued["data"]["instance"]
    names = share.names(program=program, instance=instance, waited_ms=took_us // 1000)
    then = reader.at(queued["at_us"])
    reasons = slowed(then, program, instance) or [*hands_parameter(then, program), *rate_parameter(then)]
    return [line_of("queued_at", queued, **names), *reasons]


def _why_long_wait(reader: Reader, share: Share, received: Fact, waited_us: int) -> Lines:
    queue = received["data"]["queue"]
    line = line_of(
        "received", received, **share.names(queue=queue, by=received["data"]["by"], waited_ms=waited_us // 1000)
    )
    then = reader.at(received["at_us"] - waited_us // 2)
    return [line, *why_not_taken(then, queue, waited_us)]


def _why_long_way(reader: Reader, share: Share, took_us: int) -> Lines:
    failed = share.last("AttemptFailed", "DeliveryFailed")
    if failed is None:
        return _in_time(reader, share, share.facts[-1])
    data = failed["data"]
    to = data.get("to") or data["target"]
    names = share.names(to=to, reason=data["reason"], attempts=data["attempt"])
    return [line_of("not_delivered", failed, **names), *why_failed(reader, failed)]
