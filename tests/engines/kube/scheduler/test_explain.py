"""What is told of a whole cluster, by telling.py; priority_sort.py, scheduling_gates.py: who is judged when."""

from typing import Any

import pytest

from labs.engines.kube import read_cluster
from labs.engines.kube.errors import KubeError
from labs.engines.kube.scheduler import explain
from tests.engines.kube.scheduler.cluster import explained, fitting, judged, node, pod, reasons, scored

TWO = [node("a"), node("b", cpu="8", memory="16Gi")]


def test_a_result_says_where_and_why() -> None:
    tainted = node("c", taints=[{"key": "k", "effect": "NoSchedule"}])
    result = judged(*TWO, tainted, pod(cpu="1", memory="2Gi"))
    assert {key: value for key, value in result.items() if key != "nodes"} == {
        "pod": "default/new",
        "outcome": "scheduled",
        "node": "b",
        "tied": ["b"],
        "message": None,
        "preemption": None,
    }
    assert result["nodes"]["b"] == {
        "feasible": True,
        "plugin": None,
        "reasons": [],
        "scores": {
            "TaintToleration": {"raw": 0, "normalized": 100, "weighted": 300},
            "NodeAffinity": {"raw": 0, "normalized": 0, "weighted": 0},
            "NodeResourcesFit": {"raw": 87, "normalized": 87, "weighted": 87},
            "PodTopologySpread": {"raw": 0, "normalized": 0, "weighted": 0},
            "InterPodAffinity": {"raw": 0, "normalized": 0, "weighted": 0},
            "NodeResourcesBalancedAllocation": {"raw": 100, "normalized": 100, "weighted": 100},
            "ImageLocality": {"raw": 0, "normalized": 0, "weighted": 0},
        },
        "total": 487,
    }
    assert result["nodes"]["c"] == {
        "feasible": False,
        "plugin": "TaintToleration",
        "reasons": ["node(s) had untolerated taint {k: }"],
        "scores": {},
        "total": None,
    }


def test_the_queue_goes_by_priority_then_age_then_place() -> None:
    pods = [
        pod("young", metadata={"creationTimestamp": "2026-01-02T00:00:00Z"}),
        pod("old", metadata={"creationTimestamp": "2026-01-01T00:00:00Z"}),
        pod("old-too", metadata={"creationTimestamp": "2026-01-01T00:00:00Z"}),
        pod("high", priority=1, metadata={"creationTimestamp": "2026-01-03T00:00:00Z"}),
    ]
    assert list(explained(*TWO, *pods)) == ["high", "old", "old-too", "young"]


def test_only_pods_that_wait_for_a_node_are_judged() -> None:
    over = pod("over", status={"phase": "Failed"})
    assert list(explained(*TWO, pod("there", on="a"), over, pod())) == ["new"]


def test_the_first_of_the_tied_is_chosen_unless_chance_decides() -> None:
    cluster = read_cluster([node("a"), node("b"), node("c"), pod()])
    result = explain(cluster)["results"][0]
    assert (result["node"], result["tied"]) == ("a", ["a", "b", "c"])
    assert explain(cluster, chance=lambda n: n - 1)["results"][0]["node"] == "c"


def test_a_single_feasible_node_is_taken_without_a_score() -> None:
    result = judged(node("a"), node("b", unschedulable=True), pod())
    assert (result["node"], result["nodes"]["a"]["scores"], result["nodes"]["a"]["total"]) == ("a", {}, None)


def test_a_scheduled_pod_takes_its_place_before_the_next_unless_nothing_is_bound() -> None:
    pods = [pod("one", cpu="4"), pod("two", cpu="4")]
    assert [one["node"] for one in explained(node("a"), *pods).values()] == ["a", None]
    assert [one["node"] for one in explained(node("a"), *pods, bind=False).values()] == ["a", "a"]


def test_a_gated_pod_waits() -> None:
    result = judged(*TWO, pod(schedulingGates=[{"name": "example.com/quota"}, {"name": "example.com/later"}]))
    assert result["outcome"] == "unschedulable"
    assert result["message"] == "Scheduling is blocked due to non-empty scheduling gates"
    told = ["waiting for scheduling gates: [example.com/quota example.com/later]"]
    assert reasons(result) == {"a": told, "b": told}


def test_a_pod_that_is_being_deleted_is_passed_over() -> None:
    result = judged(*TWO, pod(metadata={"deletionTimestamp": "2026-01-01T00:00:00Z"}))
    assert (result["outcome"], result["message"]) == ("unschedulable", "skip schedule deleting pod: default/new")


def test_pods_on_nodes_that_nobody_described_count_nowhere() -> None:
    assert judged(node("a"), pod("old", on="gone", cpu="4"), pod(cpu="4"))["node"] == "a"


def test_one_plug_in_filters_alone_and_scores_all_nodes() -> None:
    nodes = [node("a"), node("b", taints=[{"key": "k", "effect": "NoSchedule"}]), node("c", cpu="1")]
    result = judged(*nodes, pod(cpu="2"), plugin="NodeResourcesFit")
    assert fitting(result) == ["a", "b"]
    assert {name: told["total"] for name, told in result["nodes"].items()} == {"a": 73, "b": 73, "c": 48}
    assert set(result["nodes"]["a"]["scores"]) == {"NodeResourcesFit"}
    assert result["tied"] == ["a", "b"]


def test_one_plug_in_scores_even_when_only_one_node_is_left() -> None:
    nodes = [node("a"), node("c", cpu="1")]
    assert scored("NodeResourcesFit", *nodes, pod(cpu="2")) == {"a": 73, "c": 48}


def test_a_plug_in_alone_does_not_preempt_and_one_that_only_filters_gives_no_score() -> None:
    result = judged(node("a"), pod("old", on="a", cpu="4"), pod(cpu="1", priority=1), plugin="NodeResourcesFit")
    assert (result["outcome"], result["message"]) == (
        "unschedulable",
        "0/1 nodes are available: 1 Insufficient cpu.",
    )
    free = judged(*TWO, pod(), plugin="NodePorts")
    assert (free["node"], free["nodes"]["a"]["scores"], free["nodes"]["a"]["total"]) == ("a", {}, None)


def test_candidates_are_scored_as_if_the_filters_had_left_only_them() -> None:
    nodes = [node("a"), node("b", unschedulable=True), node("c")]
    result = judged(*nodes, pod(cpu="1"), candidates=["a", "b"])
    assert fitting(result) == ["a", "b"]
    assert {name: bool(told["scores"]) for name, told in result["nodes"].items()} == {"a": True, "b": True, "c": False}
    assert (result["node"], result["tied"]) == ("a", ["a", "b"])


@pytest.mark.parametrize("options", [{"plugin": "NodeMagic"}, {"candidates": ["a", "z"]}])
def test_what_is_not_there_cannot_be_asked_for(options: Any) -> None:
    with pytest.raises(KubeError, match=r"there is no (plug-in NodeMagic|node z); there are: "):
        explained(*TWO, pod(), **options)


def test_of_a_hundred_nodes_and_more_the_search_ends_when_enough_will_do() -> None:
    """Of 500 nodes 50 - 500 // 125 = 46 percent; the next Pod's search goes on where this one's ended."""
    nodes = [node(f"n{number}") for number in range(500)]
    results = explained(*nodes, pod("one"), pod("two"), pod("three"))
    assert [len(one["nodes"]) for one in results.values()] == [230, 230, 230]
    assert [next(iter(one["nodes"])) for one in results.values()] == ["n0", "n230", "n0"]
    assert [one["node"] for one in results.values()] == ["n0", "n230", "n1"]


def test_the_same_cluster_gets_the_same_answer() -> None:
    nodes = [node(f"n{number}", zone=f"z{number % 3}") for number in range(120)]
    cluster = [*nodes, *(pod(f"p{number}") for number in range(20))]
    assert explained(*cluster) == explained(*cluster)
