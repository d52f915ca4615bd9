"""Whatever is done to a node: when all is well again and quiet, what is known of it is what is there."""

import random
from typing import Any

import pytest

from labs.engines.sim import Command
from tests.engines.kube.kubelet.bench import Bench

HTTP = {"httpGet": {"path": "/", "port": 80}, "failureThreshold": 2, "periodSeconds": 3}
SIDECAR = {"name": "side", "image": "shop/web:1", "restartPolicy": "Always"}
KINDS: tuple[dict[str, Any], ...] = (
    {"image": "shop/web:1"},
    {"image": "shop/crash:1"},
    {"image": "does-not-exist/web"},
    {"image": "shop/job:1", "restartPolicy": "Never"},
    {"image": "shop/hangs:1", "container": {"livenessProbe": HTTP, "readinessProbe": HTTP}},
    {"image": "shop/slow:1", "container": {"startupProbe": {**HTTP, "failureThreshold": 15}}},
    {"image": "shop/deaf:1", "initContainers": [SIDECAR, {"name": "one", "image": "shop/job:1"}]},
    {"image": "shop/web:1", "activeDeadlineSeconds": 40},
)
STEPS = 120


def step(bench: Bench, draw: random.Random, number: int) -> Command:
    pod = f"web-{draw.randrange(number + 1)}"
    body = bench.manifest(name=f"web-{number}", **draw.choice(KINDS))
    kinds: list[tuple[str, dict[str, Any]]] = [
        *[("apiserver.create", {"resource": "pods", "body": body})] * 4,
        ("apiserver.delete", {"resource": "pods", "name": pod}),
        ("apiserver.delete", {"resource": "pods", "name": pod, "grace_s": draw.choice((0, 2, 40))}),
        ("node-a.kill_container", {"pod": pod}),
        ("node-a.crash_container", {"pod": pod, "code": 0}),
        ("node-a.set_health", {"pod": pod, "healthy": draw.random() < 0.5}),
        ("node-a.stop_kubelet", {}),
        ("node-a.start_kubelet", {}),
        ("node-a.start_kubelet", {}),
        ("node-a.crash", {}),
        ("node-a.start", {}),
        ("node-a.start", {}),
        ("network.cut", {"a": "node-a", "b": "apiserver"}),
        ("network.heal", {"a": "node-a", "b": "apiserver"}),
        ("network.heal", {"a": "node-a", "b": "apiserver"}),
    ]
    return Command(*draw.choice(kinds))


def addresses_in_use(bench: Bench) -> list[str]:
    return [run["ip"] for run in bench.kubelet.runs.values() if run["ip"] and not run["over"]]


@pytest.mark.parametrize("seed", range(4))
def test_all_that_was_done_to_it_is_told_in_the_end(seed: int) -> None:
    draw, bench = random.Random(seed), Bench()
    for number in range(STEPS):
        bench.run(draw.choice((0.001, 0.3, 1, 5, 15)))
        bench.sim.execute(step(bench, draw, number))  # many are refused: the thing is not there, or is so already
        assert len(addresses_in_use(bench)) == len({*addresses_in_use(bench)})
    for name in ("network.heal", "node-a.start", "node-a.start_kubelet"):
        args = {"a": "node-a", "b": "apiserver"} if name == "network.heal" else {}
        bench.sim.execute(Command(name, args))
    bench.run(120)  # a boot, re-lists and retries; then stop what would go on changing
    pods = {key: bench.sim.components["apiserver"].versions(one) for key, one in held(bench).items()}  # type: ignore[attr-defined]
    assert not [key for key, pod in pods.items() if "deletionTimestamp" in pod["metadata"]]
    uids = {pod["metadata"]["uid"] for pod in pods.values()}
    assert uids == {*bench.kubelet.runs}
    for run in bench.kubelet.runs.values():
        told = pods[run["pod"]]["status"]
        for one in told["containerStatuses"] + told.get("initContainerStatuses", []):
            record = run["containers"][one["name"]]
            assert one["restartCount"] == max(record["number"] - 1, 0)
            assert ("running" in one["state"]) == (record["state"] == "running")
            assert one["ready"] == record["ready"] or "initContainerStatuses" in told


def held(bench: Bench) -> dict[str, str]:
    server: Any = bench.sim.components["apiserver"]
    found: dict[str, str] = server.objects["pods"]
    return found
