"""TaintToleration: taints keep away, or make less welcome, whoever does not tolerate them (kube-scheduler 1.34)."""

from typing import Any

from labs.engines.kube.scheduler.framework import (
    UNRESOLVABLE,
    Nodes,
    Plugin,
    Prefiltered,
    Status,
    Verdicts,
    scale_to_best,
)
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot
from labs.engines.kube.tolerations import first_untolerated, tolerates


class TaintToleration(Plugin):
    """Filter and Score; the state of scoring is the tolerations that count for PreferNoSchedule."""

    def pre_filter(self, pod: PodInfo, snapshot: Snapshot) -> Prefiltered:
        return Prefiltered()

    def filter(self, state: Any, pod: PodInfo, nodes: Nodes) -> Verdicts:
        return [self._verdict(pod, node) if node.blocking_taints else None for node in nodes]

    def _verdict(self, pod: PodInfo, node: NodeInfo) -> Status | None:
        taint = first_untolerated(node.blocking_taints, pod.tolerations)
        if taint is None:
            return None
        return self.reject(
            UNRESOLVABLE, f"node(s) had untolerated taint {{{taint.get('key', '')}: {taint.get('value') or ''}}}"
        )

    def pre_score(self, pod: PodInfo, nodes: Nodes, snapshot: Snapshot) -> Prefiltered:
        return Prefiltered([one for one in pod.tolerations if one.get("effect") in (None, "", "PreferNoSchedule")])

    def score(self, state: Any, pod: PodInfo, nodes: Nodes) -> list[int]:
        return [
            sum(not tolerates(state, taint) for taint in node.preferring_taints) if node.preferring_taints else 0
            for node in nodes
        ]

    def normalize(self, state: Any, scores: list[int], nodes: Nodes) -> list[int]:
        return scale_to_best(scores, reverse=True)
