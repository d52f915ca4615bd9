"""Labels and what selects by them (apimachinery 1.34, labels.Selector; component-helpers, nodeaffinity)."""

import re
from collections.abc import Mapping
from typing import Any

Labels = Mapping[str, str]
INTEGER = re.compile(r"[+-]?[0-9]{1,19}", re.ASCII)
INT64 = range(-(2**63), 2**63)


def matches_labels(selector: Mapping[str, Any] | None, labels: Labels) -> bool:
    """Whether a LabelSelector takes these labels: one that is null takes nothing, an empty one everything."""
    if selector is None:
        return False
    if not matches_all(selector.get("matchLabels") or {}, labels):
        return False
    return all(matches_expression(one, labels) for one in selector.get("matchExpressions") or ())


def matches_all(wanted: Labels, labels: Labels) -> bool:
    """Whether every one of the wanted labels is there, as a nodeSelector asks."""
    return wanted.items() <= labels.items()


def matches_node_term(term: Mapping[str, Any], node: Mapping[str, Any]) -> bool:
    """Whether a NodeSelectorTerm takes this Node; one without expressions and fields takes none."""
    expressions, fields = term.get("matchExpressions") or (), term.get("matchFields") or ()
    if not expressions and not fields:
        return False
    metadata = node["metadata"]
    labels = metadata.get("labels") or {}
    return all(matches_expression(one, labels) for one in expressions) and all(
        matches_expression(one, {"metadata.name": metadata["name"]}) for one in fields
    )


def matches_expression(expression: Mapping[str, Any], labels: Labels) -> bool:
    """Whether these labels meet one requirement; NotIn and DoesNotExist are met where the label is absent."""
    value = labels.get(expression["key"])
    values: list[str] = expression.get("values") or []
    match expression["operator"]:
        case "In":
            return value is not None and value in values
        case "NotIn":
            return value is None or value not in values
        case "Exists":
            return value is not None
        case "DoesNotExist":
            return value is None
        case "Gt":
            return _exceeds(value, values[0])
        case "Lt":
            return _exceeds(values[0], value)
    return False


def _exceeds(larger: str | None, smaller: str | None) -> bool:
    """Strictly, as 64-bit integers; what is none, or is absent, exceeds nothing and is exceeded by nothing."""
    left, right = _integer(larger), _integer(smaller)
    return left is not None and right is not None and left > right


def _integer(text: str | None) -> int | None:
    if text is None or not INTEGER.fullmatch(text):
        return None
    return int(text) if int(text) in INT64 else None
