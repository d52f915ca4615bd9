"""Reading scalars that came as text: parameters of a Query, parts of a path, a query string."""

import re
from collections.abc import Callable
from math import isfinite
from typing import Any

from botocore.model import Shape

from labs.gateways.aws.scalars import INTEGER_BITS, WrongType, blob, moment, string

WHOLE = re.compile(r"[+-]?[0-9]{1,20}")
NUMBER = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,3})?")
BOOLEANS = {"true": True, "false": False, "True": True, "False": False, "1": True, "0": False}


def text_reader(shape: Shape) -> Callable[[str], Any]:
    """A function from text to the value the engine takes. Raises WrongType and InvalidContents."""
    if shape.type_name in INTEGER_BITS:
        return _whole(2 ** INTEGER_BITS[shape.type_name] - 1)
    return READERS[shape.type_name]


def _whole(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not WHOLE.fullmatch(text) or not -most - 1 <= int(text) <= most:
            raise WrongType(text, "an Integer")
        return int(text)

    return read


def _boolean(text: str) -> bool:
    if text not in BOOLEANS:
        raise WrongType(text, "a Boolean")
    return BOOLEANS[text]


def _number(text: str) -> float:
    if not NUMBER.fullmatch(text) or not isfinite(float(text)):
        raise WrongType(text, "a Number")
    return float(text)


def _timestamp(text: str) -> float:
    """As ISO 8601 writes a moment, or epoch seconds."""
    return _number(text) if NUMBER.fullmatch(text) else moment(text)


READERS: dict[str, Callable[[str], Any]] = {
    "string": string,
    "blob": blob,
    "boolean": _boolean,
    "double": _number,
    "float": _number,
    "timestamp": _timestamp,
}
