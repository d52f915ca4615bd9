"""A Job's status (batch/v1)."""

from typing import Any

from labs.engines.kube.controllers.job.ending import FINALLY, condition, conditions_of, is_suspended
from labs.engines.kube.controllers.job.indexes import is_indexed, written
from labs.engines.kube.controllers.job.look import Look
from labs.engines.kube.workloads.conditions import found, without

Manifest = dict[str, Any]


def status_of(look: Look, active: int, said: Manifest | None, now: str) -> Manifest:
    """`active` Pods run or are being made; `said` is what the Job comes to, if that is known."""
    before = look.job.get("status", {})
    conditions = _with_suspension(look, now) if said is None else _with_ending(look, active, said, now)
    status = {
        "active": active, "succeeded": look.counted["succeeded"], "failed": look.counted["failed"],
        "startTime": _start(look, now), "completionTime": before.get("completionTime"), "conditions": conditions,
    }  # fmt: skip
    if is_indexed(look.job):
        status.update(succeeded=len(look.done), completedIndexes=written(look.done))
    if said is not None and found(conditions, "Complete"):
        status["completionTime"] = found(conditions, "Complete")["lastTransitionTime"]  # type: ignore[index]
    noted = {name: uids for name, uids in look.all_noted.items() if uids}
    kept = {name: value for name, value in status.items() if value}
    ready = min(look.ready, active)
    return {**kept, "ready": ready, "terminating": look.terminating, "uncountedTerminatedPods": noted}


def _start(look: Look, now: str) -> str | None:
    """Counted anew from each resumption; none while it has only been suspended."""
    started: str | None = look.job.get("status", {}).get("startTime")
    if is_suspended(look.job):
        return started
    suspended = found(conditions_of(look.job), "Suspended")
    return now if started is None or (suspended is not None and suspended["status"] == "True") else started


def _with_suspension(look: Look, now: str) -> list[Manifest]:
    conditions = conditions_of(look.job)
    before = found(conditions, "Suspended")
    status = "True" if is_suspended(look.job) else "False"
    if (before is None and status == "False") or (before is not None and before["status"] == status):
        return conditions
    reason, message = ("JobSuspended", "Job suspended") if status == "True" else ("JobResumed", "Job resumed")
    return [*without(conditions, "Suspended"), condition("Suspended", reason, message, now, status)]


def _with_ending(look: Look, active: int, said: Manifest, now: str) -> list[Manifest]:
    """First what it comes to; in a later status, when nobody runs and all are counted, that it is so."""
    conditions = conditions_of(look.job)
    if found(conditions, said["type"]) is None:
        return [*conditions, said]
    if active or look.terminating or any(look.all_noted.values()):
        return conditions
    return [*conditions, condition(FINALLY[said["type"]], said.get("reason", ""), said.get("message", ""), now)]
