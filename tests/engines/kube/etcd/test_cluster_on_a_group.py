"""A whole cluster on three members: without most of them nothing changes, and Pods run on."""

from typing import Any

from labs.engines.kube.cluster import Cluster
from labs.engines.kube.kubelet import Machine
from labs.engines.sim import Command, Query, Simulation

SECOND = 1_000_000
LABELS = {"app": "web"}
WEB = {
    "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
    "spec": {
        "replicas": 2, "selector": {"matchLabels": LABELS},
        "template": {"metadata": {"labels": LABELS}, "spec": {"containers": [{"name": "web", "image": "nginx:1.29"}]}},
    },
}  # fmt: skip


def statuses(sim: Simulation) -> list[str]:
    return [one["status"] for one in sim.entities().values() if one["kind"] == "pod"]


def test_without_a_quorum_nothing_changes_and_with_it_the_cluster_goes_on() -> None:
    sim = Simulation(1)
    Cluster(sim, {f"node-{number}": Machine(number) for number in range(2)}, etcd_members=3).apply(8 * SECOND, WEB)
    sim.run_until(40 * SECOND)
    assert statuses(sim) == ["Running", "Running"]
    server: Any = sim.components["apiserver"]
    for member in ("etcd-0", "etcd-2"):
        sim.execute(Command(f"{member}.stop"))
    revision = server.revision
    scale = {"resource": "deployments", "name": "web", "patch": {"spec": {"replicas": 3}}}
    sim.execute(Command("apiserver.patch", scale))
    sim.run_until(130 * SECOND)
    assert (server.revision, statuses(sim)) == (revision, ["Running", "Running"])
    for member in ("etcd-0", "etcd-2"):
        sim.execute(Command(f"{member}.restart"))
    sim.run_until(140 * SECOND)
    sim.execute(Command("apiserver.patch", scale))
    sim.run_until(180 * SECOND)
    assert statuses(sim) == ["Running", "Running", "Running"]
    nodes = sim.query(Query("apiserver.list_objects", {"resource": "nodes"}))["items"]
    assert [one["status"]["conditions"][-1]["status"] for one in nodes] == ["True", "True"]
