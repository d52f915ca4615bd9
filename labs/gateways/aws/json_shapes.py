"""Reading JSON values as a botocore shape says they must be."""

from binascii import Error as NotBase64
from binascii import a2b_base64
from collections.abc import Callable
from functools import cache
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from labs.gateways.aws.faults import InvalidContents, Malformed, MissingParameter

Reader = Callable[[Any], Any]
INTEGER_BITS = {"integer": 31, "long": 63}
FOUND = {str: "STRING_VALUE", bool: "BOOLEAN_VALUE", int: "NUMBER_VALUE", float: "NUMBER_VALUE", list: "START_ARRAY"}


class WrongType(Exception):
    """A value that does not fit its shape; `where` grows on the way out."""

    def __init__(self, value: Any, wanted: str) -> None:
        super().__init__()
        self.found = FOUND.get(type(value), "START_OBJECT")
        self.wanted = wanted
        self.where = ""

    def inside(self, member: str) -> None:
        self.where = f"{member}.{self.where}" if self.where else member

    def as_fault(self) -> Malformed:
        place = f" (parameter {self.where})" if self.where else ""
        return Malformed(problem=f"{self.found} can not be converted to {self.wanted}{place}")


@cache
def reader(shape: Shape) -> Reader:
    """A function that returns a decoded JSON value as the engine takes it; built once for each shape.

    null counts as absent and unknown members are ignored, as at AWS. The function raises WrongType, MissingParameter
    and InvalidContents.
    """
    match shape:
        case StructureShape():
            return _structure(shape)
        case ListShape():
            return _list(shape)
        case MapShape():
            return _map(shape)
    return SCALARS[shape.type_name]


def _structure(shape: StructureShape) -> Reader:
    members = {name: reader(member) for name, member in shape.members.items()}
    required = tuple(shape.required_members)

    def read(value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            raise WrongType(value, "a Structure")
        known = {}
        for name, given in value.items():
            if given is not None and name in members:
                try:
                    known[name] = members[name](given)
                except WrongType as error:
                    error.inside(name)
                    raise
        for name in required:
            if name not in known:
                raise MissingParameter(parameter=name)
        return known

    return read


def _list(shape: ListShape) -> Reader:
    item = reader(shape.member)

    def read(value: Any) -> list[Any]:
        if type(value) is not list:
            raise WrongType(value, "a List")
        return [item(each) for each in value]

    return read


def _map(shape: MapShape) -> Reader:
    item = reader(shape.value)

    def read(value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            raise WrongType(value, "a Map")
        return {_string(key): item(each) for key, each in value.items() if each is not None}

    return read


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise WrongType(value, "a String")
    if "\0" in value:
        raise InvalidContents
    return value


def _blob(value: Any) -> str:
    """Stays base64: commands hold JSON values only."""
    text = _string(value)
    try:
        a2b_base64(text, strict_mode=True)
    except (NotBase64, ValueError):
        raise WrongType(value, "a Blob: it is not base64") from None
    return text


def _boolean(value: Any) -> bool:
    if type(value) is not bool:
        raise WrongType(value, "a Boolean")
    return value


def _integer(name: str) -> Reader:
    most = 2 ** INTEGER_BITS[name] - 1

    def read(value: Any) -> int:
        if type(value) is not int or not -most - 1 <= value <= most:
            raise WrongType(value, f"a{'n Integer' if name == 'integer' else ' Long'}")
        return value

    return read


SCALARS: dict[str, Reader] = {
    "string": _string,
    "blob": _blob,
    "boolean": _boolean,
    "integer": _integer("integer"),
    "long": _integer("long"),
}
