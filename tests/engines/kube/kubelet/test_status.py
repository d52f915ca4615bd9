"""A Pod's status made out of a run."""

from typing import Any

import pytest

from labs.engines.kube.kubelet.runs import new_run
from labs.engines.kube.kubelet.status import phase_of, status_of

POD: dict[str, Any] = {
    "metadata": {"name": "web", "namespace": "default", "uid": "u-1", "generation": 2},
    "spec": {"containers": [{"name": "a", "image": "web:1"}, {"name": "b", "image": "web:1"}]},
}


def run_of(policy: str = "Always", **records: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    pod = {**POD, "spec": {**POD["spec"], "restartPolicy": policy}}
    run = new_run(pod, "1")
    run.update(since_us=0, initialized=True)
    for name, record in records.items():
        run["containers"][name].update(record)
    return pod, run


RUNS = {"state": "running", "number": 1}
DONE = {"state": "exited", "number": 1, "code": 0}
FAILED = {"state": "exited", "number": 1, "code": 1}


@pytest.mark.parametrize(
    ("policy", "a", "b", "phase"),
    [
        ("Always", RUNS, {}, "Pending"),
        ("Always", RUNS, RUNS, "Running"),
        ("Always", DONE, DONE, "Running"),
        ("Never", RUNS, FAILED, "Running"),
        ("Never", DONE, DONE, "Succeeded"),
        ("Never", DONE, FAILED, "Failed"),
        ("OnFailure", DONE, FAILED, "Running"),
        ("OnFailure", DONE, DONE, "Succeeded"),
    ],
)
def test_the_phase_follows_from_the_containers(policy: str, a: dict[str, Any], b: dict[str, Any], phase: str) -> None:
    assert phase_of(*run_of(policy, a=a, b=b)) == phase


@pytest.mark.parametrize(("b", "phase"), [(DONE, "Succeeded"), (FAILED, "Failed"), ({}, "Failed")])
def test_a_pod_that_was_ended_has_succeeded_or_failed(b: dict[str, Any], phase: str) -> None:
    pod, run = run_of(a=DONE, b=b)
    run["over"] = True
    assert phase_of(pod, run) == phase


def test_a_status_has_what_clients_require_of_each_container() -> None:
    pod, run = run_of(a=RUNS)
    status = status_of(pod, run, "10.0.0.1", str, 5)
    for one in status["containerStatuses"]:
        assert {"name", "image", "imageID", "ready", "restartCount", "state", "lastState", "started"} <= one.keys()
    assert status["observedGeneration"] == 2
    assert "podIP" not in status


def test_a_refused_pod_says_why_and_has_no_containers() -> None:
    pod, run = run_of()
    run["refused"] = ["OutOfcpu", "Pod was rejected: no"]
    assert status_of(pod, run, "10.0.0.1", str, 5) == {
        "phase": "Failed", "reason": "OutOfcpu", "message": "Pod was rejected: no", "startTime": "0",
    }  # fmt: skip
