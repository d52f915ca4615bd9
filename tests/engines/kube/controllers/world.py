"""A cluster of API server and controllers, with a stand-in for scheduler and kubelets that runs every Pod."""

from collections.abc import Callable
from typing import Any

from labs.engines.kube.apiserver import ApiServer
from labs.engines.kube.client import Client
from labs.engines.kube.controller import ControllerManager
from labs.engines.kube.controllers.daemonset.placing import target_of
from labs.engines.kube.etcd import Etcd
from labs.engines.sim import Command, Query, Reply, Simulation

Manifest = dict[str, Any]
LATENCY_US = 1_000
SECOND = 1_000_000
NODES = 3
START_US, STOP_US = 2 * SECOND, 3 * SECOND
NODE_NAMES = [f"node-{number}" for number in range(NODES)]
BEAT_US, LEASES = 10 * SECOND, "kube-node-lease"


class Runners(Client):
    """Binds Pods to node-0, node-1, ... in turn, or to the node that they are pinned to.

    They are ready after START_US and gone STOP_US after a deletion. A Pod whose image has "broken" in it never gets
    ready, one with "fails" or "ends" exits with 1 or 0.
    """

    watches = ("pods",)

    def __init__(self, sim: Simulation, etcd: Etcd) -> None:
        super().__init__(sim, "runners", etcd)
        self.bound = 0
        self.begun: dict[str, str] = {}  # uid -> the last thing begun with this Pod
        self.call_later(0, "register")

    def register(self) -> None:
        ready = {"type": "Ready", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z"}
        for name in NODE_NAMES:
            node = {"metadata": {"name": name}, "status": {"conditions": [ready]}}
            self.write("create", {"resource": "nodes", "body": node})
            lease = {"metadata": {"name": name}, "spec": {"renewTime": "0"}}
            self.write("create", {"resource": "leases", "namespace": LEASES, "body": lease})
        self.call_later(BEAT_US, "beat", 1)

    def beat(self, number: int) -> None:
        """All nodes say that they are there."""
        for name in NODE_NAMES:
            renewed = {"spec": {"renewTime": str(number)}}
            self.write("patch", {"resource": "leases", "namespace": LEASES, "name": name, "patch": renewed})
        self.call_later(BEAT_US, "beat", number + 1)

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        if not after:
            return
        pod = self.version(after)
        uid, namespace, name = pod["metadata"]["uid"], *key.split("/")
        begun = self.begun.get(uid, "")
        if "deletionTimestamp" in pod["metadata"]:
            if begun != "stop":
                self.begun[uid] = "stop"
                self.call_later(STOP_US, "remove", namespace, name)
        elif not pod["spec"].get("nodeName"):
            if not begun:
                self.begun[uid] = "bind"
                self.bound += 1
                node = target_of(pod) or f"node-{self.bound % NODES}"
                self.write("bind", {"name": name, "namespace": namespace, "node": node})
        elif begun != "start":
            self.begun[uid] = "start"
            self.call_later(START_US, "begin", key)

    def begin(self, key: str) -> None:
        pod = self.object("pods", key)
        if pod is not None and "deletionTimestamp" not in pod["metadata"]:
            image = pod["spec"]["containers"][0]["image"]
            phase = "Failed" if "fails" in image else "Succeeded" if "ends" in image else "Running"
            self.say(key, phase, phase == "Running" and "broken" not in image)

    def say(self, key: str, phase: str, ready: bool, restarts: int = 0) -> None:
        now = self.sim.calendar.iso(self.sim.now_us)[:19] + "Z"
        condition = {"type": "Ready", "status": "True" if ready else "False", "lastTransitionTime": now}
        status = {"phase": phase, "conditions": [condition], "containerStatuses": [{"restartCount": restarts}]}
        namespace, name = key.split("/")
        patch = {"resource": "pods", "namespace": namespace, "name": name, "patch": {"status": status}}
        self.write("patch", {**patch, "subresource": "status"})

    def remove(self, namespace: str, name: str) -> None:
        self.write("delete", {"resource": "pods", "namespace": namespace, "name": name, "grace_s": 0})


def build() -> Simulation:
    sim = Simulation(1)
    sim.network.set_latency(LATENCY_US, LATENCY_US)
    etcd = Etcd(sim)
    ApiServer(sim, etcd)
    ControllerManager(sim, etcd)
    Runners(sim, etcd)
    return sim


class World:
    def __init__(self, make: Callable[[], Simulation] = build) -> None:
        self.use(make())
        self.run(0.1)

    def use(self, sim: Simulation) -> None:
        self.sim = sim
        self.replies: dict[int, Reply] = {}
        sim.on_answer = self.replies.__setitem__
        self.runners: Any = sim.components["runners"]
        self.manager: Any = sim.components["controller-manager"]
        self.server: Any = sim.components["apiserver"]

    def run(self, seconds: float) -> None:
        self.sim.run_until(self.sim.now_us + round(seconds * SECOND))

    def put_node(self, name: str, labels: dict[str, str] | None = None, **spec: Any) -> None:
        self.create("nodes", {"metadata": {"name": name, "labels": labels or {}}, "spec": spec})

    def ask(self, method: str, **args: Any) -> Reply:
        """A command, and its answer as soon as there is one."""
        reply = self.sim.execute(Command(method if "." in method else f"apiserver.{method}", args, by="dana"))
        while reply.ticket is not None:
            self.run(0.001)
            reply = self.replies.get(reply.ticket, reply)
        return reply

    def tell(self, method: str, **args: Any) -> Manifest:
        """A command that is not refused."""
        reply = self.ask(method, **args)
        assert reply.error is None, reply.error
        return reply.result or {}

    def create(self, resource: str, body: Manifest, namespace: str = "default") -> Manifest:
        return self.tell("create", resource=resource, body=body, namespace=namespace)

    def patch(self, resource: str, name: str, patch: Manifest, **more: Any) -> Manifest:
        return self.tell("patch", resource=resource, name=name, patch=patch, **more)

    def scale(self, resource: str, name: str, replicas: int) -> None:
        self.patch(resource, name, {"spec": {"replicas": replicas}})

    def delete(self, resource: str, name: str, **more: Any) -> None:
        self.tell("delete", resource=resource, name=name, **more)

    def kill(self, pod: str) -> None:
        """A Pod is gone at once."""
        self.delete("pods", pod, grace_s=0)

    def get(self, resource: str, name: str) -> Manifest:
        found: Manifest = self.sim.query(Query("apiserver.get", {"resource": resource, "name": name}))
        return found

    def all(self, resource: str) -> list[Manifest]:
        items: list[Manifest] = self.sim.query(Query("apiserver.list_objects", {"resource": resource}))["items"]
        return items

    def names(self, resource: str) -> list[str]:
        return sorted(one["metadata"]["name"] for one in self.all(resource))

    def pods(self) -> list[Manifest]:
        """Those that are not on their way out."""
        return [pod for pod in self.all("pods") if "deletionTimestamp" not in pod["metadata"]]

    def status(self, resource: str, name: str) -> Manifest:
        found: Manifest = self.get(resource, name).get("status", {})
        return found

    def told(self, reason: str) -> list[str]:
        """Messages of the kind: Event with this reason, the first said first; a list is in the order of names."""
        events = sorted(self.all("events"), key=lambda one: int(one["metadata"]["resourceVersion"]))
        return [one["message"] for one in events if one["reason"] == reason]


def template(image: str = "web:1", **spec: Any) -> Manifest:
    containers = [{"name": "web", "image": image}]
    return {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": containers, **spec}}


def workload(name: str = "web", replicas: int = 3, image: str = "web:1", **spec: Any) -> Manifest:
    """A ReplicaSet, Deployment or StatefulSet."""
    selector = {"matchLabels": {"app": "web"}}
    return {
        "metadata": {"name": name},
        "spec": {"replicas": replicas, "selector": selector, "template": template(image), **spec},
    }


def pod(name: str, labels: dict[str, str] | None = None) -> Manifest:
    return {"metadata": {"name": name, "labels": labels or {"app": "web"}}, "spec": template()["spec"]}
