"""Strategic merge patch: lists merge by a key of their items (apimachinery 1.34, strategicpatch)."""

from collections.abc import Mapping
from typing import Any

from labs.engines.kube.apiserver.errors import BadRequest
from labs.engines.kube.apiserver.patches.merge import merged
from labs.engines.kube.apiserver.schema.shapes import Shape, fields_of, fields_of_kind

Manifest = dict[str, Any]
DIRECTIVE, RETAIN = "$patch", "$retainKeys"
ORDER, DELETE = "$setElementOrder/", "$deleteFromPrimitiveList/"
# The one selector that is replaced.
REPLACED = ("PodDisruptionBudgetSpec", "selector")


def applied(kind: str, before: Manifest, patch: Manifest) -> Manifest:
    """The whole object with the patch applied. Raises BadRequest."""
    return _object("", fields_of_kind(kind), before, patch)


def _object(type_name: str, fields: Mapping[str, Shape], before: Any, patch: Manifest) -> Manifest:
    before = before if isinstance(before, dict) else {}
    match patch.get(DIRECTIVE):
        case "replace":
            return {name: value for name, value in patch.items() if name != DIRECTIVE}
        case "delete":
            return {}
    result = dict(before)
    if isinstance(patch.get(RETAIN), list):
        result = {name: value for name, value in before.items() if name in patch[RETAIN]}
    for name, value in patch.items():
        if name.startswith(DELETE):
            field = name.removeprefix(DELETE)
            result[field] = [one for one in result.get(field) or [] if one not in value]
        elif not name.startswith("$"):
            _field(type_name, fields.get(name), result, name, value, patch.get(ORDER + name))
    for name in patch:
        field = name.removeprefix(ORDER)
        if name.startswith(ORDER) and field not in patch and isinstance(result.get(field), list):
            _field(type_name, fields.get(field), result, field, [], patch[name])
    return result


def _field(
    type_name: str, shape: Shape | None, result: Manifest, name: str, value: Any, order: list[Any] | None
) -> None:
    before = result.get(name)
    if value is None:
        result.pop(name, None)
    elif shape is None or (type_name, name) == REPLACED:
        result[name] = value
    elif isinstance(value, list):
        result[name] = _list(shape, before if isinstance(before, list) else [], value, order)
    elif isinstance(value, dict) and shape.form == "object":
        result[name] = _object(shape.of, fields_of(shape.of), before, value)
    elif isinstance(value, dict):
        plain = {key: one for key, one in value.items() if key != DIRECTIVE}
        result[name] = plain if value.get(DIRECTIVE) == "replace" else merged(before, plain)
    else:
        result[name] = value


def _list(shape: Shape, before: list[Any], patch: list[Any], order: list[Any] | None) -> list[Any]:
    if not shape.keys:
        return patch
    if shape.keys == ("",):
        both = [*before, *(one for one in patch if one not in before)]
        return _ordered(both, before, order, lambda one: one)
    key = shape.keys[0]
    if any(not isinstance(one, dict) for one in patch):
        raise BadRequest("expected a list of objects in the patch")
    if {DIRECTIVE: "replace"} in patch:
        return [one for one in patch if DIRECTIVE not in one]
    found = list(before)
    for one in patch:
        if key not in one:
            raise BadRequest(f"map: {one} does not contain declared merge key: {key}")
        _item(shape, found, key, one)
    wanted = None if order is None else [one.get(key) for one in order if isinstance(one, dict)]
    return _ordered(found, before, wanted, lambda one: one.get(key))


def _item(shape: Shape, found: list[Any], key: str, patch: Manifest) -> None:
    at = next((n for n, one in enumerate(found) if one.get(key) == patch[key]), None)
    if patch.get(DIRECTIVE) == "delete":
        found[:] = [one for one in found if one.get(key) != patch[key]]
    elif at is None:
        found.append(_object(shape.of, fields_of(shape.of), {}, patch))
    else:
        found[at] = _object(shape.of, fields_of(shape.of), found[at], patch)


def _ordered(found: list[Any], before: list[Any], order: list[Any] | None, key: Any) -> list[Any]:
    """In the asked order; what that does not name stays before or after its neighbours as it was."""
    if order is None:
        return found
    stood = {str(key(one)): n for n, one in enumerate(before)}
    named = sorted((one for one in found if key(one) in order), key=lambda one: order.index(key(one)))
    others = [one for one in found if key(one) not in order]
    result = []
    while named and others:
        at = stood.get(str(key(named[0])), len(before))
        result.append(others.pop(0) if stood.get(str(key(others[0])), len(before)) < at else named.pop(0))
    return [*result, *named, *others]
