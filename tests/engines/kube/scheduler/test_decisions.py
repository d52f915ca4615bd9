"""A decision packed and unpacked says what `explain` says; also judging.py."""

import pytest

from labs.engines.kube import read_cluster
from labs.engines.kube.scheduler import explain
from labs.engines.kube.scheduler.cluster_objects import ClusterObjects
from labs.engines.kube.scheduler.cycle import Cycle
from labs.engines.kube.scheduler.decisions import unpacked
from labs.engines.kube.scheduler.framework import Profile
from labs.engines.kube.scheduler.judging import judge
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot
from tests.engines.kube.scheduler.cluster import Manifest, node, pod

PREFERRED = {"preferredDuringSchedulingIgnoredDuringExecution": [
    {"weight": 5, "preference": {"matchExpressions": [{"key": "disk", "operator": "Exists"}]}},
]}  # fmt: skip
CLUSTERS: dict[str, list[Manifest]] = {
    "scored": [node("a", labels={"disk": "ssd"}), node("b"), node("c", cpu="1"), node("d", unschedulable=True)],
    "one node": [node("a"), node("b", cpu="1")],
    "none": [node("a", cpu="1"), node("b", taints=[{"key": "k", "effect": "NoSchedule"}])],
    "preempting": [node("a"), pod("low", cpu="4", on="a")],
    "empty": [],
}


@pytest.mark.parametrize("case", CLUSTERS)
def test_a_judgement_agrees_with_explain(case: str) -> None:
    new = pod("new", cpu="2", priority=10, affinity={"nodeAffinity": PREFERRED})
    read = read_cluster([*CLUSTERS[case], new])
    told = next(one for one in explain(read)["results"] if one["pod"] == "default/new")
    snapshot = Snapshot(read.nodes, ClusterObjects())
    for one in read.pods:
        if one["spec"].get("nodeName"):
            snapshot.add_pod(PodInfo(one), one["spec"]["nodeName"])
    waiting = next(PodInfo(one) for one in read.pods if not one["spec"].get("nodeName"))
    found = judge(Cycle(Profile(), snapshot), waiting, lambda _: 0, lambda _: 0)
    assert (found.outcome, found.node or None, found.tied) == (told["outcome"], told["node"], told["tied"])
    assert (found.message or None) == told["message"]
    assert unpacked(found.nodes) == told["nodes"]
    victims = [victim.key for victim in found.candidate.victims] if found.candidate else None
    assert victims == (told["preemption"] or {}).get("victims")


def test_nodes_of_which_the_same_is_to_be_told_cost_a_number_each() -> None:
    read = read_cluster([*(node(f"n{number}") for number in range(50)), pod("new", cpu="1")])
    found = judge(Cycle(Profile(), Snapshot(read.nodes)), PodInfo(read.pods[0]), lambda _: 0, lambda _: 0)
    assert len(unpacked(found.nodes)) == 50
    assert len(found.nodes) < 1_000
