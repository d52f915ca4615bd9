"""The kernel beside SimPy on the same model, and what a checkpoint and a seek cost."""

import random
from collections.abc import Callable, Generator
from time import perf_counter
from typing import Any

import simpy

from labs.engines.sim import Component, Simulation
from labs.rooms.checkpoints import take
from labs.rooms.run import Run
from tests.bench import shop
from tests.bench.report import Figure, cpu_of, ratio
from tests.engines.sim.mmc import Mmc

ARRIVAL_US, SERVICE_US, SERVERS = 312, 1_000, 4
CUSTOMERS = 40_000
ROUNDS = 7
START = "2026-01-01T00:00:00+00:00"


def against_simpy() -> list[Figure]:
    """Events per second of M/M/4, the three interleaved in every round."""
    quiet, logged, theirs = [], [], []
    for round_number in range(ROUNDS):
        quiet.append(1 / cpu_of(_ours, round_number, True))
        theirs.append(1 / cpu_of(_simpy, round_number))
        logged.append(1 / cpu_of(_ours, round_number, False))
    return [
        ratio("kernel events/s, M/M/4, against SimPy", quiet, theirs, least=3),
        ratio("kernel events/s with event log and digest, against SimPy", logged, theirs, least=1.3),
        Figure("kernel events/s, absolute (arrivals and departures, quiet)", f"{max(quiet) * 2 * CUSTOMERS:,.0f}/s"),
    ]


def _ours(seed: int, quiet: bool) -> None:
    sim = Simulation(seed)
    queue = Mmc(sim, ARRIVAL_US, SERVICE_US, SERVERS, quiet)
    while queue.served < CUSTOMERS:
        sim.run_until(sim.now_us + ARRIVAL_US * 1_000)


def _simpy(seed: int) -> None:
    env = simpy.Environment()
    servers = simpy.Resource(env, SERVERS)
    arrivals, services = random.Random(seed), random.Random(seed + 1)
    served = [0]

    def customer() -> Generator[Any, Any, None]:
        with servers.request() as turn:
            yield turn
            yield env.timeout(services.expovariate(1 / SERVICE_US))
        served[0] += 1

    def source() -> Generator[Any, Any, None]:
        while True:
            yield env.timeout(arrivals.expovariate(1 / ARRIVAL_US))
            env.process(customer())

    env.process(source())
    while served[0] < CUSTOMERS:
        env.run(env.now + ARRIVAL_US * 1_000)


class Manifests(Component):
    """Holds Pod-sized manifests, as an API server will."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "manifests")
        self.stored: dict[str, dict[str, Any]] = {}


def _pod(number: int) -> dict[str, Any]:
    """About 2.3 kB of JSON: a Deployment's Pod as an API server stores it."""
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "name": f"web-{number}",
            "namespace": "default",
            "uid": f"{number:032x}",
            "resourceVersion": str(number),
            "labels": {"app": "web", "pod-template-hash": "5d4f8c7b9c"},
            "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web-5d4f8c7b9c"}],
        },
        "spec": {"containers": [_container(number)], "nodeName": f"node-{number % 300}", "restartPolicy": "Always"},
        "status": {"phase": "Running", "podIP": f"10.0.{number // 250}.{number % 250}", "conditions": _conditions()},
    }


def _container(number: int) -> dict[str, Any]:
    return {
        "name": "web",
        "image": "registry.example/web:1.27",
        "env": [{"name": f"SETTING_{i}", "value": f"value-{number}-{i}"} for i in range(16)],
        "ports": [{"containerPort": 8080, "protocol": "TCP"}],
        "resources": {"limits": {"cpu": "500m", "memory": "256Mi"}, "requests": {"cpu": "100m", "memory": "128Mi"}},
        "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080}, "periodSeconds": 10, "timeoutSeconds": 1},
        "volumeMounts": [{"name": "token", "mountPath": "/var/run/secrets/kubernetes.io", "readOnly": True}],
    }


def _conditions() -> list[dict[str, Any]]:
    kinds = ("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled")
    return [
        {"type": kind, "status": "True", "lastProbeTime": None, "lastTransitionTime": "2026-01-01T00:00:00Z"}
        for kind in kinds
    ]


def checkpoint_of_manifests() -> list[Figure]:
    def build(sim: Simulation) -> None:
        Manifests(sim)

    def grow(sim: Simulation) -> None:
        part = sim.components["manifests"]
        assert isinstance(part, Manifests)
        part.stored.update((f"default/web-{number}", _pod(number)) for number in range(9_000))

    return checkpoint_figures("9,000 Pod-sized manifests", build, grow)


def checkpoint_figures(what: str, build: Any, grow: Any = None) -> list[Figure]:
    """Time and size of saving and restoring a simulation, and that it comes back the same."""
    run = Run(build, 1, START)
    sim = run.fresh()
    if grow:
        grow(sim)
    started = perf_counter()
    checkpoint = take(sim)
    saved_s = perf_counter() - started
    started = perf_counter()
    again = run.from_checkpoint(checkpoint)
    restored_s = perf_counter() - started
    assert take(again) == checkpoint, "a checkpoint must come back as it was"
    size = f"{len(checkpoint.state) / 1e6:.2f} MB"
    return [Figure(f"checkpoint, {what}", f"save {saved_s * 1e3:.1f} ms, restore {restored_s * 1e3:.1f} ms, {size}")]


def seeks_by_length() -> list[Figure]:
    """Any moment of a run: nearest checkpoint, then replay. The shop at five orders a second, and a bare M/M/4."""
    lengths = [(10_000, 0.1), (100_000, 0.3), (1_000_000, 0.3)]
    figures = [_seeks(f"the shop, {events:,} events", shop.build, events, most_s) for events, most_s in lengths]
    return [*figures, _seeks("M/M/4, 1,000,000 events", _bare, *lengths[-1])]


def _bare(sim: Simulation) -> None:
    Mmc(sim, 1_000, 3_000, 4, False)


def _seeks(what: str, build: Callable[[Simulation], None], events: int, most_s: float) -> Figure:
    run, end_us, share = _recorded(build, events)
    luck = random.Random(7)
    times_s = []
    for _ in range(60):
        at_us = luck.randrange(end_us)
        started = perf_counter()
        found = run.seek(at_us, 0)
        times_s.append(perf_counter() - started)
        assert found.now_us == at_us
    times_s.sort()
    told = f"p50 {times_s[30] * 1e3:.0f} ms, max {times_s[-1] * 1e3:.0f} ms; checkpoints {share:.1%} of engine time"
    return Figure(f"seek in a run of {what}", told, f"<= {most_s * 1e3:.0f} ms", times_s[-1] <= most_s)


def _recorded(build: Callable[[Simulation], None], events: int) -> tuple[Run, int, float]:
    """A run with the checkpoints a room would have taken, its end, and what they cost beside the engine."""
    run = Run(build, 1, START)
    sim = run.fresh()
    trail_s = spent_s = 0.0
    while sim.log.count < events:
        started = perf_counter()
        sim.run_until(sim.now_us + 1_000_000, 200)
        work_s = perf_counter() - started
        run.trail.note_work(sim, work_s)
        spent_s += work_s
        trail_s += perf_counter() - started - work_s
    return run, sim.now_us, trail_s / spent_s
