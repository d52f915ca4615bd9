"""NodeUnschedulable: a cordoned node takes only who tolerates that (kube-scheduler 1.34)."""

from typing import Any

from labs.engines.kube.scheduler.framework import SKIP, UNRESOLVABLE, Nodes, Plugin, Prefiltered, Verdicts
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot
from labs.engines.kube.tolerations import tolerates

CORDONED = {"key": "node.kubernetes.io/unschedulable", "effect": "NoSchedule"}


class NodeUnschedulable(Plugin):
    """Filter."""

    def pre_filter(self, pod: PodInfo, snapshot: Snapshot) -> Prefiltered:
        return SKIP if tolerates(pod.tolerations, CORDONED) else Prefiltered()

    def filter(self, state: Any, pod: PodInfo, nodes: Nodes) -> Verdicts:
        rejected = self.reject(UNRESOLVABLE, "node(s) were unschedulable")
        return [rejected if node.is_cordoned else None for node in nodes]
