"""The snapshot that is kept up from change to change is the one that would be made anew; whatever happens."""

import random
from typing import Any

import pytest

from labs.engines.kube.scheduler.cluster_cache import ClusterCache
from labs.engines.kube.scheduler.cycle import Cycle
from labs.engines.kube.scheduler.framework import Profile
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot
from tests.engines.kube.scheduler.cluster import HOST, ZONE, node, pod
from tests.engines.kube.scheduler.living import Living

NODES, PODS = ("a", "b", "c"), tuple(f"p{number}" for number in range(10))
WEB = {"matchLabels": {"app": "web"}}
RULES: list[dict[str, Any]] = [
    {},
    {"affinity": {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [
        {"topologyKey": HOST, "labelSelector": WEB},
    ]}}},
    {"topologySpreadConstraints": [
        {"maxSkew": 1, "topologyKey": ZONE, "whenUnsatisfiable": "DoNotSchedule", "labelSelector": WEB},
    ]},
    {"tolerations": [{"key": "k", "operator": "Exists"}]},
]  # fmt: skip
VERBS = ["pod"] * 12 + ["gone"] * 5 + ["wait"] * 4 + ["node"] * 2 + ["no node", "cordon", "taint", "relabel", "cut"]
WAITS_MS = (50, 500, 3_000, 46_000)  # the last is long enough to notice that a watch is broken


def steps_of(seed: int) -> list[Any]:
    """A life by chance."""
    luck = random.Random(seed)
    kinds: dict[str, Any] = {
        "pod": lambda: (luck.choice(PODS), luck.randint(1, 2), luck.choice((0, 0, 5)), luck.randint(0, 3)),
        "gone": lambda: (luck.choice(PODS),),
        "node": lambda: (luck.choice(NODES), luck.randint(1, 4), luck.choice("xy")),
        "cut": lambda: (luck.randint(1, 20),),
        "wait": lambda: (luck.choice(WAITS_MS),),
    }
    verbs = [luck.choice(VERBS) for _ in range(60)]
    return [(verb, *kinds.get(verb, lambda: (luck.choice(NODES),))()) for verb in verbs]


class Watched(Living):
    """Every decision is checked in the instant in which it falls."""

    def __init__(self) -> None:
        super().__init__()
        self.checked = 0
        self.given: dict[str, str] = {}  # uid of a Pod -> the node it was bound to

    def watch(self, milliseconds: int) -> None:
        until_us = self.sim.now_us + milliseconds * 1_000
        while (next_us := self.sim.agenda.next_us()) is not None and next_us <= until_us:
            self.sim.run_until(next_us)
            self.check()
        self.sim.run_until(until_us)

    def check(self) -> None:
        scheduler = self.scheduler
        for told in scheduler.decided[self.checked :]:
            if told["outcome"] == "scheduled":
                assert told["node"] in self.feasible(told["pod"])
        self.checked = len(scheduler.decided)
        assert shape(scheduler._cluster.snapshot()) == shape(self.anew(dict(scheduler.assumed)))

    def anew(self, assumed: dict[str, str]) -> Snapshot:
        return ClusterCache(self.scheduler, assumed, dict(self.scheduler.nominated)).snapshot()

    def feasible(self, key: str) -> list[str]:
        """Where a scheduler that has counted nothing before would put a Pod that was just placed."""
        others = {other: place for other, place in self.scheduler.assumed.items() if other != key}
        found = Cycle(Profile(), self.anew(others)).filter(PodInfo(self.scheduler.object("pods", key)), all_nodes=True)
        return [one.name for one in found.feasible]

    def bindings_are_kept(self) -> None:
        for revision in self.server.objects.get("pods", {}).values():
            stored = self.server.versions(revision)
            if stored["spec"].get("nodeName"):
                uid = stored["metadata"]["uid"]
                assert self.given.setdefault(uid, stored["spec"]["nodeName"]) == stored["spec"]["nodeName"]


def shape(snapshot: Snapshot) -> Any:
    """All that is counted, in comparable form."""
    indexes = (snapshot.required, snapshot.required_anti, snapshot.preferred, snapshot.preferred_anti)
    return (
        [(one.name, one.place, one.used_cpu, one.scored_memory, sorted(one.pods), one.is_cordoned, one.blocking_taints,
          one.cpu, one.labels) for one in snapshot.nodes],
        sorted((key, name, str(pod.manifest["metadata"])) for key, (pod, name) in snapshot.placed.items()),
        {name: sorted(pods) for name, pods in snapshot.nominated.items()},
        [{key: one.counts for key, one in index.held.items()} for index in indexes],
    )  # fmt: skip


def take(living: Watched, step: Any) -> None:
    """One step; one that the API server refuses changes nothing."""
    verb, *rest = step
    if verb == "wait":
        living.watch(rest[0])
    elif verb == "cut":
        living.do("network.cut", a="scheduler", b="apiserver")
        living.watch(rest[0] * 1_000)
        living.do("network.heal", a="scheduler", b="apiserver")
    elif verb == "pod" and not has(living, "pods", f"default/{rest[0]}"):
        name, cpu, priority, rule = rest
        more = {"priority": priority} if priority else {}
        living.create(pod(name, cpu=str(cpu), labels={"app": "web"}, **more, **RULES[rule]))
    elif verb == "gone" and has(living, "pods", f"default/{rest[0]}"):
        living.delete("pods", rest[0], grace_s=0)
    elif verb == "node" and not has(living, "nodes", rest[0]):
        living.create(node(rest[0], cpu=str(rest[1]), zone=rest[2]))
    elif verb == "no node" and has(living, "nodes", rest[0]):
        living.delete("nodes", rest[0])
    elif verb in ("cordon", "taint", "relabel") and has(living, "nodes", rest[0]):
        patches: dict[str, Any] = {
            "cordon": {"spec": {"unschedulable": True}},
            "taint": {"spec": {"taints": [{"key": "k", "effect": "NoSchedule"}]}},
            "relabel": {"metadata": {"labels": {ZONE: "z"}}},
        }
        living.patch("nodes", rest[0], patches[verb])
    living.watch(5)
    living.bindings_are_kept()


def has(living: Living, resource: str, key: str) -> bool:
    return key in living.server.objects.get(resource, {})


@pytest.mark.parametrize("seed", range(12))
def test_no_node_is_overfull_no_pod_is_on_two_and_every_decision_passed_all_filters(seed: int) -> None:
    living = Watched()
    for name in NODES[:2]:
        living.create(node(name, cpu="3", zone="x"))
    for step in steps_of(seed):
        take(living, step)
    assert any(one["outcome"] == "scheduled" for one in living.scheduler.decided)
    print(
        seed,
        len(living.scheduler.decided),
        sum(d["outcome"] == "scheduled" for d in living.scheduler.decided),
        sum(d["outcome"] == "nominated" for d in living.scheduler.decided),
    )
    twin = living.copy()
    living.watch(20_000)
    living.bindings_are_kept()
    twin.sim.run_until(living.sim.now_us)
    assert twin.sim.digest == living.sim.digest
    for one in living.scheduler._cluster.snapshot().nodes:
        assert one.used_cpu <= one.cpu
