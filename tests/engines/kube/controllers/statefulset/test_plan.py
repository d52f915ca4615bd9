"""What a StatefulSet does next, in tables (plan.py, pods.py)."""

from typing import Any

import pytest

from labs.engines.kube.controllers.statefulset.plan import members_of, plan_for
from labs.engines.kube.controllers.statefulset.pods import number_of
from labs.engines.kube.moments import nanos_of

Manifest = dict[str, Any]
NOW = nanos_of("2026-01-01T00:01:00Z")


def pod(number: int, state: str = "up", *, old: bool = False) -> Manifest:
    """`state`: "up", "down", "leaving", "failed"."""
    ready = {
        "type": "Ready",
        "status": "False" if state == "down" else "True",
        "lastTransitionTime": "2026-01-01T00:00:00Z",
    }
    metadata: Manifest = {"name": f"web-{number}", "labels": {"controller-revision-hash": "old" if old else "new"}}
    metadata |= {"deletionTimestamp": "2026-01-01T00:00:59Z"} if state == "leaving" else {}
    phase = "Failed" if state == "failed" else "Running"
    return {"metadata": metadata, "status": {"phase": phase, "conditions": [ready]}}


def wish(replicas: int, **spec: Any) -> Manifest:
    return {"metadata": {"name": "web"}, "spec": {"replicas": replicas, **spec}}


def planned(wanted: Manifest, *pods: Manifest) -> tuple[list[int], list[str]]:
    plan = plan_for(members_of(wanted, list(pods), NOW), "new")
    return plan.make, [one["metadata"]["name"] for one in plan.delete]


@pytest.mark.parametrize(
    ("wanted", "pods", "make", "delete"),
    [
        (3, [], [0], []),
        (3, [pod(0)], [1], []),
        (3, [pod(0, "down")], [], []),
        (3, [pod(0, "leaving"), pod(1)], [], []),
        (3, [pod(0), pod(2)], [1], []),
        (3, [pod(0, "failed"), pod(1)], [], ["web-0"]),
        (1, [pod(0), pod(1), pod(2)], [], ["web-2"]),
        (1, [pod(0), pod(1), pod(2, "leaving")], [], []),
        # Going down waits for those below to be up, but the one that is down may itself go.
        (1, [pod(0), pod(1, "down"), pod(2)], [], ["web-2"]),
        (1, [pod(0), pod(1, "down"), pod(2, "down")], [], []),
        (1, [pod(0), pod(1), pod(2, "down")], [], ["web-2"]),
        (1, [pod(0, "down"), pod(1)], [], []),
        # The update comes last, from the highest number.
        (3, [pod(0, old=True), pod(1, old=True), pod(2, old=True)], [], ["web-2"]),
        (3, [pod(0, old=True), pod(1, old=True), pod(2)], [], ["web-1"]),
        (3, [pod(0, old=True), pod(1, old=True), pod(2, "down")], [], []),
        (2, [pod(0, old=True), pod(1, old=True), pod(2)], [], ["web-2"]),
    ],
)
def test_in_order_one_thing_is_done_at_a_time(
    wanted: int, pods: list[Manifest], make: list[int], delete: list[str]
) -> None:
    assert planned(wish(wanted), *pods) == (make, delete)


@pytest.mark.parametrize(
    ("wanted", "pods", "make", "delete"),
    [
        (3, [pod(1, "down")], [0, 2], []),
        (1, [pod(0, "down"), pod(1), pod(2, "leaving"), pod(3)], [], ["web-3", "web-1"]),
        (2, [pod(0, old=True), pod(1, old=True)], [], ["web-1"]),
    ],
)
def test_in_parallel_all_that_is_missing_or_too_much_is(
    wanted: int, pods: list[Manifest], make: list[int], delete: list[str]
) -> None:
    assert planned(wish(wanted, podManagementPolicy="Parallel"), *pods) == (make, delete)


def test_neither_the_partition_nor_deletion_by_hand_is_updated() -> None:
    old = [pod(number, old=True) for number in range(3)]
    rolling = {"updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"partition": 3}}}
    assert planned(wish(3, **rolling), *old) == ([], [])
    assert planned(wish(3, updateStrategy={"type": "OnDelete"}), *old) == ([], [])


def test_who_is_leaving_does_nothing() -> None:
    wanted = wish(3)
    wanted["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z"
    assert planned(wanted) == ([], [])


@pytest.mark.parametrize(
    ("name", "number"), [("web-0", 0), ("web-12", 12), ("web-a-1", None), ("web", None), ("webby-1", None)]
)
def test_a_pod_belongs_by_its_name(name: str, number: int | None) -> None:
    assert number_of({"metadata": {"name": name}}, wish(1)) == number
