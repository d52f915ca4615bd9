"""The order in which the scheduler goes through nodes: one of each zone in turn (kube-scheduler 1.34, node tree)."""

from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest
from typing import TypeVar

ZONE, REGION = "topology.kubernetes.io/zone", "topology.kubernetes.io/region"
OLD_ZONE, OLD_REGION = "failure-domain.beta.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/region"

Item = TypeVar("Item")


def zone_of(labels: Mapping[str, str]) -> tuple[str, str]:
    """Region and zone; the older labels count where the newer ones are absent."""
    region = labels.get(REGION) or labels.get(OLD_REGION) or ""
    return region, labels.get(ZONE) or labels.get(OLD_ZONE) or ""


def interleaved(items: Sequence[Item], labels: Sequence[Mapping[str, str]]) -> list[Item]:
    """The items, one of each zone in turn until all zones are through."""
    zones: dict[tuple[str, str], list[Item]] = {}
    for item, own in zip(items, labels, strict=True):
        zones.setdefault(zone_of(own), []).append(item)
    return [item for item in chain.from_iterable(zip_longest(*zones.values())) if item is not None]
