"""The machine under a kubelet: what it has, and what it is called."""

from dataclasses import dataclass, field

from labs.engines.kube.kubelet.behaviour import Behaviour, behaviour_from
from labs.engines.kube.kubelet.images import full_name
from labs.engines.kube.kubelet.runs import Manifest
from labs.engines.kube.quantity import milli, whole

PODS_MAX = 110


@dataclass(frozen=True)
class Machine:
    """`number` tells machines apart: their addresses are 10.0.x.y, and 10.244.0.0/24 and on is for their Pods."""

    number: int
    zone: str = "zone-a"
    region: str = "region-1"
    cpu: str = "4"
    memory: str = "16Gi"
    disk: str = "100Gi"
    pods: int = PODS_MAX
    labels: dict[str, str] = field(default_factory=dict)
    taints: list[Manifest] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"10.0.{self.number // 250}.{self.number % 250 + 1}"

    @property
    def network(self) -> str:
        """The first three numbers of its Pods' addresses."""
        return f"10.{244 + self.number // 256}.{self.number % 256}"

    def all_labels(self, name: str) -> dict[str, str]:
        return {
            "beta.kubernetes.io/arch": "amd64",
            "beta.kubernetes.io/os": "linux",
            "kubernetes.io/arch": "amd64",
            "kubernetes.io/hostname": name,
            "kubernetes.io/os": "linux",
            "topology.kubernetes.io/region": self.region,
            "topology.kubernetes.io/zone": self.zone,
            **self.labels,
        }

    def spec(self) -> Manifest:
        """The address range is a cloud's or a controller's to give; here the node brings it along."""
        cidr = f"{self.network}.0/24"
        return {"podCIDR": cidr, "podCIDRs": [cidr], **({"taints": self.taints} if self.taints else {})}

    def capacity(self) -> dict[str, str]:
        return {
            "cpu": self.cpu, "ephemeral-storage": self.disk, "hugepages-1Gi": "0", "hugepages-2Mi": "0",
            "memory": self.memory, "pods": str(self.pods),
        }  # fmt: skip

    def amounts(self) -> dict[str, int]:
        """As requests are counted: milli-CPUs, bytes, pieces."""
        return {name: milli(value) if name == "cpu" else whole(value) for name, value in self.capacity().items()}


def scripts_from(images: dict[str, Manifest]) -> dict[str, Behaviour]:
    """Behaviours by full name, from a scenario's own by the names it writes. Raises ValueError."""
    return {full_name(image): behaviour_from(script) for image, script in images.items()}
