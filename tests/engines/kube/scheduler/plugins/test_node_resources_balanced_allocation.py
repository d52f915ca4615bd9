from typing import Any

import pytest

from labs.engines.kube.scheduler.plugins.node_resources_balanced_allocation import NodeResourcesBalancedAllocation
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot
from tests.engines.kube.scheduler.cluster import node, pod, scored

NAME = "NodeResourcesBalancedAllocation"


@pytest.mark.parametrize(
    ("there", "wanted", "score"),
    [
        ({}, {"cpu": "1", "memory": "2Gi"}, 100),
        ({}, {"cpu": "2"}, 75),
        ({}, {"cpu": "4"}, 50),
        ({"cpu": "1", "memory": "6Gi"}, {"cpu": "1", "memory": "1Gi"}, 81),  # 0.5 and 0.875: 1 - 0.1875
        ({"memory": "8Gi"}, {"cpu": "8"}, 100),  # more than all counts as all
    ],
)
def test_the_nearer_the_fractions_the_better(there: Any, wanted: Any, score: int) -> None:
    old = [pod("old", on="a", **there)] if there else []
    assert scored(NAME, node("a"), *old, pod(**wanted)) == {"a": score}


def test_requests_count_as_they_are_stated() -> None:
    """An old Pod without requests is nothing here, though LeastAllocated gives it a stand-in."""
    assert scored(NAME, node("a"), pod("old", on="a"), pod(cpu="1", memory="2Gi")) == {"a": 100}


def test_a_pod_without_requests_is_not_rated() -> None:
    assert scored(NAME, node("a"), pod("old", on="a", cpu="4"), pod()) == {"a": 0}


def test_one_resource_alone_is_balanced() -> None:
    assert scored(NAME, node("a", memory="0"), pod(cpu="3")) == {"a": 100}


def test_three_resources_are_rated_by_their_standard_deviation() -> None:
    resources = [{"name": "cpu"}, {"name": "memory"}, {"name": "example.com/gpu"}]
    snapshot = Snapshot([node("a", has={"example.com/gpu": "4"})])
    plugin, new = (
        NodeResourcesBalancedAllocation({"resources": resources}),
        PodInfo(pod(cpu="1", memory="4Gi", asks={"example.com/gpu": "3"})),
    )
    state = plugin.pre_score(new, snapshot.nodes, snapshot).state
    assert plugin.score(state, new, snapshot.nodes) == [79]  # fractions 0.25, 0.5, 0.75: deviation 0.204
