"""The API server's process dies and comes back, also in `writing.py` under way."""

from typing import Any

import pytest

from labs.engines.sim import Command, EngineError
from tests.engines.kube.apiserver.cluster import WRITE_US, Cluster
from tests.engines.kube.apiserver.test_caches_property import build
from tests.engines.replay import restarted

SECOND = 1_000_000
CONFIG = {"resource": "configmaps", "body": {"metadata": {"name": "c"}}}


def tell(cluster: Cluster, command: str) -> None:
    assert cluster.sim.execute(Command(f"apiserver.{command}")).error is None


def test_a_stopped_server_refuses_everybody() -> None:
    cluster = Cluster()
    tell(cluster, "stop")
    refused = cluster.refused("create", **CONFIG)
    assert (refused["code"], refused["message"], refused["data"]["status"]) == (
        "ServiceUnavailable", "connection refused", 503
    )  # fmt: skip
    asked: dict[str, dict[str, Any]] = {"list_objects": {}, "changes_after": {"after": 1}, "get": {"name": "c"}}
    for method, args in asked.items():
        with pytest.raises(EngineError, match="connection refused"):
            cluster.look(method, resource="configmaps", **args)
    assert cluster.sim.entities()["apiserver"]["state"] == "stopped"


def test_a_write_under_way_is_refused_and_may_be_stored_all_the_same() -> None:
    cluster = Cluster()
    tickets = [cluster.sim.execute(Command("apiserver.create", CONFIG)).ticket for _ in range(2)]
    tell(cluster, "stop")
    cluster.sim.run_until(WRITE_US)
    for ticket in tickets:
        assert ticket is not None
        error = cluster.replies[ticket].error
        assert error is not None
        assert error["code"] == "ServiceUnavailable"
    tell(cluster, "start")
    cluster.sim.run_until(SECOND)
    assert cluster.get("configmaps", "c")


def test_who_watched_lists_again_when_it_is_back() -> None:
    cluster = Cluster(build())
    watcher: Any = cluster.sim.components["ann"]
    cluster.create("configmaps", "a", {})
    tell(cluster, "stop")
    cluster.sim.run_until(SECOND)
    assert watcher.watching == "broken"
    tell(cluster, "start")
    cluster.sim.run_until(5 * SECOND)
    cluster.create("configmaps", "b", {})
    cluster.sim.run_until(9 * SECOND)
    assert (watcher.watching, list(watcher.cache["configmaps"])) == ("watching", ["default/a", "default/b"])


def test_it_does_not_run_before_it_has_read_the_store() -> None:
    cluster = Cluster()
    cluster.create("configmaps", "c", {})
    tell(cluster, "stop")
    assert cluster.sim.execute(Command("network.cut", {"a": "apiserver", "b": "etcd"})).error is None
    tell(cluster, "start")
    cluster.sim.run_until(20 * SECOND)
    assert cluster.server.running is False
    assert cluster.sim.execute(Command("network.heal", {"a": "apiserver", "b": "etcd"})).error is None
    cluster.sim.run_until(30 * SECOND)
    assert cluster.get("configmaps", "c")
    again = cluster.sim.execute(Command("apiserver.start")).error
    assert again is not None
    assert again["code"] == "already_running"


def test_a_restart_of_the_room_meanwhile_changes_nothing() -> None:
    cluster = Cluster(build())
    cluster.create("configmaps", "a", {})
    tell(cluster, "stop")
    tell(cluster, "start")
    again = restarted(cluster.sim, build)
    for sim in (cluster.sim, again):
        sim.run_until(5 * SECOND)
    assert again.digest == cluster.sim.digest
    assert again.entities() == cluster.sim.entities()
