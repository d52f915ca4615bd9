"""A whole cluster: a wish becomes running containers though nobody gives an order; faults and what brings it back."""

import json
from typing import Any

import pytest

from labs.engines.kube import Cluster, Machine
from labs.engines.sim import Command, Query, Simulation, restore, save

MS, SECOND = 1_000, 1_000_000
MINUTE = 60 * SECOND


def deployment(replicas: int, image: str = "workshop/web:1") -> dict[str, Any]:
    labels = {"app": "web"}
    container = {"name": "web", "image": image, "resources": {"requests": {"cpu": "500m", "memory": "256Mi"}}}
    template = {"metadata": {"labels": labels}, "spec": {"containers": [container]}}
    return {
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
        "spec": {"replicas": replicas, "selector": {"matchLabels": labels}, "template": template},
    }  # fmt: skip


class World:
    def __init__(self, seed: int = 1, nodes: int = 3, *, joined: bool = False) -> None:
        self.sim = Simulation(seed)
        self.sim.network.set_latency(2 * MS, 4 * MS)
        machines = {f"node-{number}": Machine(number, zone=f"zone-{number % 3}") for number in range(nodes)}
        self.cluster = Cluster(self.sim, machines, joined=joined)
        self.replies: dict[int, Any] = {}
        self.sim.on_answer = self.replies.__setitem__

    def until(self, at_us: int) -> None:
        self.sim.run_until(at_us)

    def do(self, command: str, **args: Any) -> Any:
        """What it is answered in the end, within a second."""
        reply = self.sim.execute(Command(command, args, by="dana"))
        if reply.ticket is not None:
            self.until(self.sim.now_us + SECOND)
            reply = self.replies[reply.ticket]
        assert reply.error is None, reply.error
        return reply.result

    def refused(self, command: str, **args: Any) -> str:
        reply = self.sim.execute(Command(command, args, by="dana"))
        if reply.ticket is not None:
            self.until(self.sim.now_us + 20 * SECOND)
            reply = self.replies[reply.ticket]
        assert reply.error is not None
        return str(reply.error["message"])

    def get(self, resource: str, name: str) -> dict[str, Any]:
        args = {"resource": resource, "name": name}
        found: dict[str, Any] = self.sim.query(Query("apiserver.get", args))
        return found

    def pods(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.sim.query(Query("apiserver.list_objects", {"resource": "pods"}))["items"]
        return found

    def running(self) -> list[str]:
        """The nodes of Pods that are ready and stay."""
        shown = [one for one in self.sim.entities().values() if one["kind"] == "pod"]
        return sorted(one["node"] for one in shown if one["status"] == "Running" and one["ready"] == [1, 1])

    def writers(self, key: str) -> list[str]:
        facts = (self.sim.log.fact(number) for number in range(1, self.sim.log.count + 1))
        of_key = [fact["data"] for fact in facts if fact is not None and fact["data"].get("key", "").startswith(key)]
        return list(dict.fromkeys(data["by"] for data in of_key if "resource" in data))


def up(replicas: int = 3, seed: int = 1) -> World:
    world = World(seed)
    world.until(5 * SECOND)
    world.do("kubectl.apply", manifest=deployment(replicas))
    world.until(30 * SECOND)
    return world


def test_a_deployment_becomes_pods_on_all_nodes_by_the_hands_of_five() -> None:
    world = up()
    assert world.running() == ["node-0", "node-1", "node-2"]
    assert world.get("deployments", "web")["status"]["availableReplicas"] == 3
    assert world.writers("default/web")[:4] == [
        "kubectl", "deployment-controller", "replicaset-controller", "scheduler",
    ]  # fmt: skip


def test_a_deleted_pod_is_replaced_and_a_killed_container_is_restarted_in_place() -> None:
    world = up()
    first, second, *_ = world.pods()
    world.do("kubectl.delete", resource="pods", name=first["metadata"]["name"])
    node, name = second["spec"]["nodeName"], second["metadata"]["name"]
    world.do(f"{node}.kill_container", pod=f"default/{name}", container="web")
    world.until(MINUTE + 10 * SECOND)
    assert len(world.running()) == 3
    again = world.get("pods", name)
    assert again["metadata"]["uid"] == second["metadata"]["uid"]
    assert again["status"]["containerStatuses"][0]["restartCount"] == 1
    assert first["metadata"]["uid"] not in [pod["metadata"]["uid"] for pod in world.pods()]


def test_without_a_scheduler_pods_wait_and_without_controllers_none_are_made() -> None:
    world = up(1)
    world.do("scheduler.stop")
    world.do("kubectl.scale", name="web", replicas=2)
    world.until(40 * SECOND)
    assert [pod["spec"].get("nodeName", "") != "" for pod in world.pods()].count(False) == 1
    world.do("controller-manager.stop")
    world.do("kubectl.scale", name="web", replicas=5)
    world.until(50 * SECOND)
    assert len(world.pods()) == 2
    world.do("scheduler.start")
    world.do("controller-manager.start")
    world.until(80 * SECOND)
    assert len(world.running()) == 5


def test_a_dead_node_is_noticed_after_a_minute_and_its_pods_come_back_elsewhere_after_six() -> None:
    world = up()
    world.do("node-1.crash")
    world.until(2 * MINUTE)
    ready = {one["name"]: one["ready"] for one in world.sim.entities().values() if one["kind"] == "node"}
    assert ready == {"node-0": "True", "node-1": "Unknown", "node-2": "True"}
    assert len(world.pods()) == 3
    world.until(8 * MINUTE)
    on = [pod["spec"]["nodeName"] for pod in world.pods() if "deletionTimestamp" not in pod["metadata"]]
    assert (len(on), "node-1" in on) == (3, False)


@pytest.mark.parametrize("at_s", [6, 9, 31, 95])
def test_a_restored_cluster_goes_on_as_the_first_does(at_s: int) -> None:
    world, twin = World(), World()
    world.until(5 * SECOND)
    world.sim.execute(Command("kubectl.apply", {"manifest": deployment(4)}))
    world.until(30 * SECOND)
    world.do("node-1.crash")
    world.until(max(at_s * SECOND, world.sim.now_us))
    restore(twin.sim, json.loads(json.dumps(save(world.sim))))
    for one in (world, twin):
        one.sim.execute(Command("kubectl.scale", {"name": "web", "replicas": 6}))
        one.until(7 * MINUTE)
    assert world.sim.digest == twin.sim.digest
    assert save(world.sim) == save(twin.sim)


def test_the_same_seed_gives_the_same_run() -> None:
    assert up(seed=3).sim.digest == up(seed=3).sim.digest
    assert up(seed=3).sim.digest != up(seed=4).sim.digest


def test_machines_that_have_joined_before_are_ready_at_once_and_stay_so() -> None:
    world = World(joined=True)
    nodes = world.sim.query(Query("apiserver.list_objects", {"resource": "nodes"}))["items"]
    assert [node["metadata"]["name"] for node in nodes] == ["node-0", "node-1", "node-2"]
    assert [conditions(node)["Ready"] for node in nodes] == ["True"] * 3
    world.until(5 * MINUTE)
    facts = [world.sim.log.fact(number) for number in range(1, world.sim.log.count + 1)]
    made = [one for one in facts if one and (one["event"], one["data"].get("resource")) == ("ObjectCreated", "nodes")]
    after = [world.get("nodes", node["metadata"]["name"]) for node in nodes]
    assert (made, [conditions(node)["Ready"] for node in after]) == ([], ["True"] * 3)
    assert [node["spec"].get("taints", []) for node in after] == [[], [], []]
    assert {node["metadata"]["uid"] for node in after} == {node["metadata"]["uid"] for node in nodes}


def test_what_is_applied_to_machines_that_have_joined_runs_as_elsewhere() -> None:
    world = World(joined=True)
    world.do("kubectl.apply", manifest=deployment(3))
    world.until(20 * SECOND)
    assert [pod["status"]["phase"] for pod in world.pods()] == ["Running"] * 3


def conditions(node: dict[str, Any]) -> dict[str, str]:
    return {one["type"]: one["status"] for one in node["status"]["conditions"]}
