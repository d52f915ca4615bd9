"""Who controls what, and what is on which node, change by change."""

from typing import Any

from labs.engines.kube.controller.index import Index

Manifest = dict[str, Any]


def pod(owner: str = "", node: str = "") -> Manifest:
    references = [{"uid": owner, "controller": True}] if owner else []
    return {"metadata": {"ownerReferences": references}, "spec": {"nodeName": node} if node else {}}


def test_an_object_is_found_by_its_owner_and_by_its_node() -> None:
    index = Index()
    index.put("pods", "default/b", pod("web", "n1"))
    index.put("pods", "default/a", pod("web"))
    assert index.owned("pods", "web") == ["default/a", "default/b"]
    assert index.pods_on("n1") == ["default/b"]
    assert index.owned("replicasets", "web") == []


def test_when_it_changes_hands_it_is_found_at_the_new_place_only() -> None:
    index = Index()
    index.put("pods", "default/a", pod("web"))
    index.put("pods", "default/a", pod("", "n1"))
    assert index.owned("pods", "web") == []
    assert index.orphans("pods", "default") == ["default/a"]
    assert index.pods_on("n1") == ["default/a"]
    index.put("pods", "default/a", None)
    assert index.orphans("pods", "default") == index.pods_on("n1") == []


def test_orphans_are_by_namespace() -> None:
    index = Index()
    index.put("pods", "one/a", pod())
    index.put("pods", "two/a", pod())
    assert index.orphans("pods", "two") == ["two/a"]
