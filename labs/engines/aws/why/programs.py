"""Why a worker, a server, StoreFront or a topic does what it does."""

from typing import Any

from labs.engines.aws.why.circumstances import (
    effect,
    hands_parameter,
    link_trouble,
    rate_parameter,
    slowed,
)
from labs.engines.aws.why.crew import Crew, hands_of, instance_of, is_cut, why_down
from labs.engines.aws.why.line import Line, Lines, of
from labs.engines.aws.why.queue import takes_orders, why_caller_silent, why_nothing_comes
from labs.engines.aws.why.reader import Fits, Reader, is_event
from labs.engines.aws.why.shares import order_number

RECENT_FACTS = 20_000  # looked at for the newest fact of a program


def why_program(reader: Reader, about: str, mine: Crew) -> Lines:
    """A worker's instance, all of them together, or a server."""
    up = {key: one for key, one in mine.items() if one["state"] == "running"}
    busy = {key: one for key, one in mine.items() if one["busy"]}
    program = next(iter(mine.values()))["program"]
    if not up:
        waiting = sum(_visible(reader, key) for key in _pulled(mine))
        down = Line("not_working", reader.at_us, None, None, {"program": about, "waiting": waiting, "busy": len(busy)})
        return [down, *why_down(reader, mine)]
    if not busy:
        return [Line("idle", reader.at_us, None, None, {"program": about}), *_why_idle(reader, mine, program)]
    return [_busy_line(reader, about, up), *_why_busy(reader, mine, up, program)]


def _pulled(mine: Crew) -> list[str]:
    return list(dict.fromkeys(key for one in mine.values() for key in one.get("pulls", ())))


def _visible(reader: Reader, queue: str) -> int:
    return int(reader.entities.get(queue, {}).get("visible", 0))


def _busy_line(reader: Reader, about: str, up: Crew) -> Line:
    busy = sum(one["busy"] for one in up.values())
    return Line("busy", reader.at_us, None, None, {"program": about, "busy": busy, "hands": hands_of(up)})


def _why_busy(reader: Reader, mine: Crew, up: Crew, program: str) -> Lines:
    instance = instance_of(next(iter(mine)))
    started = reader.newest(_begins(program, instance if len(mine) == 1 else None), 1, RECENT_FACTS)
    lines: Lines = []
    for fact in started:
        names = {"order": order_number(fact["data"]["trace"]), "program": program}
        lines.append(of("began", fact, **names, instance=fact["data"]["instance"]))
    for key, one in mine.items():
        if one["slow"] > 1 and (slow := slowed(reader, program, instance_of(key))):
            return [*lines, *slow]
    if len(up) < len(mine):
        return [*lines, *why_down(reader, {key: one for key, one in mine.items() if key not in up})]
    return [*lines, *rate_parameter(reader)]


def _begins(program: str, instance: int | None) -> Fits:
    wanted = {"program": program} if instance is None else {"program": program, "instance": instance}
    return is_event("WorkStarted", **wanted)


def _why_idle(reader: Reader, mine: Crew, program: str) -> Lines:
    """Nothing in hand: it cannot reach its queue, or there is nothing to do."""
    if not _pulled(mine):
        return _why_not_called(reader, program)
    if is_cut(reader, program, "sqs"):
        return link_trouble(reader, program, "sqs")
    queue = _pulled(mine)[0].removeprefix("sqs/")
    if f"sqs/{queue}" not in reader.entities:
        gone = reader.changed(("sqs.delete_queue",), is_event("QueueDeleted", queue=queue))
        return effect(reader, gone) if gone else [Line("no_queue", reader.at_us, None, None, {"queue": queue})]
    waiting = _visible(reader, f"sqs/{queue}")
    line = Line("nothing_to_take", reader.at_us, None, None, {"queue": queue, "program": program, "waiting": waiting})
    no_inflow = why_nothing_comes(reader, queue)
    return [line, *(no_inflow or [*hands_parameter(reader, program), *rate_parameter(reader)])]


def _why_not_called(reader: Reader, program: str) -> Lines:
    callers = {key: one for key, one in reader.entities.items() if program in one.get("links", ())}
    for key, one in callers.items():
        if lines := why_caller_silent(reader, key, one):
            return lines
        if is_cut(reader, key, program):
            return link_trouble(reader, key, program)
    return [*hands_parameter(reader, program), *rate_parameter(reader)]


# StoreFront


def why_caller(reader: Reader, about: str, entity: dict[str, Any]) -> Lines:
    if not entity["running"]:
        line = Line("takes_none", reader.at_us, None, None, {"program": about, "accepted": entity["accepted"]})
        return [line, *why_caller_silent(reader, about, entity)]
    lines = [takes_orders(reader, about, entity)]
    for fact in reader.newest(is_event("OrderAccepted"), 1, RECENT_FACTS):
        lines.append(of("accepted", fact, order=fact["data"]["order"], program=None))
    rate_set = reader.changed((f"{about}.set_rate",), is_event("RateSet", program=about))
    if rate_set is not None:
        return [*lines, *effect(reader, rate_set)]
    return [*lines, *rate_parameter(reader)]


# Topics


def why_topic(reader: Reader, about: str, entity: dict[str, Any]) -> Lines:
    name = about.removeprefix("sns/")
    queues = [link.removeprefix("sqs/") for link in entity["links"]]
    line = Line(
        "copies_to", reader.at_us, None, None, {"topic": name, "queues": queues, "published": entity["published"]}
    )
    lines = [line]
    gone = reader.changed(("sns.unsubscribe",), is_event("Unsubscribed", topic=name))
    if gone is not None and gone["data"]["queue"] not in queues:
        return [*lines, *effect(reader, gone)]
    for queue in queues[:3]:
        fact = reader.changed(("sns.subscribe",), is_event("Subscribed", topic=name, queue=queue))
        lines += effect(reader, fact) if fact else []
    return lines
