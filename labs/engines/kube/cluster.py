"""A whole cluster: the control plane, a kubelet on each machine, and somebody with kubectl."""

from collections.abc import Mapping
from typing import Any

from labs.engines.kube.apiserver import ApiServer
from labs.engines.kube.controller import ControllerManager
from labs.engines.kube.etcd import Etcd, EtcdGroup
from labs.engines.kube.informer import Manifest
from labs.engines.kube.kubectl import Kubectl
from labs.engines.kube.kubelet import Kubelet, Machine
from labs.engines.kube.scheduler import Scheduler
from labs.engines.sim import Simulation


class Cluster:
    """Adds "etcd", "apiserver", "controller-manager", "scheduler", "kubectl" and a kubelet named as each machine.

    It starts as any cluster does: the nodes register, and whatever is applied is carried out by those who watch. With
    `joined` the machines did so before the run begins, and are ready from its first moment.
    `images` says what a scenario's own images do: name -> fields of a kubelet's Behaviour. Several members of etcd are
    "etcd-0", "etcd-1" ..., and nothing is stored before they have a leader, after a second or two.
    """

    def __init__(
        self,
        sim: Simulation,
        machines: Mapping[str, Machine],
        images: dict[str, dict[str, Any]] | None = None,
        etcd_members: int = 1,
        *,
        joined: bool = False,
    ) -> None:
        self.etcd = Etcd(sim) if etcd_members == 1 else EtcdGroup(sim, etcd_members)
        self.apiserver = ApiServer(sim, self.etcd)
        self.controllers = ControllerManager(sim, self.etcd)
        self.scheduler = Scheduler(sim, self.etcd)
        self.kubectl = Kubectl(sim)
        self.kubelets = {
            name: Kubelet(sim, name, self.etcd, machine, images, joined=joined) for name, machine in machines.items()
        }
        for kubelet in self.kubelets.values() if joined else ():
            for resource, namespace, body in kubelet.joined_objects():
                self.apiserver.found(resource, body, namespace)

    def apply(self, at_us: int, *manifests: Manifest) -> None:
        """While building: somebody applies these then."""
        for manifest in manifests:
            self.kubectl.call_later(at_us, "give", manifest)
