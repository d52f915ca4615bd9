"""What a Deployment writes into its ReplicaSets' annotations (Kubernetes 1.34, deployment_util.go)."""

from typing import Any

from labs.engines.kube.controllers.deployment.sets import Sets
from labs.engines.kube.workloads.revisions import REVISION, revision

Manifest = dict[str, Any]
DESIRED, MOST = "deployment.kubernetes.io/desired-replicas", "deployment.kubernetes.io/max-replicas"
HISTORY = "deployment.kubernetes.io/revision-history"
LAST_APPLIED, ROLLBACK = "kubectl.kubernetes.io/last-applied-configuration", "deprecated.deployment.rollback.to"
OWN = (REVISION, HISTORY, DESIRED, MOST, LAST_APPLIED, ROLLBACK)


def desired_in(one: Manifest) -> int | None:
    """The wish that this ReplicaSet was last sized for."""
    return _number(one, DESIRED)


def most_in(one: Manifest) -> int | None:
    """The wish and the surge that it was last sized for."""
    return _number(one, MOST)


def _number(one: Manifest, name: str) -> int | None:
    text = (one["metadata"].get("annotations") or {}).get(name, "")
    return int(text) if text.isdecimal() else None


def sizes(sets: Sets) -> dict[str, str]:
    return {DESIRED: str(sets.wanted), MOST: str(sets.wanted + sets.surge)}


def next_revision(sets: Sets) -> int:
    return max((revision(one) for one in sets.old), default=0) + 1


def of_new(sets: Sets) -> dict[str, str]:
    """All annotations that the new ReplicaSet should have, those it has included.

    One that comes back after a rollback gets the next revision, and keeps its former ones as its history.
    """
    had = {} if sets.new is None else sets.new["metadata"].get("annotations") or {}
    copied = sets.wish["metadata"].get("annotations") or {}
    after = {**had, **{name: value for name, value in copied.items() if name not in OWN}}
    number = next_revision(sets)
    before = 0 if sets.new is None else revision(sets.new)
    if before < number:
        after[REVISION] = str(number)
        if before:
            after[HISTORY] = f"{had[HISTORY]},{before}" if had.get(HISTORY) else str(before)
    return after if sets.new is not None else {**after, **sizes(sets)}
