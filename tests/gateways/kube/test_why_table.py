"""The decisions as a page shows them: best first, bars on one scale, and no more than a page bears."""

from typing import Any

from labs.gateways.kube.limits import NODES_SHOWN_IN_ALL_MAX, NODES_SHOWN_MAX, PODS_SHOWN_MAX, TIED_SHOWN_MAX
from labs.gateways.kube.why_table import why_table


def node(total: int | None = None, **weighted: int) -> dict[str, Any]:
    scores = {name: {"raw": 1, "normalized": 2, "weighted": value} for name, value in weighted.items()}
    return {"feasible": total is not None, "plugin": None, "reasons": [], "scores": scores, "total": total}


def result(nodes: dict[str, Any], chosen: str | None = None, **fields: Any) -> dict[str, Any]:
    outcome = "scheduled" if chosen else "unschedulable"
    told = {"pod": "default/web", "outcome": outcome, "node": chosen, "tied": [chosen] if chosen else []}
    return {**told, "message": None, "preemption": None, "nodes": nodes, **fields}


def table(*results: dict[str, Any]) -> dict[str, Any]:
    return why_table({"results": [*results]})


def test_the_chosen_node_comes_first_then_the_feasible_by_their_totals() -> None:
    nodes = {"a": node(), "b": node(5), "c": node(9), "d": node(9), "e": node()}
    [pod] = table(result(nodes, "d"))["pods"]
    assert [one["name"] for one in pod["nodes"]] == ["d", "c", "b", "a", "e"]
    assert [one["chosen"] for one in pod["nodes"]] == [True, False, False, False, False]
    assert (pod["feasible_count"], pod["nodes_count"]) == (3, 5)


def test_bars_have_the_scale_of_the_pods_largest_score() -> None:
    nodes = {"a": node(300, TaintToleration=300, ImageLocality=30), "b": node(150, TaintToleration=150)}
    [pod] = table(result(nodes, "a"))["pods"]
    assert [[score["bar"] for score in one["scores"]] for one in pod["nodes"]] == [[100, 10], [50]]


def test_scores_of_nothing_have_no_bar() -> None:
    [pod] = table(result({"a": node(0, NodeAffinity=0)}, "a"))["pods"]
    assert pod["nodes"][0]["scores"][0]["bar"] == 0


def test_the_only_node_is_taken_without_a_score() -> None:
    alone, scored = table(result({"a": node(), "b": node()}, "a"), result({"a": node(1, NodeName=1)}, "a"))["pods"]
    assert (alone["unscored"], scored["unscored"]) == (True, False)
    assert table(result({"a": node()}))["pods"][0]["unscored"] is False


def test_a_nominated_pod_waits_for_its_node_and_the_victims_are_named() -> None:
    preemption = {"nominatedNode": "a", "victims": ["default/old"]}
    [pod] = table(result({"a": node()}, outcome="nominated", preemption=preemption))["pods"]
    assert (pod["node"], pod["victims"]) == ("a", ["default/old"])


def test_equal_nodes_are_named_without_the_chosen_one() -> None:
    [pod] = table(result({"a": node(1), "b": node(1)}, "a", tied=["a", "b"]))["pods"]
    assert (pod["tied_with"], pod["tied_left_out"]) == (["b"], 0)
    names = [f"n{n}" for n in range(TIED_SHOWN_MAX + 4)]
    [pod] = table(result({name: node(1) for name in names}, "n0", tied=names))["pods"]
    assert (pod["tied_with"], pod["tied_left_out"]) == (names[1 : TIED_SHOWN_MAX + 1], 3)


def test_a_page_ends_somewhere_and_says_so() -> None:
    many = result({f"n{n}": node(n) for n in range(NODES_SHOWN_MAX + 5)})
    shown = table(*[many] * (PODS_SHOWN_MAX + 2))
    assert (len(shown["pods"]), shown["pods_left_out"]) == (PODS_SHOWN_MAX, 2)
    assert (len(shown["pods"][0]["nodes"]), shown["pods"][0]["nodes_left_out"]) == (NODES_SHOWN_MAX, 5)
    assert sum(len(pod["nodes"]) for pod in shown["pods"]) == NODES_SHOWN_IN_ALL_MAX
    assert shown["pods"][-1]["nodes_left_out"] == NODES_SHOWN_MAX + 5
