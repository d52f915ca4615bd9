"""NodeAffinity: nodeSelector, required and preferred node affinity (kube-scheduler 1.34)."""

from typing import Any

from labs.engines.kube.labels import matches_node_term
from labs.engines.kube.scheduler.framework import (
    SKIP,
    UNRESOLVABLE,
    Nodes,
    Plugin,
    Prefiltered,
    Verdicts,
    scale_to_best,
)
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.required_affinity import RequiredAffinity, node_affinity
from labs.engines.kube.scheduler.snapshot import Snapshot


class NodeAffinity(Plugin):
    """Filter and Score; the states are a RequiredAffinity and the preferred terms."""

    def pre_filter(self, pod: PodInfo, snapshot: Snapshot) -> Prefiltered:
        required = RequiredAffinity(pod.spec)
        if required.asks_nothing:
            return SKIP
        names = required.names()
        if names == []:
            return Prefiltered(status=self.reject(UNRESOLVABLE, "pod affinity terms conflict"))
        return Prefiltered(required, names=names)

    def filter(self, state: Any, pod: PodInfo, nodes: Nodes) -> Verdicts:
        rejected = self.reject(UNRESOLVABLE, "node(s) didn't match Pod's node affinity/selector")
        return [None if state.takes(node) else rejected for node in nodes]

    def pre_score(self, pod: PodInfo, nodes: Nodes, snapshot: Snapshot) -> Prefiltered:
        preferred = node_affinity(pod.spec).get("preferredDuringSchedulingIgnoredDuringExecution")
        return Prefiltered([one for one in preferred if one["weight"]]) if preferred else SKIP

    def score(self, state: Any, pod: PodInfo, nodes: Nodes) -> list[int]:
        return [
            sum(one["weight"] for one in state if matches_node_term(one["preference"], node.manifest)) for node in nodes
        ]

    def normalize(self, state: Any, scores: list[int], nodes: Nodes) -> list[int]:
        return scale_to_best(scores)
