"""JSON merge patch (RFC 7396): the examples of its appendix."""

from typing import Any

import pytest

from labs.engines.kube.apiserver.patches.merge import merged


@pytest.mark.parametrize(
    ("before", "patch", "after"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_a_merge_patch(before: Any, patch: Any, after: Any) -> None:
    assert merged(before, patch) == after


def test_what_is_not_touched_stays_the_same_object() -> None:
    before = {"spec": {"a": 1}, "status": {"b": 2}}
    assert merged(before, {"status": {"b": 3}})["spec"] is before["spec"]
