"""The types' fields, read from their lines."""

import re
from dataclasses import dataclass
from functools import cache

from labs.engines.kube.apiserver.schema.core import CORE
from labs.engines.kube.apiserver.schema.others import OTHERS
from labs.engines.kube.apiserver.schema.pods import PODS
from labs.engines.kube.apiserver.schema.workloads import WORKLOADS

PLAIN = ("string", "bool", "int32", "int64", "Quantity", "IntOrString", "Time", "any")
LINE = re.compile(r"^(\w+): (.*(?:\n  .*)*)", re.MULTILINE)


@dataclass(frozen=True)
class Shape:
    """What a field holds: `form` is "plain", "object", "list" or "map"; `of` is the type, of each one in it too.

    `keys` are those by which a list merges; ("",) makes it a set, () has it replaced whole. `whole`: so is an object.
    """

    form: str
    of: str
    keys: tuple[str, ...] = ()
    whole: bool = False


@cache
def item_of(shape: Shape) -> Shape:
    """What one in a list or a map of this shape is."""
    return Shape("plain" if shape.of in PLAIN else "object", shape.of)


# Each object has these besides its own.
EVERY = {"apiVersion": Shape("plain", "string"), "kind": Shape("plain", "string")}
EVERY["metadata"] = Shape("object", "ObjectMeta")


@cache
def types() -> dict[str, dict[str, Shape]]:
    """Type -> field -> shape."""
    found = {}
    for name, fields in LINE.findall(CORE + PODS + WORKLOADS + OTHERS):
        pairs = (one.split() for one in re.split(r",\s+", fields))
        found[name] = {field: _shape(text) for field, text in pairs}
    return found


@cache
def fields_of(type_name: str) -> dict[str, Shape]:
    return types()[type_name]


@cache
def fields_of_kind(kind: str) -> dict[str, Shape]:
    """Of a whole object."""
    return {**EVERY, **types()[kind]}


def _shape(text: str) -> Shape:
    whole = text.endswith("=")
    text = text.removesuffix("=")
    if text.startswith("{"):
        return Shape("map", text[1:-1], whole=whole)
    if text.startswith("["):
        of, _, keys = text[1:-1].partition(":")
        if of.endswith("!"):
            return Shape("list", of[:-1], ("",))
        return Shape("list", of, tuple(keys.split(",")) if keys else ())
    return Shape("plain" if text in PLAIN else "object", text, whole=whole)
