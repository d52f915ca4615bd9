"""When a Job is over (1.34, syncJob): first what it comes to is said and, when all is counted, that it is so."""

from typing import Any

from labs.engines.kube.controllers.job.look import Look
from labs.engines.kube.moments import NANOS_A_SECOND, nanos_of
from labs.engines.kube.workloads.conditions import found
from labs.engines.kube.workloads.pods import phase_of

Manifest = dict[str, Any]
FINALLY = {"SuccessCriteriaMet": "Complete", "FailureTarget": "Failed"}


def condition(kind: str, reason: str, message: str, now: str, status: str = "True") -> Manifest:
    made = {"type": kind, "status": status, "lastProbeTime": now, "lastTransitionTime": now}
    return {**made, **({"reason": reason} if reason else {}), **({"message": message} if message else {})}


def is_over(job: Manifest) -> bool:
    return any(one["type"] in FINALLY.values() and one["status"] == "True" for one in conditions_of(job))


def conditions_of(job: Manifest) -> list[Manifest]:
    return list(job.get("status", {}).get("conditions") or [])


def is_suspended(job: Manifest) -> bool:
    return bool(job["spec"].get("suspend"))


def verdict(look: Look, now: str, now_ns: int) -> Manifest | None:
    """The condition that says what it comes to; None while that is open."""
    for kind in FINALLY:
        said = found(conditions_of(look.job), kind)
        if said is not None:
            return said
    limit = look.job["spec"].get("backoffLimit", 6)
    if look.total("failed") > limit or _restarts_exceed(look, limit):
        message = "Job has reached the specified backoff limit"
        return condition("FailureTarget", "BackoffLimitExceeded", message, now)
    left_us = deadline_in_us(look.job, now_ns)
    if left_us is not None and left_us <= 0:
        message = "Job was active longer than specified deadline"
        return condition("FailureTarget", "DeadlineExceeded", message, now)
    if not look.active and _is_enough(look):
        message = "Reached expected number of succeeded pods"
        return condition("SuccessCriteriaMet", "CompletionsReached", message, now)
    return None


def _is_enough(look: Look) -> bool:
    """Without a number of completions, one Pod that has succeeded says that the work is done."""
    return look.total("succeeded") >= look.job["spec"].get("completions", 1) and (
        "completions" in look.job["spec"] or look.total("succeeded") > 0
    )


def _restarts_exceed(look: Look, limit: int) -> bool:
    """Containers that are restarted in place count too, where the template has them restarted."""
    if look.job["spec"]["template"]["spec"].get("restartPolicy") != "OnFailure":
        return False
    restarts = 0
    for pod in look.pods:
        if phase_of(pod) in ("Running", "Pending"):
            status = pod.get("status", {})
            listed = [*(status.get("initContainerStatuses") or ()), *(status.get("containerStatuses") or ())]
            restarts += sum(one.get("restartCount", 0) for one in listed)
    return restarts > 0 if limit == 0 else restarts >= limit


def deadline_in_us(job: Manifest, now_ns: int) -> int | None:
    seconds, started = job["spec"].get("activeDeadlineSeconds"), job.get("status", {}).get("startTime")
    if seconds is None or started is None or is_suspended(job):
        return None
    return int(nanos_of(started) + seconds * NANOS_A_SECOND - now_ns) // 1000


def wanted_active(look: Look) -> int:
    """How many Pods should run now."""
    spec = look.job["spec"]
    if is_suspended(look.job):
        return 0
    if "completions" not in spec:
        return len(look.active) if look.total("succeeded") else int(spec.get("parallelism", 1))
    return max(0, min(int(spec["completions"]) - look.total("succeeded"), int(spec.get("parallelism", 1))))
