"""Small clusters in manifests, and what the scheduler says about them."""

from typing import Any

from labs.engines.kube import read_cluster
from labs.engines.kube.scheduler import explain

Manifest = dict[str, Any]
HOST, ZONE = "kubernetes.io/hostname", "topology.kubernetes.io/zone"
GIB = 1024**3


def node(
    name: str,
    *,
    cpu: str = "4",
    memory: str = "8Gi",
    pods: str = "110",
    labels: dict[str, str] | None = None,
    zone: str = "",
    images: dict[str, int] | None = None,
    has: dict[str, str] | None = None,
    **spec: Any,
) -> Manifest:
    """A Node; `images` are sizes in bytes by name, `has` is more that it has."""
    own = {HOST: name, **({ZONE: zone} if zone else {})}
    listed = [{"names": [image], "sizeBytes": size} for image, size in (images or {}).items()]
    allocatable = {"cpu": cpu, "memory": memory, "pods": pods, **(has or {})}
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {"name": name, "labels": {**own, **(labels or {})}},
        "spec": spec,
        "status": {"allocatable": allocatable, "images": listed},
    }


def pod(
    name: str = "new",
    *,
    cpu: str = "",
    memory: str = "",
    asks: dict[str, str] | None = None,
    on: str = "",
    labels: dict[str, str] | None = None,
    namespace: str = "default",
    image: str = "nginx",
    status: Manifest | None = None,
    metadata: Manifest | None = None,
    **spec: Any,
) -> Manifest:
    """A Pod with one container; `on` is the node that it is on, `asks` are further requests."""
    requests = {**({"cpu": cpu} if cpu else {}), **({"memory": memory} if memory else {}), **(asks or {})}
    containers = [{"name": "main", "image": image, "resources": {"requests": requests}}]
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "namespace": namespace, "labels": labels or {}, **(metadata or {})},
        "spec": {"containers": containers, **({"nodeName": on} if on else {}), **spec},
        "status": status or {},
    }


def thing(kind: str, name: str, version: str = "v1", *, namespace: str = "", **fields: Any) -> Manifest:
    """An object of another kind."""
    metadata = {"name": name, **({"namespace": namespace} if namespace else {}), **fields.pop("metadata", {})}
    return {"apiVersion": version, "kind": kind, "metadata": metadata, **fields}


def explained(*objects: Manifest, **options: Any) -> dict[str, Manifest]:
    """Pod name -> its result, in queue order."""
    results = explain(read_cluster(list(objects)), **options)["results"]
    return {result["pod"].partition("/")[2]: result for result in results}


def judged(*objects: Manifest, name: str = "new", **options: Any) -> Manifest:
    """The result of one Pod."""
    return explained(*objects, **options)[name]


def reasons(result: Manifest) -> dict[str, list[str]]:
    """Node -> why it will not do; nothing where it will."""
    return {name: told["reasons"] for name, told in result["nodes"].items()}


def fitting(result: Manifest) -> list[str]:
    return [name for name, told in result["nodes"].items() if told["feasible"]]


def scored(plugin: str, *objects: Manifest, kind: str = "normalized", **options: Any) -> dict[str, int]:
    """Node -> what this plug-in alone gives it."""
    result = judged(*objects, plugin=plugin, **options)
    return {name: told["scores"][plugin][kind] for name, told in result["nodes"].items() if told["scores"]}
