"""VolumeBinding: can the Pod's claims be had on this node (kube-scheduler 1.34, without storage capacities)."""

from typing import Any

from labs.engines.kube.scheduler.framework import SKIP, UNRESOLVABLE, Nodes, Plugin, Prefiltered, Status, Verdicts
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot
from labs.engines.kube.scheduler.volumes import Manifest, available_volumes, can_provision, is_reachable, waits

IMMEDIATE = "pod has unbound immediate PersistentVolumeClaims"
NO_VOLUME = "node(s) didn't find available persistent volumes to bind"
ELSEWHERE = "node(s) didn't match PersistentVolume's node affinity"
LOST = "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)"


class Claims:
    """Volumes that are bound, whether one of them is lost, and unbound claims with the volumes they could have."""

    def __init__(self, claims: list[Manifest], snapshot: Snapshot) -> None:
        bound = [claim["spec"]["volumeName"] for claim in claims if claim["spec"].get("volumeName")]
        volumes = snapshot.objects.volumes
        self.bound = [volumes[name] for name in bound if name in volumes]
        self.is_lost = len(self.bound) < len(bound)
        self.unbound = [claim for claim in claims if not claim["spec"].get("volumeName")]
        self.available = [available_volumes(claim, snapshot.objects) for claim in self.unbound]
        self.objects = snapshot.objects


class VolumeBinding(Plugin):
    """Filter; the state is the Pod's Claims."""

    def pre_filter(self, pod: PodInfo, snapshot: Snapshot) -> Prefiltered:
        names = pod.claims if "volumes" in pod.spec else []
        if not names:
            return SKIP
        found: list[Manifest] = []
        for name in names:
            claim = snapshot.objects.claims.get(f"{pod.namespace}/{name}")
            problem = _problem(name, claim, pod)
            if problem or claim is None:
                return Prefiltered(status=self.reject(UNRESOLVABLE, problem))
            found.append(claim)
        if any(not claim["spec"].get("volumeName") and not waits(claim, snapshot.objects) for claim in found):
            return Prefiltered(status=self.reject(UNRESOLVABLE, IMMEDIATE))
        return Prefiltered(Claims(found, snapshot))

    def filter(self, state: Any, pod: PodInfo, nodes: Nodes) -> Verdicts:
        return [self._verdict(state, node) for node in nodes]

    def _verdict(self, state: Claims, node: NodeInfo) -> Status | None:
        if state.is_lost:
            return self.reject(UNRESOLVABLE, LOST)
        reasons = []
        if not all(is_reachable(volume, node) for volume in state.bound):
            reasons.append(ELSEWHERE)
        if not _can_bind(state, node):
            reasons.append(NO_VOLUME)
        return self.reject(UNRESOLVABLE, *reasons) if reasons else None


def _problem(name: str, claim: Manifest | None, pod: PodInfo) -> str:
    if claim is None:
        if any(volume.get("ephemeral") and f"{pod.name}-{volume['name']}" == name for volume in pod.spec["volumes"]):
            return f'waiting for ephemeral volume controller to create the persistentvolumeclaim "{name}"'
        return f'persistentvolumeclaim "{name}" not found'
    if (claim.get("status") or {}).get("phase") == "Lost":
        volume = claim["spec"].get("volumeName") or ""
        return f'persistentvolumeclaim "{name}" bound to non-existent persistentvolume "{volume}"'
    return f'persistentvolumeclaim "{name}" is being deleted' if claim["metadata"].get("deletionTimestamp") else ""


def _can_bind(state: Claims, node: NodeInfo) -> bool:
    """Each unbound claim gets a volume of its own, the smallest that will do, or a new one."""
    taken: list[str] = []
    for claim, volumes in zip(state.unbound, state.available, strict=True):
        free = [one for one in volumes if one["metadata"]["name"] not in taken and is_reachable(one, node)]
        if free:
            taken.append(free[0]["metadata"]["name"])
        elif not can_provision(claim, node, state.objects):
            return False
    return True
