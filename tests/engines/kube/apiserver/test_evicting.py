"""Evictions and budgets."""

from typing import Any

import pytest

from tests.engines.kube.apiserver.cluster import Cluster, pod

LABELS = {"app": "web"}
READY = [{"type": "Ready", "status": "True"}]


def guarded(allowed: int = 1, conditions: Any = None, phase: str = "Running", **budget: Any) -> Cluster:
    """A Pod that runs on a node, and a budget that allows so many disruptions."""
    cluster = Cluster()
    cluster.create("pods", "p", {**pod(nodeName="a"), "metadata": {"labels": LABELS}})
    status: Any = {"phase": phase, "conditions": READY if conditions is None else conditions}
    cluster.do("patch", resource="pods", name="p", patch={"status": status}, subresource="status")
    spec = {"minAvailable": 1, "selector": {"matchLabels": LABELS}, **budget}
    cluster.create("poddisruptionbudgets", "web", {"spec": spec})
    status = {
        "observedGeneration": 1,
        "disruptionsAllowed": allowed,
        "desiredHealthy": 1,
        "currentHealthy": 1 + allowed,
    }
    cluster.do("patch", resource="poddisruptionbudgets", name="web", patch={"status": status}, subresource="status")
    return cluster


def allowed(cluster: Cluster) -> int:
    found: int = cluster.get("poddisruptionbudgets", "web")["status"]["disruptionsAllowed"]
    return found


def test_an_eviction_takes_one_of_the_disruptions_and_ends_the_pod_with_grace() -> None:
    cluster = guarded()
    answer = cluster.do("evict", name="p")
    assert answer["metadata"]["deletionGracePeriodSeconds"] == 30
    assert answer["status"]["conditions"][-1] == {
        "type": "DisruptionTarget", "status": "True", "reason": "EvictionByEvictionAPI",
        "message": "Eviction API: evicting", "lastTransitionTime": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    budget = cluster.get("poddisruptionbudgets", "web")["status"]
    assert (budget["disruptionsAllowed"], budget["disruptedPods"]) == (0, {"p": "2026-01-01T00:00:00Z"})


def test_a_budget_that_is_used_up_forbids() -> None:
    cluster = guarded(allowed=0)
    refused = cluster.refused("evict", name="p")
    assert (refused["code"], refused["data"]["status"]) == ("TooManyRequests", 429)
    assert refused["message"] == "Cannot evict pod as it would violate the pod's disruption budget."
    assert refused["data"]["details"]["causes"] == [
        {"reason": "DisruptionBudget", "message": "The disruption budget web needs 1 healthy pods and has 1 currently"}
    ]
    assert "deletionTimestamp" not in cluster.get("pods", "p")["metadata"]


def test_a_budget_may_forbid_though_enough_are_well() -> None:
    cluster = guarded(allowed=0)
    status = {"currentHealthy": 5}
    cluster.do("patch", resource="poddisruptionbudgets", name="web", patch={"status": status}, subresource="status")
    causes = cluster.refused("evict", name="p")["data"]["details"]["causes"]
    assert causes[0]["message"] == "The disruption budget web does not allow evicting pods currently"


def test_a_budget_that_nobody_has_looked_at_yet_forbids() -> None:
    cluster = guarded()
    cluster.do("patch", resource="poddisruptionbudgets", name="web", patch={"spec": {"minAvailable": 2}})
    refused = cluster.refused("evict", name="p")
    assert refused["data"]["details"]["causes"][0]["message"] == (
        "The disruption budget web is still being processed by the server."
    )


@pytest.mark.parametrize(
    "how",
    [
        {"phase": "Pending"},
        {"conditions": [], "unhealthyPodEvictionPolicy": "AlwaysAllow"},
    ],
)
def test_a_pod_that_serves_nobody_needs_no_budget(how: Any) -> None:
    cluster = guarded(allowed=0, **how)
    cluster.do("evict", name="p")
    assert "deletionTimestamp" in cluster.get("pods", "p")["metadata"]


def test_a_pod_that_is_not_ready_may_go_while_enough_others_are() -> None:
    cluster = guarded(allowed=0, conditions=[])
    cluster.do("evict", name="p")
    assert allowed(cluster) == 0


def test_two_budgets_for_one_pod_are_an_error() -> None:
    cluster = guarded()
    cluster.create("poddisruptionbudgets", "again", {"spec": {"selector": {"matchLabels": LABELS}}})
    assert cluster.refused("evict", name="p")["message"].startswith("This pod has more than one PodDisruptionBudget")


def test_a_dry_run_takes_nothing() -> None:
    cluster = guarded()
    cluster.do("evict", name="p", dry_run=True)
    assert allowed(cluster) == 1
    assert "deletionTimestamp" not in cluster.get("pods", "p")["metadata"]


def test_a_pod_that_is_not_there_cannot_be_evicted() -> None:
    assert Cluster().refused("evict", name="p")["message"] == 'pods "p" not found'
