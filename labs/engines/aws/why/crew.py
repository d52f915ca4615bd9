"""Who works off a queue, and why a message in it is not taken."""

from typing import Any

from labs.engines.aws.why.circumstances import (
    effect,
    hands_parameter,
    link_trouble,
    queues,
    rate_parameter,
    rewired,
    slowed,
    turned,
)
from labs.engines.sim import Fact, Line, Lines, Reader, is_event

SOON_US = 2_000_000  # a message that has waited no longer is simply about to be taken
FEW = 2  # messages; a queue with no more holds no backlog

Crew = dict[str, dict[str, Any]]  # entity id -> worker


def crew_of(reader: Reader, queue: str) -> Crew:
    return {key: one for key, one in reader.entities.items() if f"sqs/{queue}" in one.get("pulls", ()) and _works(one)}


def _works(entity: dict[str, Any]) -> bool:
    return bool(entity["kind"] == "worker")


def instance_of(worker: str) -> int | None:
    """The number in an entity's id: "shipping/2"."""
    number = worker.partition("/")[2]
    return int(number) if number.isdigit() else None


def is_cut(reader: Reader, a: str, b: str) -> bool:
    return f"{a}>{b}" in reader.sim.network.cuts


def why_not_taken(reader: Reader, queue: str, waited_us: int) -> Lines:
    """Why a visible message was still in the queue at this moment."""
    crew = crew_of(reader, queue)
    if not crew:
        gone = rewired(reader, queue, "WorkerDetached")
        return [
            Line("nobody_attached", reader.at_us, None, None, {"queue": queue}),
            *(effect(reader, gone) if gone else []),
        ]
    up = {key: one for key, one in crew.items() if one["state"] == "running"}
    if not up:
        return why_down(reader, crew)
    program = next(iter(up.values()))["program"]
    if is_cut(reader, program, "sqs"):
        return link_trouble(reader, program, "sqs")
    if waited_us <= SOON_US and len(queue_messages(reader, queue)) <= hands_of(up):
        return [
            Line("taken_soon", reader.at_us, None, None, {"program": program, "queue": queue}),
            *hands_parameter(reader, program),
            *rate_parameter(reader),
        ]
    if lines := _why_no_answer(reader, up, program):
        return lines
    return [_full(reader, up, queue), *_why_full(reader, crew, up, queue, program)]


def _why_no_answer(reader: Reader, up: Crew, program: str) -> Lines:
    """Free hands, but their receives were lost on a link and have not timed out yet."""
    if any(one["busy"] for one in up.values()):
        return []
    sent_us = reader.sim.network.oldest_call_us(program, "sqs")
    if sent_us is None or reader.at_us - sent_us <= SOON_US:
        return []
    values = {"program": program, "waited_ms": (reader.at_us - sent_us) // 1000}
    return [Line("no_answer", reader.at_us, None, None, values), *link_trouble(reader.at(sent_us), program, "sqs")]


def why_down(reader: Reader, crew: Crew) -> Lines:
    """Nobody runs: the newest turn, for that took the last one away."""
    found = [fact for key, one in crew.items() if (fact := turned(reader, one, instance_of(key)))]
    if not found:
        return []
    fact = max(found, key=lambda one: one["id"])
    together = len(found) > 1 and all(one["cause"] == fact["cause"] for one in found)
    return effect(reader, fact, **({"instance": None} if together else {}))


def hands_of(up: Crew) -> int:
    return sum(one["concurrency"] for one in up.values())


def queue_messages(reader: Reader, queue: str, state: str = "visible") -> list[dict[str, Any]]:
    """The stored messages in that state, oldest first."""
    return [message for message in queues(reader)[queue]["messages"].values() if message["state"] == state]


def _full(reader: Reader, up: Crew, queue: str) -> Line:
    values = {
        "program": next(iter(up.values()))["program"], "queue": queue, "busy": sum(one["busy"] for one in up.values()),
        "hands": hands_of(up), "ahead": len(queue_messages(reader, queue)),
    }  # fmt: skip
    return Line("hands_full", reader.at_us, None, None, values)


def _why_full(reader: Reader, crew: Crew, up: Crew, queue: str, program: str) -> Lines:
    for key, one in up.items():
        if one["slow"] > 1 and (lines := slowed(reader, program, instance_of(key))):
            return lines
    down = {key: one for key, one in crew.items() if key not in up}
    if down and (lines := why_down(reader, down)):
        return lines
    began = _began(reader, queue, program)
    if began is not None:
        return effect(reader, began)
    return [*hands_parameter(reader, program), *rate_parameter(reader)]


def _began(reader: Reader, queue: str, program: str) -> Fact | None:
    """The change that came when the backlog began to grow, though it may be over by now."""
    since_us = _empty_until_us(reader, queue)
    names = [f"{program}.{name}" for name in ("stop", "crash", "slow_down", "set_concurrency", "scale")]
    names += ["network.cut", "network.set_loss"]
    callers = [key for key, one in reader.entities.items() if one["kind"] == "caller"]
    names += [f"{caller}.set_rate" for caller in callers]

    def hurts(fact: Fact) -> bool:
        return _hurts(reader, fact, {program, "sqs", "sns", *callers})

    for logged in reversed(list(reader.commands(names, lambda logged: logged.at_us >= since_us))):
        fact = reader.happened(logged.at_us, logged.at_us, hurts)
        if fact is not None:
            return fact
    return None


def _hurts(reader: Reader, fact: Fact, parts: set[str]) -> bool:
    """Whether from then on less was worked off, or more came, by these parts."""
    data = fact["data"]
    match fact["event"]:
        case "WorkerStopped" | "WorkerCrashed" | "ConcurrencySet":
            return data["program"] in parts
        case "WorkerSlowed":
            return data["program"] in parts and data["factor"] > 1
        case "LinkCut":
            return {data["a"], data["b"]} <= parts
        case "LossSet":
            return {data["a"], data["b"]} <= parts and data["per_million"] > 0
        case "RateSet":
            return bool(data["per_second"] > _rate_before(reader, fact))
    return False


def _rate_before(reader: Reader, fact: Fact) -> float:
    """As it was last set, or as the scenario began: nothing that must be brought back from far."""
    caller = fact["data"]["program"]
    earlier = reader.at(fact["at_us"] - 1).changed((f"{caller}.set_rate",), is_event("RateSet", program=caller))
    rate = earlier["data"]["per_second"] if earlier else reader.at(0).entities[caller]["rate_per_s"]
    return float(rate)


def _empty_until_us(reader: Reader, queue: str) -> int:
    """When the queue last held next to nothing, by its chart; two samples earlier, for what followed may take time."""
    history = reader.sim.history
    line = history.series.get(f"sqs.{queue}.visible", [])
    low = [index for index, visible in enumerate(line) if visible <= FEW]
    at_us = history.times_us[low[-1]] if low else 0
    return max(0, at_us - 2 * history.step_us)
