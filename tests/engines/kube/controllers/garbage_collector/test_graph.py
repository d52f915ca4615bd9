"""Which object depends on which."""

from typing import Any

from labs.engines.kube.controllers.garbage_collector.graph import Graph

Manifest = dict[str, Any]


def thing(uid: str, *owners: str, blocks: bool = False) -> Manifest:
    references = [{"uid": owner, "blockOwnerDeletion": blocks} for owner in owners]
    return {"metadata": {"uid": uid, "ownerReferences": references}}


def test_dependents_are_found_by_their_owners_uid() -> None:
    graph = Graph()
    graph.put("pods/default/b", thing("2", "1"))
    graph.put("pods/default/a", thing("3", "1", "9"))
    assert graph.dependents("1") == ["pods/default/a", "pods/default/b"]
    assert graph.owners_of("pods/default/a") == ("1", "9")
    assert graph.has_lost_owner("pods/default/b")
    graph.put("replicasets/default/web", thing("1"))
    assert graph.name_of("1") == "replicasets/default/web"
    assert graph.with_lost_owner() == ["pods/default/a"]


def test_only_another_owner_another_self_or_another_blocking_is_a_change() -> None:
    graph = Graph()
    assert graph.put("a", thing("1", "0"))
    assert not graph.put("a", thing("1", "0"))
    assert graph.put("a", thing("1", "0", blocks=True))
    assert graph.put("a", thing("2", "0", blocks=True))
    assert graph.put("a", None)
    assert not graph.put("a", None)


def test_what_is_gone_is_forgotten() -> None:
    graph = Graph()
    graph.put("a", thing("1", "0"))
    graph.put("a", thing("2"))
    assert graph.name_of("1") is None
    assert graph.dependents("0") == []
    assert graph.uid_of("a") == "2"
