"""All that scheduling asks about one Pod, read from its manifest once."""

from collections.abc import Mapping
from typing import Any

from labs.engines.kube.moments import nanos_of
from labs.engines.kube.requests import UNSTATED, Amounts, pod_requests
from labs.engines.kube.scheduler.affinity_terms import AffinityTerms

Manifest = Mapping[str, Any]
ANY_ADDRESS = "0.0.0.0"  # noqa: S104  a value of hostIP
NOT_YET = 2**63  # nanoseconds: later than any start
Port = tuple[str, str, int]  # hostIP, protocol, hostPort


class PodInfo:
    """A Pod as the plug-ins see it. Its manifest is never changed; admission has resolved its priority.

    `cpu` in milli-units, `memory` and `ephemeral` in bytes, `created` and `started` in nanoseconds since 1970.
    """

    __slots__ = (
        "cpu", "created", "ephemeral", "images", "is_terminating", "key", "labels", "manifest", "may_preempt", "memory",
        "name", "namespace", "nominated", "ports", "priority", "scalars", "scored_cpu", "scored_memory", "spec",
        "started", "terms", "tolerations",
    )  # fmt: skip

    def __init__(self, manifest: Manifest) -> None:
        self.manifest, self.spec = manifest, manifest.get("spec") or {}
        self._read_metadata(manifest["metadata"])
        self._read_status(manifest.get("status") or {})
        self.priority: int = self.spec.get("priority") or 0
        self.may_preempt = self.spec.get("preemptionPolicy") != "Never"
        self._read_requests()
        self.tolerations: list[Manifest] = self.spec.get("tolerations") or []
        self.ports = host_ports(self.spec)
        affinity = self.spec.get("affinity")
        self.terms = AffinityTerms(affinity, self.namespace) if affinity else NO_TERMS
        started = [*(self.spec.get("initContainers") or []), *(self.spec.get("containers") or [])]
        self.images = [image_name(container.get("image") or "") for container in started]

    def _read_metadata(self, metadata: Manifest) -> None:
        self.name: str = metadata["name"]
        self.namespace: str = metadata.get("namespace") or "default"
        self.key = f"{self.namespace}/{self.name}"
        self.labels: Mapping[str, str] = metadata.get("labels") or {}
        self.created = nanos_of(metadata["creationTimestamp"]) if metadata.get("creationTimestamp") else 0
        self.is_terminating = bool(metadata.get("deletionTimestamp"))

    def _read_status(self, status: Manifest) -> None:
        self.started = nanos_of(status["startTime"]) if status.get("startTime") else NOT_YET
        self.nominated: str = status.get("nominatedNodeName") or ""

    def _read_requests(self) -> None:
        asked, scored = pod_requests(self.spec), pod_requests(self.spec, UNSTATED)
        self.scored_cpu, self.scored_memory = scored.get("cpu", 0), scored.get("memory", 0)
        self.cpu, self.memory = asked.pop("cpu", 0), asked.pop("memory", 0)
        self.ephemeral = asked.pop("ephemeral-storage", 0)
        self.scalars: Amounts = asked

    def leaving(self) -> "PodInfo":
        """The same Pod, terminating."""
        twin = self._twin()
        twin.is_terminating = True
        return twin

    def renewed(self, manifest: Manifest) -> "PodInfo":
        """The same Pod with other metadata or another status; its spec is the same."""
        twin = self._twin()
        twin.manifest = manifest
        twin._read_metadata(manifest["metadata"])
        twin._read_status(manifest.get("status") or {})
        return twin

    def _twin(self) -> "PodInfo":
        twin = object.__new__(PodInfo)
        for name in PodInfo.__slots__:
            setattr(twin, name, getattr(self, name))
        return twin

    @property
    def claims(self) -> list[str]:
        """Names of the PersistentVolumeClaims it mounts, those of ephemeral volumes too."""
        return [name for name in map(self._claim, self.spec.get("volumes") or []) if name]

    def _claim(self, volume: Manifest) -> str:
        if volume.get("persistentVolumeClaim"):
            return str(volume["persistentVolumeClaim"]["claimName"])
        return f"{self.name}-{volume['name']}" if volume.get("ephemeral") else ""

    def request(self, resource: str) -> int:
        """What it asks of a resource by name."""
        if resource == "cpu":
            return self.cpu
        if resource == "memory":
            return self.memory
        return self.ephemeral if resource == "ephemeral-storage" else self.scalars.get(resource, 0)


NO_TERMS = AffinityTerms({}, "")


def host_ports(spec: Manifest) -> list[Port]:
    """Ports of the node that the containers and sidecars take."""
    lasting = [one for one in spec.get("initContainers") or [] if one.get("restartPolicy") == "Always"]
    ports = [port for one in [*(spec.get("containers") or []), *lasting] for port in one.get("ports") or []]
    return [
        (port.get("hostIP") or ANY_ADDRESS, port.get("protocol") or "TCP", port["hostPort"])
        for port in ports
        if port.get("hostPort")
    ]


def image_name(name: str) -> str:
    """With the tag that is meant where none is written."""
    return name if name.rfind(":") > name.rfind("/") else f"{name}:latest"
