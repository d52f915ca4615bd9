"""The living scheduler: what it decides from what it has seen, and when; also pending.py."""

import pytest

from labs.engines.sim import Query, Refused
from tests.engines.kube.scheduler.cluster import node, pod
from tests.engines.kube.scheduler.living import DECIDED_US, SECOND, Living

TWO = (node("a"), node("b"))


def test_a_pod_is_decided_ten_milliseconds_after_it_was_written_and_then_bound() -> None:
    living = Living(*TWO, pod("web", cpu="1"))
    living.run(1)
    assert living.decided() == [("web", SECOND + DECIDED_US, living.node_of("web"))]
    assert living.node_of("web") in ("a", "b")
    assert living.events() == [("web", "Scheduled", f"Successfully assigned default/web to {living.node_of('web')}", 1)]
    assert living.scheduler.queue == {}
    assert living.scheduler.assumed == {}


def test_pods_come_one_after_the_other_the_more_important_first() -> None:
    living = Living(*TWO, pod("low"), pod("high", priority=10), pod("low-too"))
    living.run(1)
    times = [(name, at_us - SECOND - DECIDED_US) for name, at_us, _ in living.decided()]
    assert times == [("high", 0), ("low", 2_000), ("low-too", 4_000)]


def test_an_assumed_pod_counts_before_its_binding_is_known() -> None:
    living = Living(node("a", cpu="1"), pod("one", cpu="1"), pod("two", cpu="1"))
    living.sim.run_until(SECOND + DECIDED_US + 2_000)
    assert living.scheduler.assumed == {"default/one": "a"}
    assert living.node_of("one") == ""
    assert living.decided()[1] == ("two", SECOND + DECIDED_US + 2_000, "unschedulable")


def test_of_equal_nodes_one_is_drawn_and_all_of_them_are_told() -> None:
    living = Living(*(node(f"n{number}") for number in range(4)))
    for number in range(12):
        living.create(pod(f"p{number}"))
    living.run(1)
    first = living.decision("p0")
    assert sorted(first["tied"]) == ["n0", "n1", "n2", "n3"]
    assert len({living.node_of(f"p{number}") for number in range(12)}) > 1


def test_a_decision_tells_what_explain_tells() -> None:
    living = Living(node("a", cpu="1"), *(node(name) for name in "bc"), pod("web", cpu="2"))
    living.run(1)
    told = living.decision("web")
    assert told["outcome"] == "scheduled"
    assert told["nodes"]["a"] == {
        "feasible": False, "plugin": "NodeResourcesFit", "reasons": ["Insufficient cpu"], "scores": {}, "total": None,
    }  # fmt: skip
    assert told["nodes"]["b"]["scores"]["TaintToleration"] == {"raw": 0, "normalized": 100, "weighted": 300}
    # (4 - 2) / 4 of the CPU and (8192 - 200) / 8192 of the memory are left: (50 + 97) // 2; |2/4 - 0| / 2 off balance.
    assert told["nodes"]["b"]["scores"]["NodeResourcesFit"]["raw"] == 73
    assert told["nodes"]["b"]["scores"]["NodeResourcesBalancedAllocation"]["raw"] == 75
    assert told["nodes"]["b"]["total"] == 300 + 73 + 75
    with pytest.raises(Refused):
        living.sim.query(Query("scheduler.decision", {"pod": "default/unknown"}))


def test_two_hundred_decisions_are_kept() -> None:
    living = Living(node("a", pods="1000"))
    for number in range(205):
        living.create(pod(f"p{number}"))
    living.run(1)
    kept = living.scheduler.decisions()
    assert [kept[0]["pod"], kept[-1]["pod"], len(kept)] == ["default/p5", "default/p204", 200]


def test_the_reason_stands_in_the_pods_condition_and_in_an_event() -> None:
    living = Living(node("a", cpu="1"), pod("web", cpu="2"))
    living.run(1)
    message = (
        "0/1 nodes are available: 1 Insufficient cpu. "
        "preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling."
    )
    told = living.condition("web")
    assert (told["status"], told["reason"], told["message"]) == ("False", "Unschedulable", message)
    assert living.events() == [("web", "FailedScheduling", message, 1)]


def test_without_any_node_it_tries_again_after_each_back_off() -> None:
    living = Living(pod("web"))
    living.run(20)
    first = SECOND + DECIDED_US
    # No plug-in rejected it, so that it waits 1, 2, 4, 8, 10 s, to the end of that second.
    assert [at_us for _, at_us, _ in living.decided()] == [
        first, 3 * SECOND + 2_000, 6 * SECOND + 2_000, 11 * SECOND + 2_000, 20 * SECOND + 2_000,
    ]  # fmt: skip
    assert living.condition("web")["message"] == "no nodes available to schedule pods"


def test_a_pod_for_another_scheduler_and_a_gated_one_are_left_alone() -> None:
    living = Living(*TWO, pod("other", schedulerName="mine"), pod("gated", schedulingGates=[{"name": "x"}]))
    living.run(1)
    assert living.decided() == []
    assert living.sim.entities()["scheduler"]["gated"] == 1
    living.patch("pods", "gated", {"spec": {"schedulingGates": []}})
    living.run(1)
    assert living.node_of("gated") in ("a", "b")


def test_stopped_it_places_nothing_and_started_again_it_goes_on() -> None:
    living = Living(*TWO)
    living.do("scheduler.stop")
    living.create(pod("web"))
    living.run(60)
    assert living.node_of("web") == ""
    assert living.sim.entities()["scheduler"]["state"] == "stopped"
    living.do("scheduler.start")
    living.run(1)
    assert living.node_of("web") in ("a", "b")


def test_each_decision_follows_from_what_was_told_of_that_pod() -> None:
    living = Living(*TWO)
    for name in ("one", "two", "three"):
        living.create(pod(name))
    living.run(1)
    facts = {fact["id"]: fact for fact in living.sim.log.since(0)}
    scheduled = [fact for fact in facts.values() if fact["event"] == "PodScheduled"]
    assert len(scheduled) == 3
    for fact in scheduled:
        cause = facts[fact["cause"]]
        assert (cause["event"], cause["data"]["key"]) == ("ObjectCreated", fact["data"]["pod"])
