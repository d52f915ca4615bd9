"""Numbers that may be percentages (apimachinery 1.34, intstr)."""

from typing import Any

IntOrPercent = int | str


def scaled(value: IntOrPercent, total: int, *, up: bool) -> int:
    """How many this is: itself, or so many percent of the total, rounded up or down."""
    if isinstance(value, int):
        return value
    product = int(value.removesuffix("%")) * total
    return -(-product // 100) if up else product // 100


def surge_and_unavailable(limits: dict[str, Any], total: int) -> tuple[int, int]:
    """maxSurge and maxUnavailable of a rolling update; where both come to nothing, one may be missing."""
    surge = scaled(limits.get("maxSurge", "25%"), total, up=True)
    unavailable = scaled(limits.get("maxUnavailable", "25%"), total, up=False)
    return surge, unavailable if surge or unavailable else 1
