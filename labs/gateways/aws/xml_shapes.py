"""Writing results as XML, as a botocore shape says they must be."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from botocore.model import ListShape, MapShape, Shape, StructureShape

from labs.gateways.aws.query_names import Names

Writer = Callable[[str, Any, list[str]], None]  # (tag, value, where the pieces go)
# XML 1.0 has no way to write these, not even as numbers.
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CARRIAGE_RETURN = {"\r": "&#xD;"}  # a parser would make a line feed of it


def text(value: str) -> str:
    """Text inside an element, whatever it is."""
    return escape(NOT_IN_XML.sub("\ufffd", value), CARRIAGE_RETURN)


@cache
def writer(shape: Shape, names: Names) -> Writer:
    """A function that writes a value of that shape; what the shape does not know is left out, and so is None."""
    match shape:
        case StructureShape():
            return _structure(shape, names)
        case ListShape():
            return _list(shape, names)
        case MapShape():
            return _map(shape, names)
    return _scalar(SCALARS.get(shape.type_name, str))


def members_writer(shape: StructureShape, names: Names) -> Callable[[dict[str, Any], list[str]], None]:
    """The same for what is inside a structure, without an element around it."""
    members = [(name, names.of_member(name, each), writer(each, names)) for name, each in shape.members.items()]

    def write(value: dict[str, Any], pieces: list[str]) -> None:
        for name, tag, write_member in members:
            if value.get(name) is not None:
                write_member(tag, value[name], pieces)

    return write


def _structure(shape: StructureShape, names: Names) -> Writer:
    write_members = members_writer(shape, names)

    def write(tag: str, value: dict[str, Any], pieces: list[str]) -> None:
        pieces.append(f"<{tag}>")
        write_members(value, pieces)
        pieces.append(f"</{tag}>")

    return write


def _list(shape: ListShape, names: Names) -> Writer:
    items, write_item = names.of_items(shape), writer(shape.member, names)

    def write(tag: str, value: list[Any], pieces: list[str]) -> None:
        if items is None:
            for each in value:
                write_item(tag, each, pieces)
            return
        pieces.append(f"<{tag}>")
        for each in value:
            write_item(items, each, pieces)
        pieces.append(f"</{tag}>")

    return write


def _map(shape: MapShape, names: Names) -> Writer:
    entry, key_tag, value_tag = names.of_entries(shape)
    write_value = writer(shape.value, names)

    def write(tag: str, value: dict[str, Any], pieces: list[str]) -> None:
        around = entry or tag
        if entry:
            pieces.append(f"<{tag}>")
        for key, each in value.items():
            pieces.append(f"<{around}><{key_tag}>{text(key)}</{key_tag}>")
            write_value(value_tag, each, pieces)
            pieces.append(f"</{around}>")
        if entry:
            pieces.append(f"</{tag}>")

    return write


def _scalar(as_text: Callable[[Any], str]) -> Writer:
    def write(tag: str, value: Any, pieces: list[str]) -> None:
        pieces.append(f"<{tag}>{text(as_text(value))}</{tag}>")

    return write


def _boolean(value: Any) -> str:
    return "true" if value else "false"


def _moment(epoch_s: float) -> str:
    return datetime.fromtimestamp(epoch_s, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


SCALARS: dict[str, Callable[[Any], str]] = {"boolean": _boolean, "timestamp": _moment}
