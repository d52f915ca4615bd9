"""What follows from a decision: bindings and their failure, waiting, preemption."""

from typing import Any

import pytest

from labs.engines.kube.scheduler.outcomes import changed_condition
from tests.engines.kube.scheduler.cluster import node, pod
from tests.engines.kube.scheduler.living import DECIDED_US, SECOND, Living

FIRST = SECOND + DECIDED_US


def waiting_for_room() -> Living:
    """A node that is full, and a Pod that waits."""
    living = Living(node("a", cpu="1"), pod("there", cpu="1"))
    living.run(1)
    living.create(pod("web", cpu="1"))
    living.run(1)
    return living


def test_a_rejected_pod_waits_for_an_event_that_may_help_it() -> None:
    living = waiting_for_room()
    living.create(node("b", cpu="500m"))
    living.run(1)
    assert [name for name, _, _ in living.decided()] == ["there", "web"]
    living.delete("pods", "there", grace_s=0)
    at_us = living.sim.now_us
    living.run(1)
    assert living.decided()[2:] == [("web", at_us + DECIDED_US, "a")]


def test_without_an_event_it_is_tried_again_at_the_half_minute_after_five_minutes() -> None:
    living = waiting_for_room()
    living.run(400)
    # Rejected at 2.010 s; that is more than 300 s ago at 330 s.
    assert [at_us for name, at_us, _ in living.decided() if name == "web"] == [2 * SECOND + DECIDED_US, 330_002_000]
    assert living.events()[-1][3] == 2


def test_a_pod_that_is_changed_by_its_owner_is_tried_again() -> None:
    living = waiting_for_room()
    living.patch("pods", "web", {"metadata": {"labels": {"x": "y"}}})
    living.run(1)
    assert [name for name, _, _ in living.decided()] == ["there", "web", "web"]


def test_a_pod_that_is_deleted_waits_no_longer() -> None:
    living = waiting_for_room()
    living.delete("pods", "web")
    living.create(node("b"))
    living.run(400)
    assert living.scheduler.queue == {}
    assert len(living.decided()) == 2


# Preemption


def preempting() -> Living:
    living = Living(node("a", cpu="2"), pod("low", cpu="2"))
    living.run(1)
    living.create(pod("high", cpu="2", priority=100))
    living.run(1)
    return living


def test_a_victim_is_told_why_and_leaves_with_its_grace() -> None:
    living = preempting()
    low, high = living.pod("low"), living.pod("high")
    assert low["metadata"]["deletionGracePeriodSeconds"] == 30
    told = living.condition("low", "DisruptionTarget")
    assert told["reason"] == "PreemptionByScheduler"
    assert told["message"] == "default-scheduler: preempting to accommodate a higher priority pod"
    assert ("low", "Preempted", f"Preempted by pod {high['metadata']['uid']} on node a", 1) in living.events()
    assert high["status"]["nominatedNodeName"] == "a"
    assert living.decision("high")["preemption"] == {"nominatedNode": "a", "victims": ["default/low"]}


def test_when_the_victim_has_gone_the_preemptor_comes_and_nobody_was_faster() -> None:
    living = preempting()
    living.create(pod("quick", cpu="1"))
    living.run(5)
    living.delete("pods", "low", grace_s=0)
    living.run(5)
    assert living.node_of("high") == "a"
    assert living.node_of("quick") == ""
    assert living.scheduler.nominated == {}


def test_while_the_victim_is_leaving_nobody_else_is_evicted() -> None:
    living = preempting()
    living.patch("pods", "high", {"metadata": {"labels": {"x": "y"}}})
    living.run(1)
    assert living.condition("high")["message"].endswith(
        "preemption: not eligible due to a terminating pod on the nominated node."
    )
    assert living.scheduler.nominated == {"default/high": "a"}


def test_a_still_more_important_pod_takes_the_nomination_away() -> None:
    living = preempting()
    living.create(pod("highest", cpu="2", priority=1_000))
    living.run(1)
    assert living.scheduler.nominated == {"default/highest": "a"}
    assert "nominatedNodeName" not in living.pod("high")["status"]
    living.delete("pods", "low", grace_s=0)
    living.run(5)
    assert [living.node_of("highest"), living.node_of("high")] == ["a", ""]


# A cut


def cut_off_while_binding() -> Living:
    """The scheduler has decided, and its binding does not reach the API server."""
    living = Living(node("a"), pod("web"))
    living.sim.run_until(FIRST - 1)
    living.do("network.cut", a="scheduler", b="apiserver")
    living.run(1)
    return living


def test_a_binding_that_is_lost_is_tried_again_after_time_out_and_back_off() -> None:
    living = cut_off_while_binding()
    assert living.scheduler.assumed == {"default/web": "a"}
    living.do("network.heal", a="scheduler", b="apiserver")
    living.run(20)
    # The call times out 10 s after the decision; one error waits a second, to the end of that second.
    assert living.decided() == [("web", FIRST, "a"), ("web", 13 * SECOND + 2_000, "a")]
    assert living.node_of("web") == "a"


def test_behind_a_cut_watch_it_decides_by_what_it_saw_and_the_api_server_refuses() -> None:
    living = cut_off_while_binding()
    living.do("apiserver.bind", name="web", node="elsewhere")
    living.run(1)
    living.do("network.heal", a="scheduler", b="apiserver")
    living.run(12)
    assert living.decided()[-1] == ("web", 13 * SECOND + 2_000, "a")
    assert living.node_of("web") == "elsewhere"
    refused = [message for _, reason, message, _ in living.events() if reason == "FailedScheduling"]
    assert refused[-1] == (
        'running Bind plugin "DefaultBinder": Operation cannot be fulfilled on pods/binding "web": '
        'pod web is already assigned to node "elsewhere"'
    )
    living.run(60)
    assert living.scheduler.queue == {}


def test_a_node_that_has_gone_meanwhile_gets_the_pod_all_the_same() -> None:
    living = cut_off_while_binding()
    living.delete("nodes", "a")
    living.run(1)
    living.do("network.heal", a="scheduler", b="apiserver")
    living.run(12)
    assert living.node_of("web") == "a"


# Conditions

OLD = {"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "m", "lastTransitionTime": "t0"}


SAME = {"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "m"}
CONDITIONS: dict[str, tuple[list[Any], Any, Any]] = {
    "new": ([], SAME, {**SAME, "lastTransitionTime": "t1"}),
    "the same": ([OLD], SAME, None),
    "another message": ([OLD], {**SAME, "message": "n"}, {**SAME, "message": "n"}),
    "another status": ([OLD], {**SAME, "status": "True"}, {**SAME, "status": "True", "lastTransitionTime": "t1"}),
}


@pytest.mark.parametrize("case", CONDITIONS)
def test_a_condition_changed_when_its_status_did(case: str) -> None:
    before, told, patch = CONDITIONS[case]
    assert changed_condition(before, told, "t1") == patch


def test_a_new_message_leaves_the_time_and_other_conditions_alone() -> None:
    living = waiting_for_room()
    first = living.condition("web")
    living.patch(
        "pods", "web", {"status": {"conditions": [{"type": "x/own", "status": "True"}, first]}}, subresource="status"
    )
    living.create(node("b", cpu="1", unschedulable=True))
    living.patch("pods", "web", {"metadata": {"labels": {"x": "y"}}})
    living.run(1)
    assert living.condition("web")["lastTransitionTime"] == first["lastTransitionTime"]
    assert living.condition("web")["message"].startswith("0/2 nodes are available")
    assert living.condition("web", "x/own")["status"] == "True"
