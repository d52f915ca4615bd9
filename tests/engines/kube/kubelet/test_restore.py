"""A run that is stored and restored at any moment goes on as if nothing had been."""

import random
from typing import Any

import pytest

from labs.engines.sim import Command, Simulation
from tests.engines.kube.kubelet.bench import Bench, build
from tests.engines.replay import replay

HTTP = {"httpGet": {"path": "/", "port": 80}, "failureThreshold": 2}
PODS = (
    {"image": "shop/crash:1"},
    {"image": "does-not-exist/web"},
    {"image": "shop/hangs:1", "container": {"livenessProbe": HTTP, "readinessProbe": HTTP}},
    {"image": "shop/slow:1", "container": {"startupProbe": {**HTTP, "failureThreshold": 9}, "readinessProbe": HTTP}},
    {"image": "shop/web:1", "container": {"envFrom": [{"configMapRef": {"name": "shop", "optional": True}}]}},
    {"image": "shop/deaf:1", "initContainers": [{"name": "side", "image": "shop/web:1", "restartPolicy": "Always"}]},
)
FAULTS: tuple[tuple[int, str, dict[str, Any]], ...] = (
    (40, "node-a.set_health", {"pod": "web-2", "healthy": False}),
    (70, "apiserver.delete", {"resource": "pods", "name": "web-5"}),
    (90, "network.cut", {"a": "node-a", "b": "apiserver"}),
    (130, "network.heal", {"a": "node-a", "b": "apiserver"}),
    (150, "node-a.stop_kubelet", {}),
    (165, "node-a.start_kubelet", {}),
    (200, "node-a.crash", {}),
    (220, "node-a.start", {}),
)


def commands() -> list[tuple[int, Command]]:
    bench = Bench()
    made = []
    for number, spec in enumerate(PODS):
        args = bench.manifest(name=f"web-{number}", **spec)  # type: ignore[arg-type]
        made.append((number * 300_000, Command("apiserver.create", {"resource": "pods", "body": args})))
    return made + [(at * 1_000_000, Command(name, args)) for at, name, args in FAULTS]


def run(restart_us: int | None = None) -> Simulation:
    return replay(build, commands(), 330_000_000, restart_us)


@pytest.fixture(scope="module")
def straight() -> Simulation:
    return run()


@pytest.mark.parametrize("part", range(4))
def test_it_goes_on_the_same(part: int, straight: Simulation) -> None:
    draw = random.Random(part)
    for _ in range(5):
        restart_us = draw.randrange(330_000_000)
        again = run(restart_us)
        assert again.digest == straight.digest, restart_us
        assert again.components["node-a"].runs == straight.components["node-a"].runs  # type: ignore[attr-defined]


def test_everything_happened_that_was_meant_to(straight: Simulation) -> None:
    names = {fact["event"] for fact in straight.log.since(0)}
    assert {"BackedOff", "ImagePullFailed", "ProbeFailed", "ContainerUnready", "PodKilled", "NodeStarted"} <= names
