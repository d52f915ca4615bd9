"""A Deployment's status and its conditions (Kubernetes 1.34, pkg/controller/deployment, sync.go and progress.go)."""

from typing import Any

from labs.engines.kube.controllers.deployment.sets import Sets, count, total
from labs.engines.kube.moments import NANOS_A_SECOND, nanos_of
from labs.engines.kube.workloads.conditions import found, with_condition, without

Manifest = dict[str, Any]
DEADLINE_S = 600
NO_DEADLINE_S = 2**31 - 1
AVAILABLE, TIMED_OUT = "NewReplicaSetAvailable", "ProgressDeadlineExceeded"


def condition(kind: str, status: str, reason: str, message: str, now: str) -> Manifest:
    return {
        "type": kind, "status": status, "lastUpdateTime": now, "lastTransitionTime": now,
        "reason": reason, "message": message,
    }  # fmt: skip


def deadline_s(wish: Manifest) -> int | None:
    """None: progress is not watched."""
    seconds = wish["spec"].get("progressDeadlineSeconds", DEADLINE_S)
    return None if seconds == NO_DEADLINE_S else int(seconds)


def conditions_of(wish: Manifest) -> list[Manifest]:
    return list(wish.get("status", {}).get("conditions") or [])


def progressing(wish: Manifest) -> Manifest | None:
    return found(conditions_of(wish), "Progressing")


def with_progress(wish: Manifest, status: str, reason: str, message: str, now: str) -> Manifest:
    """The Deployment with this said of its progress, if its progress is watched."""
    if deadline_s(wish) is None:
        return wish
    conditions = with_condition(conditions_of(wish), condition("Progressing", status, reason, message, now))
    return {**wish, "status": {**wish.get("status", {}), "conditions": conditions}}


def with_pause(wish: Manifest, now: str) -> Manifest:
    """With "paused" or "resumed" said once, so that the time of a pause is no lack of progress."""
    current = progressing(wish)
    reason = current["reason"] if current else ""
    is_paused = bool(wish["spec"].get("paused"))
    if reason == TIMED_OUT or is_paused == (reason == "DeploymentPaused"):
        return wish
    if is_paused:
        return with_progress(wish, "Unknown", "DeploymentPaused", "Deployment is paused", now)
    return with_progress(wish, "Unknown", "DeploymentResumed", "Deployment is resumed", now)


def counted(sets: Sets, now: str) -> Manifest:
    """The status by numbers, and whether enough are available. Zeros are left out, as on the wire."""
    before, available = sets.wish.get("status", {}), count(sets.all, "availableReplicas")
    numbers = {
        "observedGeneration": sets.wish["metadata"]["generation"],
        "replicas": count(sets.all, "replicas"),
        "updatedReplicas": count([sets.new], "replicas") if sets.new is not None else 0,
        "readyReplicas": count(sets.all, "readyReplicas"),
        "availableReplicas": available,
        "unavailableReplicas": max(0, total(sets.all) - available),
        "collisionCount": before.get("collisionCount", 0),
    }
    if available >= sets.wanted - sets.unavailable:
        said = "True", "MinimumReplicasAvailable", "Deployment has minimum availability."
    else:
        said = "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability."
    conditions = with_condition(conditions_of(sets.wish), condition("Available", *said, now))
    return {**{name: number for name, number in numbers.items() if number}, "conditions": conditions}


def rolled(sets: Sets, now: str, now_ns: int) -> Manifest:
    """The status of a rollout: also how it gets on, and whether Pods cannot be made."""
    status = counted(sets, now)
    conditions: list[Manifest] = status["conditions"]
    if deadline_s(sets.wish) is None:
        conditions = without(conditions, "Progressing")
    elif not _was_complete(sets, status):
        conditions = _with_progress_of(sets, status, now, now_ns)
    return {**status, "conditions": _with_failure(sets, conditions)}


def _was_complete(sets: Sets, status: Manifest) -> bool:
    current = progressing(sets.wish)
    return (
        status.get("replicas", 0) == status.get("updatedReplicas", 0)
        and current is not None
        and current["reason"] == AVAILABLE
    )


def _with_progress_of(sets: Sets, status: Manifest, now: str, now_ns: int) -> list[Manifest]:
    conditions: list[Manifest] = status["conditions"]
    wish = sets.wish["metadata"]["name"]
    subject = f'ReplicaSet "{sets.new["metadata"]["name"]}"' if sets.new is not None else f'Deployment "{wish}"'
    if is_complete(sets, status):
        said = condition("Progressing", "True", AVAILABLE, f"{subject} has successfully progressed.", now)
        return with_condition(conditions, said)
    if _has_moved(sets.wish.get("status", {}), status):
        said = condition("Progressing", "True", "ReplicaSetUpdated", f"{subject} is progressing.", now)
        current = progressing(sets.wish)
        if current is not None and current["status"] == "True":
            said["lastTransitionTime"] = current["lastTransitionTime"]
        # Said anew each time, for its time of update is what the deadline counts from.
        return [*without(conditions, "Progressing"), said]
    if has_timed_out(sets.wish, conditions, now_ns):
        said = condition("Progressing", "False", TIMED_OUT, f"{subject} has timed out progressing.", now)
        return with_condition(conditions, said)
    return conditions


def is_complete(sets: Sets, status: Manifest) -> bool:
    parts = ("updatedReplicas", "replicas", "availableReplicas")
    if status.get("observedGeneration", 0) < sets.wish["metadata"]["generation"]:
        return False
    return all(status.get(part, 0) == sets.wanted for part in parts)


def _has_moved(before: Manifest, after: Manifest) -> bool:
    parts = ("updatedReplicas", "readyReplicas", "availableReplicas")
    return _old(after) < _old(before) or any(after.get(part, 0) > before.get(part, 0) for part in parts)


def _old(status: Manifest) -> int:
    return int(status.get("replicas", 0) - status.get("updatedReplicas", 0))


def has_timed_out(wish: Manifest, conditions: list[Manifest], now_ns: int) -> bool:
    current = found(conditions, "Progressing")
    if current is None or current["reason"] == AVAILABLE:
        return False
    left_us = deadline_in_us(wish, current, now_ns)
    return current["reason"] == TIMED_OUT or (left_us is not None and left_us < 0)


def deadline_in_us(wish: Manifest, current: Manifest, now_ns: int) -> int | None:
    seconds = deadline_s(wish)
    if seconds is None:
        return None
    return (nanos_of(current["lastUpdateTime"]) + seconds * NANOS_A_SECOND - now_ns) // 1000


def _with_failure(sets: Sets, conditions: list[Manifest]) -> list[Manifest]:
    """A ReplicaSet that cannot make Pods says so; the Deployment repeats it, the new one's first."""
    for one in ([sets.new] if sets.new is not None else []) + sets.old:
        failure = found(one.get("status", {}).get("conditions") or [], "ReplicaFailure")
        if failure is not None:
            said = condition(
                "ReplicaFailure",
                failure["status"],
                failure["reason"],
                failure["message"],
                failure["lastTransitionTime"],
            )
            return with_condition(conditions, said)
    return without(conditions, "ReplicaFailure")
