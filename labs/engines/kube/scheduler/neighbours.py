"""Where the Pods are that a Pod's affinity terms mean, and those whose terms mean it (kube-scheduler 1.34)."""

from labs.engines.kube.scheduler.affinity_terms import AffinityTerm, Terms
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.selectors import Labels
from labs.engines.kube.scheduler.snapshot import Snapshot
from labs.engines.kube.scheduler.tallies import Kind, Meant

HARD_WEIGHT = 1  # what an existing Pod's required affinity adds to a score
Pairs = dict[str, dict[str, int]]  # topology key -> value -> Pods, or worth


class Neighbours:
    """What the Pod's own terms and those of placed Pods find, by topology."""

    def __init__(self, pod: PodInfo, snapshot: Snapshot) -> None:
        self._namespaces = snapshot.objects.namespaces
        self._all = Meant(pod.terms.required, self._namespaces)
        self.wanted, self.avoided, self.avoiding = _pairs(), _pairs(), _pairs()
        for term in pod.terms.required:
            _spread(self.wanted, term, self._all, snapshot)
        for term in pod.terms.required_anti:
            _spread(self.avoided, term, Meant([term], self._namespaces), snapshot)
        for held in snapshot.required_anti.held.values():
            if held.term.matches(pod.namespace, pod.labels, self._namespaces):
                for value, count in held.counts.items():
                    _add(self.avoiding, held.term.topology_key, value, count)
        self.meets_itself = self._all.takes(pod)

    def copy(self) -> "Neighbours":
        twin = object.__new__(Neighbours)
        twin.__dict__.update(self.__dict__)
        twin.wanted, twin.avoided, twin.avoiding = (_copy(one) for one in (self.wanted, self.avoided, self.avoiding))
        return twin

    def shift(self, pod: PodInfo, other: PodInfo, node: NodeInfo, by: int) -> None:
        if pod.terms.required and self._all.takes(other):
            self._shift(self.wanted, pod.terms.required, node, by)
        meant = [one for one in pod.terms.required_anti if self._means(one, other)]
        self._shift(self.avoided, meant, node, by)
        self._shift(self.avoiding, [one for one in other.terms.required_anti if self._means(one, pod)], node, by)

    def _means(self, term: AffinityTerm, pod: PodInfo) -> bool:
        return term.matches(pod.namespace, pod.labels, self._namespaces)

    def _shift(self, pairs: Pairs, terms: Terms, node: NodeInfo, by: int) -> None:
        for term in terms:
            value = node.labels.get(term.topology_key)
            if value is not None:
                _add(pairs, term.topology_key, value, by)

    def meets_affinity(self, terms: Terms, labels: Labels) -> bool:
        """The first of a group may go anywhere: nobody meets the terms yet, and the Pod itself does."""
        if any(term.topology_key not in labels for term in terms):
            return False
        if all(has(self.wanted, term.topology_key, labels) for term in terms):
            return True
        return self.meets_itself and not any(self.wanted.values())


def _pairs() -> Pairs:
    return {}


def _copy(pairs: Pairs) -> Pairs:
    return {key: dict(values) for key, values in pairs.items()}


def _add(pairs: Pairs, key: str, value: str, by: int) -> None:
    values = pairs.setdefault(key, {})
    values[value] = values.get(value, 0) + by
    if not values[value]:
        del values[value]


def has(pairs: Pairs, key: str, labels: Labels) -> bool:
    return key in pairs and key in labels and labels[key] in pairs[key]


def _spread(pairs: Pairs, term: AffinityTerm, kind: Kind, snapshot: Snapshot, worth: int = 1) -> None:
    """Add each Pod of the kind to the topology of its node."""
    key = term.topology_key
    for name, count in snapshot.tally(kind).items():
        value = snapshot.by_name[name].labels.get(key)
        if value is not None:
            _add(pairs, key, value, count * worth)


def worth_of(pod: PodInfo, snapshot: Snapshot) -> Pairs:
    """What each topology value adds: for the Pod's own preferences, and for those of the Pods that are there."""
    pairs, namespaces = _pairs(), snapshot.objects.namespaces
    for terms, sign in ((pod.terms.preferred, 1), (pod.terms.preferred_anti, -1)):
        for term in terms:
            _spread(pairs, term, Meant([term], namespaces), snapshot, sign * term.weight)
    for index, sign in ((snapshot.required, 1), (snapshot.preferred, 1), (snapshot.preferred_anti, -1)):
        for held in index.held.values():
            if held.term.matches(pod.namespace, pod.labels, namespaces):
                for value, count in held.counts.items():
                    _add(pairs, held.term.topology_key, value, count * sign * (held.term.weight or HARD_WEIGHT))
    return {key: values for key, values in pairs.items() if values}
