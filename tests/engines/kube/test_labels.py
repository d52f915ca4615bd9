"""Selectors: every operator, on labels that are there, that differ and that are absent."""

from typing import Any

import pytest

from labs.engines.kube.labels import matches_all, matches_labels, matches_node_term

NODE = {"metadata": {"name": "n1", "labels": {"zone": "a", "disk": "ssd", "cores": "8", "empty": ""}}}

EXPRESSIONS = [
    ("zone", "In", ["a", "b"], True),
    ("zone", "In", ["b"], False),
    ("rack", "In", ["a"], False),
    ("zone", "NotIn", ["a"], False),
    ("zone", "NotIn", ["b"], True),
    ("rack", "NotIn", ["a"], True),
    ("empty", "Exists", [], True),
    ("rack", "Exists", [], False),
    ("empty", "DoesNotExist", [], False),
    ("rack", "DoesNotExist", [], True),
    ("cores", "Gt", ["7"], True),
    ("cores", "Gt", ["8"], False),
    ("cores", "Lt", ["9"], True),
    ("cores", "Lt", ["8"], False),
    ("cores", "Gt", ["-1"], True),
    ("zone", "Gt", ["1"], False),
    ("zone", "Lt", ["1"], False),
    ("cores", "Gt", ["seven"], False),
    ("rack", "Gt", ["1"], False),
    ("cores", "Lt", ["9223372036854775808"], False),
]


@pytest.mark.parametrize(("key", "operator", "values", "met"), EXPRESSIONS)
def test_a_node_meets_an_expression(key: str, operator: str, values: list[str], met: bool) -> None:
    term = {"matchExpressions": [{"key": key, "operator": operator, "values": values}]}
    assert matches_node_term(term, NODE) is met


@pytest.mark.parametrize(
    ("term", "met"),
    [
        ({}, False),
        ({"matchExpressions": [], "matchFields": []}, False),
        ({"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["n1"]}]}, True),
        ({"matchFields": [{"key": "metadata.name", "operator": "NotIn", "values": ["n1"]}]}, False),
    ],
)
def test_a_term_by_fields_asks_for_the_name_and_an_empty_one_takes_no_node(term: dict[str, Any], met: bool) -> None:
    assert matches_node_term(term, NODE) is met


def test_expressions_and_fields_of_a_term_must_all_be_met() -> None:
    by_name = {"key": "metadata.name", "operator": "In", "values": ["n1"]}
    wrong = {"key": "zone", "operator": "In", "values": ["b"]}
    right = {"key": "zone", "operator": "In", "values": ["a"]}
    assert matches_node_term({"matchFields": [by_name], "matchExpressions": [right]}, NODE)
    assert not matches_node_term({"matchFields": [by_name], "matchExpressions": [right, wrong]}, NODE)


def test_a_null_selector_takes_nothing_and_an_empty_one_everything() -> None:
    assert not matches_labels(None, {"app": "web"})
    assert matches_labels({}, {})


def test_a_selector_wants_all_its_labels_and_all_its_expressions() -> None:
    selector = {"matchLabels": {"app": "web"}, "matchExpressions": [{"key": "old", "operator": "DoesNotExist"}]}
    assert matches_labels(selector, {"app": "web", "tier": "front"})
    assert not matches_labels(selector, {"app": "web", "old": "yes"})
    assert not matches_labels(selector, {"app": "shop"})


def test_labels_match_by_equality_and_nothing_wanted_matches() -> None:
    assert matches_all({"app": "web"}, {"app": "web", "tier": "front"})
    assert not matches_all({"app": "web"}, {})
    assert matches_all({}, {})
