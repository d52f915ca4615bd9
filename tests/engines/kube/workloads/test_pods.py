"""In what state a Pod is."""

from typing import Any

import pytest

from labs.engines.kube.moments import nanos_of
from labs.engines.kube.workloads.pods import available_in_us, is_active, is_ready, pod_from, restarts_of

Manifest = dict[str, Any]
SINCE = "2026-01-01T00:00:10Z"


def ready(status: str = "True") -> Manifest:
    return {"status": {"conditions": [{"type": "Ready", "status": status, "lastTransitionTime": SINCE}]}}


@pytest.mark.parametrize(
    ("phase", "leaving", "active"),
    [
        ("Running", False, True),
        ("Pending", False, True),
        ("Unknown", False, True),
        ("Running", True, False),
        ("Succeeded", False, False),
        ("Failed", False, False),
    ],
)
def test_active_is_neither_finished_nor_leaving(phase: str, leaving: bool, active: bool) -> None:
    metadata = {"deletionTimestamp": SINCE} if leaving else {}
    assert is_active({"metadata": metadata, "status": {"phase": phase}}) is active


def test_a_pod_without_a_condition_is_not_ready() -> None:
    assert not is_ready({"status": {}})
    assert not is_ready(ready("Unknown"))
    assert is_ready(ready())


@pytest.mark.parametrize(
    ("now", "min_ready_s", "wait_us"),
    [
        ("2026-01-01T00:00:10Z", 0, 0),
        ("2026-01-01T00:00:10Z", 5, 5_000_001),
        ("2026-01-01T00:00:15Z", 5, 1),
        ("2026-01-01T00:00:15.001Z", 5, 0),
    ],
)
def test_available_is_ready_for_longer_than_asked(now: str, min_ready_s: int, wait_us: int) -> None:
    assert available_in_us(ready(), min_ready_s, nanos_of(now)) == wait_us


def test_who_is_not_ready_will_not_be_available() -> None:
    assert available_in_us(ready("False"), 0, nanos_of(SINCE)) is None


def test_the_container_that_restarted_most_counts() -> None:
    assert restarts_of({"status": {"containerStatuses": [{"restartCount": 1}, {"restartCount": 4}]}}) == 4
    assert restarts_of({}) == 0


def test_a_long_name_leaves_room_for_the_suffix() -> None:
    owner = {"apiVersion": "v1", "kind": "Job", "metadata": {"name": "n" * 63, "uid": "u"}}
    made = pod_from(owner, {"spec": {}})
    assert made["metadata"]["generateName"] == "n" * 58
    assert made["metadata"]["ownerReferences"][0]["uid"] == "u"
    assert "generateName" not in pod_from(owner, {"spec": {}}, name="n-0")["metadata"]
