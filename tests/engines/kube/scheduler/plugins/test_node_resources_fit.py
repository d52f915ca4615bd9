"""Room on a node, and how much is left by each strategy of allocation.py."""

from typing import Any

import pytest

from labs.engines.kube.scheduler.plugins.node_resources_fit import NodeResourcesFit
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot
from tests.engines.kube.scheduler.cluster import judged, node, pod, reasons, scored

GPU = "example.com/gpu"


@pytest.mark.parametrize(
    ("there", "wanted", "told"),
    [
        ({"cpu": "1"}, {"cpu": "3"}, []),
        ({"cpu": "1"}, {"cpu": "3001m"}, ["Insufficient cpu"]),
        ({"memory": "6Gi"}, {"memory": "2Gi"}, []),
        ({"memory": "6Gi"}, {"memory": "2049Mi"}, ["Insufficient memory"]),
        ({"cpu": "4", "memory": "8Gi"}, {}, []),
        ({"cpu": "4", "memory": "8Gi"}, {"cpu": "1", "memory": "1"}, ["Insufficient cpu", "Insufficient memory"]),
        ({}, {"asks": {"ephemeral-storage": "11Gi"}}, ["Insufficient ephemeral-storage"]),
        ({"asks": {GPU: "1"}}, {"asks": {GPU: "1"}}, []),
        ({"asks": {GPU: "1"}}, {"asks": {GPU: "2"}}, [f"Insufficient {GPU}"]),
        ({}, {"asks": {"example.com/unknown": "0"}}, []),
        ({}, {"asks": {"example.com/unknown": "1"}}, ["Insufficient example.com/unknown"]),
    ],
)
def test_what_is_asked_for_must_be_left(there: Any, wanted: Any, told: list[str]) -> None:
    here = node("a", has={"ephemeral-storage": "10Gi", GPU: "2"})
    old, new = with_limits(pod("old", on="a", **there)), with_limits(pod(**wanted))
    assert reasons(judged(here, old, new)) == {"a": told}


def with_limits(manifest: dict[str, Any]) -> dict[str, Any]:
    """Extended resources are asked for with a limit as high."""
    resources = manifest["spec"]["containers"][0]["resources"]
    resources["limits"] = {name: value for name, value in resources["requests"].items() if "/" in name}
    return manifest


def test_a_node_takes_only_so_many_pods_and_says_that_first() -> None:
    result = judged(node("a", pods="1"), pod("old", on="a", cpu="4"), pod(cpu="1"))
    assert reasons(result) == {"a": ["Too many pods", "Insufficient cpu"]}


def test_pods_that_are_over_take_nothing() -> None:
    over = pod("old", on="a", cpu="4", status={"phase": "Succeeded"})
    assert judged(node("a"), over, pod(cpu="4"))["node"] == "a"


def test_a_terminating_pod_still_takes_its_part() -> None:
    leaving = pod("old", on="a", cpu="4", metadata={"deletionTimestamp": "2026-01-01T00:00:00Z"})
    assert judged(node("a"), leaving, pod(cpu="1"))["outcome"] == "unschedulable"


def test_more_than_the_node_has_at_all_cannot_be_resolved() -> None:
    small, old = node("small", cpu="1"), pod("old", on="small", cpu="1")
    assert "1 Preemption is not helpful" in judged(small, old, pod(cpu="2", priority=10))["message"]
    assert judged(small, old, pod(cpu="1", priority=10))["outcome"] == "nominated"


def test_only_what_can_be_allocated_counts() -> None:
    here = node("a", cpu="1")
    here["status"]["capacity"] = {"cpu": "8", "memory": "8Gi", "pods": "110"}
    assert reasons(judged(here, pod(cpu="2"))) == {"a": ["Insufficient cpu"]}


@pytest.mark.parametrize(
    ("there", "wanted", "score"),
    [
        ({}, {}, 97),  # 100m of 4000m: 97; 200Mi of 8Gi: 97
        ({}, {"cpu": "0", "memory": "0"}, 100),
        ({}, {"cpu": "1", "memory": "2Gi"}, 75),
        ({"cpu": "1", "memory": "2Gi"}, {"cpu": "1", "memory": "2Gi"}, 50),
        ({"cpu": "3"}, {"cpu": "1"}, 47),  # no cpu left: 0; memory 95 with two stand-ins
        ({"cpu": "3"}, {"cpu": "2"}, 47),  # more than there is counts as none left
    ],
)
def test_the_more_is_left_the_better(there: Any, wanted: Any, score: int) -> None:
    old = [pod("old", on="a", **there)] if there else []
    assert scored("NodeResourcesFit", node("a"), *old, pod(**wanted)) == {"a": score}


def test_a_resource_that_the_node_does_not_have_does_not_count() -> None:
    assert scored("NodeResourcesFit", node("a", memory="0"), pod(cpu="1", memory="0")) == {"a": 75}
    assert scored("NodeResourcesFit", node("a", memory="0", cpu="0"), pod()) == {"a": 0}


def rated(args: dict[str, Any], wanted: dict[str, Any], **has: Any) -> int:
    snapshot, plugin = Snapshot([node("a", **has)]), NodeResourcesFit(args)
    new = PodInfo(pod(**wanted))
    return plugin.score(plugin.pre_score(new, snapshot.nodes, snapshot).state, new, snapshot.nodes)[0]


@pytest.mark.parametrize(
    ("wanted", "score"),
    [({"cpu": "1", "memory": "2Gi"}, 25), ({"cpu": "4", "memory": "8Gi"}, 100), ({"cpu": "8", "memory": "0"}, 50)],
)
def test_with_most_allocated_the_fuller_is_better(wanted: Any, score: int) -> None:
    assert rated({"type": "MostAllocated"}, wanted) == score


SHAPE = [{"utilization": 0, "score": 0}, {"utilization": 50, "score": 10}, {"utilization": 100, "score": 2}]


@pytest.mark.parametrize(
    ("cpu", "score"), [("0", 0), ("1", 50), ("2", 100), ("3", 60), ("4", 20), ("8", 20), ("1500m", 74)]
)
def test_with_a_shape_the_score_goes_straight_from_point_to_point(cpu: str, score: int) -> None:
    args = {"type": "RequestedToCapacityRatio", "shape": SHAPE, "resources": [{"name": "cpu", "weight": 1}]}
    assert rated(args, {"cpu": cpu}) == score


def test_with_a_shape_resources_without_a_score_have_no_weight() -> None:
    resources = [{"name": "cpu", "weight": 1}, {"name": "memory", "weight": 3}]
    args = {"type": "RequestedToCapacityRatio", "shape": SHAPE, "resources": resources}
    assert rated(args, {"cpu": "1", "memory": "0"}) == 50
    assert rated(args, {"cpu": "1", "memory": "4Gi"}) == 88  # (50 + 3 * 100) / 4 = 87.5


def test_weights_and_other_resources_can_be_chosen() -> None:
    resources = [{"name": "cpu", "weight": 3}, {"name": GPU, "weight": 1}]
    wanted = {"cpu": "1", "asks": {GPU: "1"}}
    assert rated({"resources": resources}, wanted, has={GPU: "2"}) == 68  # (3 * 75 + 50) / 4
    assert rated({"resources": resources}, {"cpu": "1"}, has={GPU: "2"}) == 75
