"""A run's history: the lines of its charts, what its members did, and how its goals went."""

from typing import Any

from labs.engines.sim import Goal, Simulation
from labs.rooms.past import Past
from labs.rooms.run import Logged

COMMANDS_MAX = 500  # the newest
ARGUMENTS_MAX = 10
TEXT_MAX = 100  # characters; a longer argument, such as a message's body, is left out

Json = dict[str, Any]


def history(past: Past) -> Json:
    """{"head_us", "times_us", "series", "commands", "goals"} of the run up to its cut."""
    return history_of(past, past.simulation())


def history_of(past: Past, sim: Simulation) -> Json:
    """The same where the simulation at the cut is at hand already."""
    lines = sim.history.series_between(0, past.at_us)
    return {"head_us": past.at_us, **lines, "commands": _commands(past), "goals": goals_of(sim)}


def goals_of(sim: Simulation) -> list[Json]:
    """[{"goal", "status", "at_us", "event"}] in the scenario's order."""
    goals = [part for part in sim.components.values() if isinstance(part, Goal)]
    return [
        {"goal": goal.name.removeprefix("goal-"), "status": goal.status, "at_us": goal.at_us, "event": goal.event}
        for goal in goals
    ]


def _commands(past: Past) -> list[Json]:
    """What members did, oldest first; what wire clients did is theirs, and far too much."""
    members = [logged for logged in past.commands if logged.key is not None and not logged.broken]
    return [_command(logged) for logged in members[-COMMANDS_MAX:]]


def _command(logged: Logged) -> Json:
    command = logged.command
    args = {name: value for name, value in list(command.args.items())[:ARGUMENTS_MAX] if _is_short(name, value)}
    return {"number": logged.number, "at_us": logged.at_us, "name": command.name, "args": args, "by": command.by}


def _is_short(name: str, value: Any) -> bool:
    if isinstance(value, str):
        return len(name) + len(value) <= TEXT_MAX
    return len(name) <= TEXT_MAX and (value is None or isinstance(value, bool | int | float))
