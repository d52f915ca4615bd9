"""How fast nodes of a zone may be emptied: the more of it is silent, the likelier the fault is on this side.

(kube-controller-manager 1.34: nodeEvictionRate, secondaryNodeEvictionRate, unhealthyZoneThreshold, largeClusterSize)
"""

from typing import Any

Zone = dict[str, Any]
SECOND_US = 1_000_000
PACE_US = 10 * SECOND_US  # 0.1 nodes a second
SLOW_PACE_US = 100 * SECOND_US  # 0.01 nodes a second
UNHEALTHY_PERCENT, UNHEALTHY_MOST = 55, 2
LARGE = 50
NORMAL, PARTIAL, FULL = "normal", "partial", "full"


def zone_of(node: dict[str, Any]) -> str:
    labels = node["metadata"].get("labels") or {}
    return f"{labels.get('topology.kubernetes.io/region', '')}/{labels.get('topology.kubernetes.io/zone', '')}"


def new_zone() -> Zone:
    """`waiting` are nodes that are to be emptied, `next_us` is when the next may be."""
    return {"state": NORMAL, "size": 0, "next_us": 0, "waiting": []}


def state_of(ready: int, unready: int) -> str:
    if unready and not ready:
        return FULL
    if unready > UNHEALTHY_MOST and unready * 100 >= (ready + unready) * UNHEALTHY_PERCENT:
        return PARTIAL
    return NORMAL


def pace_us(zone: Zone) -> int:
    """Between two nodes; 0: none at all."""
    if zone["state"] != PARTIAL:
        return PACE_US
    return SLOW_PACE_US if zone["size"] > LARGE else 0
