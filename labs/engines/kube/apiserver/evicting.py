"""pods/eviction: a deletion that asks the PodDisruptionBudget first (Kubernetes 1.34, registry/core/pod)."""

from typing import Any

from labs.engines.kube.apiserver.errors import ApiError, TooManyRequests
from labs.engines.kube.labels import matches_labels

Manifest = dict[str, Any]
VIOLATES = "Cannot evict pod as it would violate the pod's disruption budget."
TWO_BUDGETS = "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."
FREE = ("Succeeded", "Failed", "Pending")  # a Pod in one of these phases serves nobody


def budget_of(pod: Manifest, budgets: list[Manifest]) -> Manifest | None:
    """The one that covers this Pod and must be asked. Raises ApiError where there are several."""
    if "deletionTimestamp" in pod["metadata"] or (pod.get("status") or {}).get("phase", "Pending") in FREE:
        return None
    labels, namespace = pod["metadata"].get("labels") or {}, pod["metadata"]["namespace"]
    found = [
        one for one in budgets
        if one["metadata"]["namespace"] == namespace and matches_labels(one["spec"].get("selector"), labels)
    ]  # fmt: skip
    if len(found) > 1:
        raise ApiError(TWO_BUDGETS)
    return found[0] if found and not _is_free(pod, found[0]) else None


def _is_free(pod: Manifest, budget: Manifest) -> bool:
    """A Pod that is not ready may go, always or while enough others are well."""
    conditions = (pod.get("status") or {}).get("conditions") or ()
    if any(one["type"] == "Ready" and one["status"] == "True" for one in conditions):
        return False
    if budget["spec"].get("unhealthyPodEvictionPolicy") == "AlwaysAllow":
        return True
    status = budget.get("status") or {}
    return bool(status.get("currentHealthy", 0) >= status.get("desiredHealthy", 0) > 0)


def with_one_less(budget: Manifest, pod: str, now: str) -> Manifest:
    """The budget after one of its disruptions is taken. Raises TooManyRequests."""
    status, name = budget.get("status") or {}, budget["metadata"]["name"]
    if status.get("observedGeneration", 0) < budget["metadata"].get("generation", 1):
        raise _violated(f"The disruption budget {name} is still being processed by the server.")
    allowed = status.get("disruptionsAllowed", 0)
    if allowed <= 0:
        raise _violated(f"The disruption budget {name} {_why(status)}")
    disrupted = {**(status.get("disruptedPods") or {}), pod: now}
    return {**budget, "status": {**status, "disruptionsAllowed": allowed - 1, "disruptedPods": disrupted}}


def _why(status: Manifest) -> str:
    needs, has = status.get("desiredHealthy", 0), status.get("currentHealthy", 0)
    if has <= needs:
        return f"needs {needs} healthy pods and has {has} currently"
    conditions = [one for one in status.get("conditions") or () if one["type"] == "DisruptionAllowed"]
    said = conditions[0].get("message") if conditions and conditions[0]["status"] == "False" else ""
    return f"does not allow evicting pods currently: {said}" if said else "does not allow evicting pods currently"


def _violated(why: str) -> TooManyRequests:
    return TooManyRequests(VIOLATES, causes=[{"reason": "DisruptionBudget", "message": why}])


def marked(pod: Manifest, now: str) -> Manifest:
    """The Pod with the condition that says why it is going."""
    condition = {
        "type": "DisruptionTarget", "status": "True", "reason": "EvictionByEvictionAPI",
        "message": "Eviction API: evicting", "lastTransitionTime": now,
    }  # fmt: skip
    status = pod.get("status") or {}
    others = [one for one in status.get("conditions") or () if one["type"] != "DisruptionTarget"]
    return {**pod, "status": {**status, "conditions": [*others, condition]}}
