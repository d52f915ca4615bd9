"""The process: it dies and comes back, is refused and tries again, and never acts twice on the same news."""

from itertools import pairwise
from typing import Any

import pytest

from labs.engines.sim import Command
from tests.engines.kube.controllers import world as worlds
from tests.engines.kube.controllers.world import LATENCY_US, SECOND, World, template, workload
from tests.engines.replay import restarted

Manifest = dict[str, Any]


def refused(replicas: int = 1) -> World:
    """A ReplicaSet whose Pods are refused: their PriorityClass does not exist."""
    world = World()
    body = workload(replicas=replicas)
    body["spec"]["template"] = template(priorityClassName="unknown")
    world.create("replicasets", body)
    return world


def attempts(world: World, seconds: float) -> list[int]:
    """Milliseconds at which a Pod was asked for and refused."""
    found: list[int] = []
    make = world.server.create

    def watch(*args: Any, **kwargs: Any) -> Any:
        if kwargs.get("resource") == "pods":
            found.append(world.sim.now_us // 1000)
        return make(*args, **kwargs)

    world.sim.methods["apiserver"].doors["create"] = watch
    world.run(seconds)
    return found


def test_a_refused_write_is_tried_again_after_5_ms_and_then_after_ever_twice_that() -> None:
    found = attempts(refused(), 3)
    pauses = [later - earlier for earlier, later in pairwise(found)]
    # There and back, the back-off and a look, which takes 1 ms.
    waits = [pause - 2 * LATENCY_US // 1000 - 1 for pause in pauses[:8]]
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640]


def test_of_many_pods_only_one_is_tried_while_they_are_refused() -> None:
    world = refused(replicas=50)
    world.run(0.2)
    events = [one for one in world.all("events") if one["reason"] == "FailedCreate"]
    assert 2 <= len(events) <= 7
    assert events[0]["message"].startswith('Error creating: pods "web-')
    assert events[0]["type"] == "Warning"
    condition = world.status("replicasets", "web")["conditions"][0]
    assert (condition["type"], condition["reason"]) == ("ReplicaFailure", "FailedCreate")


def test_when_it_is_refused_no_longer_the_failure_is_forgotten() -> None:
    world = refused()
    world.run(1)
    world.create("priorityclasses", {"metadata": {"name": "unknown"}, "value": 5}, "")
    world.run(10)
    assert len(world.pods()) == 1
    assert "conditions" not in world.status("replicasets", "web")
    assert world.manager.keys["replicaset-controller"] == {}


def test_what_it_wrote_it_waits_to_see_before_it_acts_again() -> None:
    """While the answers come and the watch brings nothing, Pods are missing in its cache; it makes no more of them."""
    world = World()
    world.sim.network.set_latency(5 * SECOND, 5 * SECOND, "apiserver>controller-manager")
    world.create("replicasets", workload(replicas=3))
    for _ in range(60):
        world.run(1)
        assert len(world.pods()) <= 3
    assert len(world.pods()) == 3


def test_stopped_it_does_nothing_and_forgets_everything() -> None:
    world = World()
    world.create("replicasets", workload(replicas=3))
    world.run(4)
    world.tell("controller-manager.stop")
    assert world.manager.cache["pods"] == {}
    world.kill(world.names("pods")[0])
    world.scale("replicasets", "web", 5)
    world.run(60)
    assert len(world.pods()) == 2
    entity = world.sim.entities()["controller-manager"]
    assert entity == {"kind": "controllers", "state": "stopped", "queued": {}}


def test_started_again_it_makes_up_for_what_it_missed() -> None:
    world = World()
    world.create("replicasets", workload(replicas=3))
    world.run(0.01)
    world.tell("controller-manager.stop")
    world.scale("replicasets", "web", 5)
    world.tell("controller-manager.start")
    world.run(4)
    assert len(world.pods()) == 5
    assert world.sim.entities()["controller-manager"]["state"] == "running"
    again = world.sim.execute(Command("controller-manager.start", by="dana"))
    assert again.error is not None
    assert again.error["code"] == "already_running"


@pytest.mark.parametrize("moment_us", [0, 7_000, 15_000, 23_000, 500_000, 2_100_000])
def test_a_restart_of_the_room_at_any_moment_changes_nothing(moment_us: int) -> None:
    straight, broken = World(), World()
    for world in (straight, broken):
        world.create("replicasets", workload(replicas=7))
        world.run(moment_us / SECOND)
    broken.use(restarted(broken.sim, worlds.build))
    for world in (straight, broken):
        for name in world.names("pods")[:1]:
            world.kill(name)
        world.run(5)
    assert straight.sim.digest == broken.sim.digest


@pytest.mark.parametrize("minutes", [2, 12])
def test_cut_off_it_acts_on_nothing_and_afterwards_on_everything(minutes: int) -> None:
    """Two minutes are made up from the history, twelve by a new list."""
    world = World()
    world.create("replicasets", workload(replicas=3))
    world.run(4)
    world.tell("network.cut", a="apiserver", b="controller-manager")
    world.kill(world.names("pods")[0])
    world.scale("replicasets", "web", 5)
    world.run(60 * minutes)
    assert len(world.pods()) == 2
    assert world.sim.entities()["watch/controller-manager"]["state"] == "broken"
    world.tell("network.heal", a="apiserver", b="controller-manager")
    world.run(80)  # a request that was lost in the cut is given up after 45 s, and asked again after up to 30 s
    assert len(world.pods()) == 5
    assert world.manager.cache["pods"] == world.server.objects["pods"]
