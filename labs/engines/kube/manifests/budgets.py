"""PodDisruptionBudgets: how many Pods, or which part of them, stay (Kubernetes 1.34, policy validation)."""

import re
from typing import Any

from labs.engines.kube.manifests.problems import invalid
from labs.engines.kube.manifests.selectors import LABEL_SELECTOR
from labs.engines.kube.manifests.shapes import INT32_MAX, between, integer, mapped, record, text

PERCENT = re.compile(r"[0-9]{1,9}%")
NO_PERCENT = (
    "a valid percent string must be a numeric string followed by an ending '%'"
    " (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"
)
NOT_NEGATIVE = "must be greater than or equal to 0"


def count_or_percent(value: Any, field: str) -> Any:
    """A number of Pods, or a part of them at most whole."""
    if not isinstance(value, str):
        if integer(value, field) < 0:
            raise invalid(field, value, NOT_NEGATIVE)
        return int(value)
    if not PERCENT.fullmatch(value):
        raise invalid(field, value, NO_PERCENT)
    if int(value[:-1]) > 100:
        raise invalid(field, value, "must not be greater than 100%")
    return value


def _not_both(spec: dict[str, Any], field: str) -> dict[str, Any]:
    if "minAvailable" in spec and "maxUnavailable" in spec:
        raise invalid(field, spec, "minAvailable and maxUnavailable cannot be both set")
    return spec


BUDGET_SPEC = record(
    {"selector": LABEL_SELECTOR, "minAvailable": count_or_percent, "maxUnavailable": count_or_percent},
    also=(_not_both,),
)
# Absent where the disruption controller has not written it.
BUDGET_STATUS = record(
    {"disruptionsAllowed": between(0, INT32_MAX, NOT_NEGATIVE), "disruptedPods": mapped(text, text)}, only=True
)
