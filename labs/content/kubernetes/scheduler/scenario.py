"""Three machines of two sizes: Pods that the scheduler places, that you place, and that nobody can place."""

from math import inf
from typing import Any

from labs.engines.kube import Cluster, Machine, Manifests, explain
from labs.engines.sim import Data, Goal, Simulation

# One way, slowed down so that eyes can follow: in reality a millisecond or less.
LATENCY_LEAST_US = 300_000
LATENCY_MOST_US = 500_000
SIZES = {"node-a": ("4", "8Gi"), "node-b": ("4", "8Gi"), "node-c": ("2", "4Gi")}
IMAGE = "workshop/part:1"
# Too small for ImageLocality to count, so that the table stays as one can work it out by hand.
IMAGES: dict[str, dict[str, Any]] = {IMAGE: {"ready_after_ms": 500, "pull_ms": 1000, "size_mib": 10}}
RESIDENTS_US = 4_000_000
ORDER_US = 14_000_000
OTHERS_US = 22_000_000
YOURS = "you"  # whoever is named so as a Pod's scheduler, the real one leaves it alone
HANDS = ("default/mail", "default/search", "default/stock")
REPORT, ARCHIVE = "default/report", "default/archive"
SSD = {"disk": "ssd"}
POINTS_LESS = 5  # than the best node, at most
STAYED_US = 30_000_000
NO_NODE = {"feasible": False, "plugin": "NodeName", "reasons": ["there is no such node"]}
MAINTENANCE = {"key": "maintenance", "value": "true", "effect": "NoSchedule"}


def build(sim: Simulation) -> None:
    """A Pod to be placed by the scheduler, three by hand, and two that fit nowhere yet."""
    cluster = new_cluster(sim)
    ByHand(sim, cluster)
    Placed(sim, "labelled", REPORT)
    Stays(sim, cluster)
    Placed(sim, "room", ARCHIVE)
    cluster.apply(RESIDENTS_US, *residents())
    cluster.apply(ORDER_US, pod("order", "1", "1Gi"))
    cluster.apply(
        OTHERS_US,
        pod("mail", "1", "1Gi", schedulerName=YOURS),
        pod("search", "500m", "2560Mi", schedulerName=YOURS),
        pod("stock", "500m", "1Gi", schedulerName=YOURS, nodeSelector={"topology.kubernetes.io/zone": "zone-b"}),
        pod("report", "250m", "256Mi", nodeSelector=SSD),
        pod("archive", "1", "6656Mi"),
    )


def build_broken(sim: Simulation) -> None:
    """The biggest free machine is closed by a taint that somebody has left behind."""
    BothPlaced(sim)
    cluster = new_cluster(sim, {"node-b": [MAINTENANCE]})
    big, small = pod("ledger", "3500m", "2Gi", nodeSelector=on("node-a")), pod("cache", "1500m", "1Gi")
    cluster.apply(RESIDENTS_US, big, {**small, "spec": {**small["spec"], "nodeSelector": on("node-c")}})
    cluster.apply(ORDER_US, pod("order", "1", "1Gi"), pod("mail", "1", "1Gi"))


def new_cluster(sim: Simulation, taints: dict[str, list[dict[str, Any]]] | None = None) -> Cluster:
    sim.network.set_latency(LATENCY_LEAST_US, LATENCY_MOST_US)
    machines = {
        name: Machine(number, zone=f"zone-{name[-1]}", cpu=cpu, memory=memory, taints=(taints or {}).get(name, []))
        for number, (name, (cpu, memory)) in enumerate(SIZES.items())
    }
    return Cluster(sim, machines, IMAGES, joined=True)


def residents() -> list[dict[str, Any]]:
    """Pods that are there from the start."""
    return [
        pod("ledger", "2", "2Gi", nodeSelector=on("node-a")),
        pod("cache", "1", "6Gi", nodeSelector=on("node-b")),
    ]


def on(node: str) -> dict[str, str]:
    return {"kubernetes.io/hostname": node}


def pod(name: str, cpu: str, memory: str, **spec: Any) -> dict[str, Any]:
    requests = {"cpu": cpu, "memory": memory}
    container = {"name": name, "image": IMAGE, "resources": {"requests": requests}}
    metadata = {"name": name, "namespace": "default", "labels": {"app": name}}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": {"containers": [container], **spec}}


def judged(manifests: Manifests, key: str, node: str) -> tuple[str, dict[str, Any]]:
    """What is to be said of a Pod that waits if it is placed there: an event and its values."""
    found = next(one for one in explain(manifests, bind=False, preemption=False)["results"] if one["pod"] == key)
    one = found["nodes"].get(node, NO_NODE)
    if not one["feasible"]:
        return "PlacedAgainstFilter", {"pod": key, "node": node, "plugin": one["plugin"], "reason": one["reasons"][0]}
    totals = {name: one["total"] or 0 for name, one in found["nodes"].items() if one["feasible"]}
    best = max(totals, key=lambda name: totals[name])
    return "PlacedWorse", {"pod": key, "node": node, "best": best, "points": int(totals[best] - totals[node])}


class ByHand(Goal):
    """Each of the three Pods is bound to a node that no filter forbids and that is nearly the best."""

    def __init__(self, sim: Simulation, cluster: Cluster) -> None:
        super().__init__(sim, "by-hand")
        self.progress = [0, len(HANDS)]
        self.placed: dict[str, str] = {}
        self._apiserver = cluster.apiserver
        self.listen("ObjectChanged", "on_changed")

    def on_changed(self, data: Data) -> None:
        key = data["key"]
        if data["resource"] != "pods" or key not in HANDS or key in self.placed:
            return
        node = self._apiserver.versions(str(data["version"]))["spec"].get("nodeName")
        if node:
            self.placed[key] = node  # what becomes of it there is no second binding
            self._judge(*judged(self._as_before(key), key, node))

    def _judge(self, event: str, values: dict[str, Any]) -> None:
        if self.status != "not_yet":
            return
        if values.get("points", inf) > POINTS_LESS:
            bound = self.sim.log.fact(self.sim.cause)
            self.miss(self.emit_because(bound["cause"] if bound else self.sim.cause, event, **values))
        else:
            self.progress = [len(self.placed), len(HANDS)]
            if len(self.placed) == len(HANDS):
                self.reach()

    def _as_before(self, key: str) -> Manifests:
        """The nodes and Pods as they are, but this one without its node."""
        kept = self._apiserver
        nodes = [kept.versions(revision) for revision in kept.objects["nodes"].values()]
        pods = {name: kept.versions(revision) for name, revision in kept.objects["pods"].items()}
        without = {name: value for name, value in pods[key]["spec"].items() if name != "nodeName"}
        return Manifests(nodes=nodes, pods=[*({**pods, key: {**pods[key], "spec": without}}).values()])


class Placed(Goal):
    """The scheduler has found a node for this Pod."""

    def __init__(self, sim: Simulation, name: str, pod_key: str) -> None:
        super().__init__(sim, name)
        self.pod_key = pod_key
        self.listen("PodScheduled", "on_scheduled")

    def on_scheduled(self, data: Data) -> None:
        if data["pod"] == self.pod_key:
            self.reach()


class Stays(Goal):
    """The label for which Report was placed on its node goes, and half a minute later Report is still there."""

    def __init__(self, sim: Simulation, cluster: Cluster) -> None:
        super().__init__(sim, "stays")
        self.node = ""
        self.removals = 0
        self._apiserver = cluster.apiserver
        self.listen("PodScheduled", "on_scheduled")
        self.listen("ObjectChanged", "on_changed")
        self.listen("ObjectDeleted", "on_deleted")

    def on_scheduled(self, data: Data) -> None:
        if data["pod"] == REPORT:
            self.node = data["node"]

    def on_changed(self, data: Data) -> None:
        if data["resource"] != "nodes" or not self.node or data["key"] != self.node:
            return
        labels = self._apiserver.versions(str(data["version"]))["metadata"]["labels"]
        if SSD.items() <= labels.items():
            self.removals = 0
        elif not self.removals:
            self.removals = self.sim.cause
            self.call_later(STAYED_US, "look", self.removals)

    def on_deleted(self, data: Data) -> None:
        if data["resource"] == "pods" and data["key"] == REPORT:
            self.node, self.removals = "", 0

    def look(self, removal: int) -> None:
        if removal == self.removals:
            self.reach()


class BothPlaced(Goal):
    """Both Pods that waited are ready."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "moved-in")
        self.progress = [0, 2]
        self.ready: dict[str, bool] = {}
        self.listen("ContainerReady", "on_ready")

    def on_ready(self, data: Data) -> None:
        if data["pod"] in ("default/order", "default/mail"):
            self.ready[data["pod"]] = True
            self.progress = [len(self.ready), 2]
            if len(self.ready) == 2:
                self.reach()
