"""How large each ReplicaSet is to be next (Kubernetes 1.34, rolling.go, recreate.go, sync.go).

Everything here answers with steps: [(ReplicaSet, size from, size to)], in the order in which they are taken.
"""

from typing import Any

from labs.engines.kube.controllers.deployment.annotations import desired_in
from labs.engines.kube.controllers.deployment.proportions import spread
from labs.engines.kube.controllers.deployment.sets import Sets, active, age, count, size, total

Manifest = dict[str, Any]
Step = tuple[Manifest, int, int]


def size_of_new(sets: Sets) -> int:
    """What the new ReplicaSet may have now, though not more than there may be in all."""
    now = size(sets.new) if sets.new is not None else 0
    if not sets.is_rolling:
        return sets.wanted
    room = sets.wanted + sets.surge - total(sets.all)
    return now if room <= 0 else now + min(room, sets.wanted - now)


def grown(sets: Sets) -> list[Step]:
    """The new one brought up as far as may be, or down to the wish."""
    if sets.new is None or size(sets.new) == sets.wanted:
        return []
    to = sets.wanted if size(sets.new) > sets.wanted else size_of_new(sets)
    return [(sets.new, size(sets.new), to)] if to != size(sets.new) else []


def shrunk(sets: Sets) -> list[Step]:
    """Old ones brought down: first Pods that are no use anyway, then as many as may be missing."""
    old = active(sets.old)
    if not old or sets.new is None:
        return []
    least = sets.wanted - sets.unavailable
    new_missing = size(sets.new) - count([sets.new], "availableReplicas")
    most = total(sets.all) - least - new_missing
    if most <= 0:
        return []
    unhealthy = _without_unhealthy(old, most)
    if unhealthy is None:
        return []
    sizes = {one["metadata"]["name"]: to for one, _, to in unhealthy}
    spare = count([*old, sets.new], "availableReplicas") - least
    return unhealthy + _brought_down([(one, sizes.get(one["metadata"]["name"], size(one))) for one in old], spare)


def _without_unhealthy(old: list[Manifest], most: int) -> list[Step] | None:
    """None: one has more available than it is wished to have, so its status is from before; better wait for it."""
    steps: list[Step] = []
    for one in old:
        missing = size(one) - count([one], "availableReplicas")
        if most > 0 and missing < 0:
            return None
        less = min(most, missing)
        if less > 0:
            steps.append((one, size(one), size(one) - less))
            most -= less
    return steps


def _brought_down(old: list[tuple[Manifest, int]], spare: int) -> list[Step]:
    steps: list[Step] = []
    for one, now in old:
        less = min(spare, now)
        if less > 0:
            steps.append((one, now, now - less))
            spare -= less
    return steps


def emptied(sets: Sets) -> list[Step]:
    """Recreate: all old ones down to nothing."""
    return [(one, size(one), 0) for one in active(sets.old)]


def rescaled(sets: Sets) -> list[Step]:
    """The wish is larger or smaller, or the rollout is paused: what is there is brought to it in proportion."""
    only = _only_one(sets)
    if only is not None:
        return [(only, size(only), sets.wanted)] if size(only) != sets.wanted else []
    if _is_saturated(sets):
        return emptied(sets)
    if not sets.is_rolling:
        return []
    sizes = spread(sets)
    # Also those that keep their size: they are to carry the new wish in their annotations.
    return [(one, size(one), sizes[one["metadata"]["name"]]) for one in active(sets.all)]


def _only_one(sets: Sets) -> Manifest | None:
    """The one ReplicaSet that has Pods; where none has any, the new one or else the youngest."""
    having = active(sets.all)
    if len(having) > 1 or not sets.all:
        return None
    if having:
        return having[0]
    return sets.new if sets.new is not None else max(sets.old, key=age)


def _is_saturated(sets: Sets) -> bool:
    """Whether the new one is all that is wished for, and up."""
    if sets.new is None or desired_in(sets.new) != sets.wanted:
        return False
    return size(sets.new) == sets.wanted == count([sets.new], "availableReplicas")


def is_rescaled(sets: Sets) -> bool:
    """Whether the wish's number is another than the one ReplicaSets were last sized for."""
    return any(desired_in(one) not in (None, sets.wanted) for one in active(sets.all))
