"""Conditions of a status: what is new in saying something again."""

from labs.engines.kube.workloads.conditions import found, with_condition, without


def said(status: str, reason: str, at: str = "later") -> dict[str, str]:
    return {"type": "Progressing", "status": status, "reason": reason, "lastTransitionTime": at}


BEFORE = [
    {"type": "Available", "status": "True", "reason": "x", "lastTransitionTime": "then"},
    said("True", "A", "then"),
]


def test_the_same_for_the_same_reason_is_nothing_new() -> None:
    assert with_condition(BEFORE, said("True", "A")) is BEFORE


def test_another_reason_for_the_same_keeps_the_time_of_the_transition() -> None:
    assert with_condition(BEFORE, said("True", "B")) == [BEFORE[0], said("True", "B", "then")]


def test_another_status_is_a_transition() -> None:
    assert with_condition(BEFORE, said("False", "A")) == [BEFORE[0], said("False", "A")]


def test_one_is_found_or_taken_out_by_its_type() -> None:
    assert found(BEFORE, "Progressing") is BEFORE[1]
    assert found(BEFORE, "ReplicaFailure") is None
    assert without(BEFORE, "Available") == [BEFORE[1]]
