"""A Deployment's status: when it is available, gets on, is complete or is stuck."""

from typing import Any

import pytest

from labs.engines.kube.controllers.deployment import status
from labs.engines.kube.controllers.deployment.sets import Sets
from labs.engines.kube.moments import nanos_of
from tests.engines.kube.controllers.deployment.sets_of import one, sets

Manifest = dict[str, Any]
START, NOW, LATE = "2026-01-01T00:00:00Z", "2026-01-01T00:05:00Z", "2026-01-01T00:10:01Z"


def rolled(found: Sets, now: str = NOW) -> Manifest:
    return status.rolled(found, now, nanos_of(now))


def before(found: Sets, reason: str, truth: str = "True", **counts: int) -> Sets:
    """With a status of five minutes ago."""
    said = status.condition("Progressing", truth, reason, "said before", START)
    found.wish["status"] = {**counts, "conditions": [said]}
    return found


def reason(told: Manifest, kind: str = "Progressing") -> tuple[str, str]:
    found = next(each for each in told["conditions"] if each["type"] == kind)
    return found["status"], found["reason"]


@pytest.mark.parametrize(("available", "truth"), [(4, "True"), (3, "True"), (2, "False")])
def test_available_is_what_may_be_missing_at_most(available: int, truth: str) -> None:
    told = status.counted(sets(4, one("a", 4, available), unavailable=1), NOW)
    assert reason(told, "Available")[0] == truth


def test_numbers_are_sums_and_zeros_are_left_out() -> None:
    told = status.counted(sets(4, one("b", 2, 1), one("a", 3)), NOW)
    del told["conditions"]
    assert told == {
        "observedGeneration": 1, "replicas": 5, "updatedReplicas": 2, "readyReplicas": 4, "availableReplicas": 4,
        "unavailableReplicas": 1,
    }  # fmt: skip


def test_it_is_complete_when_all_are_new_and_available() -> None:
    told = rolled(before(sets(4, one("b", 4), one("a", 0)), "ReplicaSetUpdated", updatedReplicas=4, replicas=4))
    assert reason(told) == ("True", "NewReplicaSetAvailable")


def test_it_gets_on_when_more_is_new_or_less_is_old_and_the_clock_of_the_deadline_starts_anew() -> None:
    told = rolled(before(sets(4, one("b", 2, 0), one("a", 3)), "ReplicaSetUpdated", updatedReplicas=1, replicas=4))
    said = next(each for each in told["conditions"] if each["type"] == "Progressing")
    assert (said["lastUpdateTime"], said["lastTransitionTime"]) == (NOW, START)


def test_after_the_deadline_without_a_move_it_is_stuck() -> None:
    stuck = before(
        sets(4, one("b", 1, 0), one("a", 4)),
        "ReplicaSetUpdated",
        updatedReplicas=1,
        replicas=5,
        availableReplicas=4,
        readyReplicas=4,
    )
    assert reason(rolled(stuck, NOW)) == ("True", "ReplicaSetUpdated")
    assert reason(rolled(stuck, LATE)) == ("False", "ProgressDeadlineExceeded")


def test_a_complete_one_that_loses_pods_is_not_stuck() -> None:
    lost = before(sets(4, one("b", 4, 2)), "NewReplicaSetAvailable", updatedReplicas=4, replicas=4, availableReplicas=4)
    assert reason(rolled(lost, LATE)) == ("True", "NewReplicaSetAvailable")


def test_without_a_deadline_nobody_speaks_of_progress() -> None:
    free = sets(4, one("b", 4), progressDeadlineSeconds=2**31 - 1)
    assert [each["type"] for each in rolled(free)["conditions"]] == ["Available"]


def test_a_pause_is_told_once_and_so_is_its_end_but_not_over_a_missed_deadline() -> None:
    running = before(sets(4, None), "ReplicaSetUpdated").wish
    paused = status.with_pause({**running, "spec": {**running["spec"], "paused": True}}, NOW)
    assert reason(paused["status"]) == ("Unknown", "DeploymentPaused")
    assert status.with_pause(paused, LATE) is paused
    resumed = status.with_pause({**paused, "spec": running["spec"]}, LATE)
    assert reason(resumed["status"]) == ("Unknown", "DeploymentResumed")
    late = before(sets(4, None), "ProgressDeadlineExceeded", "False").wish
    assert status.with_pause({**late, "spec": {**late["spec"], "paused": True}}, NOW)["status"] is late["status"]
