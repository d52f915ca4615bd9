"""The conditions of a Pod that its kubelet answers for (kubernetes 1.34, pkg/kubelet/status: generate.go)."""

from labs.engines.kube.kubelet.runs import INIT, MAIN, SIDECAR, Manifest, Run, containers_of

OWN = ("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady")
FINISHED = {"Succeeded": "PodCompleted", "Failed": "PodFailed"}


def conditions_of(pod: Manifest, run: Run, phase: str, now: str) -> list[Manifest]:
    """Its own four, and those of others as they are; where a status stays, so does its moment."""
    there = pod.get("status", {}).get("conditions") or []
    moments = {(one["type"], one["status"]): one.get("lastTransitionTime", now) for one in there}
    others = [one for one in there if one["type"] not in OWN]
    ready = _containers_ready(pod, run, phase)
    found = {
        "PodReadyToStartContainers": {"status": _truth(run["sandbox"] == "ready")},
        "Initialized": _initialized(pod, run, phase),
        "Ready": _ready(pod, ready, others),
        "ContainersReady": ready,
    }
    own = [
        {"type": kind, **one, "lastTransitionTime": moments.get((kind, one["status"]), now)}
        for kind, one in found.items()
    ]
    return [*own, *others]


def _truth(value: bool) -> str:
    return "True" if value else "False"


def _initialized(pod: Manifest, run: Run, phase: str) -> Manifest:
    if phase == "Succeeded":
        return {"status": "True", "reason": "PodCompleted"}
    missing = [
        name
        for name, _, part in containers_of(pod)
        if (part == INIT and not _is_through(run, name)) or (part == SIDECAR and not run["containers"][name]["started"])
    ]
    begun = any(run["containers"][name]["number"] for name, _, part in containers_of(pod) if part == MAIN)
    if not missing or begun:
        return {"status": "True"}
    message = f"containers with incomplete status: [{' '.join(missing)}]"
    return {"status": "False", "reason": "ContainersNotInitialized", "message": message}


def _is_through(run: Run, name: str) -> bool:
    record = run["containers"][name]
    return bool(record["state"] == "exited" and record["code"] == 0)


def _containers_ready(pod: Manifest, run: Run, phase: str) -> Manifest:
    if phase in FINISHED:
        return {"status": "False", "reason": FINISHED[phase]}
    unready = [name for name, _, part in containers_of(pod) if part != INIT and not run["containers"][name]["ready"]]
    if not unready:
        return {"status": "True"}
    message = f"containers with unready status: [{' '.join(unready)}]"
    return {"status": "False", "reason": "ContainersNotReady", "message": message}


def _ready(pod: Manifest, containers_ready: Manifest, others: list[Manifest]) -> Manifest:
    """As the containers are, once every readiness gate is open too."""
    if containers_ready["status"] != "True":
        return dict(containers_ready)
    statuses = {one["type"]: one["status"] for one in others}
    shut = []
    for gate in pod["spec"].get("readinessGates") or ():
        kind = gate["conditionType"]
        if kind not in statuses:
            shut.append(f'corresponding condition of pod readiness gate "{kind}" does not exist.')
        elif statuses[kind] != "True":
            shut.append(f'the status of pod readiness gate "{kind}" is not "True", but {statuses[kind]}')
    if shut:
        return {"status": "False", "reason": "ReadinessGatesNotReady", "message": ", ".join(shut)}
    return {"status": "True"}
