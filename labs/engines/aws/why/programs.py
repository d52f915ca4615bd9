"""Why a worker, a server, StoreFront or a topic does what it does."""

from typing import Any

from labs.engines.aws.why.circumstances import (
    effect,
    hands_parameter,
    link_trouble,
    part_of,
    rate_parameter,
    slowed,
)
from labs.engines.aws.why.crew import Crew, hands_of, instance_of, is_cut, why_down
from labs.engines.aws.why.queue import takes_orders, why_caller_silent, why_nothing_comes
from labs.engines.aws.why.shares import order_number
from labs.engines.sim import Fact, Fits, Line, Lines, Reader, is_event, line_of

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
        lines.append(line_of("began", fact, **names, instance=fact["data"]["instance"]))
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
        return _why_not_called(reader, mine, program)
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


def _why_not_called(reader: Reader, mine: Crew, program: str) -> Lines:
    """It works off no queue: whoever calls it is silent or cut off, or nobody does."""
    sources = _sources(reader, {*mine, program})
    for key, one in sources.items():
        if is_cut(reader, part_of(key), program):
            return link_trouble(reader, part_of(key), program)
        callers = {key: one} if one["kind"] == "caller" else _sources(reader, {key})
        for caller, entity in callers.items():
            if lines := why_caller_silent(reader, caller, entity):
                return lines
    if sources:
        return [*hands_parameter(reader, program), *rate_parameter(reader)]
    return [Line("nothing_leads_here", reader.at_us, None, None, {"program": program}), *_why_unwired(reader, program)]


def _sources(reader: Reader, targets: set[str]) -> dict[str, dict[str, Any]]:
    """The callers and topics that hand on to one of these."""
    return {key: one for key, one in reader.entities.items() if targets & set(one.get("links", ()))}


def _why_unwired(reader: Reader, program: str) -> Lines:
    """The newest wire to it that was taken away."""

    def led_here(fact: Fact) -> bool:
        return fact["event"] == "Unsubscribed" and part_of(fact["data"]["target"]) == program

    names = [f"{program}.{verb}" for verb in ("detach", "attach", "scale")]
    gone = [
        reader.changed(("sns.unsubscribe", "sns.delete_topic"), led_here),
        reader.changed(names, is_event("WorkerDetached", program=program)),
    ]
    newest = max((fact for fact in gone if fact is not None), key=lambda fact: fact["id"], default=None)
    return effect(reader, newest) if newest else []


# StoreFront


def why_caller(reader: Reader, about: str, entity: dict[str, Any]) -> Lines:
    if not entity["running"]:
        line = Line("takes_none", reader.at_us, None, None, {"program": about, "accepted": entity["accepted"]})
        return [line, *why_caller_silent(reader, about, entity)]
    lines = [takes_orders(reader, about, entity)]
    for fact in reader.newest(is_event("OrderAccepted"), 1, RECENT_FACTS):
        lines.append(line_of("accepted", fact, order=fact["data"]["order"], program=None))
    rate_set = reader.changed((f"{about}.set_rate",), is_event("RateSet", program=about))
    if rate_set is not None:
        return [*lines, *effect(reader, rate_set)]
    return [*lines, *rate_parameter(reader)]


# Topics


def why_topic(reader: Reader, about: str, entity: dict[str, Any]) -> Lines:
    name = about.removeprefix("sns/")
    targets = entity["links"]
    values = {"topic": name, "targets": targets, "published": entity["published"]}
    lines = [Line("copies_to", reader.at_us, None, None, values)]
    waiting = [one for one in entity["subscriptions"] if not one["confirmed"]]
    if waiting:
        lines += _why_pending(reader, name, waiting[0]["arn"])
    gone = reader.changed(("sns.unsubscribe",), is_event("Unsubscribed", topic=name))
    if gone is not None and gone["data"]["target"] not in targets:
        return [*lines, *effect(reader, gone)]
    for target in targets[:3]:
        fact = reader.changed(("sns.subscribe",), is_event("Subscribed", topic=name, target=target))
        lines += effect(reader, fact) if fact else []
    return lines


def _why_pending(reader: Reader, topic: str, arn: str) -> Lines:
    """An endpoint that has not confirmed its subscription: it could not be asked, or is about to answer."""
    asked = reader.changed(("sns.subscribe",), is_event("Subscribed", subscription=arn))
    if asked is None:
        return []
    line = line_of("unconfirmed", asked, topic=topic, target=asked["data"]["target"])
    for failed in reader.newest(is_event("ConfirmationFailed", subscription=arn), 1, RECENT_FACTS):
        return [line, line_of("not_asked", failed, target=failed["data"]["target"], reason=failed["data"]["reason"])]
    return [line]
