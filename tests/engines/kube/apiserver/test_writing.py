"""Between the API server and its store: lost answers, and what is stated of a change."""

from typing import Any

from labs.engines.sim import Command
from tests.engines.kube.apiserver.cluster import WRITE_US, Cluster

SECOND = 1_000_000
CONFIG: dict[str, Any] = {"resource": "configmaps", "body": {"metadata": {"name": "c"}}}


def cut(cluster: Cluster, verb: str = "cut") -> None:
    assert cluster.sim.execute(Command(f"network.{verb}", {"a": "apiserver", "b": "etcd"})).error is None


def begun(cluster: Cluster, method: str = "create", **args: Any) -> int:
    ticket = cluster.sim.execute(Command(f"apiserver.{method}", args or CONFIG, by="dana")).ticket
    assert ticket is not None
    return ticket


def facts(cluster: Cluster, name: str) -> list[dict[str, Any]]:
    return [fact["data"] for fact in cluster.sim.log.since(0) if fact["event"] == name]


def test_a_store_that_does_not_answer_is_waited_for_five_seconds() -> None:
    cluster = Cluster()
    cut(cluster)
    ticket = begun(cluster)
    cluster.sim.run_until(5 * SECOND)
    error = cluster.replies[ticket].error
    assert error is not None
    assert (error["code"], error["message"], error["data"]["status"]) == (
        "Timeout", "etcdserver: request timed out", 504
    )  # fmt: skip


def test_what_was_stored_though_the_answer_was_lost_is_seen_when_the_way_is_free() -> None:
    cluster = Cluster()
    ticket = begun(cluster)
    cluster.sim.run_until(WRITE_US - 100)  # the answer is on its way
    cut(cluster)
    cut(cluster, "heal")
    cluster.sim.run_until(4 * SECOND)
    assert "configmaps" not in cluster.server.objects
    cluster.sim.run_until(7 * SECOND)
    assert cluster.replies[ticket].error is not None
    assert cluster.get("configmaps", "c")
    assert cluster.server.looking is False


def test_who_writes_after_a_lost_answer_gets_a_true_one() -> None:
    cluster = Cluster()
    begun(cluster)
    cluster.sim.run_until(WRITE_US - 100)
    cut(cluster)
    cut(cluster, "heal")
    body = {"metadata": {"name": "d"}}
    assert cluster.do("create", resource="configmaps", body=body)["metadata"]["name"] == "d"
    assert set(cluster.server.objects["configmaps"]) == {"default/c", "default/d"}


def test_every_change_is_stated_with_who_made_it_but_for_leases_and_events() -> None:
    cluster = Cluster()
    cluster.create("configmaps", "c", {})
    cluster.do("patch", resource="configmaps", name="c", patch={"data": {"a": "b"}}, manager="a-controller")
    cluster.do("delete", resource="configmaps", name="c")
    cluster.create("leases", "l", {})
    revision = cluster.server.revision
    place = {"resource": "configmaps", "key": "default/c"}
    assert facts(cluster, "ObjectCreated") == [{**place, "version": revision - 3, "by": "@dana"}]
    assert facts(cluster, "ObjectChanged") == [
        {**place, "version": revision - 2, "by": "a-controller", "parts": ["data"]}
    ]
    assert facts(cluster, "ObjectDeleted") == [{**place, "version": revision - 1, "by": "@dana"}]


def test_the_server_says_how_much_it_holds_and_writes() -> None:
    cluster = Cluster()
    before = cluster.sim.entities()["apiserver"]["stored"]
    cluster.create("configmaps", "c", {})
    cluster.create("leases", "l", {})
    for value in "ab":
        begun(cluster, "patch", resource="configmaps", name="c", patch={"data": {"a": value}})
    shown = cluster.sim.entities()["apiserver"]
    assert (shown["kind"], shown["stored"], shown["writing"]) == ("apiserver", before + 1, 2)
