"""300 nodes and 9,000 Pods, one of the nodes dies: how far ahead of real time the cluster stays, and what it holds."""

import os
from typing import Any

from labs.engines.kube import Cluster, Machine
from labs.engines.sim import Command, Simulation
from tests.bench.kernel import checkpoint_figures
from tests.bench.report import Figure, cpu_of, resident_bytes
from workshop.site_server import calm_garbage_collection

NODES, DEPLOYMENTS, PODS_EACH = 300, 60, 150
ZONES = 3
SECOND = 1_000_000
APPLIED_US, SETTLED_US = 5 * SECOND, 120 * SECOND
MINUTES = 11  # detection, eviction after five, replacement, and both compactions of the store
RATE = 60  # times real time that each minute is to keep up with


def dying_node() -> list[Figure]:
    """Every minute after the death by itself, for the eviction is in one of them, and then a checkpoint of it all."""
    figures: list[Figure] = []
    checkpoint = checkpoint_figures("of it after that", _build, lambda sim: figures.extend(_lived(sim)))
    return figures + checkpoint


def _build(sim: Simulation) -> None:
    sim.network.set_latency(1_000, 3_000)
    machines = {
        f"node-{number}": Machine(number=number, zone=f"zone-{number % ZONES}", cpu="16", memory="64Gi")
        for number in range(NODES)
    }
    cluster = Cluster(sim, machines)
    cluster.apply(APPLIED_US, *(_deployment(f"app-{number}") for number in range(DEPLOYMENTS)))


def _deployment(name: str) -> dict[str, Any]:
    labels = {"app": name}
    requests = {"cpu": "100m", "memory": "128Mi"}
    container = {"name": "main", "image": "nginx:1.29", "resources": {"requests": requests}}
    template = {"metadata": {"labels": labels}, "spec": {"containers": [container]}}
    return {
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name, "namespace": "default"},
        "spec": {"replicas": PODS_EACH, "selector": {"matchLabels": labels}, "template": template},
    }  # fmt: skip


def _lived(sim: Simulation) -> list[Figure]:
    pods = DEPLOYMENTS * PODS_EACH
    sim.run_until(APPLIED_US - 1)
    empty = resident_bytes(os.getpid())
    created_s = cpu_of(sim.run_until, SETTLED_US)
    assert _running(sim) == pods
    held = (resident_bytes(os.getpid()) - empty) / pods * 1_000 / 1e6
    calm_garbage_collection()  # as the site does
    sim.execute(Command("node-7.crash", {}, "bench"))
    rates = sorted(60 / cpu_of(sim.run_until, SETTLED_US + minute * 60 * SECOND) for minute in range(1, MINUTES + 1))
    assert _running(sim) == pods, "what died is replaced"
    told = f"{rates[len(rates) // 2]:.0f}x, worst minute {rates[0]:.0f}x"
    return [
        Figure(f"{NODES} nodes, {pods:,} Pods, one node dies: times real time", told, f">= {RATE}x", rates[0] >= RATE),
        Figure("all of them made at once", f"{created_s:.0f} s of CPU for {SETTLED_US // SECOND} s"),
        Figure("memory per 1,000 Pods, with what etcd remembers of them", f"{held:.0f} MB"),
    ]


def _running(sim: Simulation) -> int:
    """Pods that the API server knows to run, and of which nobody wants the end."""
    server: Any = sim.components["apiserver"]
    pods = (server.versions(revision) for revision in server.objects["pods"].values())
    return sum(pod["status"]["phase"] == "Running" and "deletionTimestamp" not in pod["metadata"] for pod in pods)
