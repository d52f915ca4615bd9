"""What a field may hold: small checks, put together to say what a kind looks like.

A check takes a value and the field's path, gives the value back with its defaults, and raises Problem.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from labs.engines.kube.manifests.problems import invalid, required, unknown, unsupported

Check = Callable[[Any, str], Any]
INT32_MAX = 2**31 - 1
INT64_MAX = 2**63 - 1


def text(value: Any, field: str) -> str:
    if not isinstance(value, str):
        raise invalid(field, value, "must be a string")
    return value


def truth(value: Any, field: str) -> bool:
    if not isinstance(value, bool):
        raise invalid(field, value, "must be true or false")
    return value


def integer(value: Any, field: str) -> int:
    """Of 64 bits; JSON knows no integers, so `2.0` is one too."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise invalid(field, value, "must be an integer")
    if not -INT64_MAX - 1 <= value <= INT64_MAX:
        raise invalid(field, value, "must be an integer of 64 bits")
    return value


def between(least: int, most: int, why: str) -> Check:
    def check(value: Any, field: str) -> int:
        if not least <= integer(value, field) <= most:
            raise invalid(field, value, why)
        return int(value)

    return check


def one_of(*supported: str) -> Check:
    def check(value: Any, field: str) -> str:
        if value not in supported:
            raise unsupported(field, value, supported)
        return str(value)

    return check


def or_empty(check: Check) -> Check:
    """In Go an empty text is an absent one."""
    return lambda value, field: value if value == "" else check(value, field)


def listed(check: Check) -> Callable[[Any, str], list[Any]]:
    def each(value: Any, field: str) -> list[Any]:
        if not isinstance(value, list):
            raise invalid(field, value, "must be a list")
        return [check(one, f"{field}[{index}]") for index, one in enumerate(value)]

    return each


def mapped(check_key: Check, check_value: Check) -> Check:
    """An object with keys of one's own, whose paths are `field[key]`; a null is an empty text, as in Go."""

    def each(value: Any, field: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise invalid(field, value, "must be an object")
        return {
            check_key(key, field): check_value("" if one is None else one, f"{field}[{key}]")
            for key, one in value.items()
        }

    return each


def record(
    fields: Mapping[str, Check],
    *,
    needs: Sequence[str] = (),
    defaults: Mapping[str, Any] | None = None,
    also: Sequence[Check] = (),
    only: bool = False,
    known: Sequence[str] | None = None,
) -> Check:
    """An object with these fields; null is absent, and what is needed may not be empty either.

    Fields that scheduling does not ask for stay as they are, or with `only` are left out. `also` takes it whole.
    With `known`, a field that is neither there nor among these is refused: a slip of the pen would change the answer.
    """

    def check(value: Any, field: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise invalid(field, value, "must be an object")
        for name in value:
            if known is not None and name not in fields and name not in known:
                raise unknown(inside(field, name))
        there = {name: one for name, one in value.items() if one is not None and (name in fields or not only)}
        for name in needs:
            if there.get(name) in (None, "", []):
                raise required(inside(field, name))
        there = {**(defaults or {}), **there}
        for name in fields:
            if name in there:
                there[name] = fields[name](there[name], inside(field, name))
        for whole in also:
            there = whole(there, field)
        return there

    return check


def inside(field: str, name: str) -> str:
    """The path of a field within another."""
    return f"{field}.{name}" if field else name
