"""Manifests to begin with, and what the reading of one says."""

from typing import Any

import pytest

from labs.engines.kube import ManifestError, read_cluster

Manifest = dict[str, Any]


def pod(
    name: str = "web", /, *, container: Manifest | None = None, metadata: Manifest | None = None, **spec: Any
) -> Manifest:
    """A Pod of one container."""
    containers = [{"name": "app", "image": "shop:1", **(container or {})}]
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, **(metadata or {})},
        "spec": {"containers": containers, **spec},
    }


def node(name: str = "n1", /, *, spec: Manifest | None = None, **status: Any) -> Manifest:
    return {"apiVersion": "v1", "kind": "Node", "metadata": {"name": name}, "spec": spec or {}, "status": status}


def read_pod(manifest: Manifest, *others: Manifest) -> Manifest:
    """The Pod as the API server would store it."""
    return read_cluster([manifest, *others]).pods[0]


def read_spec(manifest: Manifest, *others: Manifest) -> Manifest:
    spec: Manifest = read_pod(manifest, *others)["spec"]
    return spec


def problem(*documents: object) -> str:
    """`field: what is wrong` of these documents."""
    with pytest.raises(ManifestError) as refused:
        read_cluster([*documents])
    data = refused.value.data
    return f"{data['field']}: {data['problem']}"
