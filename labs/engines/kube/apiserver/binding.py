"""pods/binding: a Pod gets its node, once (Kubernetes 1.34, registry/core/pod)."""

from typing import Any

from labs.engines.kube.apiserver.errors import Conflict, precondition_failed

Manifest = dict[str, Any]


def bound(pod: Manifest, node: str, uid: str, now: str) -> Manifest:
    """The Pod on this node. Raises Conflict."""
    metadata, spec = pod["metadata"], pod["spec"]
    name = metadata["name"]
    if uid and uid != metadata["uid"]:
        raise precondition_failed("pods/binding", name, "UID", uid, metadata["uid"])
    if "deletionTimestamp" in metadata:
        raise _refused(name, f"pod {name} is being deleted, cannot be assigned to a host")
    if spec.get("nodeName"):
        raise _refused(name, f'pod {name} is already assigned to node "{spec["nodeName"]}"')
    if spec.get("schedulingGates"):
        raise _refused(name, f"pod {name} has non-empty .spec.schedulingGates")
    status = pod.get("status") or {}
    scheduled = {"type": "PodScheduled", "status": "True", "lastTransitionTime": now}
    others = [one for one in status.get("conditions") or () if one["type"] != "PodScheduled"]
    return {
        **pod, "spec": {**spec, "nodeName": node}, "status": {**status, "conditions": [*others, scheduled]}
    }  # fmt: skip


def _refused(name: str, why: str) -> Conflict:
    text = f'Operation cannot be fulfilled on pods/binding "{name}": {why}'
    return Conflict(text, name=name, kind="pods/binding")
