"""What a part of the cluster knows: told late, cut off, resumed, listed again."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.engines.kube.apiserver import ApiServer
from labs.engines.kube.etcd import Etcd
from labs.engines.kube.informer import Informer
from labs.engines.sim import Command, Simulation, restore, save

MS, SECOND = 1_000, 1_000_000
LATENCY_US = 10 * MS
STORED_US = 3 * MS  # until the API server has a write from the store


class Watcher(Informer):
    """Notes what it is told, and when."""

    watches = ("configmaps", "pods")

    def __init__(self, sim: Simulation, name: str, etcd: Etcd, node: str = "") -> None:
        self.node = node
        super().__init__(sim, name, etcd)
        self.told: list[list[Any]] = []

    def node_watched(self) -> str:
        return self.node

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        self.told.append([self.sim.now_us, key, bool(before), bool(after)])


class World:
    def __init__(self, *nodes: str) -> None:
        self.sim = Simulation(1)
        self.sim.network.set_latency(LATENCY_US, LATENCY_US)
        etcd = Etcd(self.sim)
        self.server = ApiServer(self.sim, etcd)
        self.watchers = [Watcher(self.sim, f"watcher-{node or 'all'}", etcd, node) for node in nodes or ("",)]
        self.watcher = self.watchers[0]
        self.until(SECOND)

    def until(self, at_us: int) -> None:
        self.sim.run_until(at_us)

    def do(self, command: str, **args: Any) -> None:
        reply = self.sim.execute(Command(command, args))
        assert reply.error is None, reply.error

    def put(self, name: str) -> None:
        self.do("apiserver.create", resource="configmaps", body={"metadata": {"name": name}})

    def cut(self) -> None:
        self.do("network.cut", a="apiserver", b="watcher-all")

    def heal(self) -> None:
        self.do("network.heal", a="apiserver", b="watcher-all")

    def facts(self, *names: str) -> list[dict[str, Any]]:
        facts = (self.sim.log.fact(number) for number in range(1, self.sim.log.count + 1))
        return [fact for fact in facts if fact is not None and fact["event"] in names]


def known(watcher: Watcher) -> list[str]:
    return [key for key, _ in watcher.objects("configmaps")]


def test_a_change_is_known_one_way_after_it_is_stored() -> None:
    world = World()
    told = world.watcher.told
    before = len(told)
    world.put("a")
    world.until(2 * SECOND)
    assert told[before:] == [[SECOND + STORED_US + LATENCY_US, "default/a", False, True]]


def test_what_changes_between_two_questions_comes_with_the_next_answer() -> None:
    world = World()
    before = len(world.watcher.told)
    world.put("a")
    world.until(SECOND + STORED_US + LATENCY_US)  # "a" is just known, and the next question is on its way
    world.put("b")
    world.until(2 * SECOND)
    assert [told[0] for told in world.watcher.told[before:]] == [
        SECOND + STORED_US + LATENCY_US,
        SECOND + STORED_US + 3 * LATENCY_US,
    ]


def test_a_watcher_that_was_cut_off_is_stale_and_goes_on_from_where_it_was() -> None:
    world = World()
    world.cut()
    world.put("a")
    world.until(100 * SECOND)
    assert (known(world.watcher), world.watcher.watching) == ([], "broken")
    world.heal()
    world.until(200 * SECOND)
    assert known(world.watcher) == ["default/a"]
    (resumed,) = world.facts("WatchResumed", "ListedAgain")
    assert resumed["data"] == {"watcher": "watcher-all", "seen": world.watcher.seen - 1, "missed": 1}


def test_after_ten_minutes_the_history_is_gone_and_it_lists_again() -> None:
    world = World()
    world.put("old")
    world.until(2 * SECOND)
    world.cut()
    world.do("apiserver.delete", resource="configmaps", name="old")
    world.put("new")
    world.until(660 * SECOND)
    assert known(world.watcher) == ["default/old"]
    world.heal()
    world.until(760 * SECOND)
    assert known(world.watcher) == ["default/new"]
    assert [fact["event"] for fact in world.facts("WatchBroken", "WatchExpired", "ListedAgain")] == [
        "WatchBroken",
        "WatchExpired",
        "ListedAgain",
    ]


def test_a_stopped_watcher_forgets_all_and_hears_nothing_of_its_earlier_life() -> None:
    world = World()
    world.put("a")
    world.until(2 * SECOND)
    told = len(world.watcher.told)
    world.watcher.stop_watching()
    world.put("b")
    world.until(100 * SECOND)
    assert (known(world.watcher), world.watcher.told[told:]) == ([], [])
    world.watcher.start_watching(world.watcher.life)
    world.until(101 * SECOND)
    assert known(world.watcher) == ["default/a", "default/b"]


def test_who_watches_a_node_hears_of_its_pods_only_and_of_those_that_leave_it() -> None:
    world = World("n1", "n2")
    pod = {"metadata": {"name": "a"}, "spec": {"containers": [{"name": "web", "image": "nginx:1.29"}]}}
    world.do("apiserver.create", resource="pods", body=pod)
    world.until(2 * SECOND)
    world.do("apiserver.bind", name="a", node="n1")
    world.until(3 * SECOND)
    world.do("apiserver.delete", resource="pods", name="a", grace_s=0)
    world.until(4 * SECOND)
    told = [[entry[1:] for entry in watcher.told if entry[1] == "default/a"] for watcher in world.watchers]
    assert told == [[["default/a", False, True], ["default/a", True, False]], []]


@pytest.mark.parametrize("at_s", [3, 50, 130])
def test_a_restored_watcher_goes_on_as_the_first_does(at_s: int) -> None:
    world, twin = World(), World()
    world.put("a")
    world.until(2 * SECOND)
    world.cut()
    world.put("b")
    world.until(at_s * SECOND)
    restore(twin.sim, json.loads(json.dumps(save(world.sim))))
    for one in (world, twin):
        one.heal()
        one.put("c")
        one.until(400 * SECOND)
    assert known(world.watcher) == ["default/a", "default/b", "default/c"]
    assert world.sim.digest == twin.sim.digest
    assert save(world.sim) == save(twin.sim)


ACTS = st.lists(st.tuples(st.sampled_from(["put", "delete", "cut", "heal"]), st.integers(0, 4), st.integers(1, 400)))


@given(ACTS)
def test_when_the_network_is_quiet_the_cache_is_what_is_stored(acts: list[tuple[str, int, int]]) -> None:
    world = World()
    for act, number, seconds in acts:
        name, reply = f"c{number}", None
        if act in ("cut", "heal"):
            getattr(world, act)()
        elif act == "put":
            reply = Command("apiserver.create", {"resource": "configmaps", "body": {"metadata": {"name": name}}})
        else:
            reply = Command("apiserver.delete", {"resource": "configmaps", "name": name})
        if reply is not None:
            world.sim.execute(reply)
        world.until(world.sim.now_us + seconds * SECOND)
    world.heal()
    world.until(world.sim.now_us + 200 * SECOND)
    assert world.watcher.cache["configmaps"] == world.server.objects.get("configmaps", {})
    assert world.watcher.cache["configmaps"].keys() == {
        key.removeprefix("configmaps/") for key in world.server._etcd.keys if key.startswith("configmaps/")
    }
