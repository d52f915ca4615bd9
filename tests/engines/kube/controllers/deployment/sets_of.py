"""Deployments and ReplicaSets in numbers, for tables."""

from typing import Any

from labs.engines.kube.controllers.deployment.sets import Sets

Manifest = dict[str, Any]


def one(
    name: str,
    size: int,
    available: int | None = None,
    *,
    desired: int | None = None,
    most: int | None = None,
    **more: Any,
) -> Manifest:
    """A ReplicaSet; its name says its age, and all its Pods are available unless it is said otherwise."""
    notes = {"desired-replicas": desired, "max-replicas": most}
    annotations = {f"deployment.kubernetes.io/{key}": str(value) for key, value in notes.items() if value is not None}
    up = size if available is None else available
    return {
        "apiVersion": "apps/v1",
        "kind": "ReplicaSet",
        "metadata": {
            "name": name, "namespace": "default", "creationTimestamp": name, "generation": 1,
            "annotations": {**annotations, **more.pop("annotations", {})}, **more,
        },
        "spec": {"replicas": size},
        "status": {"replicas": size, "readyReplicas": up, "availableReplicas": up, "observedGeneration": 1},
    }  # fmt: skip


def sets(wanted: int, new: Manifest | None, *old: Manifest, surge: Any = 1, unavailable: Any = 0, **spec: Any) -> Sets:
    rolling = {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": surge, "maxUnavailable": unavailable}}
    wish = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "web", "namespace": "default", "uid": "web-uid", "generation": 1},
        "spec": {"replicas": wanted, "strategy": rolling, **spec},
    }
    return Sets(wish, new, list(old))
