"""What a body may say of an object that is there."""

from typing import Any

import pytest

from labs.engines.kube.apiserver.drafts import changed_object
from labs.engines.kube.apiserver.errors import Conflict
from labs.engines.kube.apiserver.registry import row_of

BEFORE: dict[str, Any] = {
    "apiVersion": "v1", "kind": "ConfigMap",
    "metadata": {"name": "c", "namespace": "default", "uid": "u", "resourceVersion": "7", "creationTimestamp": "t"},
    "data": {"a": "1"},
}  # fmt: skip


def changed(body: dict[str, Any], subresource: str = "") -> dict[str, Any]:
    return changed_object(row_of("configmaps"), BEFORE, body, subresource)


def test_the_identity_stays_whatever_a_body_says() -> None:
    after = changed({"metadata": {"name": "other", "namespace": "shop", "labels": {"x": "y"}}, "data": {}})
    assert after["metadata"] == {**BEFORE["metadata"], "labels": {"x": "y"}}
    assert after["data"] == {}


def test_a_status_is_written_by_its_subresource_only() -> None:
    assert "status" not in changed({"metadata": {}, "status": {"phase": "x"}})


@pytest.mark.parametrize("metadata", [{"resourceVersion": "6"}, {"uid": "other"}])
def test_a_body_made_from_something_else_is_a_conflict(metadata: dict[str, str]) -> None:
    with pytest.raises(Conflict, match='Operation cannot be fulfilled on configmaps "c": '):
        changed({"metadata": metadata})


def test_what_is_stored_is_never_changed() -> None:
    stored = {**BEFORE, "metadata": {**BEFORE["metadata"], "managedFields": [{"manager": "a", "operation": "Apply"}]}}
    text = repr(stored)
    changed_object(row_of("configmaps"), stored, {**stored, "data": {"b": "2"}}, "")
    assert repr(stored) == text
