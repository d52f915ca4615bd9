"""What every object says of itself (apimachinery 1.34, ObjectMeta)."""

import re
from typing import Any

from labs.engines.kube.manifests.names import dns_label, dns_subdomain, labels
from labs.engines.kube.manifests.problems import invalid, required
from labs.engines.kube.manifests.shapes import Check, listed, or_empty, record, text, truth

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
NAMELESS = "name or generateName is required"


def moment(value: Any, field: str) -> str:
    """A time, as JSON has it; kept as its text."""
    if not MOMENT.fullmatch(text(value, field)):
        raise invalid(field, value, "must be a time such as 2026-01-01T00:00:00Z")
    return str(value)


OWNER = record(
    {"apiVersion": text, "kind": text, "name": text, "uid": text, "controller": truth}, needs=("kind", "name")
)


def _named(metadata: dict[str, Any], field: str) -> dict[str, Any]:
    if not metadata.get("name"):
        raise required(f"{field}.name", NAMELESS)
    return metadata


def _fields(name: Check) -> dict[str, Check]:
    return {
        "name": or_empty(name),
        "uid": text,
        "labels": labels,
        "annotations": record({}),
        "creationTimestamp": moment,
        "deletionTimestamp": moment,
        "ownerReferences": listed(OWNER),
    }


# Fields that scheduling does not ask for, such as managedFields, are long and are left out.
NAMESPACED = record(
    {**_fields(dns_subdomain), "namespace": dns_label}, defaults={"namespace": "default"}, also=(_named,), only=True
)
CLUSTER_WIDE = record(_fields(dns_subdomain), also=(_named,), only=True)
NAMESPACE = record(_fields(dns_label), also=(_named,), only=True)
