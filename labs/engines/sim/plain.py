"""Plain data from outside: checked, measured and copied in one walk."""

from math import isfinite
from typing import Any

from labs.engines.sim.limits import ARGUMENT_BYTES_MAX, ARGUMENT_DEPTH_MAX, INT_MAX
from labs.engines.sim.messages import Refused

VALUE_BYTES = 2  # the least a value costs as JSON: a digit and a comma


def copy_arguments(args: Any) -> dict[str, Any]:
    """A copy that nobody outside can change any more.

    Raises Refused: "too_large", or "bad_arguments" with the problem "not_an_object", "not_json", "too_deep",
    "out_of_range" (an integer beyond 2**53, a float that is not finite) or "not_unicode" (half a surrogate pair).
    """
    if not isinstance(args, dict):
        raise _bad("not_an_object")
    copied: dict[str, Any] = _Copier().copy(args, 0)
    return copied


class _Copier:
    """One walk through one command's arguments."""

    def __init__(self) -> None:
        self.bytes_left = ARGUMENT_BYTES_MAX

    def copy(self, value: Any, depth: int) -> Any:
        if isinstance(value, str):
            return self._text(value)
        self._count(VALUE_BYTES)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, (int, float)):
            return _number(value)
        if depth == ARGUMENT_DEPTH_MAX:
            raise _bad("too_deep")
        if isinstance(value, dict):
            return {self._key(key): self.copy(item, depth + 1) for key, item in value.items()}
        if isinstance(value, list):
            return [self.copy(item, depth + 1) for item in value]
        raise _bad("not_json")

    def _key(self, key: Any) -> str:
        if not isinstance(key, str):
            raise _bad("not_json")
        return self._text(key)

    def _text(self, text: str) -> str:
        try:
            self._count(len(text) if text.isascii() else len(text.encode()))
        except UnicodeEncodeError as error:
            raise _bad("not_unicode") from error
        self._count(VALUE_BYTES)
        return text

    def _count(self, size: int) -> None:
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise Refused("too_large", bytes_max=ARGUMENT_BYTES_MAX)


def _number(value: float) -> float:
    fits = abs(value) <= INT_MAX if isinstance(value, int) else isfinite(value)
    if not fits:
        raise _bad("out_of_range")
    return value


def _bad(problem: str) -> Refused:
    return Refused("bad_arguments", problem=problem)
