"""Selectors by labels and by nodes (Kubernetes 1.34, ValidateLabelSelector and ValidateNodeSelector)."""

from typing import Any

from labs.engines.kube.manifests.names import label_value, labels, qualified_name
from labs.engines.kube.manifests.problems import forbidden, invalid, required
from labs.engines.kube.manifests.shapes import Check, between, listed, record, text

IN, EXISTS, COMPARED = ("In", "NotIn"), ("Exists", "DoesNotExist"), ("Gt", "Lt")
NO_OPERATOR = "not a valid selector operator"
ONE_NAME = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"
# The API takes weights from 1 and the scheduler passes over 0; harmless here, so 0 is taken.
WEIGHT = between(0, 100, "must be in the range 1-100")


def _operator(*more: str) -> Check:
    """Checks a requirement's operator against its values."""

    def check(requirement: dict[str, Any], field: str) -> dict[str, Any]:
        operator, values = requirement.get("operator", ""), requirement.get("values") or []
        if operator not in (*IN, *EXISTS, *more):
            raise invalid(f"{field}.operator", operator, NO_OPERATOR)
        if operator in IN and not values:
            raise required(f"{field}.values", "must be specified when `operator` is 'In' or 'NotIn'")
        if operator in EXISTS and values:
            raise forbidden(f"{field}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
        if operator in COMPARED and len(values) != 1:
            raise required(f"{field}.values", "must be specified single value when `operator` is 'Lt' or 'Gt'")
        return requirement

    return check


def _name_field(requirement: dict[str, Any], field: str) -> dict[str, Any]:
    """The only field of a Node that can be asked for is its name, one at a time."""
    if requirement["key"] != "metadata.name":
        raise invalid(f"{field}.key", requirement["key"], "not a valid field selector key")
    if requirement.get("operator") not in IN:
        raise invalid(f"{field}.operator", requirement.get("operator", ""), NO_OPERATOR)
    if len(requirement.get("values") or []) != 1:
        raise required(f"{field}.values", ONE_NAME)
    return requirement


LABEL_SELECTOR = record(
    {
        "matchLabels": labels,
        "matchExpressions": listed(
            record(
                {"key": qualified_name, "values": listed(label_value)},
                needs=("key",),
                also=(_operator(),),
                known=("operator",),
            )
        ),
    },
    known=(),
)
NODE_EXPRESSION = record(
    {"key": qualified_name, "values": listed(text)}, needs=("key",), also=(_operator(*COMPARED),), known=("operator",)
)
NODE_FIELD = record({"key": text, "values": listed(text)}, needs=("key",), also=(_name_field,), known=("operator",))
NODE_TERM = record({"matchExpressions": listed(NODE_EXPRESSION), "matchFields": listed(NODE_FIELD)}, known=())


def _some_term(selector: dict[str, Any], field: str) -> dict[str, Any]:
    if not selector.get("nodeSelectorTerms"):
        raise required(f"{field}.nodeSelectorTerms", "must have at least one node selector term")
    return selector


NODE_SELECTOR = record({"nodeSelectorTerms": listed(NODE_TERM)}, also=(_some_term,), known=())
