"""The safety fence: which methods of a component may be named from outside, and whether arguments fit them."""

import inspect
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from labs.engines.sim.messages import Refused

Method = typing.TypeVar("Method", bound=Callable[..., Any])
Check = Callable[[Any], bool]
NAMED = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


@dataclass(frozen=True, slots=True)
class Door:
    """A method that may be called by name: its kind, and for each parameter a check and whether it must be given."""

    kind: str  # "command", "query" or "endpoint"
    parameters: dict[str, tuple[Check, bool]]


def command(method: Method) -> Method:
    """A change that may be asked for from outside, or by another component over the network."""
    setattr(method, "door", "command")  # noqa: B010  functions have no declared attributes
    return method


def query(method: Method) -> Method:
    """A question that may be asked from outside, or over the network; must change nothing."""
    setattr(method, "door", "query")  # noqa: B010
    return method


def endpoint(method: Method) -> Method:
    """Reachable over the network by other components only."""
    setattr(method, "door", "endpoint")  # noqa: B010
    return method


@cache
def fence(component_type: Callable[..., Any]) -> dict[str, Door]:
    """Method name -> door. Raises TypeError for a command or query whose annotations JSON cannot fill."""
    found = {}
    for name, method in inspect.getmembers(component_type, inspect.isfunction):
        kind = getattr(method, "door", None)
        if kind is not None and not name.startswith("_"):
            found[name] = Door(kind, {} if kind == "endpoint" else _parameters(method))
    return found


def doors(component_type: type) -> dict[str, str]:
    """Method name -> "command", "query" or "endpoint", for every method that may be called by name."""
    return {name: door.kind for name, door in fence(component_type).items()}


def check_arguments(door: Door, args: dict[str, Any], scope: str = "") -> None:
    """Raises Refused("bad_arguments") naming the parameter that is unknown, missing or of the wrong type.

    `scope` is a text that may be given besides, see `Component.enter`.
    """
    for name, value in args.items():
        if name == scope:
            if not isinstance(value, str):
                raise Refused("bad_arguments", argument=name, problem="wrong_type")
        elif name not in door.parameters:
            raise Refused("bad_arguments", argument=name, problem="unknown")
    for name, (fits, required) in door.parameters.items():
        if name not in args:
            if required:
                raise Refused("bad_arguments", argument=name, problem="missing")
        elif not fits(args[name]):
            raise Refused("bad_arguments", argument=name, problem="wrong_type")


def _parameters(method: Callable[..., Any]) -> dict[str, tuple[Check, bool]]:
    hints = typing.get_type_hints(method)
    listed = list(inspect.signature(method).parameters.values())[1:]
    if any(parameter.kind not in NAMED for parameter in listed):
        raise TypeError(f"{method.__qualname__}: every argument from outside needs a name")
    return {p.name: (_check(hints[p.name]), p.default is inspect.Parameter.empty) for p in listed}


def _check(hint: Any) -> Check:
    """Does a JSON value fit the annotation? Also what is inside a list or a dict."""
    if hint is Any:
        return lambda value: True
    if hint in SCALARS:
        return SCALARS[hint]
    kind, parts = typing.get_origin(hint) or hint, typing.get_args(hint)
    if kind in (types.UnionType, typing.Union):
        checks = [_check(part) for part in parts]
        return lambda value: any(fits(value) for fits in checks)
    if kind in (list, dict):
        inside = _check(parts[-1]) if parts else _check(Any)
        if kind is list:
            return lambda value: isinstance(value, list) and all(inside(item) for item in value)
        return lambda value: isinstance(value, dict) and all(inside(item) for item in value.values())
    raise TypeError(f"{hint!r} cannot come from outside")


SCALARS: dict[Any, Check] = {
    str: lambda value: isinstance(value, str),
    bool: lambda value: isinstance(value, bool),
    int: lambda value: isinstance(value, int) and not isinstance(value, bool),
    float: lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    types.NoneType: lambda value: value is None,
}
