"""An API server and a scheduler, and a hand that writes manifests and looks at what comes of them."""

from typing import Any

from labs.engines.kube.apiserver import ApiServer
from labs.engines.kube.etcd import Etcd
from labs.engines.kube.scheduler.live import Scheduler
from labs.engines.sim import Command, Query, Simulation
from tests.engines.kube.scheduler.cluster import Manifest
from tests.engines.replay import restarted

SECOND = 1_000_000
# From a write to the end of the scheduling cycle that it causes: 3 ms to be stored, 5 ms to be told, 2 ms to decide.
DECIDED_US = 10_000


def build() -> Simulation:
    sim = Simulation(1)
    etcd = Etcd(sim)
    server = ApiServer(sim, etcd)
    for value in (1, 5, 10, 100, 1_000):
        server.found("priorityclasses", {"metadata": {"name": f"of-{value}"}, "value": value})
    Scheduler(sim, etcd)
    return sim


class Living:
    def __init__(self, *objects: Manifest) -> None:
        self.sim = build()
        self.sim.run_until(SECOND)
        for one in objects:
            self.create(one)

    @property
    def scheduler(self) -> Any:
        return self.sim.components["scheduler"]

    @property
    def server(self) -> Any:
        return self.sim.components["apiserver"]

    def run(self, seconds: float) -> None:
        self.sim.run_until(self.sim.now_us + int(seconds * SECOND))

    def do(self, door: str, /, **args: Any) -> None:
        reply = self.sim.execute(Command(door, args, by="dana"))
        assert reply.error is None, reply.error

    def create(self, manifest: Manifest) -> None:
        resource = (
            f"{manifest['kind'].lower()}es" if manifest["kind"].endswith("ss") else f"{manifest['kind'].lower()}s"
        )
        namespace = manifest["metadata"].get("namespace") or "default"
        spec = manifest.get("spec") or {}
        if "priority" in spec:  # which comes from a class, and from nothing else
            manifest = {**manifest, "spec": {**spec, "priorityClassName": f"of-{spec['priority']}"}}
        self.do("apiserver.create", resource=resource, body=manifest, namespace=namespace)

    def patch(self, resource: str, name: str, patch: Manifest, **args: Any) -> None:
        self.do("apiserver.patch", resource=resource, name=name, patch=patch, **args)

    def delete(self, resource: str, name: str, **args: Any) -> None:
        self.do("apiserver.delete", resource=resource, name=name, **args)

    def pod(self, name: str) -> Manifest:
        found: Manifest = self.sim.query(Query("apiserver.get", {"resource": "pods", "name": name}))
        return found

    def node_of(self, name: str) -> str:
        return str(self.pod(name)["spec"].get("nodeName", ""))

    def decision(self, name: str) -> Manifest:
        found: Manifest = self.sim.query(Query("scheduler.decision", {"pod": f"default/{name}"}))
        return found

    def decided(self) -> list[tuple[str, int, str]]:
        """Pod, microsecond, node or outcome."""
        return [(one["pod"][8:], one["at_us"], one["node"] or one["outcome"]) for one in self.scheduler.decisions()]

    def events(self) -> list[tuple[str, str, str, int]]:
        """Object, reason, message, count."""
        found = self.sim.query(Query("apiserver.list_objects", {"resource": "events"}))["items"]
        return [(one["involvedObject"]["name"], one["reason"], one["message"], one["count"]) for one in found]

    def condition(self, name: str, kind: str = "PodScheduled") -> Manifest:
        conditions = self.pod(name).get("status", {}).get("conditions", [])
        return next((one for one in conditions if one["type"] == kind), {})

    def copy(self) -> "Living":
        """Another life, begun from this one's checkpoint."""
        twin = object.__new__(Living)
        twin.sim = restarted(self.sim, build)
        return twin
