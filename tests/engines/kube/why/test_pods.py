"""Why a Pod runs, waits (waiting.py), fails, ends or is gone, and what was asked for (wishes.py)."""

import pytest

from labs.engines.kube import explain_run
from labs.engines.sim import Refused
from tests.engines.kube.why.recorded import CUT, STOP_SCHEDULER, THREE, Asked, first_pod, pods, recorded, told

BY_NOBODY = recorded(until_s=9)
POD, NODE = first_pod(BY_NOBODY)
CREATED = ["ObjectCreated pods", "ObjectCreated replicasets", "ObjectCreated deployments"]
SCALED = ["ObjectCreated pods", "ObjectChanged replicasets", "ObjectChanged deployments", "kubectl.scale"]


def waiting(*asked: Asked, at_s: float = 20) -> list[str]:
    """Of the Pod without a node."""
    past = recorded(*asked)
    key = next(key for key, pod in pods(past, at_s).items() if not pod["node"])
    return told(past, f"pod/{key}", at_s)


def test_a_pod_that_runs_goes_back_from_hand_to_hand_to_what_somebody_asked_for() -> None:
    assert told(BY_NOBODY, f"pod/{POD}") == ["pod_runs", "ContainerStarted", "kubelet_saw", "PodScheduled", *CREATED]
    past = recorded(THREE)
    newest = list(pods(past))[-1]
    assert told(past, f"pod/{newest}") == ["pod_runs", "ContainerStarted", "kubelet_saw", "PodScheduled", *SCALED]


def test_a_pod_waits_for_a_scheduler_that_does_not_run() -> None:
    assert waiting(STOP_SCHEDULER, THREE) == ["pod_waits", "SchedulerStopped", "scheduler.stop", *SCALED]


def test_a_pod_waits_for_a_scheduler_that_has_not_heard_of_it() -> None:
    assert waiting(CUT, THREE)[:4] == ["pod_waits", "hears_nothing", "LinkCut", "network.cut"]


def test_a_pod_waits_because_its_filters_reject_every_node() -> None:
    past = recorded((10, "kubectl.cordon", {"node": "node-a"}), (12, "kubectl.scale", {"name": "web", "replicas": 90}))
    key = next(key for key, pod in pods(past, 29).items() if not pod["node"])
    lines = explain_run(past, f"pod/{key}", 29_000_000)
    assert [line["line"] for line in lines[:3]] == ["pod_waits", "fact", "rejects"]
    assert lines[1]["values"]["fact"] == "PodUnschedulable"
    rejecting = {line["values"]["plugin"]: line["values"]["nodes"] for line in lines if line["line"] == "rejects"}
    assert rejecting == {"NodeResourcesFit": ["node-b", "node-c"], "NodeUnschedulable": ["node-a"]}
    assert "kubectl.cordon" in told(past, f"pod/{key}", 29)


def test_a_container_that_was_killed_is_told_with_who_did_it() -> None:
    past = recorded((10, f"{NODE}.kill_container", {"pod": POD}))
    killed = ["ContainerStarted", "ContainerExited", f"{NODE}.kill_container"]
    assert told(past, f"pod/{POD}")[:4] == ["pod_runs", *killed]


def test_a_container_that_ends_by_itself_backs_off() -> None:
    change = {"name": "web", "container": "web", "image": "workshop/weak:1"}
    past = recorded((10, "kubectl.set_image", change))
    failing = next(key for key, pod in pods(past).items() if pod["status"] == "CrashLoopBackOff")
    lines = explain_run(past, f"pod/{failing}", past.at_us)
    assert [lines[0]["line"], *(line["values"].get("fact") for line in lines[1:3])] == [
        "pod_not_ready", "ContainerExited", "BackedOff",
    ]  # fmt: skip
    assert lines[1]["values"]["code"] == 3
    assert told(past, f"pod/{failing}")[-1] == "kubectl.set_image"


def test_a_pod_whose_image_is_nowhere_says_so() -> None:
    past = recorded((10, "kubectl.set_image", {"name": "web", "container": "web", "image": "does-not-exist/x:1"}))
    new = list(pods(past))[-1]
    assert told(past, f"pod/{new}")[:3] == ["pod_not_ready", "ImagePullFailed", "BackedOff"]


def test_a_deleted_pod_was_replaced_and_the_new_one_goes_back_to_its_deletion() -> None:
    namespace, _, name = POD.partition("/")
    past = recorded((10, "kubectl.delete", {"resource": "pods", "name": name, "namespace": namespace}))
    assert told(past, f"pod/{POD}") == ["pod_gone", "pod_replaced", "asked_to_end", "kubectl.delete"]
    newest = list(pods(past))[-1]
    assert told(past, f"pod/{newest}")[-3:] == ["ObjectCreated pods", "asked_to_end", "kubectl.delete"]


def test_the_pods_of_a_node_without_power_go_after_five_minutes_and_their_successors_say_why() -> None:
    past = recorded((10, f"{NODE}.crash", {}), until_s=400)
    tainted = "ObjectChanged nodes"
    why = ["asked_to_end", "PodEvicted", tainted, "NodeWentUnknown", "NodeCrashed", f"{NODE}.crash"]
    for at_s, waits in ((30, "not_noticed_yet"), (100, "pod_stays")):
        assert told(past, f"pod/{POD}", at_s) == ["pod_said_to_run", waits, "NodeCrashed", f"{NODE}.crash"]
    assert told(past, f"pod/{POD}") == ["pod_cannot_end", *why]
    newest = list(pods(past))[-1]
    lines = told(past, f"pod/{newest}")
    assert lines[:4] == ["pod_runs", "ContainerStarted", "kubelet_saw", "PodScheduled"]
    assert lines[-1] == f"{NODE}.crash"


def test_a_pod_that_is_still_to_come_is_not_there_yet_and_one_that_never_was_is_refused() -> None:
    past = recorded(until_s=9)
    assert told(past, f"pod/{POD}", 1) == ["pod_not_yet"]
    with pytest.raises(Refused):
        explain_run(past, "pod/default/nobody", past.at_us)
