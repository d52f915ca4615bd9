"""InterPodAffinity: Pods that want to be, or not to be, where other Pods are (kube-scheduler 1.34)."""

from typing import Any

from labs.engines.kube.scheduler.framework import (
    SCORE_MAX,
    SKIP,
    UNRESOLVABLE,
    UNSCHEDULABLE,
    Nodes,
    Plugin,
    Prefiltered,
    Verdicts,
)
from labs.engines.kube.scheduler.neighbours import Neighbours, Pairs, worth_of
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot


class InterPodAffinity(Plugin):
    """Filter and Score; the states are Neighbours and the worth of each topology value."""

    def pre_filter(self, pod: PodInfo, snapshot: Snapshot) -> Prefiltered:
        if not (pod.terms.required or pod.terms.required_anti or snapshot.required_anti.held):
            return SKIP
        found = Neighbours(pod, snapshot)
        if not (pod.terms.required or pod.terms.required_anti or found.avoiding):
            return SKIP
        return Prefiltered(found)

    def filter(self, state: Neighbours, pod: PodInfo, nodes: Nodes) -> Verdicts:
        far = self.reject(UNRESOLVABLE, "node(s) didn't match pod affinity rules")
        near = self.reject(UNSCHEDULABLE, "node(s) didn't match pod anti-affinity rules")
        unwanted = self.reject(UNSCHEDULABLE, "node(s) didn't satisfy existing pods anti-affinity rules")
        required = pod.terms.required
        verdicts: Verdicts = [None] * len(nodes)
        if required:
            verdicts = [None if state.meets_affinity(required, node.labels) else far for node in nodes]
        for found, rejected in ((state.avoided, near), (state.avoiding, unwanted)):
            for key, values in found.items():
                verdicts = [
                    one or (rejected if node.labels.get(key) in values else None)
                    for one, node in zip(verdicts, nodes, strict=True)
                ]
        return verdicts

    def copy(self, state: Neighbours) -> Neighbours:
        return state.copy()

    def shift(self, state: Neighbours, pod: PodInfo, other: PodInfo, node: NodeInfo, by: int) -> None:
        state.shift(pod, other, node, by)

    def pre_score(self, pod: PodInfo, nodes: Nodes, snapshot: Snapshot) -> Prefiltered:
        worth = worth_of(pod, snapshot)
        return Prefiltered(worth) if worth else SKIP

    def score(self, state: Pairs, pod: PodInfo, nodes: Nodes) -> list[int]:
        parts = list(state.items())
        if len(parts) == 1:
            key, values = parts[0]
            return [values.get(node.labels.get(key, ""), 0) if key in node.labels else 0 for node in nodes]
        return [sum(values.get(node.labels[key], 0) for key, values in parts if key in node.labels) for node in nodes]

    def normalize(self, state: Any, scores: list[int], nodes: Nodes) -> list[int]:
        least, most = min(scores, default=0), max(scores, default=0)
        if least == most:
            return [0] * len(scores)
        # A float between, as in Kubernetes, whose integers are cut from it.
        return [int(SCORE_MAX * ((score - least) / (most - least))) for score in scores]
