"""Why is it not handled yet? It waits in a queue, lies in somebody's hands, or is on its way."""

from typing import Any

from labs.engines.aws.why.again import why_at_work, why_failed, why_kept
from labs.engines.aws.why.circumstances import (
    command_behind,
    hands_parameter,
    latency_parameter,
    link_trouble,
    part_of,
    queue_parameter,
    rate_parameter,
    received_by_command,
    slowed,
)
from labs.engines.aws.why.crew import why_not_taken
from labs.engines.aws.why.shares import Share
from labs.engines.sim import Fact, Lines, Reader, line_of


def why_stored(reader: Reader, share: Share, queue: str, message: dict[str, Any]) -> Lines:
    """`message` lies in the queue at this moment."""
    since = reader.fact(message["event"])
    if since is None:
        return []
    if message["state"] == "visible":
        return _why_visible(reader, share, since, queue)
    rest_ms = (message["until_us"] - reader.at_us) // 1000
    if message["state"] == "delayed":
        return _why_delayed(reader, share, since, rest_ms, queue)
    return _why_hidden(reader, share, since, rest_ms, queue)


def why_dead(reader: Reader, share: Share, moved: Fact) -> Lines:
    """It lies in a dead-letter queue: why the last that received it before did not delete it."""
    data = moved["data"]
    line = line_of(
        "dead_letter", moved, **share.names(queue=data["queue"], to=f"sqs/{data['to']}", count=data["count"])
    )
    received = next((one for one in reader.causes(moved["cause"]) if one["event"] == "MessageReceived"), None)
    return [line, *(why_kept(reader, share, received, moved) if received else [])]


def _why_visible(reader: Reader, share: Share, since: Fact, queue: str) -> Lines:
    waited_us = reader.at_us - since["at_us"]
    line = line_of("waiting", since, **share.names(queue=queue, waited_ms=waited_us // 1000))
    return [line, *why_not_taken(reader, queue, waited_us)]


def _why_delayed(reader: Reader, share: Share, sent: Fact, rest_ms: int, queue: str) -> Lines:
    line = line_of("delayed", sent, **share.names(queue=queue, rest_ms=rest_ms))
    behind = [one for one in command_behind(reader, sent) if one.command and "DelaySeconds" in one.values]
    return [line, *_came_from(share), *(behind or queue_parameter(reader, queue, "DelaySeconds"))]


def _why_hidden(reader: Reader, share: Share, since: Fact, rest_ms: int, queue: str) -> Lines:
    received = share.last("MessageReceived") or since
    by = received["data"]["by"]
    line = line_of("hidden", received, **share.names(queue=queue, by=by, rest_ms=rest_ms))
    if since["event"] == "VisibilityChanged":
        held = line_of("hidden_anew", since, **share.names(by=since["data"]["by"], seconds=since["data"]["seconds"]))
        return [line, held, *command_behind(reader, since)]
    reasons = received_by_command(reader, received) if by[:1] == "@" else why_kept(reader, share, received, None)
    if by[:1] == "@" or reasons[-1].code not in ("command", "parameter"):
        reasons += queue_parameter(reader, queue, "VisibilityTimeout")
    return [line, *reasons]


def _came_from(share: Share) -> Lines:
    accepted = share.last("OrderAccepted")
    return [line_of("accepted", accepted, **share.names())] if accepted else []


# On its way


def why_under_way(reader: Reader, share: Share) -> Lines:
    """No queue holds it and nobody is done with it."""
    at_work = share.last("WorkStarted", "WorkQueued")
    if at_work is not None:
        return _why_in_memory(reader, share, at_work)
    published = share.last("Published")
    if published is not None:
        return _why_copy(reader, share, published)
    accepted = share.last("OrderAccepted")
    return [] if accepted is None else _why_with_caller(reader, share, accepted)


def _why_in_memory(reader: Reader, share: Share, fact: Fact) -> Lines:
    program = fact["data"]["program"]
    if fact["event"] == "WorkStarted":
        lines = why_at_work(reader, share, fact, None)
    else:
        waited_ms = (reader.at_us - fact["at_us"]) // 1000
        slow = slowed(reader, program, None)
        names = share.names(program=program, instance=fact["data"]["instance"], waited_ms=waited_ms)
        lines = [line_of("queued_at", fact, **names), *slow]
        lines += [] if slow else hands_parameter(reader, program)
    ends = lines[-1].code == "command"
    return lines if ends else [*lines, *_came_from(share), *rate_parameter(reader)]


def _why_copy(reader: Reader, share: Share, published: Fact) -> Lines:
    topic, to = published["data"]["topic"], _open_target(share, published)
    tries = share.all("DeliveryFailed", after=published["id"])
    failed = next((one for one in reversed(tries) if one["data"]["target"] == to), None)
    under_way = line_of("under_way", failed or published, **share.names(a=f"sns/{topic}", to=to))
    if failed is None:
        return [under_way, *_came_from(share), latency_parameter(reader, "sns", part_of(to))]
    data = failed["data"]
    line = line_of("not_delivered", failed, **share.names(to=to, reason=data["reason"], attempts=data["attempt"]))
    return [under_way, line, *why_failed(reader, failed)]


def _open_target(share: Share, published: Fact) -> str:
    """Where a copy for the program is still to be delivered to."""
    ended = share.all("CopyDelivered", "CopyDropped", "CopyRedirected", after=published["id"])
    done = [one["data"]["target"] for one in ended]
    targets = [target for target in published["data"]["copies"] if share.is_led_to(target)]
    still = [target for target in targets if target not in done]
    return str((still or targets or [f"sqs/{share.queue}"])[0])


def _why_with_caller(reader: Reader, share: Share, accepted: Fact) -> Lines:
    failed = share.last("AttemptFailed")
    caller = next((key for key, one in reader.entities.items() if one["kind"] == "caller"), "storefront")
    to = failed["data"]["to"] if failed else accepted["data"]["to"][0]
    under_way = line_of("under_way", failed or accepted, **share.names(a=caller, to=to))
    if failed is None:
        trouble = link_trouble(reader, caller, to.partition("/")[0])
        end = trouble or [latency_parameter(reader, caller, to.partition("/")[0])]
        return [under_way, *_came_from(share), *end]
    data = failed["data"]
    line = line_of("not_delivered", failed, **share.names(to=to, reason=data["reason"], attempts=data["attempt"]))
    return [under_way, line, *why_failed(reader, failed)]
