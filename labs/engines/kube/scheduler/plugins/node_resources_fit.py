"""NodeResourcesFit: is there room, and how much is left (kube-scheduler 1.34).

Arguments: `type` (LeastAllocated, MostAllocated, RequestedToCapacityRatio), `resources` [{"name", "weight"}], and for
RequestedToCapacityRatio `shape` [{"utilization": 0..100, "score": 0..10}].
"""

from collections.abc import Mapping, Sequence
from typing import Any

from labs.engines.kube.scheduler.framework import (
    SCORE_MAX,
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
SHAPE_SCORE_MAX = 10
FULL = 100  # percent


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
        if strategy == "LeastAllocated" and state == [("cpu", 1), ("memory", 1)]:
            return _least_of_both(pod, nodes)
        if strategy == "RequestedToCapacityRatio":
            return [self._by_shape(state, pod, node) for node in nodes]
        rate = _most if strategy == "MostAllocated" else _least
        return [_weighted([(rate(*pair), weight) for pair, weight in _loads(state, pod, node)]) for node in nodes]

    def _by_shape(self, resources: "Resources", pod: PodInfo, node: NodeInfo) -> int:
        """Resources that score nothing do not count in the weights; the mean is rounded."""
        shape = self.args["shape"]
        rated = [(_on_shape(shape, *pair), weight) for pair, weight in _loads(resources, pod, node)]
        weights = sum(weight for score, weight in rated if score > 0)
        total = sum(score * weight for score, weight in rated if score > 0)
        return (2 * total + weights) // (2 * weights) if weights else 0


Resources = list[tuple[str, int]]


def _asked(pod: PodInfo) -> list[str]:
    names = ["cpu", "memory", "ephemeral-storage", *sorted(pod.scalars)]
    return [name for name in names if pod.request(name)]


def _counts(pod: PodInfo, name: str) -> bool:
    """An extended resource counts only for Pods that ask for it."""
    return name in ("cpu", "memory", "ephemeral-storage") or pod.request(name) > 0


def _loads(resources: Resources, pod: PodInfo, node: NodeInfo) -> list[tuple[tuple[int, int], int]]:
    """((requested with this Pod, allocatable), weight) of each resource that the node has."""
    return [
        ((scored_load(name, pod, node), node.allocatable(name)), weight)
        for name, weight in resources
        if node.allocatable(name)
    ]


def scored_load(name: str, pod: PodInfo, node: NodeInfo) -> int:
    """Requested with this Pod, with stand-ins for what is not stated."""
    if name == "cpu":
        return node.scored_cpu + pod.scored_cpu
    if name == "memory":
        return node.scored_memory + pod.scored_memory
    return node.used(name) + pod.request(name)


def _least_of_both(pod: PodInfo, nodes: Nodes) -> list[int]:
    """The default, written out: it runs for every Pod on every node."""
    cpu, memory = pod.scored_cpu, pod.scored_memory
    scores = []
    for node in nodes:
        cpu_has, memory_has = node.cpu, node.memory
        if not cpu_has or not memory_has:
            pairs = [((node.scored_cpu + cpu, cpu_has), 1), ((node.scored_memory + memory, memory_has), 1)]
            scores.append(_weighted([(_least(*pair), weight) for pair, weight in pairs if pair[1]]))
            continue
        cpu_left, memory_left = cpu_has - node.scored_cpu - cpu, memory_has - node.scored_memory - memory
        score = cpu_left * SCORE_MAX // cpu_has if cpu_left > 0 else 0
        if memory_left > 0:
            score += memory_left * SCORE_MAX // memory_has
        scores.append(score // 2)
    return scores


def _weighted(rated: list[tuple[int, int]]) -> int:
    weights = sum(weight for _, weight in rated)
    return sum(score * weight for score, weight in rated) // weights if weights else 0


def _least(used: int, has: int) -> int:
    return (has - used) * SCORE_MAX // has if used <= has else 0


def _most(used: int, has: int) -> int:
    """A node that would be overfull counts as full: stand-ins may go beyond what it has."""
    return min(used, has) * SCORE_MAX // has


def _on_shape(shape: list[Mapping[str, int]], used: int, has: int) -> int:
    """Between two points of the shape the score goes straight, and it is cut to an integer."""
    load = FULL if used > has else used * FULL // has
    points = [(point["utilization"], point["score"] * (SCORE_MAX // SHAPE_SCORE_MAX)) for point in shape]
    for index, (limit, score) in enumerate(points):
        if load <= limit:
            if index == 0:
                return score
            before, start = points[index - 1]
            rise = (score - start) * (load - before)
            return start + (rise // (limit - before) if rise >= 0 else -(-rise // (limit - before)))
    return points[-1][1]
