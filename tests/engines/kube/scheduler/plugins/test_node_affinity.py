"""nodeSelector and node affinity, read by required_affinity.py."""

from typing import Any

import pytest

from tests.engines.kube.scheduler.cluster import fitting, judged, node, pod, reasons, scored

MISMATCH = "node(s) didn't match Pod's node affinity/selector"
NODES = [
    node("old", labels={"cpus": "4", "disk": "hdd"}),
    node("new", labels={"cpus": "16", "disk": "ssd"}),
    node("bare", labels={"cpus": "many"}),
]


def required(*terms: Any) -> dict[str, Any]:
    listed = {"nodeSelectorTerms": list(terms)}
    return {"affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": listed}}}


def preferred(*weighted: tuple[int, Any]) -> dict[str, Any]:
    listed = [{"weight": weight, "preference": term} for weight, term in weighted]
    return {"affinity": {"nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": listed}}}


def asks(key: str, operator: str, *values: str) -> dict[str, Any]:
    return {"key": key, "operator": operator, **({"values": list(values)} if values else {})}


def term(*expressions: Any) -> dict[str, Any]:
    return {"matchExpressions": list(expressions)}


def named(*expressions: Any) -> dict[str, Any]:
    return {"matchFields": list(expressions)}


@pytest.mark.parametrize(
    ("expression", "takes"),
    [
        (asks("disk", "In", "ssd", "nvme"), ["new"]),
        (asks("disk", "NotIn", "ssd"), ["old", "bare"]),
        (asks("disk", "Exists"), ["old", "new"]),
        (asks("disk", "DoesNotExist"), ["bare"]),
        (asks("cpus", "Gt", "4"), ["new"]),
        (asks("cpus", "Gt", "3"), ["old", "new"]),
        (asks("cpus", "Lt", "16"), ["old"]),
        (asks("cpus", "Lt", "17"), ["old", "new"]),
        (asks("memory", "Gt", "1"), []),
    ],
)
def test_every_operator(expression: Any, takes: list[str]) -> None:
    result = judged(*NODES, pod(**required(term(expression))), plugin="NodeAffinity")
    assert fitting(result) == takes
    assert all(told == [MISMATCH] for name, told in reasons(result).items() if name not in takes)


@pytest.mark.parametrize(
    ("spec", "takes"),
    [
        ({"nodeSelector": {"disk": "ssd"}}, ["new"]),
        ({"nodeSelector": {"disk": "ssd", "cpus": "4"}}, []),
        (required(term(asks("disk", "Exists"), asks("cpus", "Gt", "4"))), ["new"]),
        (required(term(asks("disk", "In", "hdd")), term(asks("disk", "DoesNotExist"))), ["old", "bare"]),
        (required({}, term(asks("disk", "In", "hdd"))), ["old"]),
        ({"nodeSelector": {"disk": "ssd"}, **required(term(asks("cpus", "In", "4")))}, []),
    ],
)
def test_terms_are_alternatives_and_all_within_a_term_must_hold(spec: Any, takes: list[str]) -> None:
    assert fitting(judged(*NODES, pod(**spec), plugin="NodeAffinity")) == takes


def test_a_pod_for_named_nodes_rules_the_others_out_before_they_are_looked_at() -> None:
    result = judged(*NODES, pod(**required(named(asks("metadata.name", "In", "old")))))
    outside = ["node(s) didn't satisfy plugin(s) [NodeAffinity]"]
    assert reasons(result) == {"old": [], "new": outside, "bare": outside}


def test_a_named_node_that_is_not_there_leaves_none() -> None:
    result = judged(*NODES, pod(**required(named(asks("metadata.name", "In", "gone")))))
    assert result["message"] == (
        "0/3 nodes are available: 3 node(s) didn't satisfy plugin(s) [NodeAffinity]."
        " preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling."
    )


def test_names_of_several_terms_are_alternatives() -> None:
    either = required(named(asks("metadata.name", "In", "old")), named(asks("metadata.name", "In", "bare")))
    assert fitting(judged(*NODES, pod(**either))) == ["old", "bare"]
    open_term = required(named(asks("metadata.name", "In", "old")), term(asks("disk", "In", "ssd")))
    assert fitting(judged(*NODES, pod(**open_term))) == ["old", "new"]


def test_a_name_that_is_excluded_is_looked_at_like_a_label() -> None:
    result = judged(*NODES, pod(**required(named(asks("metadata.name", "NotIn", "old")))))
    assert reasons(result) == {"old": [MISMATCH], "new": [], "bare": []}


def test_names_that_contradict_each_other_stop_everything() -> None:
    both = named(asks("metadata.name", "In", "old"), asks("metadata.name", "In", "new"))
    result = judged(*NODES, pod(**required(both)))
    assert result["message"] == (
        "0/3 nodes are available: pod affinity terms conflict."
        " preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling."
    )
    assert {told["plugin"] for told in result["nodes"].values()} == {"NodeAffinity"}


def test_weights_of_the_terms_that_match_add_up_and_the_best_gets_a_hundred() -> None:
    wishes = preferred((2, term(asks("disk", "Exists"))), (5, term(asks("disk", "In", "ssd"))))
    assert scored("NodeAffinity", *NODES, pod(**wishes), kind="raw") == {"old": 2, "new": 7, "bare": 0}
    assert scored("NodeAffinity", *NODES, pod(**wishes)) == {"old": 28, "new": 100, "bare": 0}
    assert scored("NodeAffinity", *NODES, pod(**wishes), kind="weighted") == {"old": 56, "new": 200, "bare": 0}


def test_an_empty_wish_and_no_wish_give_nothing() -> None:
    for spec in (preferred((2, {})), {}):
        assert scored("NodeAffinity", *NODES, pod(**spec)) == {"old": 0, "new": 0, "bare": 0}
