"""A Node's spec, and what of its status scheduling asks for (Kubernetes 1.34, core validation and defaults)."""

from typing import Any

from labs.engines.kube.manifests.affinity import EFFECT
from labs.engines.kube.manifests.names import label_value, qualified_name
from labs.engines.kube.manifests.problems import duplicate
from labs.engines.kube.manifests.resources import AMOUNTS
from labs.engines.kube.manifests.shapes import INT64_MAX, between, listed, record, text, truth

TAINT = record(
    {"key": qualified_name, "value": label_value, "effect": EFFECT}, needs=("key", "effect"), known=("timeAdded",)
)


def _taints(value: Any, field: str) -> list[Any]:
    """Taints, no two of which have the same key and effect."""
    checked = listed(TAINT)(value, field)
    pairs = [(one["key"], one["effect"]) for one in checked]
    for index, pair in enumerate(pairs):
        if pair in pairs[:index]:
            raise duplicate(f"{field}[{index}]", checked[index])
    return checked


def _allocatable(status: dict[str, Any], field: str) -> dict[str, Any]:
    """A node that says only what it has can give all of it away."""
    return {**status, "allocatable": status.get("allocatable", status.get("capacity", {}))}


OTHER_FIELDS = ("configSource", "externalID", "podCIDR", "podCIDRs", "providerID")
NODE_SPEC = record({"taints": _taints, "unschedulable": truth}, known=OTHER_FIELDS)
IMAGE = record({"names": listed(text), "sizeBytes": between(0, INT64_MAX, "must be greater than or equal to 0")})
NODE_STATUS = record(
    {"allocatable": AMOUNTS, "capacity": AMOUNTS, "images": listed(IMAGE)}, only=True, also=(_allocatable,)
)
