"""VolumeZone: a volume of one zone is used in that zone (kube-scheduler 1.34)."""

from typing import Any

from labs.engines.kube.scheduler.cluster_objects import ClusterObjects
from labs.engines.kube.scheduler.framework import SKIP, UNRESOLVABLE, Nodes, Plugin, Prefiltered, Verdicts
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot
from labs.engines.kube.scheduler.zones import OLD_REGION, OLD_ZONE, REGION, ZONE

KEYS = (OLD_ZONE, OLD_REGION, ZONE, REGION)
NEWER = {OLD_ZONE: ZONE, OLD_REGION: REGION}
SEVERAL = "__"  # stands between the zones of a volume that has several


class VolumeZone(Plugin):
    """Filter; the state is (label, values that will do) of each label of a bound volume."""

    def pre_filter(self, pod: PodInfo, snapshot: Snapshot) -> Prefiltered:
        names = pod.claims if "volumes" in pod.spec else []
        wanted = [pair for name in names for pair in _zones(f"{pod.namespace}/{name}", snapshot.objects)]
        return Prefiltered(wanted) if wanted else SKIP

    def filter(self, state: Any, pod: PodInfo, nodes: Nodes) -> Verdicts:
        rejected = self.reject(UNRESOLVABLE, "node(s) had no available volume zone")
        return [None if _is_in(state, node) else rejected for node in nodes]


def _zones(claim_key: str, objects: ClusterObjects) -> list[tuple[str, list[str]]]:
    claim = objects.claims.get(claim_key) or {"spec": {}}
    volume = objects.volumes.get(claim["spec"].get("volumeName") or "") or {"metadata": {}}
    labels = volume["metadata"].get("labels") or {}
    return [(key, labels[key].split(SEVERAL)) for key in KEYS if key in labels]


def _is_in(wanted: list[tuple[str, list[str]]], node: NodeInfo) -> bool:
    """A node that has no zone at all is in every one."""
    labels = node.labels
    if not any(key in labels for key in KEYS):
        return True
    return all(labels.get(key, labels.get(NEWER.get(key, key))) in values for key, values in wanted)
