"""NodePorts: two Pods cannot take the same port of a node (kube-scheduler 1.34)."""

from collections.abc import Iterable
from typing import Any

from labs.engines.kube.scheduler.framework import SKIP, UNSCHEDULABLE, Nodes, Plugin, Prefiltered, Verdicts
from labs.engines.kube.scheduler.pod_info import ANY_ADDRESS, PodInfo, Port
from labs.engines.kube.scheduler.snapshot import Snapshot


class NodePorts(Plugin):
    """Filter."""

    def pre_filter(self, pod: PodInfo, snapshot: Snapshot) -> Prefiltered:
        return Prefiltered() if pod.ports else SKIP

    def filter(self, state: Any, pod: PodInfo, nodes: Nodes) -> Verdicts:
        rejected = self.reject(UNSCHEDULABLE, "node(s) didn't have free ports for the requested pod ports")
        return [rejected if node.ports and _clash(pod.ports, node.ports) else None for node in nodes]


def _clash(wanted: Iterable[Port], taken: Iterable[Port]) -> bool:
    return any(_same(one, other) for other in taken for one in wanted)


def _same(one: Port, other: Port) -> bool:
    if one[1:] != other[1:]:
        return False
    return one[0] == other[0] or ANY_ADDRESS in (one[0], other[0])
