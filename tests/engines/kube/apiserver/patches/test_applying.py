"""Patches through the door."""

from typing import Any

import pytest

from tests.engines.kube.apiserver.cluster import Cluster, deployment


def with_deployment() -> Cluster:
    cluster = Cluster()
    cluster.create("deployments", "web", deployment(3))
    return cluster


def patch(cluster: Cluster, said: Any, patch_type: str = "merge", **args: Any) -> dict[str, Any]:
    return cluster.do("patch", resource="deployments", name="web", patch=said, patch_type=patch_type, **args)


@pytest.mark.parametrize(
    ("patch_type", "said"),
    [
        ("merge", {"spec": {"replicas": 5}}),
        ("strategic", {"spec": {"replicas": 5}}),
        ("json", [{"op": "replace", "path": "/spec/replicas", "value": 5}]),
    ],
)
def test_each_type_changes_and_counts_once(patch_type: str, said: Any) -> None:
    after = patch(with_deployment(), said, patch_type)
    assert (after["spec"]["replicas"], after["metadata"]["generation"]) == (5, 2)


@pytest.mark.parametrize(
    ("patch_type", "said"),
    [
        ("merge", {"spec": {"replicas": 3}, "status": {"replicas": 9}}),
        ("strategic", {"spec": {"template": {"spec": {"containers": [{"name": "web", "image": "nginx:1.29"}]}}}}),
        ("json", [{"op": "test", "path": "/spec/replicas", "value": 3}]),
        ("strategic", {"spec": {"strategy": None}}),
    ],
)
def test_what_changes_nothing_moves_nothing(patch_type: str, said: Any) -> None:
    cluster = with_deployment()
    before = cluster.get("deployments", "web")
    assert patch(cluster, said, patch_type) == before
    assert cluster.server.revision == int(before["metadata"]["resourceVersion"])


def test_a_dry_run_answers_and_stores_nothing() -> None:
    cluster = with_deployment()
    assert patch(cluster, {"spec": {"replicas": 9}}, dry_run=True)["spec"]["replicas"] == 9
    assert cluster.get("deployments", "web")["spec"]["replicas"] == 3


def test_a_version_in_the_patch_must_be_the_present_one() -> None:
    cluster = with_deployment()
    said = {"metadata": {"resourceVersion": "1"}, "spec": {"replicas": 5}}
    refused = cluster.refused("patch", resource="deployments", name="web", patch=said)
    assert refused["message"] == (
        'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your '
        "changes to the latest version and try again"
    )


@pytest.mark.parametrize(
    ("patch_type", "said", "code"),
    [("yaml", {}, "UnsupportedMediaType"), ("json", {}, "BadRequest"), ("merge", [], "BadRequest")],
)
def test_a_patch_that_is_none_is_refused(patch_type: str, said: Any, code: str) -> None:
    refused = with_deployment().refused("patch", resource="deployments", name="web", patch=said, patch_type=patch_type)
    assert refused["code"] == code
