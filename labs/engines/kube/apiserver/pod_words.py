"""What kubectl says of a Pod in a row: STATUS, READY and RESTARTS (kubernetes 1.34, printers: printPod)."""

from typing import Any

Manifest = dict[str, Any]
FINISHED = ("Succeeded", "Failed")


def pod_words(pod: Manifest) -> dict[str, Any]:
    """{"status", "ready": [how many, of how many], "restarts"}."""
    status = pod.get("status") or {}
    sidecars = [one["name"] for one in pod["spec"].get("initContainers") or () if one.get("restartPolicy") == "Always"]
    word, ready, restarts, sidecar_restarts = _of_start(pod, status, sidecars)
    starting = bool(word)
    word = word or _without_containers(status)
    if not starting or _has_condition(status, "Initialized"):
        word, running, more = _of_containers(word, status)
        ready, restarts = ready + running, sidecar_restarts + more
    if pod["metadata"].get("deletionTimestamp"):
        word = _ending(word, status)
    return {"status": word, "ready": [ready, len(pod["spec"]["containers"]) + len(sidecars)], "restarts": restarts}


def _without_containers(status: Manifest) -> str:
    gated = any(
        one.get("type") == "PodScheduled" and one.get("reason") == "SchedulingGated"
        for one in status.get("conditions") or ()
    )
    return "SchedulingGated" if gated else status.get("reason") or status.get("phase") or "Pending"


def _of_start(pod: Manifest, status: Manifest, sidecars: list[str]) -> tuple[str, int, int, int]:
    """Of the init containers: the word while they are not through, ready sidecars, restarts, those of sidecars."""
    ready = restarts = of_sidecars = 0
    for index, one in enumerate(status.get("initContainerStatuses") or ()):
        restarts += one.get("restartCount", 0)
        is_sidecar = one["name"] in sidecars
        of_sidecars += one.get("restartCount", 0) if is_sidecar else 0
        ended, waiting = _state(one, "terminated"), _state(one, "waiting")
        if ended is not None and ended.get("exitCode") == 0:
            continue
        if is_sidecar and one.get("started"):
            ready += bool(one.get("ready"))
            continue
        if ended is not None:
            return f"Init:{_ended(ended)}", ready, restarts, of_sidecars
        if waiting and waiting.get("reason") not in (None, "", "PodInitializing"):
            return f"Init:{waiting['reason']}", ready, restarts, of_sidecars
        return f"Init:{index}/{len(pod['spec']['initContainers'])}", ready, restarts, of_sidecars
    return "", ready, restarts, of_sidecars


def _of_containers(word: str, status: Manifest) -> tuple[str, int, int]:
    """The first container that waits or has ended gives the word; besides it, how many are ready, and restarts."""
    ready = restarts = 0
    for one in reversed(status.get("containerStatuses") or ()):
        restarts += one.get("restartCount", 0)
        ended, waiting = _state(one, "terminated"), _state(one, "waiting")
        if waiting and waiting.get("reason"):
            word = waiting["reason"]
        elif ended is not None:
            word = _ended(ended)
        elif one.get("ready") and _state(one, "running") is not None:
            ready += 1
    if word == "Completed" and ready:
        word = "Running" if _has_condition(status, "Ready") else "NotReady"
    return word, ready, restarts


def _ending(word: str, status: Manifest) -> str:
    if status.get("reason") == "NodeLost":
        return "Unknown"
    return word if status.get("phase") in FINISHED else "Terminating"


def _state(container: Manifest, name: str) -> Manifest | None:
    found: Manifest | None = (container.get("state") or {}).get(name)
    return found


def _ended(state: Manifest) -> str:
    signal = state.get("signal")
    return state.get("reason") or (f"Signal:{signal}" if signal else f"ExitCode:{state.get('exitCode', 0)}")


def _has_condition(status: Manifest, kind: str) -> bool:
    return any(one.get("type") == kind and one.get("status") == "True" for one in status.get("conditions") or ())
