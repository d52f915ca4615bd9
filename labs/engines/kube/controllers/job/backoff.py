"""After a failure the next Pod waits, longer each time (1.34, backoff_utils.go)."""

from typing import Any

from labs.engines.kube.controllers.job.look import Look
from labs.engines.kube.moments import NANOS_A_SECOND, nanos_of
from labs.engines.kube.workloads.pods import condition_of

Manifest = dict[str, Any]
Record = list[int]  # failures since the last success, and when the last was (ns)
FIRST_NS, MOST_NS = 10 * NANOS_A_SECOND, 600 * NANOS_A_SECOND


def after(record: Record, look: Look) -> Record:
    """The record with what has newly ended."""
    failures = sorted(ended_at(pod) for pod in look.new["failed"])
    if not look.new["succeeded"]:
        return [record[0] + len(failures), failures[-1]] if failures else record
    last_success = max(ended_at(pod) for pod in look.new["succeeded"])
    since = [one for one in failures if one > last_success]
    return [len(since), since[-1] if since else 0]


def wait_us(record: Record, now_ns: int) -> int:
    failures, last_ns = record
    if not failures:
        return 0
    delay_ns = min(FIRST_NS << min(failures - 1, 10), MOST_NS)
    return max(0, delay_ns - (now_ns - last_ns)) // 1000


def ended_at(pod: Manifest) -> int:
    """By its containers; else by when it was no longer ready, was deleted, or was made."""
    ended = [
        (one.get("state") or {}).get("terminated", {}).get("finishedAt")
        for one in pod.get("status", {}).get("containerStatuses") or ()
    ]
    if ended and all(ended):
        return max(nanos_of(one) for one in ended)
    ready, metadata = condition_of(pod, "Ready"), pod["metadata"]
    if ready is not None and ready["status"] == "False" and ready.get("lastTransitionTime"):
        return nanos_of(ready["lastTransitionTime"])
    if "deletionTimestamp" in metadata:
        grace_s = metadata.get("deletionGracePeriodSeconds") or 0
        return nanos_of(metadata["deletionTimestamp"]) - grace_s * NANOS_A_SECOND
    return nanos_of(metadata["creationTimestamp"])
