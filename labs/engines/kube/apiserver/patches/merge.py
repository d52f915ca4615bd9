"""JSON merge patch (RFC 7396)."""

from typing import Any


def merged(before: Any, patch: Any) -> Any:
    """The value with the patch applied: null removes, a list is replaced; what is not touched stays the same object."""
    if not isinstance(patch, dict):
        return patch
    result = dict(before) if isinstance(before, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result
