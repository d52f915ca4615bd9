from labs.engines.kube.scheduler.framework import UNSCHEDULABLE, Status
from labs.engines.kube.scheduler.messages import counted, fit_error, histogram
from tests.engines.kube.scheduler.cluster import judged, node, pod

GPU = [{"key": "gpu", "value": "yes", "effect": "NoSchedule"}]


def test_reasons_are_counted_and_told_in_the_order_of_texts() -> None:
    nodes = [node(f"n{number}", cpu="1") for number in range(10)] + [node("g1", taints=GPU), node("g2", taints=GPU)]
    there = [pod(f"old-{number}", on=f"n{number}", cpu="1") for number in range(10)]
    assert judged(*nodes, *there, pod(cpu="1"))["message"] == (
        "0/12 nodes are available: 10 Insufficient cpu, 2 node(s) had untolerated taint {gpu: yes}."
        " preemption: 0/12 nodes are available: 10 No preemption victims found for incoming pod,"
        " 2 Preemption is not helpful for scheduling."
    )


def test_a_node_may_give_several_reasons() -> None:
    told = judged(node("a"), pod(cpu="5", memory="9Gi"), preemption=False)["message"]
    assert told == "0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory."


def test_when_preemption_finds_a_node_the_text_ends_after_the_reasons() -> None:
    result = judged(node("a"), pod("old", on="a", cpu="4"), pod(cpu="1", priority=1))
    assert result["message"] == "0/1 nodes are available: 1 Insufficient cpu."


def test_where_eviction_would_not_be_enough_the_filters_reasons_are_told_again() -> None:
    there = [pod("low", on="a", cpu="1"), pod("high", on="a", cpu="3", priority=100)]
    assert judged(node("a"), *there, pod(cpu="2", priority=10))["message"] == (
        "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 Insufficient cpu."
    )


def test_a_pod_that_never_preempts_says_so() -> None:
    new = pod(cpu="1", priority=1, preemptionPolicy="Never")
    assert judged(node("a"), pod("old", on="a", cpu="4"), new)["message"] == (
        "0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never."
    )


def test_without_nodes_there_is_nothing_to_count() -> None:
    assert judged(pod())["message"] == "no nodes available to schedule pods"


def test_parts_of_the_text() -> None:
    statuses = [Status("A", UNSCHEDULABLE, ("x", "y")), Status("B", UNSCHEDULABLE, ("x",))]
    assert histogram(counted(statuses)) == "1 y, 2 x"
    assert fit_error(3, "2 x") == "0/3 nodes are available: 2 x."
    assert fit_error(3, "", "preemption: no.") == "0/3 nodes are available: preemption: no."
