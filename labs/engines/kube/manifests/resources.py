"""Amounts of resources (Kubernetes 1.34, ValidateResourceRequirements and its defaults)."""

from typing import Any

from labs.engines.kube.manifests.names import qualified_name
from labs.engines.kube.manifests.problems import invalid
from labs.engines.kube.manifests.shapes import mapped, record
from labs.engines.kube.quantity import QuantityError, milli, whole

STANDARD = ("cpu", "memory", "ephemeral-storage")
HUGE_PAGES = "hugepages-"
NOT_STANDARD = "must be a standard resource type or fully qualified"


def quantity(value: Any, field: str) -> str:
    """An amount as its text; JSON may write it as a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise invalid(field, value, "must be a quantity: a number or a text such as 500m or 1Gi")
    try:
        number = milli(str(value))
    except QuantityError as error:
        raise invalid(field, value, str(error)) from None
    if number < 0:
        raise invalid(field, value, "must be greater than or equal to 0")
    return str(value)


def _amount(value: Any, field: str) -> str:
    """A quantity that, of things which cannot be split, is whole."""
    amount = quantity(value, field)
    if not _divisible(field.rpartition("[")[2].rstrip("]")) and milli(amount) % 1_000:
        raise invalid(field, value, "must be an integer")
    return amount


def _divisible(resource: str) -> bool:
    return "/" not in resource or resource.startswith("kubernetes.io/")


def container_resource(value: Any, field: str) -> str:
    """The name of what a container can ask for."""
    name = qualified_name(value, field)
    if "/" not in name and name not in STANDARD and not name.startswith(HUGE_PAGES):
        raise invalid(f"{field}[{name}]", name, NOT_STANDARD)
    return name


AMOUNTS = mapped(qualified_name, _amount)
CONTAINER_AMOUNTS = mapped(container_resource, _amount)


def _limits_hold(resources: dict[str, Any], field: str) -> dict[str, Any]:
    """Copies limits to absent requests; no request may exceed its limit."""
    limits, asked = resources.get("limits", {}), resources.get("requests", {})
    for name, limit in limits.items():
        request = asked.get(name, limit)
        path = f"{field}.requests[{name}]"
        if "/" in name and whole(request) != whole(limit):
            raise invalid(path, request, f"must be equal to {name} limit of {limit}")
        if milli(request) > milli(limit):
            raise invalid(path, request, f"must be less than or equal to {name} limit of {limit}")
    return {**resources, "requests": {**limits, **asked}}


RESOURCES = record(
    {"limits": CONTAINER_AMOUNTS, "requests": CONTAINER_AMOUNTS}, also=(_limits_hold,), known=("claims",)
)
