"""Which taints a Pod tolerates (kube-scheduler 1.34, component-helpers)."""

from collections.abc import Iterable, Mapping
from typing import Any

Taint = Mapping[str, Any]
Tolerations = Iterable[Mapping[str, Any]]


def tolerates(tolerations: Tolerations, taint: Taint) -> bool:
    """Whether one of them fits the taint."""
    return any(_fits(toleration, taint) for toleration in tolerations)


def _fits(toleration: Mapping[str, Any], taint: Taint) -> bool:
    if toleration.get("effect") and toleration["effect"] != taint.get("effect"):
        return False
    if toleration.get("key") and toleration["key"] != taint.get("key"):
        return False
    operator = toleration.get("operator") or "Equal"
    if operator == "Exists":
        return True
    return operator == "Equal" and (toleration.get("value") or "") == (taint.get("value") or "")


def first_untolerated(taints: Iterable[Taint], tolerations: Tolerations) -> Taint | None:
    """The first taint that none of them fits."""
    return next((taint for taint in taints if not tolerates(tolerations, taint)), None)
