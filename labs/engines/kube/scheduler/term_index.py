"""Affinity terms of the Pods that are placed: each different one once, with where its holders are."""

from collections.abc import Iterable

from labs.engines.kube.scheduler.affinity_terms import AffinityTerm
from labs.engines.kube.scheduler.node_info import NodeInfo


class HeldTerm:
    """One term and, for each value of its topology key, how many Pods hold it there."""

    __slots__ = ("counts", "term")

    def __init__(self, term: AffinityTerm) -> None:
        self.term = term
        self.counts: dict[str, int] = {}


class TermIndex:
    """The held terms of one kind."""

    def __init__(self) -> None:
        self.held: dict[str, HeldTerm] = {}

    def count(self, terms: Iterable[AffinityTerm], node: NodeInfo, by: int) -> None:
        for term in terms:
            value = node.labels.get(term.topology_key)
            if value is not None:
                self._count(term, value, by)

    def _count(self, term: AffinityTerm, value: str, by: int) -> None:
        held = self.held.get(term.key)
        if held is None:
            held = self.held[term.key] = HeldTerm(term)
        held.counts[value] = held.counts.get(value, 0) + by
        if not held.counts[value]:
            del held.counts[value]
        if not held.counts:
            del self.held[term.key]
