"""Nodes with heartbeats, for the loops that mind nodes: a stand-in for kubelets, and Pods that run on them."""

from typing import Any

from labs.engines.kube.apiserver import ApiServer
from labs.engines.kube.client import Client
from labs.engines.kube.controller import ControllerManager
from labs.engines.kube.etcd import Etcd
from labs.engines.sim import Simulation, command
from tests.engines.kube.controllers.world import LATENCY_US, Manifest, World, template

BEAT_US = 10_000_000
TOLERATIONS = [
    {"key": f"node.kubernetes.io/{key}", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300}
    for key in ("not-ready", "unreachable")
]


class Kubelets(Client):
    """Renews the lease of every node that is not silent at 0, 10, 20 ... seconds, and confirms deletions there."""

    watches = ("pods", "nodes")

    def __init__(self, sim: Simulation, etcd: Etcd) -> None:
        super().__init__(sim, "runners", etcd)
        self.silent: list[str] = []
        self.beats = 0
        self.call_later(BEAT_US, "beat")

    def beat(self) -> None:
        self.beats += 1
        for node in self.cache["nodes"]:
            if node not in self.silent:
                self.renew(node)
        self.call_later(BEAT_US, "beat")

    def renew(self, node: str) -> None:
        place = {"resource": "leases", "name": node, "namespace": "kube-node-lease"}
        self.write("patch", {**place, "patch": {"spec": {"renewTime": str(self.beats)}}})

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        if resource == "pods" and after:
            pod = self.version(after)
            if "deletionTimestamp" in pod["metadata"] and pod["spec"].get("nodeName") not in self.silent:
                namespace, name = key.split("/")
                self.write("delete", {"resource": "pods", "namespace": namespace, "name": name, "grace_s": 0})

    @command
    def silence(self, node: str) -> dict[str, Any]:
        self.silent.append(node)
        return {}

    @command
    def speak(self, node: str) -> dict[str, Any]:
        """Back, with a status of its own."""
        self.silent.remove(node)
        self.renew(node)
        self.write("patch", {"resource": "nodes", "name": node, "patch": ready_status("True"), "subresource": "status"})
        return {}


def build() -> Simulation:
    sim = Simulation(1)
    sim.network.set_latency(LATENCY_US, LATENCY_US)
    etcd = Etcd(sim)
    ApiServer(sim, etcd)
    ControllerManager(sim, etcd)
    Kubelets(sim, etcd)
    return sim


def ready_status(status: str) -> Manifest:
    condition = {
        "type": "Ready", "status": status, "reason": "KubeletReady", "message": "kubelet is posting ready status",
        "lastHeartbeatTime": "2026-01-01T00:00:00Z", "lastTransitionTime": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    return {"status": {"conditions": [condition]}}


class Machines(World):
    """Some nodes with a lease each, from the first second on."""

    def __init__(self, nodes: int, zones: int = 1) -> None:
        super().__init__(build)
        for number in range(nodes):
            self.add_node(f"n{number}", f"z{number % zones}")

    def add_node(self, name: str, zone: str = "z0") -> None:
        metadata = {"name": name, "labels": {"topology.kubernetes.io/zone": zone}}
        self.create("nodes", {"metadata": metadata, "spec": {}, **ready_status("True")})
        self.create("leases", {"metadata": {"name": name}, "spec": {"renewTime": "0"}}, "kube-node-lease")

    def add_pod(self, name: str, node: str, **spec: Any) -> None:
        """One that runs there and is ready."""
        spec = {"tolerations": TOLERATIONS, **template()["spec"], **spec, "nodeName": node}
        self.create("pods", {"metadata": {"name": name, "labels": {"app": "web"}}, "spec": spec})
        self.patch("pods", name, {**ready_status("True")}, subresource="status")

    def silence(self, *nodes: str) -> None:
        for node in nodes:
            self.tell("runners.silence", node=node)

    def run_to(self, second: float) -> None:
        self.sim.run_until(round(second * 1_000_000))

    def readiness(self, resource: str, name: str) -> str:
        conditions = self.get(resource, name)["status"]["conditions"]
        return str(next(one["status"] for one in conditions if one["type"] == "Ready"))

    def taints(self, node: str) -> list[str]:
        return [f"{one['key']}:{one['effect']}" for one in self.get("nodes", node)["spec"].get("taints") or []]

    def emptied(self) -> list[str]:
        """Nodes from which Pods are driven away."""
        nodes = self.names("nodes")
        return [node for node in nodes if any(taint.endswith("NoExecute") for taint in self.taints(node))]
