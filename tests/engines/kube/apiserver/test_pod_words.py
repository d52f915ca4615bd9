"""kubectl's words for a Pod."""

from typing import Any

import pytest

from labs.engines.kube.apiserver.pod_words import pod_words

READY = {"type": "Ready", "status": "True"}
WAITS = {"state": {"waiting": {"reason": "ContainerCreating"}}}
RUNS = {"ready": True, "state": {"running": {}}}
ENDED = {"state": {"terminated": {"exitCode": 0, "reason": "Completed"}}}
FAILED = {"state": {"terminated": {"exitCode": 3}}}
KILLED = {"state": {"terminated": {"exitCode": 137, "signal": 9}}}
BACK_OFF = {"restartCount": 4, "state": {"waiting": {"reason": "CrashLoopBackOff"}}}


def words(
    *containers: dict[str, Any], inits: tuple[dict[str, Any], ...] = (), sidecar: bool = False, **status: Any
) -> dict[str, Any]:
    metadata = {"name": "p", **({"deletionTimestamp": "now"} if status.pop("terminating", False) else {})}
    spec: dict[str, Any] = {"containers": [{"name": f"c{n}"} for n in range(max(1, len(containers)))]}
    spec["initContainers"] = [
        {"name": f"i{n}", **({"restartPolicy": "Always"} if sidecar else {})} for n in range(len(inits))
    ]
    status["containerStatuses"] = [{"name": f"c{n}", **one} for n, one in enumerate(containers)]
    status["initContainerStatuses"] = [{"name": f"i{n}", **one} for n, one in enumerate(inits)]
    return pod_words({"metadata": metadata, "spec": spec, "status": status})


@pytest.mark.parametrize(
    ("found", "status", "ready", "restarts"),
    [
        (words(phase="Pending"), "Pending", [0, 1], 0),
        (words(), "Pending", [0, 1], 0),
        (words(phase="Failed", reason="Evicted"), "Evicted", [0, 1], 0),
        (words(conditions=[{"type": "PodScheduled", "reason": "SchedulingGated"}]), "SchedulingGated", [0, 1], 0),
        (words(WAITS, phase="Pending"), "ContainerCreating", [0, 1], 0),
        (words(RUNS, phase="Running"), "Running", [1, 1], 0),
        (words(RUNS, BACK_OFF, phase="Running"), "CrashLoopBackOff", [1, 2], 4),
        (words(FAILED, phase="Failed"), "ExitCode:3", [0, 1], 0),
        (words(KILLED, phase="Failed"), "Signal:9", [0, 1], 0),
        (words(ENDED, phase="Succeeded"), "Completed", [0, 1], 0),
        (words(ENDED, RUNS, phase="Running", conditions=[READY]), "Running", [1, 2], 0),
        (words(ENDED, RUNS, phase="Running"), "NotReady", [1, 2], 0),
        (words(RUNS, phase="Running", terminating=True), "Terminating", [1, 1], 0),
        (words(ENDED, phase="Succeeded", terminating=True), "Completed", [0, 1], 0),
        (words(RUNS, phase="Running", reason="NodeLost", terminating=True), "Unknown", [1, 1], 0),
        (words(WAITS, inits=({"state": {"running": {}}},), phase="Pending"), "Init:0/1", [0, 1], 0),
        (words(WAITS, inits=(ENDED, {"state": {"waiting": {}}}), phase="Pending"), "Init:1/2", [0, 1], 0),
        (words(WAITS, inits=({**FAILED, "restartCount": 2},)), "Init:ExitCode:3", [0, 1], 2),
        (words(WAITS, inits=(BACK_OFF,)), "Init:CrashLoopBackOff", [0, 1], 4),
        (words(RUNS, inits=({**ENDED, "restartCount": 2},), phase="Running"), "Running", [1, 1], 0),
        (
            words(RUNS, inits=({**RUNS, "started": True, "restartCount": 2},), sidecar=True, phase="Running"),
            "Running",
            [2, 2],
            2,
        ),
    ],
)  # fmt: skip
def test_a_pod_is_called_as_kubectl_calls_it(
    found: dict[str, Any], status: str, ready: list[int], restarts: int
) -> None:
    assert found == {"status": status, "ready": ready, "restarts": restarts}
