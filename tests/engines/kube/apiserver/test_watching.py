"""Watches: long polls answered by news, by a bookmark, or by a refusal."""

from typing import Any

from labs.engines.kube.apiserver import ApiServer
from labs.engines.kube.etcd import Etcd
from labs.engines.sim import Component, Simulation
from tests.engines.kube.apiserver.cluster import Cluster, node, pod
from tests.engines.replay import restarted

SECOND = 1_000_000
ONE_WAY_US = 5_000  # where nothing else is said


class Watcher(Component):
    """Asks once and notes when what was answered."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "watcher")
        self.heard: list[list[Any]] = []

    def ask(self, method: str, **args: Any) -> str:
        return self.request("apiserver", method, args, reply="hear", timeout_us=60 * SECOND)

    def hear(self, context: Any, result: Any, error: Any) -> None:
        self.heard.append([self.sim.now_us, result, error and error["code"]])


def build() -> Simulation:
    sim = Simulation(1)
    ApiServer(sim, Etcd(sim))
    Watcher(sim)
    return sim


def watched() -> tuple[Cluster, Any]:
    cluster = Cluster(build())
    return cluster, cluster.sim.components["watcher"]


def test_news_are_told_when_they_are_stored_and_only_of_the_asked_kinds() -> None:
    cluster, watcher = watched()
    since = cluster.server.revision
    watcher.ask("watch", resources=["pods", "nodes"], after=since)
    cluster.sim.run_until(SECOND)
    cluster.create("configmaps", "c", {})
    assert watcher.heard == []
    made = cluster.create("pods", "p", pod())["metadata"]["resourceVersion"]
    fact = cluster.sim.log.count  # ObjectCreated: what follows from the news follows from it
    told = {"revision": int(made), "changes": [["pods", "default/p", made, False, fact]]}
    at_us = SECOND + 30_000 + 3_000 + ONE_WAY_US  # the config map had 30 ms; then the store, then the way
    assert watcher.heard == [[at_us, told, None]]


def test_what_was_missed_is_told_at_once_in_its_order() -> None:
    cluster, watcher = watched()
    since = cluster.server.revision
    cluster.create("pods", "p", pod())
    cluster.create("nodes", "a", node())
    cluster.do("delete", resource="pods", name="p")
    begun_us = cluster.sim.now_us
    watcher.ask("watch", resources=["nodes", "pods"], after=since)
    cluster.sim.run_until(begun_us + 2 * ONE_WAY_US)
    changes = watcher.heard[0][1]["changes"]
    assert [[one[0], one[1], one[3]] for one in changes] == [
        ["pods", "default/p", False], ["nodes", "a", False], ["pods", "default/p", True]
    ]  # fmt: skip


def test_without_news_there_is_a_bookmark_after_half_a_minute() -> None:
    cluster, watcher = watched()
    since = cluster.server.revision
    watcher.ask("watch", resources=["pods"], after=since)
    cluster.create("configmaps", "c", {})
    cluster.sim.run_until(31 * SECOND)
    assert watcher.heard == [[30 * SECOND + 2 * ONE_WAY_US, {"revision": since + 1, "changes": []}, None]]


def test_a_kubelet_hears_of_its_own_pods_only() -> None:
    cluster, watcher = watched()
    since = cluster.server.revision
    for name, on in (("mine", "a"), ("other", "b"), ("free", "")):
        cluster.create("pods", name, pod(**({"nodeName": on} if on else {})))
    watcher.ask("watch", resources=["pods"], after=since, node="a")
    watcher.ask("list_versions", resources=["pods"], node="a")
    cluster.sim.run_until(cluster.sim.now_us + SECOND)
    assert [one[1] for one in watcher.heard[0][1]["changes"]] == ["default/mine"]
    assert list(watcher.heard[1][1]["objects"]["pods"]) == ["default/mine"]
    watcher.ask("watch", resources=["pods"], after=cluster.server.revision, node="a")
    cluster.sim.run_until(cluster.sim.now_us + SECOND)
    cluster.do("bind", name="free", node="b")
    assert len(watcher.heard) == 2
    cluster.do("delete", resource="pods", name="mine", grace_s=0)
    assert watcher.heard[2][1]["changes"][0][1:4] == ["default/mine", str(cluster.server.revision), True]


def test_who_asks_from_before_the_history_must_list_again() -> None:
    cluster, watcher = watched()
    cluster.sim.run_until(301 * SECOND)
    watcher.ask("watch", resources=["pods"], after=1)
    cluster.sim.run_until(302 * SECOND)
    assert watcher.heard[0][2] == "Expired"


def test_a_watcher_that_hangs_up_is_forgotten_also_after_a_restart() -> None:
    cluster, watcher = watched()
    call = watcher.ask("watch", resources=["pods"], after=cluster.server.revision, node="a")
    cluster.sim.run_until(SECOND)
    again = Cluster(restarted(cluster.sim, build))
    again.sim.components["watcher"].abandon_call(call)
    assert again.server.waiters == {}
    again.create("pods", "p", pod(nodeName="a"))
    assert again.sim.components["watcher"].heard == []  # type: ignore[attr-defined]
