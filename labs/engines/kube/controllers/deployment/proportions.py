"""A Deployment scaled in the middle of a rollout: every ReplicaSet gets its share (deployment_util.go, 1.34)."""

from typing import Any

from labs.engines.kube.controllers.deployment.annotations import most_in
from labs.engines.kube.controllers.deployment.sets import Sets, active, age, count, size, total

Manifest = dict[str, Any]


def spread(sets: Sets) -> dict[str, int]:
    """Name -> size, of those that have any; the largest also gets what rounding leaves over."""
    having = active(sets.all)
    add = (sets.wanted + sets.surge if sets.wanted else 0) - total(having)
    having.sort(key=age, reverse=add > 0)
    having.sort(key=size, reverse=True)
    sizes = {one["metadata"]["name"]: size(one) for one in having}
    added = 0
    for one in having if add else ():
        share = _share(sets, one, add, added)
        sizes[one["metadata"]["name"]] += share
        added += share
    if add and having:
        largest = having[0]["metadata"]["name"]
        sizes[largest] = max(0, sizes[largest] + add - added)
    return sizes


def _share(sets: Sets, one: Manifest, add: int, added: int) -> int:
    if add == added:
        return 0
    fraction = _fraction(sets, one)
    return min(fraction, add - added) if add > 0 else max(fraction, add - added)


def _fraction(sets: Sets, one: Manifest) -> int:
    """What this one would grow by if all of them grew alike."""
    if not sets.wanted:
        return -size(one)
    before = most_in(one) or count([sets.wish], "replicas")
    if not before:
        return 0
    product = size(one) * (sets.wanted + sets.surge)
    return (2 * product + before) // (2 * before) - size(one)  # rounded, a half upwards
