"""JSON Patch (RFC 6902), by its own examples."""

from typing import Any

import pytest

from labs.engines.kube.apiserver.errors import BadRequest, Invalid
from labs.engines.kube.apiserver.patches import json_patch


@pytest.mark.parametrize(
    ("before", "operations", "after"),
    [
        ({"foo": "bar"}, [{"op": "add", "path": "/baz", "value": "qux"}], {"foo": "bar", "baz": "qux"}),
        ({"foo": ["a", "b"]}, [{"op": "add", "path": "/foo/1", "value": "c"}], {"foo": ["a", "c", "b"]}),
        ({"foo": ["a"]}, [{"op": "add", "path": "/foo/-", "value": ["b"]}], {"foo": ["a", ["b"]]}),
        ({"foo": 1, "bar": 2}, [{"op": "remove", "path": "/bar"}], {"foo": 1}),
        ({"foo": ["a", "b", "c"]}, [{"op": "remove", "path": "/foo/1"}], {"foo": ["a", "c"]}),
        ({"foo": 1}, [{"op": "replace", "path": "/foo", "value": 2}], {"foo": 2}),
        ({"foo": ["a", "b"]}, [{"op": "replace", "path": "/foo/0", "value": "c"}], {"foo": ["c", "b"]}),
        ({"a": {"b": 1}, "c": {}}, [{"op": "move", "from": "/a/b", "path": "/c/d"}], {"a": {}, "c": {"d": 1}}),
        ({"a": {"b": 1}}, [{"op": "copy", "from": "/a", "path": "/c"}], {"a": {"b": 1}, "c": {"b": 1}}),
        ({"a/b": 1, "m~n": 2}, [{"op": "remove", "path": "/a~1b"}, {"op": "remove", "path": "/m~0n"}], {}),
        ({"a": 1}, [{"op": "test", "path": "/a", "value": 1}, {"op": "add", "path": "/a", "value": 2}], {"a": 2}),
        ({"a": 1}, [{"op": "add", "path": "", "value": {"b": 2}}], {"b": 2}),
    ],
)
def test_operations_follow_one_another(before: Any, operations: Any, after: Any) -> None:
    assert json_patch.applied(before, operations) == after


@pytest.mark.parametrize(
    ("operations", "error", "said"),
    [
        ([{"op": "test", "path": "/a", "value": 2}], Invalid, "testing value /a failed: test failed"),
        ([{"op": "replace", "path": "/x", "value": 2}], Invalid, "no value at /x"),
        ([{"op": "remove", "path": "/x"}], Invalid, "no value at /x"),
        ([{"op": "remove", "path": ""}], Invalid, "no value at "),
        ([{"op": "add", "path": "/x/y", "value": 1}], Invalid, "no value at /x/y"),
        ([{"op": "add", "path": "/l/9", "value": 1}], Invalid, "no value at /l/9"),
        ([{"op": "turn", "path": "/a"}], BadRequest, "unknown operation 'turn'"),
        ([{"op": "add"}], BadRequest, "an operation needs op and path"),
        ([{"op": "add", "path": "/a", "value": 1}] * 10_001, BadRequest, "10000, got 10001"),
    ],
)
def test_what_cannot_be_done_is_refused(operations: Any, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said.replace("(", r"\(")):
        json_patch.applied({"a": 1, "l": []}, operations)
