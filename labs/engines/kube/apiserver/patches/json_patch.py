"""JSON Patch (RFC 6902): a list of operations on paths."""

from typing import Any

from labs.engines.kube.apiserver.errors import BadRequest, Invalid

OPERATIONS_MAX = 10_000  # kube-apiserver: maxJSONPatchOperations


def applied(before: Any, operations: list[Any]) -> Any:
    """Raises BadRequest, and Invalid where a path or a tested value is not there."""
    if len(operations) > OPERATIONS_MAX:
        raise BadRequest(f"The allowed maximum operations in a JSON patch is {OPERATIONS_MAX}, got {len(operations)}")
    result = before
    for one in operations:
        if not isinstance(one, dict) or not isinstance(one.get("path"), str):
            raise BadRequest("error decoding patch: an operation needs op and path")
        result = _one(result, one)
    return result


def _one(whole: Any, operation: dict[str, Any]) -> Any:
    path, name = _parts(operation["path"]), operation.get("op")
    match name:
        case "add" | "replace":
            return _set(whole, path, operation.get("value"), insert=name == "add", full=operation["path"])
        case "remove":
            return _without(whole, path, operation["path"])
        case "move" | "copy":
            source = _parts(str(operation.get("from", "")))
            value = _get(whole, source, str(operation.get("from")))
            rest = _without(whole, source, str(operation.get("from"))) if name == "move" else whole
            return _set(rest, path, value, insert=True, full=operation["path"])
        case "test":
            if _get(whole, path, operation["path"]) != operation.get("value"):
                raise Invalid(f"testing value {operation['path']} failed: test failed")
            return whole
    raise BadRequest(f"error decoding patch: unknown operation {name!r}")


def _parts(path: str) -> list[str]:
    return [part.replace("~1", "/").replace("~0", "~") for part in path.split("/")[1:]]


def _missing(full: str) -> Invalid:
    return Invalid(f"the server rejected our request due to an error in our request: no value at {full}")


def _index(holder: list[Any], part: str, full: str, *, insert: bool = False) -> int:
    if part == "-" and insert:
        return len(holder)
    if not part.isdecimal() or int(part) >= len(holder) + insert:
        raise _missing(full)
    return int(part)


def _get(value: Any, path: list[str], full: str) -> Any:
    for part in path:
        if isinstance(value, list):
            value = value[_index(value, part, full)]
        elif isinstance(value, dict) and part in value:
            value = value[part]
        else:
            raise _missing(full)
    return value


def _set(holder: Any, path: list[str], value: Any, *, insert: bool, full: str) -> Any:
    """A copy in which this path has this value."""
    if not path:
        return value
    part, rest = path[0], path[1:]
    if isinstance(holder, list):
        at = _index(holder, part, full, insert=insert and not rest)
        if rest:
            return [*holder[:at], _set(holder[at], rest, value, insert=insert, full=full), *holder[at + 1 :]]
        return [*holder[:at], value, *holder[at + (not insert) :]]
    if not isinstance(holder, dict) or ((rest or not insert) and part not in holder):
        raise _missing(full)
    return {**holder, part: _set(holder[part], rest, value, insert=insert, full=full) if rest else value}


def _without(holder: Any, path: list[str], full: str) -> Any:
    if not path:
        raise _missing(full)
    part, rest = path[0], path[1:]
    if isinstance(holder, list):
        at = _index(holder, part, full)
        kept = [_without(holder[at], rest, full)] if rest else []
        return [*holder[:at], *kept, *holder[at + 1 :]]
    if not isinstance(holder, dict) or part not in holder:
        raise _missing(full)
    if rest:
        return {**holder, part: _without(holder[part], rest, full)}
    return {name: value for name, value in holder.items() if name != part}
