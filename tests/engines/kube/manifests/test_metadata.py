"""What an object says of itself."""

import pytest

from labs.engines.kube.manifests.metadata import MOMENT
from tests.engines.kube.manifests.objects import Manifest, pod, problem, read_pod

NAMELESS = "metadata.name: Required value: name or generateName is required"


def test_the_namespace_is_default_unless_told() -> None:
    assert read_pod(pod())["metadata"]["namespace"] == "default"
    assert read_pod(pod(metadata={"namespace": "shop"}))["metadata"]["namespace"] == "shop"


@pytest.mark.parametrize("metadata", [{"name": ""}, {"name": None}])
def test_an_object_needs_a_name(metadata: Manifest) -> None:
    assert problem(pod(metadata=metadata)) == NAMELESS


def test_an_object_needs_metadata() -> None:
    assert problem({"apiVersion": "v1", "kind": "Node"}) == "metadata: Required value"


def test_what_scheduling_does_not_ask_for_is_left_out() -> None:
    assert "managedFields" not in read_pod(pod(metadata={"managedFields": [{"manager": "kubectl"}]}))["metadata"]


def test_times_are_times() -> None:
    assert read_pod(pod(metadata={"creationTimestamp": None}))["metadata"].get("creationTimestamp") is None
    assert problem(pod(metadata={"creationTimestamp": "yesterday"})).startswith("metadata.creationTimestamp: Invalid")
    assert MOMENT.fullmatch("2026-01-01T00:00:00.123456Z")
    assert MOMENT.fullmatch("2026-01-01T00:00:00+09:00")


def test_an_owner_says_its_kind_and_its_name() -> None:
    owner = {"kind": "ReplicaSet", "name": "web", "controller": True}
    assert read_pod(pod(metadata={"ownerReferences": [owner]}))["metadata"]["ownerReferences"] == [owner]
    assert problem(pod(metadata={"ownerReferences": [{"kind": "ReplicaSet"}]})) == (
        "metadata.ownerReferences[0].name: Required value"
    )
