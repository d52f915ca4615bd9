"""Documents become objects: lists are taken apart, and an error says where it stood."""

import pytest

from labs.engines.kube import ManifestError, read_cluster
from tests.engines.kube.manifests.objects import Manifest, node, pod, problem


def names(manifests: list[Manifest]) -> list[str]:
    return [one["metadata"]["name"] for one in manifests]


def test_a_list_is_taken_apart_in_its_order() -> None:
    listed = {"apiVersion": "v1", "kind": "List", "items": [node("b"), pod("p"), node("a")]}
    read = read_cluster([listed, node("c")])
    assert names(read.nodes) == ["b", "a", "c"]
    assert names(read.pods) == ["p"]


def test_the_items_of_a_typed_list_need_not_say_what_they_are() -> None:
    item = {key: value for key, value in pod("p").items() if key not in ("apiVersion", "kind")}
    assert names(read_cluster([{"apiVersion": "v1", "kind": "PodList", "items": [item]}]).pods) == ["p"]
    assert problem({"apiVersion": "v1", "kind": "List", "items": [item]}) == "kind: Required value"


def test_lists_may_be_empty_and_in_each_other() -> None:
    inner = {"apiVersion": "v1", "kind": "PodList", "items": [pod("p")]}
    assert names(read_cluster([{"apiVersion": "v1", "kind": "List", "items": [inner]}]).pods) == ["p"]
    assert read_cluster([{"apiVersion": "v1", "kind": "List", "items": None}]).pods == []


def test_null_documents_are_none_and_still_counted() -> None:
    with pytest.raises(ManifestError, match=r"^document 3 \(Pod web\): spec.containers: Required value$"):
        read_cluster([None, node(), pod(containers=[])])


def test_an_error_within_a_list_names_the_item() -> None:
    listed = {"apiVersion": "v1", "kind": "List", "items": [node(), pod("p", containers=[])]}
    with pytest.raises(ManifestError, match=r"^document 1, item 2 \(Pod p\): spec.containers: Required value$"):
        read_cluster([listed])


@pytest.mark.parametrize("document", ["text", 7, [], True])
def test_what_is_no_object_is_refused(document: object) -> None:
    assert problem(document).endswith("must be an object with apiVersion, kind and metadata")
    assert problem({"apiVersion": "v1", "kind": "List", "items": [document]}).endswith("kind and metadata")


def test_items_must_be_a_list() -> None:
    assert problem({"apiVersion": "v1", "kind": "List", "items": {"a": 1}}).startswith("items: Invalid value")


def test_an_object_says_its_kind_and_a_version_that_is_served() -> None:
    assert problem({"apiVersion": "v1"}) == "kind: Required value"
    assert problem({"kind": "Pod"}) == "apiVersion: Required value"
    assert problem({"kind": ["Pod"], "apiVersion": "v1"}) == 'kind: Invalid value: ["Pod"]: must be a string'
    old = {"apiVersion": "policy/v1beta1", "kind": "PodDisruptionBudget", "metadata": {"name": "a"}}
    assert problem(old) == 'apiVersion: Unsupported value: "policy/v1beta1": supported values: "policy/v1"'
