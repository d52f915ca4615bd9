"""What is known of a Job's Pods, and what follows (look.py, backoff.py, ending.py, status.py)."""

from typing import Any

import pytest

from labs.engines.kube.controllers.job import backoff, ending
from labs.engines.kube.controllers.job.look import FINALIZER, Look, look_at
from labs.engines.kube.controllers.job.status import status_of
from labs.engines.kube.moments import NANOS_A_SECOND, nanos_of

Manifest = dict[str, Any]
NOW = "2026-01-01T00:10:00Z"


def pod(
    name: str, phase: str = "Running", *, tracked: bool = True, leaving: bool = False, ended: int | None = None
) -> Manifest:
    """`ended`: seconds after midnight."""
    metadata: Manifest = {"name": name, "uid": name, "creationTimestamp": "2026-01-01T00:00:00Z"}
    metadata |= {"finalizers": [FINALIZER]} if tracked else {}
    metadata |= {"deletionTimestamp": NOW} if leaving else {}
    state = {"terminated": {"finishedAt": f"2026-01-01T00:00:{ended:02}Z"}} if ended is not None else {}
    return {"metadata": metadata, "status": {"phase": phase, "containerStatuses": [{"state": state}]}}


def job(status: Manifest | None = None, **spec: Any) -> Manifest:
    template = {"spec": {"restartPolicy": "Never"}}
    spec = {"parallelism": 2, "completions": 3, "backoffLimit": 1, "template": template, **spec}
    return {"metadata": {"name": "count", "uid": "u"}, "spec": spec, "status": status or {}}


def noted(*uids: str, **status: Any) -> Manifest:
    return {"uncountedTerminatedPods": {"succeeded": list(uids)}, **status}


def names(look: Look) -> list[str]:
    return [one["metadata"]["name"] for one in look.removable]


def test_who_ended_and_still_has_its_finalizer_is_new() -> None:
    look = look_at(job(), [pod("a", "Succeeded"), pod("b", "Failed"), pod("c"), pod("d", leaving=True)])
    assert [one["metadata"]["name"] for one in look.new["succeeded"]] == ["a"]
    assert [one["metadata"]["name"] for one in look.new["failed"]] == ["b", "d"]
    assert (len(look.active), look.terminating, names(look)) == (1, 1, [])


def test_who_is_noted_in_what_is_stored_may_lose_its_finalizer() -> None:
    look = look_at(job(noted("a")), [pod("a", "Succeeded"), pod("b", "Succeeded")])
    assert names(look) == ["a"]
    assert look.all_noted == {"succeeded": ["a", "b"], "failed": []}
    assert look.total("succeeded") == 2


def test_who_is_noted_and_has_no_finalizer_any_more_is_counted_once() -> None:
    look = look_at(job(noted("a", "gone", succeeded=4)), [pod("a", "Succeeded", tracked=False)])
    assert (look.counted["succeeded"], look.noted["succeeded"], look.total("succeeded")) == (6, [], 6)


def test_of_a_job_on_its_way_out_nobody_counts_any_more() -> None:
    leaving = job()
    leaving["metadata"]["deletionTimestamp"] = NOW
    assert names(look_at(leaving, [pod("a"), pod("b", tracked=False)])) == ["a"]


@pytest.mark.parametrize(
    ("record", "pods", "after"),
    [
        ([0, 0], [], [0, 0]),
        ([1, 5], [pod("a", "Failed", ended=20), pod("b", "Failed", ended=10)], [3, 20]),
        ([3, 5], [pod("a", "Succeeded", ended=20)], [0, 0]),
        (
            [3, 5],
            [pod("a", "Succeeded", ended=20), pod("b", "Failed", ended=30), pod("c", "Failed", ended=10)],
            [1, 30],
        ),
    ],
)
def test_failures_since_the_last_success_count(record: list[int], pods: list[Manifest], after: list[int]) -> None:
    midnight = nanos_of("2026-01-01T00:00:00Z")
    since, last = after
    expected = [since, last if last in (0, record[1]) else midnight + last * NANOS_A_SECOND]
    assert backoff.after(record, look_at(job(), pods)) == expected


@pytest.mark.parametrize(("failures", "seconds"), [(0, 0), (1, 10), (2, 20), (3, 40), (6, 320), (7, 600), (50, 600)])
def test_the_wait_doubles_up_to_ten_minutes(failures: int, seconds: int) -> None:
    last = nanos_of(NOW)
    assert backoff.wait_us([failures, last], last) == seconds * 1_000_000
    assert backoff.wait_us([failures, last], last + 10**13) == 0


@pytest.mark.parametrize(
    ("status", "pods", "spec", "wanted"),
    [
        ({}, [], {}, 2),
        ({"succeeded": 2}, [pod("a")], {}, 1),
        ({"succeeded": 2}, [pod("a", "Succeeded")], {}, 0),
        ({}, [], {"suspend": True}, 0),
        ({}, [], {"completions": 1}, 1),
    ],
)
def test_as_many_run_as_are_allowed_and_left(
    status: Manifest, pods: list[Manifest], spec: Manifest, wanted: int
) -> None:
    assert ending.wanted_active(look_at(job(status, **spec), pods)) == wanted


def test_a_work_queue_makes_no_more_after_the_first_success() -> None:
    queue = job()
    del queue["spec"]["completions"]
    assert ending.wanted_active(look_at(queue, [pod("a"), pod("b")])) == 2
    assert ending.wanted_active(look_at(queue, [pod("a"), pod("b", "Succeeded")])) == 1


@pytest.mark.parametrize(
    ("status", "pods", "spec", "reason"),
    [
        ({}, [pod("a")], {}, ""),
        ({"failed": 1}, [], {}, ""),
        ({"failed": 1}, [pod("a", "Failed")], {}, "BackoffLimitExceeded"),
        ({"succeeded": 3}, [pod("a")], {}, ""),
        ({"succeeded": 3}, [], {}, "CompletionsReached"),
        ({"startTime": "2026-01-01T00:09:00Z"}, [pod("a")], {"activeDeadlineSeconds": 61}, ""),
        ({"startTime": "2026-01-01T00:09:00Z"}, [pod("a")], {"activeDeadlineSeconds": 60}, "DeadlineExceeded"),
    ],
)
def test_it_ends_for_a_reason(status: Manifest, pods: list[Manifest], spec: Manifest, reason: str) -> None:
    said = ending.verdict(look_at(job(status, **spec), pods), NOW, nanos_of(NOW))
    assert (said or {"reason": ""})["reason"] == reason


def test_that_it_is_over_is_said_only_when_nobody_runs_and_all_are_counted() -> None:
    target = ending.condition("FailureTarget", "BackoffLimitExceeded", "m", NOW)
    running = job({"conditions": [target]})

    def kinds(pods: list[Manifest], active: int) -> list[str]:
        told = status_of(look_at(running, pods), active, target, NOW)
        return [one["type"] for one in told["conditions"]]

    assert kinds([pod("a")], 1) == ["FailureTarget"]
    assert kinds([pod("a", leaving=True)], 0) == ["FailureTarget"]
    assert kinds([pod("a", "Failed")], 0) == ["FailureTarget"]
    assert kinds([pod("a", "Failed", tracked=False)], 0) == ["FailureTarget", "Failed"]
