"""A node's conditions and the taints that follow from them (kube-controller-manager 1.34, nodelifecycle)."""

from typing import Any

from labs.engines.kube.workloads.pods import condition_of

Manifest = dict[str, Any]
NOT_READY, UNREACHABLE = "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"
UNSCHEDULABLE = "node.kubernetes.io/unschedulable"
# Condition -> its status -> the taint that keeps new Pods away.
TAINTS = {
    "Ready": {"False": NOT_READY, "Unknown": UNREACHABLE},
    "MemoryPressure": {"True": "node.kubernetes.io/memory-pressure"},
    "DiskPressure": {"True": "node.kubernetes.io/disk-pressure"},
    "NetworkUnavailable": {"True": "node.kubernetes.io/network-unavailable"},
    "PIDPressure": {"True": "node.kubernetes.io/pid-pressure"},
}
OWN = [(key, "NoSchedule") for keys in TAINTS.values() for key in keys.values()]
OWN += [(UNSCHEDULABLE, "NoSchedule"), (NOT_READY, "NoExecute"), (UNREACHABLE, "NoExecute")]
REPORTED = ("Ready", "MemoryPressure", "DiskPressure", "PIDPressure")  # a kubelet's to say
STOPPED = ("NodeStatusUnknown", "Kubelet stopped posting node status.")
NEVER = ("NodeStatusNeverUpdated", "Kubelet never posted node status.")


def readiness(node: Manifest) -> str:
    """ "True", "False", "Unknown", or "" where nobody has said anything yet."""
    condition = condition_of(node, "Ready")
    return "" if condition is None else str(condition["status"])


def unknown_conditions(node: Manifest, now: str) -> list[Manifest]:
    """All that its kubelet would say is unknown."""
    conditions = list((node.get("status") or {}).get("conditions") or [])
    for kind in REPORTED:
        known = condition_of(node, kind)
        reason, message = NEVER if known is None else STOPPED
        told = {"type": kind, "status": "Unknown", "reason": reason, "message": message, "lastTransitionTime": now}
        if known is None:
            created = node["metadata"]["creationTimestamp"]
            conditions.append({**told, "lastHeartbeatTime": created})
        elif known["status"] != "Unknown":
            conditions[conditions.index(known)] = {**known, **told}
    return conditions


def taints_wanted(node: Manifest, evicts: bool, now: str) -> list[Manifest]:
    """Its taints as they should be; those that others set stay, `evicts` adds the one that drives Pods away."""
    wanted = [
        (TAINTS[one["type"]][one["status"]], "NoSchedule")
        for one in (node.get("status") or {}).get("conditions") or []
        if one["status"] in TAINTS.get(one["type"], {})
    ]
    if node["spec"].get("unschedulable"):
        wanted.append((UNSCHEDULABLE, "NoSchedule"))
    if evicts and readiness(node) in TAINTS["Ready"]:
        wanted.append((TAINTS["Ready"][readiness(node)], "NoExecute"))
    taints = [one for one in taints_of(node) if _identity(one) not in OWN or _identity(one) in wanted]
    there = [_identity(one) for one in taints]
    new = [{"key": key, "effect": effect, "timeAdded": now} for key, effect in wanted if (key, effect) not in there]
    return taints + new


def taints_of(node: Manifest) -> list[Manifest]:
    return node["spec"].get("taints") or []


def _identity(taint: Manifest) -> tuple[str, str]:
    return taint["key"], taint["effect"]
