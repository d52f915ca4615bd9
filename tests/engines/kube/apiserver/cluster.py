"""An API server with its store, nobody else, and a hand that writes to it."""

from typing import Any

from labs.engines.kube.apiserver import ApiServer
from labs.engines.kube.etcd import Etcd
from labs.engines.sim import Command, Query, Reply, Simulation

Manifest = dict[str, Any]
WRITE_US = 3_000  # 0.5 ms to the store, 2 ms there, 0.5 ms back


def build() -> Simulation:
    sim = Simulation(1)
    ApiServer(sim, Etcd(sim))
    return sim


class Cluster:
    def __init__(self, sim: Simulation | None = None) -> None:
        self.sim = sim or build()
        self.replies: dict[int, Reply] = {}
        self.sim.on_answer = self.replies.__setitem__
        self.server: Any = self.sim.components["apiserver"]

    def ask(self, method: str, **args: Any) -> Reply:
        """What the server answers in the end."""
        reply = self.sim.execute(Command(f"apiserver.{method}", args, by="dana"))
        if reply.ticket is not None:
            self.sim.run_until(self.sim.now_us + 10 * WRITE_US)
            reply = self.replies[reply.ticket]
        return reply

    def do(self, method: str, **args: Any) -> Manifest:
        reply = self.ask(method, **args)
        assert reply.error is None, reply.error
        result: Manifest = reply.result
        return result

    def refused(self, method: str, **args: Any) -> dict[str, Any]:
        error = self.ask(method, **args).error
        assert error is not None
        return error

    def look(self, method: str, **args: Any) -> Any:
        return self.sim.query(Query(f"apiserver.{method}", args, by="dana"))

    def get(self, resource: str, name: str, **args: Any) -> Manifest:
        found: Manifest = self.look("get", resource=resource, name=name, **args)
        return found

    def create(self, resource: str, name: str, body: Manifest, namespace: str = "default") -> Manifest:
        made = {**body, "metadata": {"name": name, **(body.get("metadata") or {})}}
        return self.do("create", resource=resource, namespace=namespace, body=made)


def pod_spec(**spec: Any) -> Manifest:
    return {"containers": [{"name": "web", "image": "nginx:1.29"}], **spec}


def pod(**spec: Any) -> Manifest:
    return {"spec": pod_spec(**spec)}


def deployment(replicas: int = 3, app: str = "web", **spec: Any) -> Manifest:
    labels = {"app": app}
    template = {"metadata": {"labels": labels}, "spec": pod_spec()}
    return {"spec": {"replicas": replicas, "selector": {"matchLabels": labels}, "template": template, **spec}}


def node(cpu: str = "4", memory: str = "8Gi") -> Manifest:
    amounts = {"cpu": cpu, "memory": memory, "pods": "110"}
    ready = {"type": "Ready", "status": "True"}
    return {"status": {"capacity": amounts, "allocatable": amounts, "conditions": [ready]}}
