"""Who controls what, and how that changes hands (claims.py too)."""

from typing import Any

from labs.engines.kube.workloads.claims import claims
from labs.engines.kube.workloads.owners import adopted, controller_of, is_controlled_by, key_of, reference_to, released

Manifest = dict[str, Any]


def thing(name: str, uid: str = "", **metadata: Any) -> Manifest:
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name, "uid": uid or name, **metadata}}


OWNER = {
    **thing("web", "u1", namespace="default"),
    "kind": "ReplicaSet",
    "spec": {"selector": {"matchLabels": {"app": "web"}}},
}
STRANGER = {"kind": "Node", "name": "n", "uid": "n1"}


def test_only_a_controller_controls() -> None:
    assert controller_of(thing("a", ownerReferences=[STRANGER])) is None
    owned = thing("a", ownerReferences=[STRANGER, reference_to(OWNER)])
    assert controller_of(owned) == reference_to(OWNER)
    assert is_controlled_by(owned, OWNER)
    assert not is_controlled_by(owned, thing("web", "another of that name"))


def test_adoption_adds_a_reference_and_release_takes_it_away() -> None:
    orphan = thing("a", ownerReferences=[STRANGER])
    assert adopted(orphan, OWNER)["metadata"] == {"uid": "a", "ownerReferences": [STRANGER, reference_to(OWNER)]}
    owned = thing("a", ownerReferences=[STRANGER, reference_to(OWNER)])
    assert released(owned, "u1")["metadata"] == {"uid": "a", "ownerReferences": [STRANGER]}
    assert released(thing("a", ownerReferences=[reference_to(OWNER)]), "u1")["metadata"]["ownerReferences"] is None


def test_keys_are_as_caches_have_them() -> None:
    assert key_of(OWNER) == "default/web"
    assert key_of(thing("node-a")) == "node-a"


def test_claims_keep_what_matches_release_what_does_not_and_adopt_orphans_that_do() -> None:
    web, other = {"app": "web"}, {"app": "other"}
    stays, goes = thing("stays", labels=web), thing("goes", labels=other)
    comes, ignored = thing("comes", labels=web), thing("ignored", labels=other)
    leaving = thing("leaving", labels=web, deletionTimestamp="2026-01-01T00:00:00Z")
    kept, patches = claims(OWNER, [stays, goes], [comes, ignored, leaving])
    assert kept == [stays]
    assert [one["metadata"]["name"] for one, _ in patches] == ["goes", "comes"]


def test_who_is_leaving_adopts_nobody() -> None:
    metadata = {**OWNER["metadata"], "deletionTimestamp": "2026-01-01T00:00:00Z"}
    assert claims({**OWNER, "metadata": metadata}, [], [thing("a", labels={"app": "web"})]).patches == []
