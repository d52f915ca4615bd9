"""Pods a second that the scheduler of the simulated cluster places: scheduling cycles only, all default plug-ins."""

from collections.abc import Callable
from statistics import median
from typing import Any

from labs.engines.kube.scheduler.cluster_objects import ClusterObjects
from labs.engines.kube.scheduler.cycle import Cycle, best_of
from labs.engines.kube.scheduler.framework import Profile
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot
from tests.bench.report import Figure, cpu_of

ROUNDS = 3
GOALS = {100: 1_000, 1_000: 250, 5_000: 200}  # nodes -> pods a second
PODS = 1_000
ZONES, APPS = 3, 20

Manifest = dict[str, Any]


def by_nodes() -> list[Figure]:
    """Plain Pods, and Pods as a Deployment behind a Service makes them, which the system spreads."""
    return [
        _figure(f"{name}, {nodes:,} nodes: pods scheduled a second", goal, _rates(nodes, kind))
        for nodes, goal in GOALS.items()
        for name, kind in KINDS.items()
    ]


def _figure(what: str, goal: int, rates: list[float]) -> Figure:
    middle = median(rates)
    return Figure(what, f"{middle:,.0f} ({min(rates):,.0f}..{max(rates):,.0f})", f">= {goal:,}", middle >= goal)


def _rates(nodes: int, kind: Callable[[int], Manifest]) -> list[float]:
    pods = [PodInfo(kind(number)) for number in range(PODS)]
    return [PODS / cpu_of(_schedule, pods, _cluster(nodes)) for _ in range(ROUNDS)]


def _schedule(pods: list[PodInfo], snapshot: Snapshot) -> None:
    cycle = Cycle(Profile(), snapshot)
    for pod in pods:
        feasible = cycle.filter(pod).feasible
        snapshot.add_pod(pod, best_of(feasible, cycle.score(pod, feasible).totals)[0].name)


def _cluster(nodes: int) -> Snapshot:
    services = [
        {"metadata": {"name": f"app-{app}", "namespace": "default"}, "spec": {"selector": {"app": f"app-{app}"}}}
        for app in range(APPS)
    ]
    return Snapshot([_node(number) for number in range(nodes)], ClusterObjects(services=services))


def _node(number: int) -> Manifest:
    name = f"node-{number}"
    labels = {"kubernetes.io/hostname": name, "topology.kubernetes.io/zone": f"zone-{number % ZONES}"}
    has = {"cpu": "16", "memory": "64Gi", "pods": "110"}
    return {"metadata": {"name": name, "labels": labels}, "status": {"allocatable": has}}


def _pod(number: int, **spec: Any) -> Manifest:
    container = {"name": "main", "image": "nginx:1", "resources": {"requests": {"cpu": "100m", "memory": "128Mi"}}}
    return {"metadata": {"name": f"pod-{number}", "namespace": "default"}, "spec": {"containers": [container], **spec}}


def _deployed(number: int, **spec: Any) -> Manifest:
    pod = _pod(number, **spec)
    pod["metadata"]["labels"] = {"app": f"app-{number % APPS}"}
    return pod


def _spread(number: int) -> Manifest:
    """Evenly over zones, or not at all."""
    selector = {"matchLabels": {"app": f"app-{number % APPS}"}}
    constraint = {"topologyKey": "topology.kubernetes.io/zone", "maxSkew": 1, "labelSelector": selector}
    return _deployed(number, topologySpreadConstraints=[{**constraint, "whenUnsatisfiable": "DoNotSchedule"}])


def _apart(number: int) -> Manifest:
    """Never two of an app on a node, and preferably where another app is."""
    own = {"labelSelector": {"matchLabels": {"app": f"app-{number % APPS}"}}, "topologyKey": "kubernetes.io/hostname"}
    other = {**own, "labelSelector": {"matchLabels": {"app": f"app-{(number + 1) % APPS}"}}}
    affinity = {
        "podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [own]},
        "podAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 10, "podAffinityTerm": other}]},
    }
    return _deployed(number, affinity=affinity)


KINDS: dict[str, Callable[[int], Manifest]] = {
    "plain": _pod,
    "behind services": _deployed,
    "spread over zones": _spread,
    "kept apart": _apart,
}
