"""Lists, pages, and what a watch has to tell."""

from typing import Any

import pytest

from labs.engines.sim import EngineError
from tests.engines.kube.apiserver.cluster import Cluster

MINUTES = 60_000_000


def with_configs(*names: str) -> Cluster:
    cluster = Cluster()
    for name in names:
        cluster.create("configmaps", name, {"metadata": {"labels": {"name": name}}})
    return cluster


def names(found: dict[str, Any]) -> list[str]:
    return [one["metadata"]["name"] for one in found["items"]]


def listed(cluster: Cluster, **args: Any) -> dict[str, Any]:
    found: dict[str, Any] = cluster.look("list_objects", resource="configmaps", **args)
    return found


def test_a_list_is_in_the_order_of_keys_and_of_a_namespace_or_of_all() -> None:
    cluster = with_configs("c", "a")
    cluster.create("configmaps", "b", {}, namespace="kube-system")
    assert names(listed(cluster)) == ["a", "c", "b"]
    assert names(listed(cluster, namespace="kube-system")) == ["b"]
    assert names(listed(cluster, labels="name in (c,b)")) == ["c"]
    assert listed(cluster)["revision"] == cluster.server.revision


def test_pages_are_all_as_of_the_first() -> None:
    cluster = with_configs("a", "b", "c", "d")
    first = listed(cluster, limit=2)
    assert (names(first), first["remaining"]) == (["a", "b"], 2)
    cluster.do("delete", resource="configmaps", name="c")
    cluster.create("configmaps", "e", {})
    cluster.do("patch", resource="configmaps", name="d", patch={"data": {"new": "yes"}})
    second = listed(cluster, limit=2, page=first["page"])
    assert (names(second), second["page"], second["remaining"]) == (["c", "d"], "", 0)
    assert "data" not in second["items"][1]
    assert second["revision"] == first["revision"]


def test_a_page_can_be_too_old() -> None:
    cluster = with_configs("a", "b")
    first = listed(cluster, limit=1)
    cluster.create("configmaps", "c", {})
    cluster.sim.run_until(11 * MINUTES)
    with pytest.raises(EngineError, match="The provided continue parameter is too old") as refused:
        listed(cluster, limit=1, page=first["page"])
    assert refused.value.code == "Expired"
    rest = listed(cluster, page=refused.value.data["details"]["page"])
    assert names(rest) == ["b", "c"]


@pytest.mark.parametrize("page", ["?", "e30=", "bm8="])
def test_a_mark_that_is_none_is_refused(page: str) -> None:
    with pytest.raises(EngineError, match="continue key is not valid"):
        listed(with_configs("a"), page=page)


def test_what_came_after_a_version_is_told_in_order() -> None:
    cluster = with_configs("a")
    since = cluster.server.revision
    cluster.do("patch", resource="configmaps", name="a", patch={"data": {"x": "1"}})
    cluster.create("configmaps", "b", {})
    cluster.do("delete", resource="configmaps", name="a")
    told = cluster.look("changes_after", resource="configmaps", after=since)
    assert [(one["type"], one["object"]["metadata"]["name"]) for one in told["events"]] == [
        ("MODIFIED", "a"), ("ADDED", "b"), ("DELETED", "a")
    ]  # fmt: skip
    assert told["events"][2]["object"]["metadata"]["resourceVersion"] == str(told["revision"])


def test_what_comes_to_be_selected_is_added_and_what_no_longer_is_deleted() -> None:
    cluster = with_configs("a")
    since = cluster.server.revision
    for label in ("other", "a", "a", "other"):
        patch = {"metadata": {"labels": {"name": label}}, "data": {"at": str(cluster.server.revision)}}
        cluster.do("patch", resource="configmaps", name="a", patch=patch)
    told = cluster.look("changes_after", resource="configmaps", after=since, labels="name=a")
    assert [one["type"] for one in told["events"]] == ["DELETED", "ADDED", "MODIFIED", "DELETED"]


def test_a_watch_from_too_long_ago_is_expired() -> None:
    cluster = with_configs("a")
    cluster.sim.run_until(11 * MINUTES)
    with pytest.raises(EngineError, match="too old resource version: 1 "):
        cluster.look("changes_after", resource="configmaps", after=1)
