"""One Deployment in a cluster of three nodes: who writes what, when, and having heard of it how."""

from typing import Any

from labs.engines.kube import Cluster, Machine
from labs.engines.sim import Data, Goal, Simulation

# One way, slowed down so that eyes can follow: in reality a millisecond or less.
LATENCY_LEAST_US = 300_000
LATENCY_MOST_US = 500_000
NODES = ("node-a", "node-b", "node-c")
APPLIED_US = 4_000_000
IMAGES: dict[str, dict[str, Any]] = {"workshop/shipping:1": {"ready_after_ms": 500, "pull_ms": 1500, "size_mib": 60}}
ENDED_US = 3_000_000  # everybody has read its first lists by then
SHIPPING = "default/shipping"


def build(sim: Simulation) -> None:
    """Somebody applies a Deployment of two Pods, and nobody is told to do anything."""
    Handed(sim)
    Resumed(sim)
    ListedAgain(sim)
    new_cluster(sim).apply(APPLIED_US, deployment(2))


def build_broken(sim: Simulation) -> None:
    """The controller manager has ended before the Deployment is applied, and nobody has said so."""
    CarriedOut(sim)
    cluster = new_cluster(sim)
    cluster.apply(APPLIED_US, deployment(2))
    cluster.controllers.call_later(ENDED_US, "stop")


def new_cluster(sim: Simulation) -> Cluster:
    sim.network.set_latency(LATENCY_LEAST_US, LATENCY_MOST_US)
    machines = {name: Machine(number, zone=f"zone-{name[-1]}") for number, name in enumerate(NODES)}
    return Cluster(sim, machines, IMAGES, joined=True)


def deployment(replicas: int) -> dict[str, Any]:
    labels = {"app": "shipping"}
    container = {
        "name": "shipping", "image": "workshop/shipping:1",
        "resources": {"requests": {"cpu": "500m", "memory": "256Mi"}},
    }  # fmt: skip
    return {
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "shipping", "labels": labels},
        "spec": {
            "replicas": replicas, "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": {"containers": [container]}},
        },
    }  # fmt: skip


class Handed(Goal):
    """After a person has asked for more Pods, one of the new ones is ready, and every writer has written on the way."""

    WRITERS = ("kubectl", "deployment-controller", "replicaset-controller", "scheduler", "kubelet")

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "handed")
        self.progress = [0, len(self.WRITERS)]
        self.wanted = 0
        self.pods: dict[str, int] = {}  # made since then -> writers so far
        self.listen("ObjectChanged", "on_changed")
        self.listen("ObjectCreated", "on_created")
        self.listen("PodScheduled", "on_scheduled")
        self.listen("ContainerReady", "on_ready")

    def on_changed(self, data: Data) -> None:
        if data["key"] == SHIPPING and data["resource"] == "deployments" and "spec" in data["parts"]:
            self._come_to(1)
            self.pods = {}
        elif data["resource"] == "replicasets" and "spec" in data["parts"] and self.progress != [0, len(self.WRITERS)]:
            self._come_to(2)

    def on_created(self, data: Data) -> None:
        if data["resource"] == "pods" and self.progress and self.progress[0] >= 2:
            self.pods[data["key"]] = 3
            self._come_to(3)

    def on_scheduled(self, data: Data) -> None:
        if data["pod"] in self.pods:
            self._come_to(4)

    def on_ready(self, data: Data) -> None:
        if data["pod"] in self.pods:
            self._come_to(5)
            self.reach()

    def _come_to(self, writers: int) -> None:
        if self.status == "not_yet":
            self.progress = [max(writers, self.progress[0] if self.progress else 0), len(self.WRITERS)]


class Resumed(Goal):
    """Somebody's watch was broken, missed something, and went on from where it was."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "resumed")
        self.listen("WatchResumed", "on_resumed")

    def on_resumed(self, data: Data) -> None:
        if data["missed"]:
            self.reach()


class ListedAgain(Goal):
    """Somebody was away for longer than the API server remembers, and has read everything anew."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "listed-again")
        self.listen("ListedAgain", "on_listed_again")

    def on_listed_again(self, data: Data) -> None:
        self.reach()


class CarriedOut(Goal):
    """Both Pods of the Deployment are ready."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "carried-out")
        self.progress = [0, 2]
        self.ready: dict[str, bool] = {}
        self.listen("ContainerReady", "on_ready")

    def on_ready(self, data: Data) -> None:
        self.ready[data["pod"]] = True
        self.progress = [min(len(self.ready), 2), 2]
        if len(self.ready) == 2:
            self.reach()
