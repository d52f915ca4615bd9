"""A body as Go would decode it: fields of the right type, and no others (apimachinery 1.34, json with strict mode)."""

import json
from collections.abc import Mapping
from typing import Any

from labs.engines.kube.apiserver.errors import BadRequest
from labs.engines.kube.apiserver.schema.shapes import Shape, fields_of, fields_of_kind, item_of

Manifest = dict[str, Any]
INTEGERS = {"int32": 2**31, "int64": 2**63}
TEXTS = ("string", "Time")


class WrongType(Exception):
    """A value does not fit; says so as Go does."""


def decode(api_version: str, kind: str, body: Manifest, before: Manifest | None = None) -> tuple[Manifest, list[str]]:
    """The body without what the kind does not know, and the paths of that; nulls are absent.

    What is the same as in `before`, by identity, is not looked at again. Raises BadRequest.
    """
    unknown: list[str] = []
    kept: Manifest = {}
    fields = fields_of_kind(kind)
    try:
        for name, value in body.items():
            if before is not None and value is before.get(name):
                kept[name] = value
            elif name not in fields:
                unknown.append(name)
            elif value is not None:
                kept[name] = _value(fields[name], value, name, name, kind, unknown)
    except WrongType as error:
        version = api_version.rpartition("/")[2]
        raise BadRequest(f'{kind} in version "{version}" cannot be handled as a {kind}: {error}') from None
    return kept, unknown


def must_be_known(api_version: str, kind: str, unknown: list[str]) -> None:
    """fieldValidation=Strict. Raises BadRequest."""
    if unknown:
        version = api_version.rpartition("/")[2]
        named = ", ".join(f'unknown field "{path}"' for path in unknown)
        raise BadRequest(f'{kind} in version "{version}" cannot be handled as a {kind}: strict decoding error: {named}')


def _value(shape: Shape, value: Any, path: str, go_path: str, struct: str, unknown: list[str]) -> Any:
    """`path` counts in lists, as messages about unknown fields do; `go_path` does not, as Go's own."""
    if shape.form == "plain":
        return _plain(shape.of, value, go_path, struct)
    if shape.form == "list":
        if not isinstance(value, list):
            raise _wrong(value, go_path, struct, f"[]{_go_name(shape.of)}")
        one = item_of(shape)
        return [_value(one, item, f"{path}[{n}]", go_path, struct, unknown) for n, item in enumerate(value)]
    if not isinstance(value, dict):
        raise _wrong(value, go_path, struct, f"map[string]{shape.of}" if shape.form == "map" else _go_name(shape.of))
    if shape.form == "map":
        return {key: _plain(shape.of, "" if one is None else one, go_path, struct) for key, one in value.items()}
    return _object(fields_of(shape.of), value, path, go_path, shape.of, unknown)


def _object(
    fields: Mapping[str, Shape], value: Manifest, path: str, go_path: str, struct: str, unknown: list[str]
) -> Manifest:
    kept = {}
    for name, one in value.items():
        if name not in fields:
            unknown.append(f"{path}.{name}")
        elif one is not None:
            kept[name] = _value(fields[name], one, f"{path}.{name}", f"{go_path}.{name}", struct, unknown)
    return kept


def _plain(of: str, value: Any, go_path: str, struct: str) -> Any:
    if of == "any":
        return value
    if of in TEXTS:
        fits = isinstance(value, str)
    elif of == "bool":
        fits = isinstance(value, bool)
    elif of in INTEGERS:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        fits = isinstance(value, int) and not isinstance(value, bool) and -INTEGERS[of] <= value < INTEGERS[of]
    elif of == "Quantity":
        fits = isinstance(value, str | int | float) and not isinstance(value, bool)
        value = str(value) if fits else value
    else:
        fits = isinstance(value, str | int) and not isinstance(value, bool)
    if not fits:
        raise _wrong(value, go_path, struct, {"Quantity": "resource.Quantity", "Time": "v1.Time"}.get(of, of))
    return value


def _go_name(of: str) -> str:
    return of if of[0].islower() else f"v1.{of}"


def _wrong(value: Any, go_path: str, struct: str, go_type: str) -> WrongType:
    match value:
        case bool():
            said = "bool"
        case str():
            said = "string"
        case list():
            said = "array"
        case dict():
            said = "object"
        case int():
            said = f"number {json.dumps(value)}" if go_type.startswith("int") else "number"
        case _:
            said = f"number {json.dumps(value)}"
    return WrongType(f"json: cannot unmarshal {said} into Go struct field {struct}.{go_path} of type {go_type}")
