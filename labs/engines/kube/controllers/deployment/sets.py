"""A Deployment and its ReplicaSets: which is the new one, how large they are, what may be missing or too much."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from labs.engines.kube.workloads.owners import is_leaving
from labs.engines.kube.workloads.revisions import bare_template, revision
from labs.engines.kube.workloads.scaled import surge_and_unavailable

Manifest = dict[str, Any]


@dataclass(frozen=True)
class Sets:
    """What one look at a Deployment is about; `old` are by age, the oldest first."""

    wish: Manifest
    new: Manifest | None
    old: list[Manifest]

    @property
    def all(self) -> list[Manifest]:
        return [*self.old, self.new] if self.new is not None else self.old

    @property
    def wanted(self) -> int:
        return size(self.wish)

    @property
    def is_rolling(self) -> bool:
        return strategy(self.wish).get("type") != "Recreate"

    @property
    def surge(self) -> int:
        """How many Pods there may be above the wish."""
        if not self.is_rolling:
            return 0
        return surge_and_unavailable(strategy(self.wish).get("rollingUpdate") or {}, self.wanted)[0]

    @property
    def unavailable(self) -> int:
        """How many Pods may be missing."""
        if not self.is_rolling or not self.wanted:
            return 0
        limits = strategy(self.wish).get("rollingUpdate") or {}
        return min(surge_and_unavailable(limits, self.wanted)[1], self.wanted)


def sets_of(wish: Manifest, owned: Iterable[Manifest]) -> Sets:
    by_age = sorted(owned, key=age)
    new = next((one for one in by_age if same_template(one, wish)), None)
    return Sets(wish, new, [one for one in by_age if one is not new])


def age(one: Manifest) -> tuple[str, str]:
    """Sorts the oldest first, and what is as old by its name."""
    return one["metadata"]["creationTimestamp"], one["metadata"]["name"]


def same_template(one: Manifest, wish: Manifest) -> bool:
    return bare_template(one["spec"]["template"]) == bare_template(wish["spec"]["template"])


def strategy(wish: Manifest) -> Manifest:
    return wish["spec"].get("strategy") or {}


def size(one: Manifest) -> int:
    return int(one["spec"].get("replicas", 1))


def count(sets: Iterable[Manifest], part: str) -> int:
    """The sum over their status, such as of `availableReplicas`."""
    return sum(one.get("status", {}).get(part, 0) for one in sets)


def active(sets: Iterable[Manifest]) -> list[Manifest]:
    return [one for one in sets if size(one) > 0]


def total(sets: Iterable[Manifest]) -> int:
    return sum(size(one) for one in sets)


def cleanable(sets: Sets) -> list[Manifest]:
    """Old ones above the history's limit that stand empty, the first revision first."""
    limit = sets.wish["spec"].get("revisionHistoryLimit", 10)
    alive = [one for one in sets.old if not is_leaving(one)]
    by_revision = sorted(alive, key=lambda one: (revision(one), age(one)))
    return [one for one in by_revision[: max(0, len(alive) - limit)] if _is_empty(one)]


def _is_empty(one: Manifest) -> bool:
    seen = one.get("status", {}).get("observedGeneration", 0)
    return not size(one) and not count([one], "replicas") and seen >= one["metadata"].get("generation", 1)
