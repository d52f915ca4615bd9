"""Why a queue is as it is: piled up, in somebody's hands, or empty."""

from typing import Any

from labs.engines.aws.why.circumstances import (
    effect,
    hands_parameter,
    link_trouble,
    queue_parameter,
    queues,
    rate_parameter,
    received_by_command,
    slowed,
)
from labs.engines.aws.why.crew import Crew, crew_of, instance_of, is_cut, queue_messages, why_not_taken
from labs.engines.aws.why.shares import order_number
from labs.engines.sim import Fact, Line, Lines, Reader, Refused, is_event, line_of


def why_queue(reader: Reader, name: str) -> Lines:
    if name not in queues(reader):
        return _why_not_there(reader, name)
    counts = queues(reader)[name]["counts"]
    if counts["visible"]:
        return _why_piled_up(reader, name, counts)
    if counts["hidden"]:
        return _why_in_hands(reader, name, counts)
    if counts["delayed"]:
        return _why_delayed(reader, name, counts)
    return _why_empty(reader, name)


def _why_not_there(reader: Reader, name: str) -> Lines:
    deleted = reader.changed(("sqs.delete_queue",), is_event("QueueDeleted", queue=name))
    if deleted is not None:
        return [Line("queue_gone", reader.at_us, None, None, {"queue": name}), *effect(reader, deleted)]
    created = reader.later(is_event("QueueCreated", queue=name))
    if created is None:
        raise Refused("bad_arguments", argument="about", problem="unknown")
    return [line_of("not_yet", created, queue=name)]


def _why_piled_up(reader: Reader, name: str, counts: dict[str, int]) -> Lines:
    oldest = queue_messages(reader, name)[0]
    since = reader.fact(oldest["event"])
    waited_us = reader.at_us - since["at_us"] if since else 0
    values = {"queue": name, **counts, "oldest_ms": (reader.at_us - oldest["sent_us"]) // 1000}
    line = line_of("piled_up", since, **values) if since else Line("piled_up", reader.at_us, None, None, values)
    return [line, *why_not_taken(reader, name, waited_us)]


def _why_in_hands(reader: Reader, name: str, counts: dict[str, int]) -> Lines:
    """Nothing to take, but something is not deleted yet: the oldest of them, and who has it."""
    hidden = min(queue_messages(reader, name, "hidden"), key=lambda message: message["received"][2])
    received = next((one for one in reader.causes(hidden["event"]) if one["event"] == "MessageReceived"), None)
    if received is None:
        return []
    data = received["data"]
    line = line_of("in_hands", received, queue=name, hidden=counts["hidden"], by=data["by"])
    if data["by"][:1] == "@":
        timeout = queue_parameter(reader, name, "VisibilityTimeout")
        return [line, *received_by_command(reader, received), *timeout]
    reasons = _why_busy(reader, crew_of(reader, name), name)
    return [line, *reasons, *queue_parameter(reader, name, "VisibilityTimeout")]


def _why_busy(reader: Reader, crew: Crew, name: str) -> Lines:
    """What its workers are doing with it."""
    if not crew:
        return []
    program = next(iter(crew.values()))["program"]
    values = {"program": program, "queue": name, "busy": sum(one["busy"] for one in crew.values())}
    line = Line("busy_with", reader.at_us, None, None, values)
    for key, one in crew.items():
        if one["slow"] > 1 and (lines := slowed(reader, program, instance_of(key))):
            return [line, *lines]
    if is_cut(reader, program, "sqs"):
        return [line, *link_trouble(reader, program, "sqs")]
    return [line, *rate_parameter(reader)]


def _why_delayed(reader: Reader, name: str, counts: dict[str, int]) -> Lines:
    message = queue_messages(reader, name, "delayed")[0]
    sent = reader.fact(message["event"])
    rest_ms = (message["until_us"] - reader.at_us) // 1000
    line = Line("holds_delayed", reader.at_us, None, None, {"queue": name, **counts})
    lines = (
        [line_of("delayed", sent, queue=name, rest_ms=rest_ms, order=order_number(message["trace"]), program=None)]
        if sent
        else []
    )
    return [line, *lines, *queue_parameter(reader, name, "DelaySeconds")]


# Empty


def _why_empty(reader: Reader, name: str) -> Lines:
    line = Line("empty", reader.at_us, None, None, {"queue": name, "sent": queues(reader)[name]["sent"]})
    crew = crew_of(reader, name)
    purged = reader.changed(("sqs.purge_queue",), is_event("QueuePurged", queue=name))
    if purged is not None and purged["data"]["messages"] and not _came_since(reader, name, purged):
        return [line, *effect(reader, purged)]
    no_inflow = why_nothing_comes(reader, name)
    if no_inflow:
        return [line, *no_inflow]
    if not crew:
        return [line]
    program = next(iter(crew.values()))["program"]
    keeps_up = Line("keeps_up", reader.at_us, None, None, {"program": program, "queue": name})
    return [line, keeps_up, *hands_parameter(reader, program), *rate_parameter(reader)]


def _came_since(reader: Reader, name: str, fact: Fact) -> bool:
    sent_before: int = queues(reader.at(fact["at_us"]))[name]["sent"]
    return bool(queues(reader)[name]["sent"] > sent_before)


def why_nothing_comes(reader: Reader, name: str) -> Lines:
    """Why no order reaches a queue; nothing if they do."""
    topics = [key for key, one in reader.entities.items() if one["kind"] == "topic" and f"sqs/{name}" in one["links"]]
    if not topics:
        gone = reader.changed(("sns.unsubscribe",), is_event("Unsubscribed", queue=name))
        alone = Line("no_source", reader.at_us, None, None, {"queue": name})
        return [alone, *(effect(reader, gone) if gone else [])]
    if is_cut(reader, "sns", "sqs"):
        return link_trouble(reader, "sns", "sqs")
    callers = {
        key: one for key, one in reader.entities.items() if one["kind"] == "caller" and topics[0] in one["links"]
    }
    for key, one in callers.items():
        if lines := why_caller_silent(reader, key, one):
            return lines
    return []


def why_caller_silent(reader: Reader, caller: str, entity: dict[str, Any]) -> Lines:
    """Why a caller hands nothing on; nothing if it does."""
    if not entity["running"]:
        stopped = reader.changed((f"{caller}.stop",), is_event("StoreFrontStopped", program=caller))
        return effect(reader, stopped) if stopped else []
    if is_cut(reader, caller, "sns"):
        return link_trouble(reader, caller, "sns")
    if not entity["accepted"] or not entity["rate_per_s"]:
        return [takes_orders(reader, caller, entity), *rate_parameter(reader)]
    return []


def takes_orders(reader: Reader, caller: str, entity: dict[str, Any]) -> Line:
    values = {"program": caller, "accepted": entity["accepted"], "per_second": entity["rate_per_s"]}
    return Line("takes_orders", reader.at_us, None, None, values)
