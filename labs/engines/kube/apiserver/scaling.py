"""The subresource scale: how many are wished for, and nothing else (autoscaling/v1)."""

from typing import Any

from labs.engines.kube.apiserver.errors import BadRequest, NotFound, modified
from labs.engines.kube.apiserver.patches.merge import merged
from labs.engines.kube.apiserver.registry import Resource

Manifest = dict[str, Any]
SCALED = ("deployments", "replicasets", "statefulsets", "replicationcontrollers")
KEPT = ("name", "namespace", "uid", "resourceVersion", "creationTimestamp")
OPERATORS = {"In": "in", "NotIn": "notin"}


def scale_of(row: Resource, one: Manifest) -> Manifest:
    """Raises NotFound where a kind cannot be scaled."""
    if row.name not in SCALED:
        raise NotFound("the server could not find the requested resource")
    status = {"replicas": (one.get("status") or {}).get("replicas", 0), "selector": _selector(one["spec"]["selector"])}
    return {
        "apiVersion": "autoscaling/v1", "kind": "Scale",
        "metadata": {name: one["metadata"][name] for name in KEPT if name in one["metadata"]},
        "spec": {"replicas": one["spec"]["replicas"]}, "status": status,
    }  # fmt: skip


def scaled(row: Resource, one: Manifest, *, body: Manifest | None = None, patch: Any = None) -> Manifest:
    """The object with as many as a Scale, or a patch of one, asks for. Raises Conflict, BadRequest."""
    before = scale_of(row, one)
    after = merged(before, patch) if body is None else body
    version = (after.get("metadata") or {}).get("resourceVersion")
    if version not in (None, "", one["metadata"]["resourceVersion"]):
        raise modified(row.qualified, one["metadata"]["name"])
    replicas = (after.get("spec") or {}).get("replicas", 0)
    if not isinstance(replicas, int) or isinstance(replicas, bool):
        raise BadRequest("Scale.spec.replicas must be an integer")
    return {**one, "spec": {**one["spec"], "replicas": replicas}}


def _selector(selector: Manifest) -> str:
    """As text; a replication controller's is a map of labels."""
    if "matchLabels" not in selector and "matchExpressions" not in selector:
        selector = {"matchLabels": selector}
    parts = [f"{key}={value}" for key, value in sorted((selector.get("matchLabels") or {}).items())]
    for one in selector.get("matchExpressions") or ():
        if one["operator"] in OPERATORS:
            parts.append(f"{one['key']} {OPERATORS[one['operator']]} ({','.join(sorted(one['values']))})")
        else:
            parts.append(one["key"] if one["operator"] == "Exists" else f"!{one['key']}")
    return ",".join(parts)
