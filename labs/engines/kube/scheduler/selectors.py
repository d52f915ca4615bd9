"""LabelSelectors made ready to be asked often, with a text by which two of the same meaning are known as one."""

import json
from collections.abc import Mapping
from typing import Any

from labs.engines.kube.labels import matches_expression

Labels = Mapping[str, str]


class Selector:
    """A LabelSelector; None selects nothing, an empty one everything. `key` is its identity."""

    __slots__ = ("_expressions", "_pairs", "is_empty", "is_null", "key")

    def __init__(self, manifest: Mapping[str, Any] | None) -> None:
        wanted = manifest or {}
        self._pairs = tuple(sorted((wanted.get("matchLabels") or {}).items()))
        self._expressions = tuple(wanted.get("matchExpressions") or ())
        self.is_null = manifest is None
        self.is_empty = manifest is not None and not self._pairs and not self._expressions
        self.key = "null" if self.is_null else json.dumps([self._pairs, self._expressions], sort_keys=True)

    def matches(self, labels: Labels) -> bool:
        if self.is_null:
            return False
        for key, value in self._pairs:
            if labels.get(key) != value:
                return False
        return all(matches_expression(one, labels) for one in self._expressions)


def with_label_keys(manifest: Mapping[str, Any] | None, labels: Labels, keys: list[str]) -> Mapping[str, Any] | None:
    """The selector with the Pod's own values of `matchLabelKeys`."""
    added = [{"key": key, "operator": "In", "values": [labels[key]]} for key in keys if key in labels]
    if manifest is None or not added:
        return manifest
    return {**manifest, "matchExpressions": [*(manifest.get("matchExpressions") or ()), *added]}
