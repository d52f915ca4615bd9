"""Selectors: which operators there are, and how many values each takes."""

from typing import Any

import pytest

from labs.engines.kube.manifests.affinity import PREFERRED, REQUIRED
from tests.engines.kube.manifests.objects import Manifest, pod, problem, read_spec

NODE_TERMS = f"spec.affinity.nodeAffinity.{REQUIRED}.nodeSelectorTerms"


def wanting(term: Manifest) -> Manifest:
    return pod(affinity={"nodeAffinity": {REQUIRED: {"nodeSelectorTerms": [term]}}})


def spread_by(selector: Manifest) -> Manifest:
    constraint = {"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule", "labelSelector": selector}
    return pod(topologySpreadConstraints=[constraint])


WRONG_EXPRESSIONS = [
    ({"key": "a", "operator": "in", "values": ["b"]}, 'operator: Invalid value: "in": not a valid selector operator'),
    ({"key": "a"}, 'operator: Invalid value: "": not a valid selector operator'),
    ({"operator": "Exists"}, "key: Required value"),
    (
        {"key": "a", "operator": "NotIn", "values": []},
        "values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
    ),
    (
        {"key": "a", "operator": "Exists", "values": ["b"]},
        "values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
    ),
]


@pytest.mark.parametrize(("expression", "why"), WRONG_EXPRESSIONS)
def test_a_wrong_expression_is_refused_in_both_selectors(expression: Manifest, why: str) -> None:
    assert problem(wanting({"matchExpressions": [expression]})) == f"{NODE_TERMS}[0].matchExpressions[0].{why}"
    by_labels = "spec.topologySpreadConstraints[0].labelSelector.matchExpressions[0]"
    assert problem(spread_by({"matchExpressions": [expression]})) == f"{by_labels}.{why}"


def test_nodes_alone_can_be_compared_with_one_number() -> None:
    more = {"key": "cores", "operator": "Gt", "values": ["4"]}
    assert read_spec(wanting({"matchExpressions": [more]}))
    assert problem(spread_by({"matchExpressions": [more]})).endswith(
        'Invalid value: "Gt": not a valid selector operator'
    )
    two = {"key": "cores", "operator": "Lt", "values": ["4", "8"]}
    assert problem(wanting({"matchExpressions": [two]})).endswith(
        "values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'"
    )


WRONG_FIELDS: list[tuple[Manifest, str]] = [
    ({"key": "spec.nodeName", "operator": "In", "values": ["a"]}, "not a valid field selector key"),
    ({"key": "metadata.name", "operator": "Exists"}, "not a valid selector operator"),
    (
        {"key": "metadata.name", "operator": "In", "values": ["a", "b"]},
        "must be only one value when `operator` is 'In'",
    ),
]


@pytest.mark.parametrize(("requirement", "why"), WRONG_FIELDS)
def test_the_only_field_is_the_name_one_at_a_time(requirement: dict[str, Any], why: str) -> None:
    assert why in problem(wanting({"matchFields": [requirement]}))


def test_a_node_selector_needs_a_term() -> None:
    nothing = pod(affinity={"nodeAffinity": {REQUIRED: {"nodeSelectorTerms": []}}})
    assert problem(nothing) == f"{NODE_TERMS}: Required value: must have at least one node selector term"


@pytest.mark.parametrize(("weight", "taken"), [(0, True), (100, True), (101, False), (-1, False)])
def test_a_weight_ends_at_a_hundred(weight: int, taken: bool) -> None:
    preferring = pod(affinity={"nodeAffinity": {PREFERRED: [{"weight": weight, "preference": {}}]}})
    if taken:
        assert read_spec(preferring)
    else:
        assert problem(preferring).endswith(f"[0].weight: Invalid value: {weight}: must be in the range 1-100")
