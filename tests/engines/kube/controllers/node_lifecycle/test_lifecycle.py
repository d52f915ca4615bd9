"""When a silent node is given up, what is said of it and of its Pods, and how it comes back."""

import pytest

from tests.engines.kube.controllers.machines import Machines, build
from tests.engines.replay import restarted

UNREACHABLE = ["node.kubernetes.io/unreachable:NoSchedule", "node.kubernetes.io/unreachable:NoExecute"]
# The last lease is stored at 10.004 s and heard of at 10.005. The monitor ticks at 0.005, 5.005, ...: at 60.005 it has
# not been silent for more than 50 s, at 65.005 it has.
GIVEN_UP_S = 65.005


def one_of_three_silent_from_eleven_seconds_on() -> Machines:
    world = Machines(3)
    world.add_pod("web", "n0")
    world.add_pod("other", "n1")
    world.run_to(11)
    world.silence("n0")
    return world


def test_a_node_is_unknown_at_the_first_look_after_fifty_seconds_of_silence() -> None:
    world = one_of_three_silent_from_eleven_seconds_on()
    world.run_to(GIVEN_UP_S - 0.001)
    assert world.readiness("nodes", "n0") == "True"
    world.run_to(GIVEN_UP_S + 0.1)
    assert [world.readiness("nodes", node) for node in ("n0", "n1", "n2")] == ["Unknown", "True", "True"]
    ready = world.get("nodes", "n0")["status"]["conditions"][0]
    assert ready["reason"] == "NodeStatusUnknown"
    assert ready["message"] == "Kubelet stopped posting node status."
    assert ready["lastTransitionTime"] == "2026-01-01T00:01:05Z"
    never = world.get("nodes", "n0")["status"]["conditions"][1]
    assert (never["reason"], never["message"]) == ("NodeStatusNeverUpdated", "Kubelet never posted node status.")


def test_it_is_tainted_and_its_pods_are_not_ready() -> None:
    world = one_of_three_silent_from_eleven_seconds_on()
    world.run_to(GIVEN_UP_S + 0.1)
    assert world.taints("n0") == UNREACHABLE
    assert world.taints("n1") == []
    assert world.readiness("pods", "web") == "False"
    assert world.readiness("pods", "other") == "True"
    assert world.told("NodeNotReady") == ["Node n0 status is now: NodeNotReady", "Node is not ready"]


def test_its_pods_are_deleted_three_hundred_seconds_later_and_stay_there_terminating() -> None:
    world = one_of_three_silent_from_eleven_seconds_on()
    world.run_to(GIVEN_UP_S + 300)
    assert "deletionTimestamp" not in world.get("pods", "web")["metadata"]
    world.run_to(GIVEN_UP_S + 300.1)
    pod = world.get("pods", "web")
    # 365.007 s, and the grace of 30 s.
    assert pod["metadata"]["deletionTimestamp"] == "2026-01-01T00:06:35Z"
    assert pod["status"]["conditions"][-1]["reason"] == "DeletionByTaintManager"
    world.run_to(1000)
    assert world.get("pods", "web")["metadata"]["uid"] == pod["metadata"]["uid"]
    assert world.told("TaintManagerEviction") == ["Marking for deletion Pod default/web"]
    assert "deletionTimestamp" not in world.get("pods", "other")["metadata"]


def test_a_node_that_comes_back_in_time_keeps_its_pods() -> None:
    world = one_of_three_silent_from_eleven_seconds_on()
    world.run_to(200)
    world.tell("runners.speak", node="n0")
    world.run_to(400)
    assert world.taints("n0") == []
    assert "deletionTimestamp" not in world.get("pods", "web")["metadata"]
    assert "Cancelling deletion of Pod default/web" in world.told("TaintManagerEviction")


def test_a_cordoned_node_gets_its_taint_and_loses_it() -> None:
    world = Machines(1)
    world.patch("nodes", "n0", {"spec": {"unschedulable": True, "taints": [{"key": "own", "effect": "NoSchedule"}]}})
    world.run(0.1)
    assert world.taints("n0") == ["own:NoSchedule", "node.kubernetes.io/unschedulable:NoSchedule"]
    world.patch("nodes", "n0", {"spec": {"unschedulable": None}})
    world.run(0.1)
    assert world.taints("n0") == ["own:NoSchedule"]


def test_a_node_that_says_it_is_not_ready_is_tainted_as_such() -> None:
    world = Machines(3)
    world.patch("nodes", "n0", {"status": {"conditions": [{"type": "Ready", "status": "False"}]}}, subresource="status")
    world.run(6)
    assert world.taints("n0") == ["node.kubernetes.io/not-ready:NoSchedule", "node.kubernetes.io/not-ready:NoExecute"]


def test_it_tells_of_nodes_that_come_and_go_when_it_looks() -> None:
    world = Machines(1)
    world.run(5)
    assert world.told("RegisteredNode") == ["Node n0 event: Registered Node n0 in Controller"]
    world.delete("nodes", "n0")
    world.run(5)
    assert world.told("RemovingNode") == ["Node n0 event: Removing Node n0 from Controller"]


def test_nodes_are_emptied_one_in_ten_seconds() -> None:
    world = Machines(9)
    world.run_to(11)
    world.silence("n0", "n1", "n2")
    world.run_to(GIVEN_UP_S + 0.1)
    assert world.emptied() == ["n0"]
    world.run_to(GIVEN_UP_S + 9.9)
    assert world.emptied() == ["n0"]
    world.run_to(GIVEN_UP_S + 10.1)
    assert world.emptied() == ["n0", "n1"]
    world.run_to(GIVEN_UP_S + 20.1)
    assert world.emptied() == ["n0", "n1", "n2"]


def test_a_small_zone_that_is_mostly_silent_is_not_emptied() -> None:
    world = Machines(10, zones=2)
    world.run_to(11)
    world.silence("n0", "n2", "n4")
    world.run_to(200)
    assert world.emptied() == []
    assert world.taints("n0") == UNREACHABLE[:1]


def test_a_zone_that_is_silent_altogether_is_emptied_at_full_pace() -> None:
    world = Machines(6, zones=2)
    world.run_to(11)
    world.silence("n0", "n2", "n4")
    world.run_to(GIVEN_UP_S + 20.1)
    assert world.emptied() == ["n0", "n2", "n4"]


def test_when_nobody_is_heard_nobody_is_driven_away() -> None:
    world = Machines(3)
    world.run_to(11)
    world.silence("n0", "n1", "n2")
    world.run_to(200)
    assert world.emptied() == []
    assert [world.readiness("nodes", node) for node in ("n0", "n1", "n2")] == ["Unknown"] * 3


def test_eviction_ends_when_the_last_node_falls_silent_and_begins_anew_with_a_whole_grace() -> None:
    world = one_of_three_silent_from_eleven_seconds_on()
    world.run_to(100)
    assert world.emptied() == ["n0"]
    world.silence("n1", "n2")
    world.run_to(200)
    assert world.emptied() == []
    world.tell("runners.speak", node="n1")
    world.run_to(210)
    assert world.emptied() == ["n0"]


def test_a_new_controller_manager_gives_everybody_the_whole_grace_once_more() -> None:
    world = one_of_three_silent_from_eleven_seconds_on()
    world.run_to(50)
    world.tell("controller-manager.stop")
    world.tell("controller-manager.start")
    world.run_to(100)
    assert world.readiness("nodes", "n0") == "True"
    world.run_to(106)
    assert world.readiness("nodes", "n0") == "Unknown"


@pytest.mark.parametrize("second", [30, 65.006, 100])
def test_it_goes_on_from_a_checkpoint_as_it_would_have(second: float) -> None:
    world = one_of_three_silent_from_eleven_seconds_on()
    world.run_to(second)
    twin = restarted(world.sim, build)
    twin.run_until(380 * 1_000_000)
    world.run_to(380)
    assert world.sim.digest == twin.digest


def test_an_eviction_goes_back_to_the_silence() -> None:
    world = one_of_three_silent_from_eleven_seconds_on()
    world.run_to(GIVEN_UP_S + 301)
    facts = {fact["id"]: fact for fact in world.sim.log.since(0)}
    chain = [next(fact for fact in facts.values() if fact["event"] == "PodEvicted")]
    while chain[-1]["cause"] in facts:
        chain.append(facts[chain[-1]["cause"]])
    told = [(fact["event"], fact["data"].get("key") or fact["data"].get("node")) for fact in chain]
    assert told == [
        ("PodEvicted", "n0"), ("ObjectChanged", "n0"), ("ObjectChanged", "n0"), ("NodeWentUnknown", "n0"),
    ]  # fmt: skip
