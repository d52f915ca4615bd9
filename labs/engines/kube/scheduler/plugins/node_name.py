"""NodeName: a Pod that names its node goes there or nowhere (kube-scheduler 1.34)."""

from typing import Any

from labs.engines.kube.scheduler.framework import SKIP, UNRESOLVABLE, Nodes, Plugin, Prefiltered, Verdicts
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot


class NodeName(Plugin):
    """Filter; the state is the name."""

    def pre_filter(self, pod: PodInfo, snapshot: Snapshot) -> Prefiltered:
        wanted = pod.spec.get("nodeName")
        return Prefiltered(wanted) if wanted else SKIP

    def filter(self, state: Any, pod: PodInfo, nodes: Nodes) -> Verdicts:
        rejected = self.reject(UNRESOLVABLE, "node(s) didn't match the requested node name")
        return [None if node.name == state else rejected for node in nodes]
