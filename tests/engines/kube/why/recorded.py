"""Recorded situations: a small cluster with one Deployment, commands at their times, and what a question is told."""

from typing import Any

from labs.engines.kube import Cluster, Machine, explain_run
from labs.engines.sim import DEFAULT_START, Command, Simulation
from labs.rooms.past import Past
from labs.rooms.run import Logged, Run

LATENCY_US = 10_000
NODES = ("node-a", "node-b", "node-c")
IMAGES: dict[str, dict[str, Any]] = {
    "workshop/web:1": {"ready_after_ms": 500, "pull_ms": 1_000},
    "workshop/weak:1": {"exits_after_ms": 500, "exit_code": 3, "pull_ms": 1_000},
}
Asked = tuple[float, str, dict[str, Any]]
STOP_SCHEDULER: Asked = (10, "scheduler.stop", {})
CUT: Asked = (10, "network.cut", {"a": "apiserver", "b": "scheduler"})
THREE: Asked = (12, "kubectl.scale", {"name": "web", "replicas": 3})


def build(sim: Simulation) -> None:
    """Three nodes, and the Deployment "web" of two Pods, applied after four seconds."""
    sim.network.set_latency(LATENCY_US, LATENCY_US)
    cluster = Cluster(sim, {name: Machine(number) for number, name in enumerate(NODES)}, IMAGES)
    cluster.apply(4_000_000, deployment())


def deployment(image: str = "workshop/web:1", replicas: int = 2, cpu: str = "500m") -> dict[str, Any]:
    labels = {"app": "web"}
    container = {"name": "web", "image": image, "resources": {"requests": {"cpu": cpu, "memory": "64Mi"}}}
    return {
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
        "spec": {
            "replicas": replicas, "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": {"containers": [container]}},
        },
    }  # fmt: skip


def recorded(*asked: Asked, until_s: float = 30) -> Past:
    run = Run(build, 1, DEFAULT_START)
    for number, (at_s, name, args) in enumerate(asked, 1):
        run.log.append(Logged(number, round(at_s * 1e6), Command(name, args, "kim"), f"key-{number}"))
    return Past(run, round(until_s * 1e6))


def pods(past: Past, at_s: float | None = None) -> dict[str, dict[str, Any]]:
    """Key -> entity of each Pod, in the order in which they were made."""
    entities = past.simulation(None if at_s is None else round(at_s * 1e6)).entities()
    return {key.removeprefix("pod/"): one for key, one in entities.items() if key.startswith("pod/")}


def first_pod(past: Past) -> tuple[str, str]:
    """Its key, and its node."""
    key, pod = next(iter(pods(past, 9).items()))
    return key, pod["node"]


def told(past: Past, about: str, at_s: float | None = None) -> list[str]:
    """The lines as codes; of a fact its name, of a command the command's."""
    at_us = past.at_us if at_s is None else round(at_s * 1e6)
    return [_code(line) for line in explain_run(past, about, at_us)]


def _code(line: dict[str, Any]) -> str:
    if line["line"] == "command":
        return str(line["values"]["name"])
    fact = line["values"].get("fact")
    return str(line["line"] if fact is None else " ".join([fact, line["values"].get("resource", "")]).strip())


def values(past: Past, about: str, at_s: float, line: str) -> dict[str, Any]:
    """Of the first line with this code."""
    lines = explain_run(past, about, round(at_s * 1e6))
    return next(one["values"] for one in lines if one["line"] == line)
