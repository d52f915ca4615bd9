"""The room's own buttons: what they are called and what they take."""

from typing import Any

from labs.engines.sim import Refused

# name -> argument -> the types it may have
ARGUMENTS: dict[str, dict[str, tuple[type, ...]]] = {
    "room.play": {},
    "room.pause": {},
    "room.step": {},
    "room.set_rate": {"rate": (int, float)},
    "room.go_on": {},
    "room.open_wire": {"open": (bool,)},
}


def check(name: str, args: dict[str, Any]) -> None:
    """Raises Refused: "unknown_command" or "bad_arguments"."""
    wanted = ARGUMENTS.get(name)
    if wanted is None:
        raise Refused("unknown_command")
    for argument in dict.fromkeys([*wanted, *args]):
        if argument not in args:
            raise Refused("bad_arguments", argument=argument, problem="missing")
        if argument not in wanted:
            raise Refused("bad_arguments", argument=argument, problem="unknown")
        if type(args[argument]) not in wanted[argument]:  # exactly: to Python, true is an int
            raise Refused("bad_arguments", argument=argument, problem="wrong_type")
