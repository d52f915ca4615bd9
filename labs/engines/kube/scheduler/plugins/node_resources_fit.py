"""NodeResourcesFit: is there room, and how much is left (kube-scheduler 1.34).

Arguments: `type` (LeastAllocated, MostAllocated, RequestedToCapacityRatio), `resources` [{"name", "weight"}], and for
RequestedToCapacityRatio `shape` [{"utilization": 0..100, "score": 0..10}].
"""

from collections.abc import Mapping, Sequence
from typing import Any

from labs.engines.kube.scheduler.allocation import least_allocated, most_allocated, on_shape
from labs.engines.kube.scheduler.framework import (
    UNRESOLVABLE,
    UNSCHEDULABLE,
    Nodes,
    Plugin,
    Prefiltered,
    Status,
    Verdicts,
)
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot

CPU_AND_MEMORY = ({"name": "cpu", "weight": 1}, {"name": "memory", "weight": 1})


class NodeResourcesFit(Plugin):
    """Filter and Score; the state of scoring is the resources that count with their weights."""

    def pre_filter(self, pod: PodInfo, snapshot: Snapshot) -> Prefiltered:
        return Prefiltered()

    def filter(self, state: Any, pod: PodInfo, nodes: Nodes) -> Verdicts:
        cpu, memory = pod.cpu, pod.memory
        if pod.ephemeral or pod.scalars:
            return [self._verdict(pod, node) for node in nodes]
        return [
            None
            if len(node.pods) < node.pods_most
            and (not cpu or cpu <= node.cpu - node.used_cpu)
            and (not memory or memory <= node.memory - node.used_memory)
            else self._verdict(pod, node)
            for node in nodes
        ]

    def _verdict(self, pod: PodInfo, node: NodeInfo) -> Status | None:
        lacking = [name for name in _asked(pod) if pod.request(name) > node.allocatable(name) - node.used(name)]
        reasons = [f"Insufficient {name}" for name in lacking]
        if len(node.pods) + 1 > node.pods_most:
            reasons.insert(0, "Too many pods")
        hopeless = any(pod.request(name) > node.allocatable(name) for name in lacking)
        return self.reject(UNRESOLVABLE if hopeless else UNSCHEDULABLE, *reasons) if reasons else None

    def pre_score(self, pod: PodInfo, nodes: Nodes, snapshot: Snapshot) -> Prefiltered:
        resources: Sequence[Mapping[str, Any]] = self.args.get("resources") or CPU_AND_MEMORY
        return Prefiltered([(one["name"], one.get("weight") or 1) for one in resources if _counts(pod, one["name"])])

    def score(self, state: Any, pod: PodInfo, nodes: Nodes) -> list[int]:
        strategy = self.args.get("type", "LeastAllocated")
        if strategy == "RequestedToCapacityRatio":
            return on_shape(self.args["shape"], state, pod, nodes)
        return (most_allocated if strategy == "MostAllocated" else least_allocated)(state, pod, nodes)


def _asked(pod: PodInfo) -> list[str]:
    names = ["cpu", "memory", "ephemeral-storage", *sorted(pod.scalars)]
    return [name for name in names if pod.request(name)]


def _counts(pod: PodInfo, name: str) -> bool:
    """An extended resource counts only for Pods that ask for it."""
    return name in ("cpu", "memory", "ephemeral-storage") or pod.request(name) > 0
