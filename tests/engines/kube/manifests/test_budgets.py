"""Budgets: counts, parts, and a status that only a cluster writes."""

from typing import Any

import pytest

from labs.engines.kube import read_cluster
from tests.engines.kube.manifests.objects import Manifest, problem


def budget(**fields: Manifest) -> Manifest:
    return {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": "a"}, **fields}


@pytest.mark.parametrize("stays", [0, 3, "0%", "100%"])
def test_a_budget_is_a_count_or_a_part(stays: Any) -> None:
    [read] = read_cluster([budget(spec={"minAvailable": stays})]).poddisruptionbudgets
    assert read["spec"]["minAvailable"] == stays
    assert read["status"] == {}


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ({"minAvailable": -1}, "spec.minAvailable: Invalid value: -1: must be greater than or equal to 0"),
        ({"maxUnavailable": "101%"}, 'spec.maxUnavailable: Invalid value: "101%": must not be greater than 100%'),
        ({"maxUnavailable": "half"}, 'spec.maxUnavailable: Invalid value: "half": a valid percent string must be'),
        ({"maxUnavailable": True}, "spec.maxUnavailable: Invalid value: true: must be an integer"),
        (
            {"minAvailable": 1, "maxUnavailable": 1},
            'spec: Invalid value: {"minAvailable":1,"maxUnavailable":1}:'
            " minAvailable and maxUnavailable cannot be both set",
        ),
    ],
)
def test_a_wrong_budget_is_refused(spec: Manifest, told: str) -> None:
    assert problem(budget(spec=spec)).startswith(told)


def test_what_a_cluster_wrote_is_kept() -> None:
    status = {"disruptionsAllowed": 1, "disruptedPods": {"web": "2026-01-01T00:00:00Z"}}
    read = read_cluster([budget(status={**status, "currentHealthy": 2})]).poddisruptionbudgets[0]
    assert read["status"] == status
    assert problem(budget(status={"disruptionsAllowed": -1})) == (
        "status.disruptionsAllowed: Invalid value: -1: must be greater than or equal to 0"
    )
