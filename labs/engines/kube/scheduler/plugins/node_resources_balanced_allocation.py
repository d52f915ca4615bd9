"""NodeResourcesBalancedAllocation: a node whose resources fill up evenly is better (kube-scheduler 1.34).

Argument: `resources` [{"name"}]; cpu and memory when absent. Fractions are floats, as in Kubernetes: its integers are
cut from them.
"""

from math import sqrt
from typing import Any

from labs.engines.kube.scheduler.framework import SCORE_MAX, SKIP, Nodes, Plugin, Prefiltered
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot

CPU_AND_MEMORY = ["cpu", "memory"]


class NodeResourcesBalancedAllocation(Plugin):
    """Score; the state is the names of the resources that count."""

    def pre_score(self, pod: PodInfo, nodes: Nodes, snapshot: Snapshot) -> Prefiltered:
        resources = [one["name"] for one in self.args.get("resources") or ()] or CPU_AND_MEMORY
        if not any(pod.request(name) for name in resources):
            return SKIP
        standard = ("cpu", "memory", "ephemeral-storage")
        return Prefiltered([name for name in resources if name in standard or pod.request(name)])

    def score(self, state: Any, pod: PodInfo, nodes: Nodes) -> list[int]:
        if state == CPU_AND_MEMORY:
            return _of_both(pod, nodes)
        return [_balance([_fraction(name, pod, node) for name in state if node.allocatable(name)]) for node in nodes]


def _of_both(pod: PodInfo, nodes: Nodes) -> list[int]:
    """The default, written out: it runs for every Pod on every node."""
    cpu, memory = pod.cpu, pod.memory
    scores = []
    for node in nodes:
        cpu_has, memory_has = node.cpu, node.memory
        if not cpu_has or not memory_has:
            scores.append(SCORE_MAX)
            continue
        cpu_part, memory_part = (node.used_cpu + cpu) / cpu_has, (node.used_memory + memory) / memory_has
        if cpu_part > 1:
            cpu_part = 1.0
        if memory_part > 1:
            memory_part = 1.0
        scores.append(int((1 - abs((cpu_part - memory_part) / 2)) * SCORE_MAX))
    return scores


def _fraction(name: str, pod: PodInfo, node: NodeInfo) -> float:
    return min(1.0, (node.used(name) + pod.request(name)) / node.allocatable(name))


def _balance(fractions: list[float]) -> int:
    """The further the fractions are from one another, the less; one alone is balanced."""
    if len(fractions) < 2:
        return SCORE_MAX
    if len(fractions) == 2:
        spread = abs((fractions[0] - fractions[1]) / 2)
    else:
        mean = sum(fractions) / len(fractions)
        spread = sqrt(sum((fraction - mean) * (fraction - mean) for fraction in fractions) / len(fractions))
    return int((1 - spread) * SCORE_MAX)
