"""Pod affinity terms: which Pods one means, and over which topology."""

import json
from collections.abc import Mapping
from typing import Any

from labs.engines.kube.scheduler.selectors import Labels, Selector


class AffinityTerm:
    """One PodAffinityTerm of a Pod; `key` is its identity, `weight` that of a preferred one."""

    __slots__ = ("_namespace_selector", "_namespaces", "key", "selector", "topology_key", "weight")

    def __init__(self, term: Mapping[str, Any], namespace: str, weight: int = 0) -> None:
        self.weight = weight
        self.topology_key: str = term.get("topologyKey", "")
        self.selector = Selector(term.get("labelSelector"))
        names = term.get("namespaces") or []
        everywhere = term.get("namespaceSelector")
        self._namespaces = tuple(sorted(names)) if names or everywhere is not None else (namespace,)
        self._namespace_selector = Selector(everywhere)
        parts = [self.topology_key, self.selector.key, self._namespaces, self._namespace_selector.key, weight]
        self.key = json.dumps(parts)

    def matches(self, namespace: str, labels: Labels, namespaces: Mapping[str, Labels]) -> bool:
        """Whether it means a Pod of this namespace with these labels; `namespaces` are the labels of each."""
        if not self.selector.matches(labels):
            return False
        return namespace in self._namespaces or self._namespace_selector.matches(namespaces.get(namespace, {}))


class AffinityTerms:
    """All terms of a Pod, by kind."""

    __slots__ = ("preferred", "preferred_anti", "required", "required_anti")

    def __init__(self, affinity: Mapping[str, Any], namespace: str) -> None:
        self.required, self.preferred = _terms(affinity.get("podAffinity"), namespace)
        self.required_anti, self.preferred_anti = _terms(affinity.get("podAntiAffinity"), namespace)


Terms = list[AffinityTerm]


def _terms(kind: Mapping[str, Any] | None, namespace: str) -> tuple[Terms, Terms]:
    """The required and the preferred ones."""
    kind = kind or {}
    required = kind.get("requiredDuringSchedulingIgnoredDuringExecution") or []
    preferred = kind.get("preferredDuringSchedulingIgnoredDuringExecution") or []
    return [AffinityTerm(one, namespace) for one in required], [
        AffinityTerm(one["podAffinityTerm"], namespace, one["weight"]) for one in preferred
    ]
