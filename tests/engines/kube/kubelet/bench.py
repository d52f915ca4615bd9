"""One node with its kubelet, an API server, and Pods put on the node by hand."""

from typing import Any

from labs.engines.kube.apiserver import ApiServer
from labs.engines.kube.etcd import Etcd
from labs.engines.kube.kubelet import Kubelet, Machine
from labs.engines.sim import Command, Query, Reply, Simulation

Manifest = dict[str, Any]
LATENCY_US = 1_000
IMAGES: dict[str, Manifest] = {
    "shop/web:1": {"pull_ms": 2_000},
    "shop/crash:1": {"pull_ms": 1_000, "exits_after_ms": 1_000, "exit_code": 3},
    "shop/job:1": {"pull_ms": 1_000, "exits_after_ms": 5_000},
    "shop/slow:1": {"pull_ms": 1_000, "start_ms": 25_000},
    "shop/hangs:1": {"pull_ms": 1_000, "hangs_after_ms": 60_000},
    "shop/deaf:1": {"pull_ms": 1_000, "heeds_term": False},
    "shop/large:1": {"pull_ms": 1_000, "start_ms": 3_000, "memory_mib": 300},
}


def build() -> Simulation:
    sim = Simulation(1)
    sim.network.set_latency(LATENCY_US, LATENCY_US)
    etcd = Etcd(sim)
    ApiServer(sim, etcd)
    Kubelet(sim, "node-a", etcd, Machine(number=0), IMAGES)
    return sim


class Bench:
    def __init__(self, sim: Simulation | None = None) -> None:
        self.sim = sim or build()
        self.replies: dict[int, Reply] = {}
        self.sim.on_answer = self.replies.__setitem__
        self.kubelet: Any = self.sim.components["node-a"]

    def do(self, command: str, **args: Any) -> Any:
        reply = self.sim.execute(Command(command, args, by="dana"))
        assert reply.error is None, reply.error
        return reply

    def manifest(
        self, image: str = "shop/web:1", name: str = "web", container: Manifest | None = None, **spec: Any
    ) -> Manifest:
        one = {"name": "app", "image": image, **(container or {})}
        return {"metadata": {"name": name}, "spec": {"nodeName": "node-a", "containers": [one], **spec}}

    def create(self, image: str = "shop/web:1", **more: Any) -> None:
        self.do("apiserver.create", resource="pods", body=self.manifest(image, **more))

    def run(self, seconds: float) -> None:
        self.sim.run_until(self.sim.now_us + int(seconds * 1_000_000))

    def get(self, resource: str, name: str, **args: Any) -> Any:
        return self.sim.query(Query("apiserver.get", {"resource": resource, "name": name, **args}))

    def pod(self, name: str = "web") -> Any:
        return self.get("pods", name)

    def container(self, name: str = "web", index: int = 0) -> Any:
        return self.pod(name)["status"]["containerStatuses"][index]

    def facts(self, *names: str) -> list[tuple[int, str, Manifest]]:
        """[ms, name, data] of the facts with these names."""
        kept = self.sim.log.since(0)
        return [(fact["at_us"] // 1000, fact["event"], fact["data"]) for fact in kept if fact["event"] in names]

    def moments(self, name: str) -> list[int]:
        return [at_ms for at_ms, _, _ in self.facts(name)]

    def told(self, about: str = "web") -> list[list[Any]]:
        """[reason, message, count] of each kind: Event about a Pod."""
        items = self.sim.query(Query("apiserver.list_objects", {"resource": "events"}))["items"]
        return [
            [one["reason"], one["message"], one["count"]] for one in items if one["involvedObject"]["name"] == about
        ]
