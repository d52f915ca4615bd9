"""Which fields a body has, as paths, and how `metadata.managedFields` writes them (structured-merge-diff, fieldpath).

A path is a list of steps: "f:name" a field or a key of a map, "k:{...}" an item of a list by its keys, "v:..." a
member of a set, "." the thing itself.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from labs.engines.kube.apiserver.schema.shapes import Shape, fields_of, fields_of_kind

Manifest = dict[str, Any]
Path = tuple[str, ...]
# Said by the server alone, or naming the object: nobody owns them.
NOBODY = ("apiVersion", "kind")
NOBODY_OF_METADATA = (
    "name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
    "deletionGracePeriodSeconds", "managedFields", "selfLink", "generateName",
)  # fmt: skip
KEY_DEFAULTS = {"protocol": "TCP"}


def fields_in(kind: str, body: Manifest) -> dict[Path, Any]:
    """Path -> value, of all that somebody could own."""
    found: dict[Path, Any] = {}
    for name, shape in fields_of_kind(kind).items():
        if name in NOBODY or name not in body:
            continue
        value = body[name]
        if name == "metadata":
            value = {key: one for key, one in value.items() if key not in NOBODY_OF_METADATA}
        found.update(_leaves((f"f:{name}",), shape, value))
    return found


def _leaves(path: Path, shape: Shape, value: Any) -> Iterator[tuple[Path, Any]]:
    empty = value in ({}, []) and path[0] != "f:metadata"
    if empty or shape.whole or shape.form == "plain" or (shape.form == "list" and not shape.keys):
        yield path, value
    elif shape.form == "map":
        for key, one in value.items():
            yield (*path, f"f:{key}"), one
    elif shape.form == "object":
        yield from _of_object(path, fields_of(shape.of), value)
    else:
        for one in value:
            step = step_of(shape, one)
            yield (*path, step, "."), True
            if shape.keys != ("",):
                yield from _of_object((*path, step), fields_of(shape.of), one)


def _of_object(path: Path, fields: Mapping[str, Shape], value: Manifest) -> Iterator[tuple[Path, Any]]:
    for name, one in value.items():
        if name in fields:
            yield from _leaves((*path, f"f:{name}"), fields[name], one)


def step_of(shape: Shape, item: Any) -> str:
    """How an item of a list is named."""
    if shape.keys == ("",):
        return f"v:{json.dumps(item)}"
    named = {key: item.get(key, KEY_DEFAULTS.get(key)) for key in shape.keys}
    return f"k:{json.dumps({key: one for key, one in named.items() if one is not None}, separators=(',', ':'))}"


def tree(paths: Mapping[Path, Any]) -> Manifest:
    """As `fieldsV1` has it."""
    root: Manifest = {}
    for path in paths:
        at = root
        for step in path:
            at = at.setdefault(step, {})
    return root


def paths_in(fields: Manifest, before: Path = ()) -> Iterator[Path]:
    for step, inside in fields.items():
        if inside:
            yield from paths_in(inside, (*before, step))
        else:
            yield (*before, step)


def shown(path: Path) -> str:
    """As a conflict names it: `.spec.containers[name="web"].image`."""
    text = ""
    for step in path:
        kind, _, rest = step.partition(":")
        if kind == "f":
            text += f".{rest}"
        elif kind == "k":
            text += f"[{','.join(f'{key}={json.dumps(one)}' for key, one in json.loads(rest).items())}]"
        elif kind == "v":
            text += f"[={rest}]"
    return text
