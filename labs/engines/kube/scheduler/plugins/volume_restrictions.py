"""VolumeRestrictions: disks and claims that only one Pod may use (kube-scheduler 1.34, disks simplified)."""

from collections.abc import Mapping
from typing import Any

from labs.engines.kube.scheduler.framework import (
    SKIP,
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

ALONE = "ReadWriteOncePod"
TAKEN = (
    "node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod"
)
# Kind of disk -> the fields that tell one from another, and whether several may read it.
DISKS = {
    "gcePersistentDisk": (("pdName",), True),
    "awsElasticBlockStore": (("volumeID",), False),
    "iscsi": (("iqn",), True),
    "rbd": (("pool", "image"), True),
}
Volume = Mapping[str, Any]


class Uses:
    """The Pod's disks, its claims for it alone, and how many Pods use those already."""

    def __init__(self, disks: list[Volume], claims: list[str], taken: int) -> None:
        self.disks, self.claims, self.taken = disks, claims, taken


class VolumeRestrictions(Plugin):
    """Filter."""

    def pre_filter(self, pod: PodInfo, snapshot: Snapshot) -> Prefiltered:
        disks = _disks(pod)
        names = _named(pod)
        missing = [name for name in names if f"{pod.namespace}/{name}" not in snapshot.objects.claims]
        if missing:
            return Prefiltered(status=self.reject(UNRESOLVABLE, f'persistentvolumeclaim "{missing[0]}" not found'))
        claims = [name for name in names if _is_alone(pod, name, snapshot)]
        if not disks and not claims:
            return SKIP
        keys = [f"{pod.namespace}/{claim}" for claim in claims]
        return Prefiltered(Uses(disks, keys, sum(snapshot.claims_used.get(key, 0) > 0 for key in keys)))

    def filter(self, state: Uses, pod: PodInfo, nodes: Nodes) -> Verdicts:
        return [self._verdict(state, node) for node in nodes]

    def _verdict(self, state: Uses, node: NodeInfo) -> Status | None:
        if state.disks and any(
            _clash(one, other) for pod in node.pods.values() for other in _disks(pod) for one in state.disks
        ):
            return self.reject(UNSCHEDULABLE, "node(s) had no available disk")
        return self.reject(UNSCHEDULABLE, TAKEN) if state.taken > 0 else None

    def copy(self, state: Uses) -> Uses:
        return Uses(state.disks, state.claims, state.taken)

    def shift(self, state: Uses, pod: PodInfo, other: PodInfo, node: NodeInfo, by: int) -> None:
        if state.claims:
            state.taken += by * sum(f"{other.namespace}/{claim}" in state.claims for claim in other.claims)


def _named(pod: PodInfo) -> list[str]:
    """The claims that the Pod names itself: those of ephemeral volumes are nobody else's."""
    volumes = pod.spec.get("volumes") or ()
    return [volume["persistentVolumeClaim"]["claimName"] for volume in volumes if volume.get("persistentVolumeClaim")]


def _is_alone(pod: PodInfo, claim: str, snapshot: Snapshot) -> bool:
    return ALONE in (snapshot.objects.claims[f"{pod.namespace}/{claim}"]["spec"].get("accessModes") or [])


def _disks(pod: PodInfo) -> list[Volume]:
    return [volume for volume in pod.spec.get("volumes") or () if any(volume.get(kind) for kind in DISKS)]


def _clash(one: Volume, other: Volume) -> bool:
    for kind, (fields, may_be_read) in DISKS.items():
        mine, theirs = one.get(kind), other.get(kind)
        if mine and theirs and all(mine.get(field) == theirs.get(field) for field in fields):
            return not (may_be_read and mine.get("readOnly") and theirs.get("readOnly"))
    return False
