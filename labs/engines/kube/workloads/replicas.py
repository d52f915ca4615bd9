"""A ReplicaSet's status (Kubernetes 1.34, pkg/controller/replicaset/replica_set_utils)."""

from typing import Any

from labs.engines.kube.labels import matches_all
from labs.engines.kube.workloads.conditions import found, with_condition, without
from labs.engines.kube.workloads.pods import available_in_us, is_ready

Manifest = dict[str, Any]


def status_of(wish: Manifest, pods: list[Manifest], failure: Manifest | None, now_ns: int, now: str) -> Manifest:
    """Its status by looking at each Pod; `failure` is {"reason", "message"} of one that was refused."""
    labels, min_ready_s = (
        wish["spec"]["template"]["metadata"].get("labels") or {},
        wish["spec"].get("minReadySeconds", 0),
    )
    ready = [pod for pod in pods if is_ready(pod)]
    counts = {
        "replicas": len(pods),
        "fullyLabeledReplicas": sum(matches_all(labels, pod["metadata"].get("labels") or {}) for pod in pods),
        "readyReplicas": len(ready),
        "availableReplicas": sum(available_in_us(pod, min_ready_s, now_ns) == 0 for pod in ready),
    }
    return status_with(wish, counts, failure, now)


def status_with(wish: Manifest, counts: dict[str, int], failure: Manifest | None, now: str) -> Manifest:
    """With these numbers; zeros but that of `replicas` are left out, as on the wire."""
    told = {**counts, "observedGeneration": wish["metadata"]["generation"]}
    status: Manifest = {name: count for name, count in told.items() if count or name == "replicas"}
    conditions = _conditions(wish.get("status", {}).get("conditions") or [], failure, now)
    return {**status, "conditions": conditions} if conditions else status


def _conditions(before: list[Manifest], failure: Manifest | None, now: str) -> list[Manifest]:
    if failure is None:
        return without(before, "ReplicaFailure")
    if found(before, "ReplicaFailure"):
        return before
    return with_condition(before, {"type": "ReplicaFailure", "status": "True", **failure, "lastTransitionTime": now})


def next_look_us(wish: Manifest, pods: list[Manifest], now_ns: int) -> int | None:
    """When the next Pod will have been ready for `minReadySeconds`; None: nobody is waited for."""
    min_ready_s = wish["spec"].get("minReadySeconds", 0)
    if not min_ready_s:
        return None
    waits = [available_in_us(pod, min_ready_s, now_ns) for pod in pods]
    return min((one for one in waits if one), default=None)
