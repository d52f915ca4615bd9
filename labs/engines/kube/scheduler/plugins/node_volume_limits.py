"""NodeVolumeLimits: a node attaches only so many volumes of a driver.

Simple form of kube-scheduler 1.34: the limit is read from the node's allocatable `attachable-volumes-csi-<driver>`
(Kubernetes asks the CSINode), volumes are those of bound claims.
"""

from collections.abc import Mapping
from typing import Any

from labs.engines.kube.scheduler.framework import SKIP, UNSCHEDULABLE, Nodes, Plugin, Prefiltered, Status, Verdicts
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot

LIMIT = "attachable-volumes-csi-"
Volumes = dict[str, str]  # volume handle -> driver


class Attached:
    """The volumes the Pod brings, and where those of other Pods can be looked up."""

    def __init__(self, wanted: Volumes, snapshot: Snapshot) -> None:
        self.wanted, self.snapshot = wanted, snapshot


class NodeVolumeLimits(Plugin):
    """Filter."""

    def pre_filter(self, pod: PodInfo, snapshot: Snapshot) -> Prefiltered:
        wanted = _volumes(pod, snapshot)
        return Prefiltered(Attached(wanted, snapshot)) if wanted else SKIP

    def filter(self, state: Attached, pod: PodInfo, nodes: Nodes) -> Verdicts:
        return [self._verdict(state, node) for node in nodes]

    def _verdict(self, state: Attached, node: NodeInfo) -> Status | None:
        limits = {driver: node.scalars.get(LIMIT + driver) for driver in state.wanted.values()}
        if all(limit is None for limit in limits.values()):
            return None
        there: Volumes = {}
        for pod in node.pods.values():
            there.update(_volumes(pod, state.snapshot))
        drivers = list({**there, **state.wanted}.values())
        full = any(
            limit is not None and _grows(state, there, driver, drivers, limit) for driver, limit in limits.items()
        )
        return self.reject(UNSCHEDULABLE, "node(s) exceed max volume count") if full else None


def _grows(state: Attached, there: Volumes, driver: str, drivers: list[str], limit: int) -> bool:
    """Whether the Pod brings a volume of the driver that is not there yet, and then there are too many."""
    brings = any(own == driver and handle not in there for handle, own in state.wanted.items())
    return brings and drivers.count(driver) > limit


def _volumes(pod: PodInfo, snapshot: Snapshot) -> Volumes:
    if "volumes" not in pod.spec:
        return {}
    found: Volumes = {}
    for claim in pod.claims:
        bound: Mapping[str, Any] = snapshot.objects.claims.get(f"{pod.namespace}/{claim}") or {"spec": {}}
        volume = snapshot.objects.volumes.get(bound["spec"].get("volumeName") or "")
        source = volume["spec"].get("csi") if volume else None
        if source:
            found[f"{source['driver']}/{source.get('volumeHandle')}"] = source["driver"]
    return found
