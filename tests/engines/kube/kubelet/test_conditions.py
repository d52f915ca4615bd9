"""The conditions a kubelet answers for."""

from typing import Any

from labs.engines.kube.kubelet.conditions import conditions_of
from labs.engines.kube.kubelet.runs import new_run

POD: dict[str, Any] = {
    "metadata": {"name": "web", "namespace": "default", "uid": "u-1"},
    "spec": {"containers": [{"name": "a", "image": "web:1"}]},
}


def run_of(pod: dict[str, Any], **record: Any) -> dict[str, Any]:
    run = new_run(pod, "1")
    run["sandbox"] = "ready"
    run["containers"]["a"].update(record)
    return run


def found(pod: dict[str, Any], run: dict[str, Any], phase: str = "Running") -> dict[str, Any]:
    return {one["type"]: one for one in conditions_of(pod, run, phase, "now")}


def test_a_condition_that_stays_keeps_its_moment() -> None:
    before = [
        {"type": "Ready", "status": "True", "lastTransitionTime": "then"},
        {"type": "ContainersReady", "status": "False", "lastTransitionTime": "then"},
    ]
    pod = {**POD, "status": {"conditions": before}}
    conditions = found(pod, run_of(pod, ready=True))
    assert conditions["Ready"]["lastTransitionTime"] == "then"
    assert conditions["ContainersReady"]["lastTransitionTime"] == "now"


def test_conditions_of_others_stay_as_they_are() -> None:
    scheduled = {"type": "PodScheduled", "status": "True", "lastTransitionTime": "then"}
    pod = {**POD, "status": {"conditions": [scheduled]}}
    assert conditions_of(pod, run_of(pod), "Pending", "now")[-1] == scheduled


def test_a_readiness_gate_holds_a_ready_pod_back() -> None:
    pod = {**POD, "spec": {**POD["spec"], "readinessGates": [{"conditionType": "shop/paid"}]}}
    shut = found(pod, run_of(pod, ready=True))["Ready"]
    assert (shut["status"], shut["reason"]) == ("False", "ReadinessGatesNotReady")
    assert shut["message"] == 'corresponding condition of pod readiness gate "shop/paid" does not exist.'
    pod["status"] = {"conditions": [{"type": "shop/paid", "status": "False"}]}
    message = found(pod, run_of(pod, ready=True))["Ready"]["message"]
    assert message == 'the status of pod readiness gate "shop/paid" is not "True", but False'
    pod["status"] = {"conditions": [{"type": "shop/paid", "status": "True"}]}
    assert found(pod, run_of(pod, ready=True))["Ready"]["status"] == "True"


def test_a_failed_pod_is_not_ready_because_it_failed() -> None:
    conditions = found(POD, run_of(POD), "Failed")
    assert conditions["Ready"]["reason"] == conditions["ContainersReady"]["reason"] == "PodFailed"


def test_without_a_sandbox_no_container_can_start() -> None:
    run = run_of(POD)
    run["sandbox"] = "creating"
    assert found(POD, run, "Pending")["PodReadyToStartContainers"]["status"] == "False"
