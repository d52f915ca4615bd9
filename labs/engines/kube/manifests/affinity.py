"""Where a Pod wants to be: affinity, tolerations and spreading (Kubernetes 1.34, core validation)."""

from typing import Any

from labs.engines.kube.manifests.names import dns_label, label_value, qualified_name
from labs.engines.kube.manifests.problems import duplicate, forbidden, invalid, required
from labs.engines.kube.manifests.selectors import LABEL_SELECTOR, NODE_SELECTOR, NODE_TERM, WEIGHT
from labs.engines.kube.manifests.shapes import INT32_MAX, between, integer, listed, one_of, or_empty, record

REQUIRED, PREFERRED = (
    "requiredDuringSchedulingIgnoredDuringExecution",
    "preferredDuringSchedulingIgnoredDuringExecution",
)
EFFECT = one_of("NoSchedule", "PreferNoSchedule", "NoExecute")
POLICY = one_of("Ignore", "Honor")
EVERYTHING = 'operator must be Exists when `key` is empty, which means "match all values and all keys"'


def _toleration(one: dict[str, Any], field: str) -> dict[str, Any]:
    if not one.get("key") and one["operator"] != "Exists":
        raise invalid(f"{field}.operator", one["operator"], EVERYTHING)
    if one["operator"] == "Exists" and one.get("value"):
        raise invalid(f"{field}.operator", one["value"], "value must be empty when `operator` is 'Exists'")
    if "tolerationSeconds" in one and one.get("effect") != "NoExecute":
        raise invalid(
            f"{field}.effect", one.get("effect", ""), "effect must be 'NoExecute' when `tolerationSeconds` is set"
        )
    return one


TOLERATION = record(
    {
        "key": or_empty(qualified_name),
        "operator": or_empty(one_of("Equal", "Exists")),
        "value": label_value,
        "effect": or_empty(EFFECT),
        "tolerationSeconds": integer,
    },
    defaults={"operator": "Equal"},
    also=(lambda one, field: _toleration({**one, "operator": one["operator"] or "Equal"}, field),),
    known=(),
)


def _spread(one: dict[str, Any], field: str) -> dict[str, Any]:
    if "minDomains" in one and one["whenUnsatisfiable"] != "DoNotSchedule":
        why = f"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {one['whenUnsatisfiable']}"
        raise invalid(f"{field}.minDomains", one["minDomains"], why)
    if one.get("matchLabelKeys") and "labelSelector" not in one:
        raise forbidden(f"{field}.matchLabelKeys", "must not be specified when labelSelector is not set")
    return one


POSITIVE = between(1, INT32_MAX, "must be greater than zero")
SPREAD = record(
    {
        "maxSkew": POSITIVE,
        "minDomains": POSITIVE,
        "topologyKey": qualified_name,
        "whenUnsatisfiable": one_of("DoNotSchedule", "ScheduleAnyway"),
        "labelSelector": LABEL_SELECTOR,
        "matchLabelKeys": listed(qualified_name),
        "nodeAffinityPolicy": POLICY,
        "nodeTaintsPolicy": POLICY,
    },
    needs=("maxSkew", "topologyKey", "whenUnsatisfiable"),
    defaults={"nodeAffinityPolicy": "Honor", "nodeTaintsPolicy": "Ignore"},
    also=(_spread,),
    known=(),
)


def spreads(value: Any, field: str) -> list[Any]:
    """Constraints, no two of which say the same of the same key."""
    checked = listed(SPREAD)(value, field)
    seen: list[tuple[str, str]] = []
    for index, one in enumerate(checked):
        pair = (one["topologyKey"], one["whenUnsatisfiable"])
        if pair in seen:
            raise duplicate(f"{field}[{index}].{{topologyKey, whenUnsatisfiable}}", f"{{{pair[0]}, {pair[1]}}}")
        seen.append(pair)
    return checked


def _topology(term: dict[str, Any], field: str) -> dict[str, Any]:
    if not term.get("topologyKey"):
        raise required(f"{field}.topologyKey", "can not be empty")
    for name in ("matchLabelKeys", "mismatchLabelKeys"):
        if term.get(name) and "labelSelector" not in term:
            raise forbidden(f"{field}.{name}", "must not be specified when labelSelector is not set")
    return term


POD_TERM = record(
    {
        "labelSelector": LABEL_SELECTOR,
        "namespaceSelector": LABEL_SELECTOR,
        "namespaces": listed(dns_label),
        "topologyKey": or_empty(qualified_name),
        "matchLabelKeys": listed(qualified_name),
        "mismatchLabelKeys": listed(qualified_name),
    },
    also=(_topology,),
    known=(),
)
WEIGHTED_NODE_TERM = record({"weight": WEIGHT, "preference": NODE_TERM}, needs=("weight", "preference"), known=())
WEIGHTED_POD_TERM = record(
    {"weight": WEIGHT, "podAffinityTerm": POD_TERM}, needs=("weight", "podAffinityTerm"), known=()
)
AMONG_PODS = record({REQUIRED: listed(POD_TERM), PREFERRED: listed(WEIGHTED_POD_TERM)}, known=())
AFFINITY = record(
    {
        "nodeAffinity": record({REQUIRED: NODE_SELECTOR, PREFERRED: listed(WEIGHTED_NODE_TERM)}, known=()),
        "podAffinity": AMONG_PODS,
        "podAntiAffinity": AMONG_PODS,
    },
    known=(),
)
