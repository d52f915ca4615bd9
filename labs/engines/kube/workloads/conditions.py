"""Conditions of a status (Kubernetes 1.34, pkg/controller/deployment/util and replicaset_utils)."""

from typing import Any

Condition = dict[str, Any]


def found(conditions: list[Condition], kind: str) -> Condition | None:
    return next((one for one in conditions if one["type"] == kind), None)


def without(conditions: list[Condition], kind: str) -> list[Condition]:
    return [one for one in conditions if one["type"] != kind]


def with_condition(conditions: list[Condition], new: Condition) -> list[Condition]:
    """With this one set; the same status for the same reason says nothing new, the same status keeps its time."""
    old = found(conditions, new["type"])
    if old is not None and old["status"] == new["status"]:
        if old["reason"] == new["reason"]:
            return conditions
        new = {**new, "lastTransitionTime": old["lastTransitionTime"]}
    return [*without(conditions, new["type"]), new]
