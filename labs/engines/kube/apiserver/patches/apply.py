"""Server-side apply: a manager says the fields that it cares for (apimachinery 1.34, structured-merge-diff)."""

from collections.abc import Mapping
from typing import Any

from labs.engines.kube.apiserver.errors import BadRequest, Conflict
from labs.engines.kube.apiserver.patches.owned_fields import Path, fields_in, shown, step_of
from labs.engines.kube.apiserver.patches.ownership import APPLY, FIRST, UPDATE, Owner, Ownership, with_owners
from labs.engines.kube.apiserver.schema.shapes import Shape, fields_of, fields_of_kind

Manifest = dict[str, Any]


def must_be_applicable(config: Manifest, manager: str) -> None:
    """Raises BadRequest."""
    if not manager:
        why = "fieldManager: Required value: is required for apply patch"
        raise BadRequest(f'PatchOptions.meta.k8s.io "" is invalid: {why}')
    if (config.get("metadata") or {}).get("managedFields"):
        raise BadRequest("metadata.managedFields must be nil")


def applied(
    kind: str, before: Manifest, config: Manifest, manager: str, *, force: bool, subresource: str = "", now: str
) -> Manifest:
    """The object with what the manager says; what it said before and no longer does goes, if it is nobody else's.

    Raises Conflict.
    """
    own: Owner = (manager, APPLY, subresource)
    ownership = Ownership(before)
    had, says = fields_in(kind, before), fields_in(kind, config)
    if not ownership.owners:
        ownership.owners[FIRST, UPDATE, ""] = dict.fromkeys(had, True)
    changed = [path for path, value in says.items() if path not in had or had[path] != value]
    _settle_conflicts(ownership, own, changed, before["apiVersion"], force=force)
    dropped = [
        path for path in ownership.owners.get(own, {})
        if path not in says and not any(path in ownership.owners[other] for other in ownership.others(own))
    ]  # fmt: skip
    ownership.owners[own] = dict.fromkeys(says, True)
    merged = _object(fields_of_kind(kind), before, config)
    left = _without(fields_of_kind(kind), merged, [path for path in dropped if not _holds(path, says)])
    return with_owners(left, ownership, now)


def _holds(path: Path, says: dict[Path, Any]) -> bool:
    """Whether something said lies inside of this."""
    inside = path[:-1] if path[-1] == "." else path
    return any(one[: len(inside)] == inside for one in says)


def first_applied(kind: str, made: Manifest, config: Manifest, manager: str, now: str) -> Manifest:
    """A new object: the manager owns what it said."""
    ownership = Ownership(None)
    ownership.owners[manager, APPLY, ""] = dict.fromkeys(fields_in(kind, config), True)
    return with_owners(made, ownership, now)


def _settle_conflicts(ownership: Ownership, own: Owner, changed: list[Path], api_version: str, *, force: bool) -> None:
    """What changes is somebody else's: refused, or taken. Raises Conflict."""
    found = [(other, path) for other in ownership.others(own) for path in changed if path in ownership.owners[other]]
    if found and not force:
        raise _conflict([(_named(other, api_version), shown(path)) for other, path in found])
    for other, path in found:
        ownership.lose(other, [path])


def _named(owner: Owner, api_version: str) -> str:
    manager, operation, subresource = owner
    text = f'"{manager}"' + (f' with subresource "{subresource}"' if subresource else "")
    return f"{text} using {api_version}" if operation == UPDATE else text


def _conflict(found: list[tuple[str, str]]) -> Conflict:
    causes = [
        {"reason": "FieldManagerConflict", "message": f"conflict with {name}", "field": path} for name, path in found
    ]
    if len(found) == 1:
        said = f"Apply failed with 1 conflict: conflict with {found[0][0]}: {found[0][1]}"
    else:
        lines = []
        for name in sorted({name: True for name, _ in found}):
            lines += [f"conflicts with {name}:", *(f"- {path}" for other, path in found if other == name)]
        said = f"Apply failed with {len(found)} conflicts: " + "\n".join(lines)
    return Conflict(said, causes=causes)


def _object(fields: Mapping[str, Shape], before: Any, config: Manifest) -> Manifest:
    result = dict(before) if isinstance(before, dict) else {}
    for name, value in config.items():
        if name in fields:
            result[name] = _value(fields[name], result.get(name), value)
    return result


def _value(shape: Shape, before: Any, value: Any) -> Any:
    if before is None or shape.whole:
        return value
    if shape.form == "object" and isinstance(value, dict):
        return _object(fields_of(shape.of), before, value)
    if shape.form == "map" and isinstance(value, dict):
        return {**before, **value}
    if shape.form != "list" or not shape.keys:
        return value
    steps = {step_of(shape, one): one for one in before}
    for one in value:
        step = step_of(shape, one)
        known = steps.get(step)
        steps[step] = one if known is None or shape.keys == ("",) else _object(fields_of(shape.of), known, one)
    return list(steps.values())


def _without(fields: Mapping[str, Shape], value: Manifest, paths: list[Path]) -> Manifest:
    """A copy without these paths; what they leave empty goes too."""
    result = dict(value)
    for name in dict.fromkeys(path[0].removeprefix("f:") for path in paths):
        inside = [path[1:] for path in paths if path[0] == f"f:{name}"]
        if name not in result or name not in fields:
            continue
        if () in inside:
            del result[name]
            continue
        left = _less(fields[name], result[name], inside)
        if left in ({}, []):
            del result[name]
        else:
            result[name] = left
    return result


def _less(shape: Shape, value: Any, paths: list[Path]) -> Any:
    if shape.form == "map":
        gone = [path[0].removeprefix("f:") for path in paths]
        return {key: one for key, one in value.items() if key not in gone}
    if shape.form == "object":
        return _without(fields_of(shape.of), value, paths)
    kept = []
    for one in value:
        step = step_of(shape, one)
        inside = [path[1:] for path in paths if path[0] == step]
        if (".",) in inside:
            continue
        kept.append(_without(fields_of(shape.of), one, inside) if inside else one)
    return kept
