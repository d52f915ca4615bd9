"""The safety fence: which methods of a component may be named from outside, and whether arguments fit them."""

import inspect
import math
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any

from labs.engines.sim.messages import Refused

DOORS = ("command", "query", "endpoint")


Method = typing.TypeVar("Method", bound=Callable[..., Any])


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
def doors(component_type: type) -> dict[str, str]:
    """Method name -> "command", "query" or "endpoint", for every method that may be called by name."""
    found = {}
    for name in dir(component_type):
        kind = getattr(getattr(component_type, name), "door", None)
        if kind in DOORS:
            found[name] = kind
    return found


@cache
def _parameters(function: Callable[..., Any]) -> dict[str, tuple[tuple[type, ...], bool]]:
    """Parameter -> (accepted JSON types, required)."""
    hints = typing.get_type_hints(function)
    listed = list(inspect.signature(function).parameters.values())[1:]
    return {p.name: (_accepted(hints[p.name]), p.default is inspect.Parameter.empty) for p in listed}


def _accepted(hint: Any) -> tuple[type, ...]:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return tuple(accepted for part in typing.get_args(hint) for accepted in _accepted(part))
    return (typing.get_origin(hint) or hint,)


def _fits(value: Any, accepted: tuple[type, ...]) -> bool:
    if isinstance(value, bool):
        return bool in accepted
    if isinstance(value, int) and float in accepted:
        return True
    if isinstance(value, float) and not math.isfinite(value):
        return False
    return isinstance(value, accepted)


def check_arguments(function: Callable[..., Any], args: dict[str, Any]) -> None:
    """Raises Refused("bad_arguments") naming the parameter that is unknown, missing or of the wrong type."""
    parameters = _parameters(function)
    for name in args:
        if name not in parameters:
            raise Refused("bad_arguments", argument=name, problem="unknown")
    for name, (accepted, required) in parameters.items():
        if name not in args:
            if required:
                raise Refused("bad_arguments", argument=name, problem="missing")
        elif not _fits(args[name], accepted):
            raise Refused("bad_arguments", argument=name, problem="wrong_type")
