"""Reading JSON values as a botocore shape says they must be."""

from collections.abc import Callable
from functools import cache
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from labs.gateways.aws.scalars import INTEGER_BITS, WrongType, blob, check_required, moment, read_member, string

Reader = Callable[[Any], Any]


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
                known[name] = read_member(name, members[name], given)
        check_required(required, known)
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
        return {string(key): item(each) for key, each in value.items() if each is not None}

    return read


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


def _number(value: Any) -> float:
    """orjson reads no NaN and no infinity."""
    if type(value) not in (int, float):
        raise WrongType(value, "a Number")
    return value  # type: ignore[no-any-return]


def _timestamp(value: Any) -> float:
    """Epoch seconds; some clients write a text."""
    return moment(value) if isinstance(value, str) else _number(value)


SCALARS: dict[str, Reader] = {
    "string": string,
    "blob": blob,
    "boolean": _boolean,
    "integer": _integer("integer"),
    "long": _integer("long"),
    "double": _number,
    "float": _number,
    "timestamp": _timestamp,
}
