"""PersistentVolumes and claims: who can have which, and where (component-helpers 1.34, storage/volume)."""

from collections.abc import Mapping
from typing import Any

from labs.engines.kube.labels import matches_labels, matches_node_term
from labs.engines.kube.quantity import whole
from labs.engines.kube.scheduler.cluster_objects import ClusterObjects, namespace_of
from labs.engines.kube.scheduler.node_info import NodeInfo

Manifest = Mapping[str, Any]
NO_PROVISIONER = "kubernetes.io/no-provisioner"


def storage_class(claim: Manifest, objects: ClusterObjects) -> Manifest | None:
    """The class that the claim names, if there is one."""
    return objects.storage_classes.get(claim["spec"].get("storageClassName") or "")


def waits(claim: Manifest, objects: ClusterObjects) -> bool:
    """Whether it is bound only when a Pod that uses it is scheduled."""
    own = storage_class(claim, objects)
    return own is not None and own.get("volumeBindingMode") == "WaitForFirstConsumer"


def available_volumes(claim: Manifest, objects: ClusterObjects) -> list[Manifest]:
    """Volumes that nobody has and that fit, the smallest first."""
    fitting = [volume for volume in objects.volumes.values() if _fits(claim, volume)]
    return sorted(fitting, key=_size)


def _fits(claim: Manifest, volume: Manifest) -> bool:
    wanted, offered = claim["spec"], volume["spec"]
    if (offered.get("storageClassName") or "") != (wanted.get("storageClassName") or "") or not _is_free(claim, volume):
        return False
    if wanted.get("selector") and not matches_labels(wanted["selector"], volume["metadata"].get("labels") or {}):
        return False
    if (wanted.get("volumeMode") or "Filesystem") != (offered.get("volumeMode") or "Filesystem"):
        return False
    modes = offered.get("accessModes") or []
    requested = (wanted.get("resources") or {}).get("requests") or {}
    return all(mode in modes for mode in wanted.get("accessModes") or []) and _size(volume) >= whole(
        str(requested.get("storage", "0"))
    )


def _size(volume: Manifest) -> int:
    return whole(str((volume["spec"].get("capacity") or {}).get("storage", "0")))


def _is_free(claim: Manifest, volume: Manifest) -> bool:
    holder = volume["spec"].get("claimRef")
    if not holder:
        phase: str = (volume.get("status") or {}).get("phase", "Available")
        return phase == "Available"
    held_by: str = f"{holder.get('namespace')}/{holder.get('name')}"
    return held_by == f"{namespace_of(claim)}/{claim['metadata']['name']}"


def is_reachable(volume: Manifest, node: NodeInfo) -> bool:
    """Whether the volume's node affinity takes the node."""
    required = (volume["spec"].get("nodeAffinity") or {}).get("required")
    if not required:
        return True
    return any(matches_node_term(term, node.manifest) for term in required.get("nodeSelectorTerms") or [])


def can_provision(claim: Manifest, node: NodeInfo, objects: ClusterObjects) -> bool:
    """Whether its class makes a new volume there."""
    own = storage_class(claim, objects)
    if own is None or own.get("provisioner", NO_PROVISIONER) in (NO_PROVISIONER, ""):
        return False
    terms = own.get("allowedTopologies")
    return not terms or any(_allows(term, node) for term in terms)


def _allows(term: Manifest, node: NodeInfo) -> bool:
    wanted = term.get("matchLabelExpressions") or []
    return all(node.labels.get(one["key"]) in (one.get("values") or []) for one in wanted)
