"""Runs a scenario with a script of commands, without any room around it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from labs.engines.sim import Command, Entity, Fact, Goal, Simulation

Build = Callable[[Simulation], None]
Script = Sequence[dict[str, Any]]  # [{"at_s", "command", "args", …}]
SUBSCRIPTION = "$subscription "
POD = "$pod "
SLICE_US = 1_000_000  # so short that no event leaves memory before it is kept


@dataclass
class Played:
    """What came of a run."""

    facts: list[Fact] = field(default_factory=list)  # all of them, oldest first
    goals: dict[str, str] = field(default_factory=dict)  # name -> reached, missed or not_yet
    refused: list[tuple[int, str]] = field(default_factory=list)  # place in the script, what was answered
    seen: set[str] = field(default_factory=set)  # entities there were at the beginning, after a command, or at the end
    times_us: list[int] = field(default_factory=list)  # of the history's samples
    series: dict[str, list[int]] = field(default_factory=dict)  # of the history: a value for each sample
    commands: dict[str, set[str]] = field(default_factory=dict)  # that there are, with the names of their parameters


def play(build: Build, seed: int, script: Script, end_s: float) -> Played:
    """Raises Broken when a component has a bug."""
    sim = Simulation(seed)
    build(sim)
    played = Played(sim.log.since(0), seen=_things(sim))
    for place, line in enumerate(script):
        _run(sim, _us(line["at_s"]), played)
        _carry_out(sim, place, line, played)
    _run(sim, max(_us(end_s), sim.now_us), played)
    played.goals = goals_of(sim)
    played.seen |= _things(sim)
    played.times_us, played.series = sim.history.times_us, sim.history.series
    played.commands = _commands_of(sim)
    return played


def goals_of(sim: Simulation) -> dict[str, str]:
    found = {name: part for name, part in sim.components.items() if isinstance(part, Goal)}
    return {name.removeprefix("goal-"): goal.status for name, goal in found.items()}


def _things(sim: Simulation) -> set[str]:
    """All that stays on the bench; a movement is gone in a moment."""
    return {name for name, entity in sim.entities().items() if entity["kind"] != "move"}


def _commands_of(sim: Simulation) -> dict[str, set[str]]:
    return {
        f"{component}.{name}": set(door.parameters)
        for component, fence in sim.fences.items()
        for name, door in fence.items()
        if door.kind == "command"
    }


def with_references(args: Any, entities: dict[str, Entity]) -> Any:
    """The same arguments with an ARN for "$subscription TOPIC>TARGET", a name for "$pod APP". Raises LookupError."""
    if isinstance(args, dict):
        return {key: with_references(value, entities) for key, value in args.items()}
    if isinstance(args, list):
        return [with_references(value, entities) for value in args]
    if isinstance(args, str) and args.startswith(SUBSCRIPTION):
        return _arn(args.removeprefix(SUBSCRIPTION), entities)
    if isinstance(args, str) and args.startswith(POD):
        return _pod(args.removeprefix(POD), entities)
    return args


def _arn(wanted: str, entities: dict[str, Entity]) -> str:
    topic, _, target = wanted.strip().partition(">")
    for subscription in entities.get(f"sns/{topic}", {}).get("subscriptions", ()):
        if target == subscription["target"]:
            return str(subscription["arn"])
    raise LookupError(f"there is no subscription of {topic!r} to {target!r}")


def _pod(app: str, entities: dict[str, Entity]) -> str:
    """The first by name that is not at its end."""
    pods = [one for one in entities.values() if one["kind"] == "pod" and one["app"] == app and not one["terminating"]]
    if not pods:
        raise LookupError(f"there is no Pod of {app!r}")
    return str(min(one["name"] for one in pods))


def _run(sim: Simulation, until_us: int, played: Played) -> None:
    while sim.now_us < until_us:
        before = sim.log.count
        sim.run_until(min(until_us, sim.now_us + SLICE_US))
        played.facts += sim.log.since(before)


def _carry_out(sim: Simulation, place: int, line: dict[str, Any], played: Played) -> None:
    before = sim.log.count
    try:
        args = with_references(line.get("args", {}), sim.entities())
    except LookupError as error:
        played.refused.append((place, str(error.args[0])))
        return
    reply = sim.execute(Command(line["command"], args))
    if reply.error is not None:
        played.refused.append((place, f"{reply.error['code']} {reply.error['data'] or ''}".strip()))
    played.facts += sim.log.since(before)
    played.seen |= _things(sim)


def _us(seconds: float) -> int:
    return round(seconds * 1_000_000)
