"""A ReplicaSet's status."""

from typing import Any

from labs.engines.kube.moments import nanos_of
from labs.engines.kube.workloads.replicas import next_look_us, status_of

Manifest = dict[str, Any]
NOW = "2026-01-01T00:01:00Z"
WISH = {
    "metadata": {"generation": 4},
    "spec": {"minReadySeconds": 30, "template": {"metadata": {"labels": {"app": "web", "tier": "front"}}}},
}


def pod(ready_at: str = "", **labels: str) -> Manifest:
    ready = [{"type": "Ready", "status": "True", "lastTransitionTime": ready_at}] if ready_at else []
    return {"metadata": {"labels": {"app": "web", **labels}}, "status": {"conditions": ready}}


PODS = [pod("2026-01-01T00:00:10Z", tier="front"), pod("2026-01-01T00:00:40Z"), pod()]


def test_it_counts_ready_available_and_fully_labelled_ones() -> None:
    assert status_of(WISH, PODS, None, nanos_of(NOW), NOW) == {
        "replicas": 3,
        "fullyLabeledReplicas": 1,
        "readyReplicas": 2,
        "availableReplicas": 1,
        "observedGeneration": 4,
    }


def test_the_next_look_is_when_the_next_becomes_available() -> None:
    assert next_look_us(WISH, PODS, nanos_of(NOW)) == 10_000_001
    assert next_look_us({"spec": {}}, PODS, nanos_of(NOW)) is None


def test_a_refused_pod_is_a_condition_until_none_is_refused() -> None:
    refused = status_of(WISH, [], {"reason": "FailedCreate", "message": "no"}, nanos_of(NOW), NOW)
    condition = {"type": "ReplicaFailure", "status": "True", "reason": "FailedCreate", "message": "no"}
    assert refused["conditions"] == [{**condition, "lastTransitionTime": NOW}]
    again = {**WISH, "status": refused}
    assert status_of(again, [], {"reason": "FailedCreate", "message": "other"}, 0, "later") == refused
    assert "conditions" not in status_of(again, [], None, 0, "later")
