"""What besides Nodes and Pods decides: found by name, read once."""

from collections.abc import Iterable, Mapping
from typing import Any

from labs.engines.kube.scheduler.selectors import Labels

Manifest = Mapping[str, Any]


class ClusterObjects:
    """The other objects of a cluster, by what they are asked for."""

    def __init__(self, **kinds: Iterable[Manifest]) -> None:
        """Each list by the plural of its kind, as in `Manifests`."""
        self.namespaces: dict[str, Labels] = {
            one["metadata"]["name"]: one["metadata"].get("labels") or {} for one in kinds.get("namespaces", ())
        }
        self.services: dict[str, list[Manifest]] = {}
        for service in kinds.get("services", ()):
            self.services.setdefault(namespace_of(service), []).append(service)
        self.controllers = {
            f"{kind}/{namespace_of(one)}/{one['metadata']['name']}": one
            for kind in ("ReplicaSet", "ReplicationController", "StatefulSet")
            for one in kinds.get(f"{kind.lower()}s", ())
        }
        self.claims = {
            f"{namespace_of(one)}/{one['metadata']['name']}": one for one in kinds.get("persistentvolumeclaims", ())
        }
        self.volumes = {one["metadata"]["name"]: one for one in kinds.get("persistentvolumes", ())}
        self.storage_classes = {one["metadata"]["name"]: one for one in kinds.get("storageclasses", ())}
        self.budgets = list(kinds.get("poddisruptionbudgets", ()))


def namespace_of(manifest: Manifest) -> str:
    return str(manifest["metadata"].get("namespace") or "default")
