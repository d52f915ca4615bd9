"""A Pod's status as the kubelet makes it out of a run (kubernetes 1.34, pkg/kubelet: generateAPIPodStatus)."""

from collections.abc import Callable
from typing import Any

from labs.engines.kube.kubelet import images
from labs.engines.kube.kubelet.conditions import conditions_of
from labs.engines.kube.kubelet.runs import INIT, MAIN, Manifest, Record, Run, containers_of, exit_of, is_running

Clock = Callable[[int], str]


def status_of(pod: Manifest, run: Run, host_ip: str, clock: Clock, now_us: int) -> Manifest:
    """What the API server is to be told; `clock` writes a moment."""
    if run["refused"]:
        reason, message = run["refused"]
        return {"phase": "Failed", "reason": reason, "message": message, "startTime": clock(run["since_us"])}
    phase = phase_of(pod, run)
    status: Manifest = {
        "phase": phase,
        "conditions": conditions_of(pod, run, phase, clock(now_us)),
        "hostIP": host_ip,
        "hostIPs": [{"ip": host_ip}],
        "startTime": clock(now_us if run["since_us"] is None else run["since_us"]),
        "observedGeneration": pod["metadata"].get("generation", 1),
    }
    if run["ending"] and run["ending"]["why"] == "deadline":
        status["reason"] = "DeadlineExceeded"
        status["message"] = "Pod was active on the node longer than the specified deadline"
    if run["ip"]:
        status["podIP"], status["podIPs"] = run["ip"], [{"ip": run["ip"]}]
    started = [(part, _container(run, name, spec, part, pod, clock)) for name, spec, part in containers_of(pod)]
    status["containerStatuses"] = [one for part, one in started if part == MAIN]
    if pod["spec"].get("initContainers"):
        status["initContainerStatuses"] = [one for part, one in started if part != MAIN]
    return status


def phase_of(pod: Manifest, run: Run) -> str:
    records = {name: (run["containers"][name], part) for name, _, part in containers_of(pod)}
    mains = [record for record, part in records.values() if part == MAIN]
    ended = [record for record in mains if record["state"] == "exited"]
    if run["ending"] and run["ending"]["why"] == "deadline":
        return "Failed"
    if run["over"]:
        done = len(ended) == len(mains) and not any(record["code"] for record in mains)
        return "Succeeded" if done else "Failed"
    if any(not record["number"] for record in mains):
        return "Pending"
    policy = pod["spec"].get("restartPolicy", "Always")
    if len(ended) < len(mains) or policy == "Always":
        return "Running"
    if not any(record["code"] for record in mains):
        return "Succeeded"
    return "Failed" if policy == "Never" else "Running"


def _container(run: Run, name: str, spec: Manifest, part: str, pod: Manifest, clock: Clock) -> Manifest:
    record = run["containers"][name]
    reference = images.full_name(record["image"])
    made = bool(record["number"])
    ready = record["state"] == "exited" and record["code"] == 0 if part == INIT else record["ready"]
    status: Manifest = {
        "name": name,
        "image": reference if made else spec["image"],
        "imageID": images.digest_of(reference) if made else "",
        "ready": ready,
        "started": record["started"] and is_running(record),
        "restartCount": max(record["number"] - 1, 0),
        "state": _state(record, pod, run, name, clock),
        "lastState": _last_state(record, run, name, clock),
    }
    if made:
        status["containerID"] = container_id(run, name, record["number"])
    return status


def _state(record: Record, pod: Manifest, run: Run, name: str, clock: Clock) -> Manifest:
    if is_running(record):
        return {"running": {"startedAt": clock(record["started_us"])}}
    if record["reason"]:
        return {"waiting": {"reason": record["reason"], "message": record["message"]}}
    if record["state"] == "exited":
        return {"terminated": _ended(exit_of(record), run, name, clock)}
    reason = "PodInitializing" if pod["spec"].get("initContainers") else "ContainerCreating"
    return {"waiting": {"reason": reason}}


def _last_state(record: Record, run: Run, name: str, clock: Clock) -> Manifest:
    last = exit_of(record) if record["state"] == "exited" and record["reason"] else record["last"]
    return {"terminated": _ended(last, run, name, clock)} if last else {}


def _ended(last: list[Any], run: Run, name: str, clock: Clock) -> Manifest:
    code, why, started_us, finished_us, number = last
    return {
        "exitCode": code,
        "reason": why,
        "startedAt": clock(started_us),
        "finishedAt": clock(finished_us),
        "containerID": container_id(run, name, number),
    }


def container_id(run: Run, name: str, number: int) -> str:
    """In containerd's form: 64 hex digits, another for each process."""
    return "containerd://" + images.hex_of(f"{run['uid']}/{name}/{number}")
