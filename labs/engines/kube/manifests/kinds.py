"""The kinds that scheduling knows, a row each: where its API is, what its names and its fields look like."""

from dataclasses import dataclass

from labs.engines.kube.manifests.budgets import BUDGET_SPEC, BUDGET_STATUS
from labs.engines.kube.manifests.metadata import CLUSTER_WIDE, NAMESPACE, NAMESPACED
from labs.engines.kube.manifests.names import labels
from labs.engines.kube.manifests.nodes import NODE_SPEC, NODE_STATUS
from labs.engines.kube.manifests.pods import POD_SPEC, POD_STATUS, PREEMPTION, PRIORITY
from labs.engines.kube.manifests.selectors import LABEL_SELECTOR
from labs.engines.kube.manifests.shapes import Check, record, truth
from labs.engines.kube.manifests.volumes import (
    CLAIM_SPEC,
    CLAIM_STATUS,
    STORAGE_CLASS_FIELDS,
    VOLUME_SPEC,
    VOLUME_STATUS,
)


@dataclass(frozen=True)
class Kind:
    """`check` takes a whole object; `fields` are a kind's own, beside `metadata`."""

    api_version: str
    namespaced: bool
    check: Check


def _kind(
    api_version: str,
    fields: dict[str, Check],
    *,
    metadata: Check = NAMESPACED,
    needs: tuple[str, ...] = (),
    defaults: dict[str, object] | None = None,
) -> Kind:
    check = record({"metadata": metadata, **fields}, needs=("metadata", *needs), defaults=defaults)
    return Kind(api_version, metadata is NAMESPACED, check)


OWNER_SPEC = record({"selector": LABEL_SELECTOR}, needs=("selector",))

KINDS = {
    "Node": _kind(
        "v1",
        {"spec": NODE_SPEC, "status": NODE_STATUS},
        metadata=CLUSTER_WIDE,
        defaults={"spec": {}, "status": {}},
    ),
    "Pod": _kind("v1", {"spec": POD_SPEC, "status": POD_STATUS}, needs=("spec",), defaults={"status": {}}),
    "Namespace": _kind("v1", {}, metadata=NAMESPACE),
    "Service": _kind("v1", {"spec": record({"selector": labels})}, defaults={"spec": {}}),
    "ReplicaSet": _kind("apps/v1", {"spec": OWNER_SPEC}, needs=("spec",)),
    "ReplicationController": _kind("v1", {"spec": record({"selector": labels})}, defaults={"spec": {}}),
    "StatefulSet": _kind("apps/v1", {"spec": OWNER_SPEC}, needs=("spec",)),
    "PodDisruptionBudget": _kind(
        "policy/v1", {"spec": BUDGET_SPEC, "status": BUDGET_STATUS}, defaults={"spec": {}, "status": {}}
    ),
    "PriorityClass": _kind(
        "scheduling.k8s.io/v1",
        {"value": PRIORITY, "globalDefault": truth, "preemptionPolicy": PREEMPTION},
        metadata=CLUSTER_WIDE,
        needs=("value",),
        defaults={"preemptionPolicy": "PreemptLowerPriority"},
    ),
    "PersistentVolume": _kind(
        "v1", {"spec": VOLUME_SPEC, "status": VOLUME_STATUS}, metadata=CLUSTER_WIDE, needs=("spec",)
    ),
    "PersistentVolumeClaim": _kind("v1", {"spec": CLAIM_SPEC, "status": CLAIM_STATUS}, needs=("spec",)),
    "StorageClass": _kind(
        "storage.k8s.io/v1",
        STORAGE_CLASS_FIELDS,
        metadata=CLUSTER_WIDE,
        needs=("provisioner",),
        defaults={"volumeBindingMode": "Immediate"},
    ),
}
