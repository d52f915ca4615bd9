"""Selectors as text."""

from typing import Any

import pytest

from labs.engines.kube.apiserver.errors import BadRequest
from labs.engines.kube.apiserver.selecting import selects

POD: dict[str, Any] = {
    "metadata": {"name": "p", "namespace": "shop", "labels": {"app": "web", "tier": "front"}},
    "spec": {"nodeName": "a"}, "status": {"phase": "Running"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "meant"),
    [
        ("", True), ("app=web", True), ("app==web", True), ("app = web", True), ("app!=web", False),
        ("app=web,tier=back", False), ("app in (web, shop)", True), ("app notin (web,shop)", False),
        ("zone notin (x)", True), ("zone!=x", True), ("app", True), ("!app", False), ("!zone", True), ("zone", False),
        ("app in (web),tier in (front,back),!zone", True), ("app=", False),
    ],
)  # fmt: skip
def test_a_label_selector(labels: str, meant: bool) -> None:
    assert selects("pods", labels, "")(POD) is meant


@pytest.mark.parametrize(
    ("fields", "meant"),
    [
        ("metadata.name=p", True), ("metadata.name!=p", False), ("metadata.namespace=shop", True),
        ("spec.nodeName=a,status.phase!=Succeeded,status.phase!=Failed", True), ("spec.nodeName=", False),
        ("spec.hostNetwork=false", True), ("status.phase==Running", True),
    ],
)  # fmt: skip
def test_a_field_selector(fields: str, meant: bool) -> None:
    assert selects("pods", "", fields)(POD) is meant


@pytest.mark.parametrize(
    ("node", "meant"), [({"spec": {"unschedulable": True}}, True), ({"spec": {}}, False)]
)  # fmt: skip
def test_a_truth_is_compared_as_text(node: Any, meant: bool) -> None:
    assert selects("nodes", "", "spec.unschedulable=true")({"metadata": {}, **node}) is meant


@pytest.mark.parametrize(
    ("labels", "fields", "said"),
    [
        ("", "spec.image=a", "field label not supported: spec.image"),
        ("", "metadata.name", "invalid field selector: metadata.name"),
        ("a=b=c", "", "unable to parse requirement: found 'a=b=c'"),
        ("a in b", "", "unable to parse requirement: found 'a in b'"),
    ],
)
def test_what_is_no_selector_is_refused(labels: str, fields: str, said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        selects("pods", labels, fields)
