"""Where a chain of reasons ends: a command and what it changed at once, or a parameter of the scenario."""

from typing import Any

from labs.engines.aws.service import name_at
from labs.engines.sim import Fact, Fits, Line, Lines, Logged, Reader, is_event, line_of

TIMEOUT_US = 5_000_000  # after which StoreFront tries again, and SNS where it delivers to a queue
HTTP_TIMEOUT_US = 15_000_000  # the same where SNS calls a program
ON_ITS_WAY_US = 1_000_000  # a packet sent now may still meet a cut that comes this much later
TEXT_MAX = 80

# What a command changed -> the line that tells it.
EFFECTS = {
    "WorkerStopped": "stopped",
    "WorkerCrashed": "crashed",
    "WorkerStarted": "started",
    "WorkerSlowed": "slowed",
    "ConcurrencySet": "concurrency_set",
    "StoreFrontStopped": "stopped",
    "StoreFrontStarted": "started",
    "RateSet": "rate_set",
    "LinkCut": "cut",
    "LossSet": "loses",
    "QueuePurged": "emptied",
    "QueueDeleted": "queue_deleted",
    "Subscribed": "subscribed",
    "Unsubscribed": "unsubscribed",
    "SubscriptionChanged": "subscription_changed",
    "TopicDeleted": "topic_deleted",
    "WorkerAttached": "attached",
    "WorkerDetached": "detached",
}
TOLD = (
    "program", "instance", "factor", "concurrency", "per_second", "a", "b", "per_million", "queue", "topic", "target",
    "messages",
)  # fmt: skip
ARGUMENTS_TOLD = (
    "instance", "factor", "concurrency", "instances", "per_second", "a", "b", "per_million", "VisibilityTimeout",
    "DelaySeconds", "queue",
)  # fmt: skip
# AWS's attribute -> the parameter's name here
ATTRIBUTES = {
    "VisibilityTimeout": "visibility_timeout_s",
    "MessageRetentionPeriod": "retention_s",
    "DelaySeconds": "delay_s",
}


# Commands


def command_line(reader: Reader, number: int) -> Line:
    """Who did what, with the few arguments worth telling."""
    logged = reader.command(number)
    command, args = logged.command, logged.command.args
    values: dict[str, Any] = {"name": command.name, "by": command.by}
    values |= {name: args[name] for name in ARGUMENTS_TOLD if _is_short(args.get(name))}
    for name, part, sign in (("QueueUrl", "queue", "/"), ("TopicArn", "topic", ":")):
        if _is_short(last := str(args.get(name) or "").rpartition(sign)[2]) and last:
            values[part] = last
    return Line("command", logged.at_us, None, number, values)


def _is_short(value: Any) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and len(value) <= TEXT_MAX)


def command_behind(reader: Reader, fact: Fact) -> Lines:
    """The command that a fact goes back to, over any number of facts; nothing if that is the scenario."""
    cause = reader.causes(fact["id"])[-1]["cause"]
    return [command_line(reader, -cause)] if cause < 0 else []


def effect(reader: Reader, fact: Fact, **more: Any) -> Lines:
    """What a command changed at once, and that command."""
    values = {name: fact["data"][name] for name in TOLD if name in fact["data"]}
    return [line_of(EFFECTS[fact["event"]], fact, **{**values, **more}), *command_behind(reader, fact)]


def received_by_command(reader: Reader, received: Fact) -> Lines:
    """The receive of a participant outside; a long poll's may have come some time before."""
    by, queue = received["data"]["by"].removeprefix("@"), received["data"]["queue"]

    def asked(logged: Logged) -> bool:
        url = str(logged.command.args.get("QueueUrl"))
        return bool(logged.command.by == by and name_at(url) == name_at(queue))

    found = next(reader.at(received["at_us"]).commands(("sqs.receive_message",), asked), None)
    return [] if found is None else [command_line(reader, found.number)]


# Parameters


def parameter(fact: Fact | None, name: str, value: Any, **values: Any) -> Line:
    """A number in force, and since when: a command's fact, the scenario's, or simply the start."""
    told = {"parameter": name, "value": value, **values}
    if fact is None:
        return Line("parameter", 0, None, None, told)
    return Line("parameter", fact["at_us"], fact["id"], -fact["cause"] if fact["cause"] < 0 else None, told)


def queue_parameter(reader: Reader, queue: str, attribute: str) -> Lines:
    """An attribute of a queue, as it was last set or as the queue was created."""

    def sets(fact: Fact) -> bool:
        data = fact["data"]
        mine = fact["event"] in ("QueueCreated", "QueueChanged") and data["queue"] == queue
        return mine and (fact["event"] == "QueueCreated" or attribute in data["attributes"])

    fact = reader.changed(("sqs.set_queue_attributes", "sqs.create_queue"), sets)
    if fact is None:
        return []
    value = queues(reader.at(fact["at_us"]))[queue]["attributes"][attribute]
    return [parameter(fact, ATTRIBUTES[attribute], value, queue=queue)]


def rate_parameter(reader: Reader) -> Lines:
    """How many orders the callers of the scene take a second."""
    lines: Lines = []
    for key, entity in reader.entities.items():
        if entity["kind"] == "caller":
            fact = reader.changed((f"{key}.set_rate",), is_event("RateSet", program=key))
            lines.append(parameter(fact, "rate_per_s", entity["rate_per_s"], program=key))
    return lines


def hands_parameter(reader: Reader, program: str) -> Lines:
    """How many messages a program works on at a time: its instances, and each one's hands."""
    mine = [entity for entity in reader.entities.values() if entity.get("program") == program]
    if not mine:
        return []
    running = sum(entity["state"] == "running" for entity in mine)
    fact = reader.changed((f"{program}.set_concurrency",), is_event("ConcurrencySet", program=program))
    return [parameter(fact, "hands", mine[0]["concurrency"], program=program, running=running)]


def latency_parameter(reader: Reader, sender: str, to: str) -> Line:
    """How long one way over a link takes at most."""
    latencies = reader.sim.network.latency_us
    least_us, most_us = latencies.get(f"{sender}>{to}") or latencies.get("") or (5_000, 5_000)
    return parameter(None, "latency_ms", most_us // 1000, least=least_us // 1000, a=sender, b=to)


# How things stood


def queues(reader: Reader) -> dict[str, dict[str, Any]]:
    """The queues with everything in them; none where there is no SQS."""
    found: dict[str, dict[str, Any]] = getattr(reader.sim.components.get("sqs"), "queues", {})
    return found


def slowed(reader: Reader, program: str, instance: int | None) -> Lines:
    """Why a program works slowly at this moment; nothing if it does not."""

    def slows(fact: Fact) -> bool:
        return is_event("WorkerSlowed", program=program)(fact) and fact["data"]["instance"] in (None, instance)

    fact = reader.changed((f"{program}.slow_down",), slows)
    return effect(reader, fact) if fact is not None and fact["data"]["factor"] > 1 else []


def turned(reader: Reader, entity: dict[str, Any], instance: int | None) -> Fact | None:
    """The fact that brought an instance into the state it is in; none if it was built that way."""
    from_us = entity["since_ms"] * 1000
    fits = is_event("WorkerStarted", "WorkerStopped", "WorkerCrashed", program=entity["program"], instance=instance)
    return reader.happened(from_us, from_us + 999, fits)


def rewired(reader: Reader, queue: str, *events: str) -> Fact | None:
    """The newest of these events (attached, detached) at a queue."""
    programs = dict.fromkeys(one["program"] for one in reader.entities.values() if one["kind"] == "worker")
    names = [f"{program}.{verb}" for program in programs for verb in ("attach", "detach", "scale")]
    return reader.changed(names, is_event(*events, queue=queue))


def part_of(target: str) -> str:
    """The part of the simulation behind an entity: "sqs" of "sqs/jobs", "shipping" of "shipping/1"."""
    return target.partition("/")[0]


def delivery_trouble(reader: Reader, failed: Fact) -> Lines:
    """Why SNS could not deliver a copy: its connection, or the program that it calls."""
    part, then = part_of(failed["data"]["target"]), reader.at(failed["at_us"])
    if part == "sqs":
        return link_trouble(then, "sns", part, TIMEOUT_US)
    return unanswered(then, failed["data"]["target"], failed["data"]["reason"], ["sns"], HTTP_TIMEOUT_US)


def unanswered(then: Reader, target: str, reason: str, callers: list[str], within_us: int) -> Lines:
    """Why one of the callers had no good answer from the program it called."""
    called, number = part_of(target), target.partition("/")[2]
    if reason in ("ConnectionRefused", "ConnectionReset"):
        names = [f"{called}.{verb}" for verb in ("stop", "crash", "scale")]
        which = {"instance": int(number)} if number.isdigit() else {}
        down = then.changed(names, is_event("WorkerStopped", "WorkerCrashed", program=called, **which))
        return effect(then, down) if down else []
    if reason == "TimedOut":
        for caller in callers:
            if lines := link_trouble(then, caller, called, within_us):
                return lines
    return slowed(then, called, int(number) if number.isdigit() else None)


def link_trouble(reader: Reader, a: str, b: str, within_us: int = 0) -> Lines:
    """Why packets between two parts were lost at this moment, a little later or `within_us` before: cut or loss."""
    soon = reader.at(reader.at_us + ON_ITS_WAY_US)
    cut = soon.changed(("network.cut",), _between("LinkCut", a, b))
    before = reader.at(reader.at_us - within_us)
    if cut is not None:
        healed = before.changed(("network.heal",), _between("LinkHealed", a, b))
        if healed is None or healed["id"] < cut["id"]:
            return effect(reader, cut)
    loss = before.changed(("network.set_loss",), _between("LossSet", a, b))
    return effect(reader, loss) if loss is not None and loss["data"]["per_million"] else []


def _between(event: str, a: str, b: str) -> Fits:
    return lambda fact: fact["event"] == event and {fact["data"]["a"], fact["data"]["b"]} == {a, b}


def packet_trouble(reader: Reader, packet: Fact) -> Lines:
    """Why one packet was lost: the cut that its fact names, or the loss set for its link."""
    cut = reader.fact(packet["cause"])
    if cut is not None and cut["event"] == "LinkCut":
        return effect(reader, cut)
    a, b = packet["data"]["link"].split(">")
    return link_trouble(reader.at(packet["at_us"]), a, b)
