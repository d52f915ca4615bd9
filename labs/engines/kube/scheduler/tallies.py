"""How many Pods of a kind each node has, counted once and kept up to date as Pods come and go."""

import json
from collections.abc import Mapping, Sequence
from typing import Protocol

from labs.engines.kube.scheduler.affinity_terms import AffinityTerm
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.selectors import Labels, Selector

TALLIES_MAX = 500


class Kind(Protocol):
    """Says which Pods are of the kind; two with the same key mean the same. `namespace` is empty for all."""

    key: str
    namespace: str

    def takes(self, pod: PodInfo) -> bool: ...


class Selected:
    """Pods of one namespace that a selector takes and that are not terminating; an empty selector takes none."""

    def __init__(self, namespace: str, selectors: Sequence[Selector]) -> None:
        self.namespace, self._selectors = namespace, selectors
        self.key = json.dumps([namespace, *[selector.key for selector in selectors]])
        self._takes_none = all(selector.is_empty for selector in selectors)

    def takes(self, pod: PodInfo) -> bool:
        if self._takes_none or pod.is_terminating or pod.namespace != self.namespace:
            return False
        return self.selects(pod.labels)

    def selects(self, labels: Labels) -> bool:
        """By the labels alone; here an empty selector takes everything."""
        return all(selector.matches(labels) for selector in self._selectors)


class Meant:
    """Pods that every one of these affinity terms means."""

    namespace = ""

    def __init__(self, terms: Sequence[AffinityTerm], namespaces: Mapping[str, Labels]) -> None:
        self._terms, self._namespaces = terms, namespaces
        self.key = json.dumps([term.key for term in terms])

    def takes(self, pod: PodInfo) -> bool:
        return all(term.matches(pod.namespace, pod.labels, self._namespaces) for term in self._terms)


class Tally:
    """Node name -> Pods of the kind on it; nodes without one are left out."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.counts: dict[str, int] = {}

    def count(self, pod: PodInfo, node: str, by: int) -> None:
        if self.kind.takes(pod):
            left = self.counts.get(node, 0) + by
            if left:
                self.counts[node] = left
            else:
                del self.counts[node]


class Tallies:
    """All that is being counted, the longest unasked given up first."""

    def __init__(self) -> None:
        self._by_key: dict[str, Tally] = {}
        self._by_namespace: dict[str, dict[str, Tally]] = {}

    def get(self, kind: Kind, placed: Mapping[str, tuple[PodInfo, str]]) -> Tally:
        """`placed` is every Pod on a node, with the node's name."""
        tally = self._by_key.pop(kind.key, None)
        if tally is None:
            tally = Tally(kind)
            for pod, node in placed.values():
                tally.count(pod, node, 1)
            self._by_namespace.setdefault(kind.namespace, {})[kind.key] = tally
            self._make_room()
        self._by_key[kind.key] = tally
        return tally

    def _make_room(self) -> None:
        if len(self._by_key) >= TALLIES_MAX:
            oldest = next(iter(self._by_key))
            del self._by_namespace[self._by_key.pop(oldest).kind.namespace][oldest]

    def count(self, pod: PodInfo, node: str, by: int) -> None:
        for namespace in ("", pod.namespace):
            for tally in self._by_namespace.get(namespace, {}).values():
                tally.count(pod, node, by)
