"""A node with the Pods on it, its sums kept up to date."""

from collections.abc import Mapping
from typing import Any

from labs.engines.kube.requests import Amounts, amounts
from labs.engines.kube.scheduler.pod_info import PodInfo, Port

Manifest = Mapping[str, Any]
BLOCKING = ("NoSchedule", "NoExecute")


class NodeInfo:
    """A node as the plug-ins see it: what it has, and what of it is taken.

    `cpu` in milli-units, `memory` and `ephemeral` in bytes, `pods_most` and `scalars` in pieces are allocatable;
    `used_…` is requested by the Pods on it, `scored_…` the same with stand-ins for what containers do not state.
    """

    __slots__ = (
        "blocking_taints", "cpu", "ephemeral", "images", "is_cordoned", "labels", "manifest", "memory", "name", "place",
        "pods", "pods_most", "ports", "preferring_taints", "scalars", "scored_cpu", "scored_memory", "spec", "used_cpu",
        "used_ephemeral", "used_memory", "used_scalars",
    )  # fmt: skip

    def __init__(self, manifest: Manifest, place: int = 0) -> None:
        self.manifest, self.spec = manifest, manifest.get("spec") or {}
        self.place = place  # in the order in which nodes were given
        self.name: str = manifest["metadata"]["name"]
        self.labels: Mapping[str, str] = manifest["metadata"].get("labels") or {}
        self.is_cordoned = bool(self.spec.get("unschedulable"))
        taints = self.spec.get("taints") or []
        self.blocking_taints = [taint for taint in taints if taint.get("effect") in BLOCKING]
        self.preferring_taints = [taint for taint in taints if taint.get("effect") == "PreferNoSchedule"]
        status = manifest.get("status") or {}
        self._read_allocatable(amounts(status.get("allocatable") or status.get("capacity")))
        self.images = {
            name: int(image.get("sizeBytes") or 0)
            for image in status.get("images") or []
            for name in image.get("names") or []
        }
        self._clear()

    def _read_allocatable(self, has: Amounts) -> None:
        self.cpu, self.memory = has.pop("cpu", 0), has.pop("memory", 0)
        self.ephemeral, self.pods_most = has.pop("ephemeral-storage", 0), has.pop("pods", 0)
        self.scalars = has

    def _clear(self) -> None:
        self.pods: dict[str, PodInfo] = {}
        self.ports: dict[Port, int] = {}
        self.used_cpu = self.used_memory = self.used_ephemeral = self.scored_cpu = self.scored_memory = 0
        self.used_scalars: Amounts = {}

    def add_pod(self, pod: PodInfo) -> None:
        self.pods[pod.key] = pod
        self._count(pod, 1)

    def remove_pod(self, pod: PodInfo) -> None:
        del self.pods[pod.key]
        self._count(pod, -1)

    def _count(self, pod: PodInfo, by: int) -> None:
        self.used_cpu += by * pod.cpu
        self.used_memory += by * pod.memory
        self.used_ephemeral += by * pod.ephemeral
        self.scored_cpu += by * pod.scored_cpu
        self.scored_memory += by * pod.scored_memory
        for name, amount in pod.scalars.items():
            self.used_scalars[name] = self.used_scalars.get(name, 0) + by * amount
        for port in pod.ports:
            self.ports[port] = self.ports.get(port, 0) + by
            if not self.ports[port]:
                del self.ports[port]

    def copy(self) -> "NodeInfo":
        """The same node, whose Pods may be changed for trial."""
        twin = object.__new__(NodeInfo)
        for name in NodeInfo.__slots__:
            setattr(twin, name, getattr(self, name))
        twin.pods, twin.ports, twin.used_scalars = dict(self.pods), dict(self.ports), dict(self.used_scalars)
        return twin

    def allocatable(self, resource: str) -> int:
        """What it has of a resource by name."""
        if resource == "cpu":
            return self.cpu
        if resource == "memory":
            return self.memory
        return self.ephemeral if resource == "ephemeral-storage" else self.scalars.get(resource, 0)

    def used(self, resource: str) -> int:
        """What of a resource is requested."""
        if resource == "cpu":
            return self.used_cpu
        if resource == "memory":
            return self.used_memory
        return self.used_ephemeral if resource == "ephemeral-storage" else self.used_scalars.get(resource, 0)
