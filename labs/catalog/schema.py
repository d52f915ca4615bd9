"""What a value of YAML must be: small readers, and dicts of them that say which keys a mapping has.

A reader takes a Located and returns the value or raises LabError. In a schema, a key that ends in "?" may be absent.
"""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from django.utils.safestring import SafeString

from labs.catalog.located import Located
from labs.catalog.markdown import COMMAND, render_inline

T = TypeVar("T")
Reader = Callable[[Located], Any]
Schema = dict[str, Reader]

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
CLAIM = re.compile(r"S\d+\.\d+")


def fields(node: Located, schema: Schema) -> dict[str, Any]:
    """The values of a mapping that has these keys and no others."""
    if not isinstance(node.value, dict):
        raise node.wrong(f"here should stand: {', '.join(_names(schema))}")
    for key, value in node.value.items():
        if key not in _names(schema):
            raise value.wrong(f"unknown key {key!r}; there are: {', '.join(_names(schema))}")
    missing = [key for key in schema if not key.endswith("?") and key not in node.value]
    if missing:
        raise node.wrong(f"{missing[0]!r} is missing")
    readers = {key.removesuffix("?"): read for key, read in schema.items()}
    return {key: _read(key, value, readers[key]) for key, value in node.value.items()}


def _names(schema: Schema) -> list[str]:
    return [key.removesuffix("?") for key in schema]


def _read(key: str, value: Located, read: Reader) -> Any:
    if value.value is None:
        raise value.wrong(f"{key!r} is empty")
    return read(value)


def text(node: Located) -> SafeString:
    """Inline Markdown, as HTML."""
    return render_inline(words(node), node)


def words(node: Located) -> str:
    """Plain words, without any markup."""
    if not isinstance(node.value, str) or not node.value.strip():
        raise node.wrong(f"{_shown(node)} should be a text; put it in quotes if it begins with a sign or is a number")
    return node.value.strip()


def number(node: Located) -> int | float:
    if isinstance(node.value, bool) or not isinstance(node.value, int | float):
        raise node.wrong(f"{_shown(node)} should be a number")
    return node.value


def whole(node: Located) -> int:
    if isinstance(node.value, bool) or not isinstance(node.value, int):
        raise node.wrong(f"{_shown(node)} should be a whole number")
    return node.value


def seconds(node: Located) -> int | float:
    if number(node) < 0:
        raise node.wrong("a time is counted from 0")
    return number(node)


def claim(node: Located) -> str:
    found = words(node)
    if not CLAIM.fullmatch(found):
        raise node.wrong(f"{found!r} is no claim; one looks like S1.14")
    return found


def name(node: Located) -> str:
    found = words(node)
    if not NAME.fullmatch(found):
        raise node.wrong(f"{found!r} is no name; one looks like own-queue")
    return found


def link(node: Located) -> str:
    found = words(node)
    if not found.startswith(("https://", "http://")):
        raise node.wrong(f"{found!r} should begin with https://")
    return found


def command(node: Located) -> str:
    found = words(node)
    if not COMMAND.fullmatch(found):
        raise node.wrong(f"{found!r} is no command; one looks like shipping.stop")
    return found


def after(node: Located) -> dict[str, Any]:
    """An event and values of its data."""
    found = arguments(node)
    if not isinstance(found.get("event"), str):
        raise node.wrong("an anchor names an event: {event: WorkerStopped, program: shipping}")
    return found


def arguments(node: Located) -> dict[str, Any]:
    """A mapping whose values may be anything."""
    if not isinstance(node.value, dict):
        raise node.wrong(f"{_shown(node)} should be a mapping")
    return {key: value.plain() for key, value in node.value.items()}


def one_of(*allowed: str) -> Reader:
    def read(node: Located) -> str:
        if node.value not in allowed:
            raise node.wrong(f"{_shown(node)} should be one of: {', '.join(allowed)}")
        return str(node.value)

    return read


def each(read: Callable[[Located], T], least: int = 0) -> Callable[[Located], tuple[T, ...]]:
    """A list."""

    def read_all(node: Located) -> tuple[T, ...]:
        if not isinstance(node.value, list):
            raise node.wrong(f"{_shown(node)} should be a list")
        if len(node.value) < least:
            raise node.wrong(f"at least {least} should stand here")
        return tuple(read(item) for item in node.value)

    return read_all


def each_named(read: Callable[[Located], T]) -> Callable[[Located], dict[str, T]]:
    """A mapping with keys of the author's choice."""

    def read_all(node: Located) -> dict[str, T]:
        if not isinstance(node.value, dict) or not node.value:
            raise node.wrong(f"{_shown(node)} should be a mapping")
        return {key: read(value) for key, value in node.value.items()}

    return read_all


def mapping(schema: Schema) -> Reader:
    return lambda node: fields(node, schema)


def _shown(node: Located) -> str:
    if isinstance(node.value, dict | list):
        return "this"
    return repr(node.value)
