"""What charts show of a cluster: Pods that run, are ready or wait, and nodes that are heard."""

import json

from labs.engines.kube import Cluster, Machine
from labs.engines.sim import Command, Simulation, restore, save
from tests.engines.kube.why.recorded import IMAGES, NODES, deployment


def cluster() -> Simulation:
    sim = Simulation(1)
    Cluster(sim, {name: Machine(number) for number, name in enumerate(NODES)}, IMAGES).apply(4_000_000, deployment())
    return sim


def gauges(sim: Simulation) -> dict[str, int]:
    return {name: value for name, value in sim.components["apiserver"].gauges().items() if name != "revision"}


def test_pods_and_nodes_are_counted_by_what_is_stored_of_them() -> None:
    sim = cluster()
    sim.run_until(3_000_000)
    nothing = {"pods_running": 0, "pods_ready": 0, "pods_waiting": 0}
    assert gauges(sim) == {**nothing, "nodes_ready": 3, "nodes": 3}
    sim.run_until(10_000_000)
    assert gauges(sim) == {**nothing, "pods_running": 2, "pods_ready": 2, "nodes_ready": 3, "nodes": 3}
    sim.execute(Command("scheduler.stop", {}, "kim"))
    sim.execute(Command("kubectl.scale", {"name": "web", "replicas": 5}, "kim"))
    sim.run_until(15_000_000)
    assert gauges(sim)["pods_waiting"] == 3


def test_a_node_that_is_silent_for_too_long_is_not_ready_and_its_pods_are_not() -> None:
    sim = cluster()
    sim.run_until(10_000_000)
    held = {one["node"] for key, one in sim.entities().items() if key.startswith("pod/")}
    lost = next(name for name in NODES if name in held)
    sim.execute(Command(f"{lost}.crash", {}, "kim"))
    sim.run_until(90_000_000)
    assert (gauges(sim)["nodes_ready"], gauges(sim)["pods_running"], gauges(sim)["pods_ready"]) == (2, 2, 1)


def test_a_restored_run_counts_the_same() -> None:
    sim, again = cluster(), cluster()
    sim.run_until(10_000_000)
    restore(again, json.loads(json.dumps(save(sim))))
    assert gauges(again) == gauges(sim)
