"""A Deployment, a Pod without an owner, and every way to lose them: process, Pod, node."""

from typing import Any

from labs.engines.kube import Cluster, Machine
from labs.engines.sim import Data, Entity, Goal, Simulation

# One way, slowed down so that eyes can follow: in reality a millisecond or less.
LATENCY_LEAST_US = 300_000
LATENCY_MOST_US = 500_000
NODES = ("node-a", "node-b", "node-c")
APPLIED_US = 4_000_000
BEHAVIOUR = {"ready_after_ms": 500, "pull_ms": 1500, "size_mib": 60}
IMAGES: dict[str, dict[str, Any]] = {"workshop/shipping:1": BEHAVIOUR, "workshop/courier:1": BEHAVIOUR}
COURIERS_NODE = {"kubernetes.io/hostname": "node-a"}
# Without tolerationSeconds it holds for ever.
FOR_EVER = {"key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute"}
CRASHED_US = 30_000_000
KILLED = 137  # with which a container ends whose process was killed
TIMES = 2
OWNER = "replicaset-controller"
OWNERS_OWNER = "deployment-controller"
SECOND_US = 1_000_000
ALONE_US = 60 * SECOND_US
QUICK_US = 120 * SECOND_US


def build(sim: Simulation) -> None:
    """Three Pods that a ReplicaSet owns, one on each node, and one that nobody owns."""
    Restarted(sim)
    Replaced(sim)
    NobodyCame(sim)
    NodeReplaced(sim, "node-lost")
    NodeReplaced(sim, "in-two-minutes", QUICK_US)
    new_cluster(sim).apply(APPLIED_US, deployment([]), courier())


def build_broken(sim: Simulation) -> None:
    """The Pods tolerate an unreachable node for ever, and then one loses its power."""
    NodeReplaced(sim, "by-itself")
    cluster = new_cluster(sim)
    cluster.apply(APPLIED_US, deployment([FOR_EVER]))
    cluster.kubelets["node-b"].call_later(CRASHED_US, "crash")


def new_cluster(sim: Simulation) -> Cluster:
    sim.network.set_latency(LATENCY_LEAST_US, LATENCY_MOST_US)
    machines = {name: Machine(number, zone=f"zone-{name[-1]}") for number, name in enumerate(NODES)}
    return Cluster(sim, machines, IMAGES, joined=True)


def deployment(tolerations: list[dict[str, str]]) -> dict[str, Any]:
    labels = {"app": "shipping"}
    template = {"metadata": {"labels": labels}, "spec": pod_spec("shipping", "500m", "256Mi")}
    if tolerations:
        template["spec"]["tolerations"] = tolerations
    return {
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "shipping", "labels": labels},
        "spec": {"replicas": 3, "selector": {"matchLabels": labels}, "template": template},
    }  # fmt: skip


def courier() -> dict[str, Any]:
    spec = {**pod_spec("courier", "250m", "128Mi"), "nodeSelector": COURIERS_NODE}
    return {
        "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "courier", "labels": {"app": "courier"}}, "spec": spec,
    }  # fmt: skip


def pod_spec(name: str, cpu: str, memory: str) -> dict[str, Any]:
    requests = {"cpu": cpu, "memory": memory}
    return {"containers": [{"name": name, "image": f"workshop/{name}:1", "resources": {"requests": requests}}]}


class Restarted(Goal):
    """The container of one Pod was killed and started again, twice."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "restarted")
        self.progress = [0, TIMES]
        self.killed: dict[str, bool] = {}
        self.times: dict[str, int] = {}  # Pod -> how often its container came back
        self.listen("ContainerExited", "on_exited")
        self.listen("ContainerStarted", "on_started")

    def on_exited(self, data: Data) -> None:
        if data["code"] == KILLED:
            self.killed[data["pod"]] = True

    def on_started(self, data: Data) -> None:
        if not self.killed.pop(data["pod"], False) or self.status != "not_yet":
            return
        self.times[data["pod"]] = self.times.get(data["pod"], 0) + 1
        self.progress = [max(self.times.values()), TIMES]
        if self.progress[0] == TIMES:
            self.reach()


class Replaced(Goal):
    """A person has deleted a Pod, and another one that its owner wrote afterwards is ready."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "replaced")
        self.owned: dict[str, bool] = {}
        self.deleting: dict[str, bool] = {}  # owned Pods that somebody has touched
        self.successors: dict[str, bool] = {}  # Pods written since then -> ready
        self.is_gone = False
        self.listen("ObjectCreated", "on_created")
        self.listen("ObjectChanged", "on_changed")
        self.listen("ObjectDeleted", "on_deleted")
        self.listen("ContainerReady", "on_ready")

    def on_created(self, data: Data) -> None:
        if data["resource"] == "pods" and data["by"] == OWNER:
            self.owned[data["key"]] = True
            if self.deleting or self.is_gone:
                self.successors[data["key"]] = False

    def on_changed(self, data: Data) -> None:
        if data["resource"] == "pods" and data["by"] == "kubectl" and data["key"] in self.owned:
            self.deleting[data["key"]] = True

    def on_deleted(self, data: Data) -> None:
        if data["resource"] == "pods" and self.deleting.pop(data["key"], False):
            self.is_gone = True
            self._look()

    def on_ready(self, data: Data) -> None:
        if data["pod"] in self.successors:
            self.successors[data["pod"]] = True
            self._look()

    def _look(self) -> None:
        if self.is_gone and any(self.successors.values()):
            self.reach()


class NobodyCame(Goal):
    """A Pod without an owner was deleted, and a minute later nobody had written another."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "nobody")
        self.bare: dict[str, int] = {}  # Pod -> how often somebody has written it by hand
        self.listen("ObjectCreated", "on_created")
        self.listen("ObjectDeleted", "on_deleted")

    def on_created(self, data: Data) -> None:
        if data["resource"] == "pods" and data["by"] != OWNER:
            self.bare[data["key"]] = self.bare.get(data["key"], 0) + 1

    def on_deleted(self, data: Data) -> None:
        if data["resource"] == "pods" and data["key"] in self.bare:
            self.call_later(ALONE_US, "look", data["key"], self.bare[data["key"]])

    def look(self, key: str, written: int) -> None:
        if self.bare[key] == written:
            self.reach()


class NodeReplaced(Goal):
    """Every Pod of a node without power was evicted, and a successor of each is ready; perhaps within a time."""

    def __init__(self, sim: Simulation, name: str, within_us: int = 0) -> None:
        super().__init__(sim, name)
        self.within_us = within_us
        self.places: dict[str, str] = {}  # Pods that an owner has written -> their nodes
        self.lost: dict[str, bool] = {}  # those of the node that crashed last -> evicted
        self.node = ""
        self.crash = 0
        self.crashed_us = 0
        self.successors: dict[str, bool] = {}  # -> ready
        self.over: dict[str, int] | None = None  # how the last try ended, if its time ran out
        self.is_tuned = False  # somebody has changed a Deployment
        self.is_tried = False  # the last node was lost after that: until then nobody has begun with this goal
        self.listen("ObjectCreated", "on_created")
        self.listen("PodScheduled", "on_scheduled")
        self.listen("ObjectChanged", "on_changed")
        self.listen("ObjectDeleted", "on_deleted")
        self.listen("NodeCrashed", "on_crashed")
        self.listen("NodeStarted", "on_started")
        self.listen("PodEvicted", "on_evicted")
        self.listen("ContainerReady", "on_ready")

    def on_created(self, data: Data) -> None:
        if data["resource"] != "pods" or data["by"] != OWNER:
            return
        self.places[data["key"]] = ""
        if len(self.successors) < sum(self.lost.values()):
            self.successors[data["key"]] = False

    def on_scheduled(self, data: Data) -> None:
        """While nobody has noticed, a dead node may get another Pod."""
        if data["pod"] not in self.places:
            return
        self.places[data["pod"]] = data["node"]
        if data["node"] == self.node and self.status == "not_yet":
            self.lost[data["pod"]] = False
            self._count()

    def on_changed(self, data: Data) -> None:
        """Who is deleted by its owner or by hand will not be evicted."""
        self.is_tuned |= data["resource"] == "deployments" and data["by"] != OWNERS_OWNER and "spec" in data["parts"]
        if data["resource"] == "pods" and data["by"] in (OWNER, "kubectl") and "metadata" in data["parts"]:
            self.places.pop(data["key"], None)
            if not self.lost.get(data["key"], True):
                del self.lost[data["key"]]
                self._count()

    def on_deleted(self, data: Data) -> None:
        if data["resource"] == "pods":
            self.places.pop(data["key"], None)

    def on_crashed(self, data: Data) -> None:
        lost = [pod for pod, node in self.places.items() if node == data["node"]]
        if not lost or self.status != "not_yet":
            return
        self.lost, self.successors, self.over = dict.fromkeys(lost, False), {}, None
        self.is_tried = self.is_tuned
        self.node, self.crash, self.crashed_us = data["node"], self.crash + 1, self.sim.now_us
        self._count()
        if self.within_us:
            self.call_later(self.within_us, "end", self.crash)

    def on_started(self, data: Data) -> None:
        if data["node"] == self.node:
            self.node = ""

    def on_evicted(self, data: Data) -> None:
        self.places.pop(data["pod"], None)
        if data["pod"] in self.lost:
            self.lost[data["pod"]] = True

    def on_ready(self, data: Data) -> None:
        if data["pod"] not in self.successors or self.status != "not_yet" or self.over:
            return
        self.successors[data["pod"]] = True
        self._count()

    def _count(self) -> None:
        self.progress = [sum(self.successors.values()), len(self.lost)] if self.lost else None
        if self.progress == [len(self.lost), len(self.lost)] and not self.over:
            self.reach()

    def end(self, crash: int) -> None:
        """The time is over; what this try has come to stays to be seen."""
        if crash == self.crash and self.lost and self.status == "not_yet":
            self.over = {"seconds": self.within_us // SECOND_US, "left": len(self.lost) - sum(self.successors.values())}

    def entities(self) -> dict[str, Entity]:
        over = self.over if self.is_tried else None
        return {id: {**entity, "over": over} for id, entity in super().entities().items()}
