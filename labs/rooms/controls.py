"""The room's own buttons and questions: what they are called and what they take."""

from typing import Any

from labs.engines.sim import Refused

# name -> argument -> the types it may have; one with "?" may be left out
ARGUMENTS: dict[str, dict[str, tuple[type, ...]]] = {
    "room.play": {},
    "room.pause": {},
    "room.step": {"count?": (int,)},
    "room.step_back": {"count?": (int,)},
    "room.set_rate": {"rate": (int, float)},
    "room.seek": {"at_us": (int,)},
    "room.to_head": {},
    "room.branch": {"name?": (str,)},
    "room.switch": {"branch": (int,)},
    "room.rename_branch": {"branch": (int,), "name": (str,)},
    "room.delete_branch": {"branch": (int,)},
    "room.go_on": {},
    "room.open_wire": {"open": (bool,)},
    "room.make_key": {"name": (str,)},
    "room.drop_key": {"name": (str,)},
    "room.keys": {},
    # Questions: they change nothing, so everybody in the room may ask.
    "room.history": {"branch?": (int,)},
    "room.log": {
        "branch?": (int,), "before_us?": (int,), "before_id?": (int,), "at_least_id?": (int,), "kind?": (str,),
        "about?": (str,), "limit?": (int,),
    },
    "room.why": {"about": (str,), "at_us?": (int,)},
    "room.words": {},
    "room.compare": {"a": (int,), "b": (int,)},
    "room.query": {"query": (str,), "args": (dict,)},  # a part's own `@query`, at the moment that is shown
}  # fmt: skip
QUESTIONS = frozenset({"room.history", "room.log", "room.why", "room.words", "room.compare", "room.query"})


def check(name: str, args: dict[str, Any]) -> None:
    """Raises Refused: "unknown_command" or "bad_arguments"."""
    takes = ARGUMENTS.get(name)
    if takes is None:
        raise Refused("unknown_command")
    wanted = {argument.rstrip("?"): types for argument, types in takes.items()}
    for argument in takes:
        if argument not in args and not argument.endswith("?"):
            raise Refused("bad_arguments", argument=argument, problem="missing")
    for argument, value in args.items():
        if argument not in wanted:
            raise Refused("bad_arguments", argument=argument, problem="unknown")
        if type(value) not in wanted[argument]:  # exactly: to Python, true is an int
            raise Refused("bad_arguments", argument=argument, problem="wrong_type")
