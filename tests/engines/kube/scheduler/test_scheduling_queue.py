"""Who comes next, and when the others come again."""

import pytest

from labs.engines.kube.scheduler.scheduling_queue import (
    ACTIVE,
    BACKOFF,
    ERROR,
    UNSCHEDULABLE,
    Entry,
    SchedulingQueue,
    backoff_end_us,
    backoff_us,
    new_entry,
)

SECOND = 1_000_000


def entry(order: int = 1, since_us: int = 0, priority: int = 0, **more: object) -> Entry:
    return {**new_entry(ACTIVE, priority, order, since_us), **more}


def queue(**pools: list[tuple[str, Entry]]) -> SchedulingQueue:
    made = SchedulingQueue({})
    for pool, entries in pools.items():
        for key, one in entries:
            made.put(key, one, pool)
    return made


@pytest.mark.parametrize(
    ("rejections", "seconds"), [(0, 0), (1, 1), (2, 2), (3, 4), (4, 8), (5, 10), (6, 10), (99, 10)]
)
def test_back_off_doubles_from_one_second_to_ten(rejections: int, seconds: int) -> None:
    assert backoff_us(entry(rejections=rejections)) == seconds * SECOND


def test_errors_in_a_row_count_before_rejections() -> None:
    assert backoff_us(entry(rejections=5, errors=2)) == 2 * SECOND


def test_back_off_ends_with_the_whole_second_after() -> None:
    assert backoff_end_us(entry(since_us=3_200_000, rejections=1)) == 5 * SECOND
    assert backoff_end_us(entry(since_us=3_000_000, rejections=1)) == 5 * SECOND
    assert backoff_end_us(entry(since_us=3_000_000)) == 0


def test_the_more_important_comes_first_then_the_longer_waiting_then_the_earlier_known() -> None:
    there = queue(active=[
        ("c", entry(3, 5)), ("b", entry(2, 5)), ("late", entry(1, 9)), ("vip", entry(4, 9, priority=1)),
    ])  # fmt: skip
    assert [there.pop() for _ in range(5)] == ["vip", "b", "c", "late", None]


def test_who_backs_off_after_a_rejection_comes_when_nobody_else_waits_but_not_after_an_error() -> None:
    there = queue(
        backoff=[("rejected", entry(1, rejections=3, rejected_by=["x"]))],
        error=[("failed", entry(2, errors=1))],
        active=[("new", entry(3, 9))],
    )
    assert [there.has_next(), there.pop()] == [True, "new"]
    there.remove("new")
    assert there.pop() == "rejected"
    there.remove("rejected")
    assert [there.has_next(), there.pop()] == [False, None]


def test_back_off_that_is_over_is_told_for_both_kinds() -> None:
    there = queue(
        backoff=[("two", entry(1, rejections=2)), ("one", entry(2, rejections=1))], error=[("err", entry(3, errors=1))]
    )
    assert there.backed_off(SECOND) == []
    assert there.backed_off(2 * SECOND) == ["one", "err"]


def test_a_pod_that_moved_on_is_passed_over() -> None:
    there = queue(active=[("a", entry(1)), ("b", entry(2))])
    there.put("a", there.entries["a"], UNSCHEDULABLE)
    assert there.pop() == "b"
    assert there.counts[UNSCHEDULABLE] == 1


def test_unschedulable_pods_are_found_by_who_rejected_them() -> None:
    there = queue(unschedulable=[
        ("new", entry(2, 9, rejected_by=["Fit", "Taint"])), ("old", entry(1, 4, rejected_by=["Fit"])),
    ])  # fmt: skip
    assert there.rejected_by(["Fit", "Taint"]) == ["old", "new"]
    assert there.rejected_by(["Taint"]) == ["new"]
    assert there.waiting_since(5) == ["old"]
    assert there.oldest_us() == 4


def test_made_anew_from_its_entries_it_is_the_same() -> None:
    there = queue(
        active=[("a", entry(2)), ("b", entry(1))], backoff=[("c", entry(3, rejections=1))],
        error=[("d", entry(4, errors=1))], unschedulable=[("e", entry(5, rejected_by=["Fit"]))],
    )  # fmt: skip
    again = SchedulingQueue(there.entries)
    assert again.counts == there.counts == {
        ACTIVE: 2, BACKOFF: 1, ERROR: 1, UNSCHEDULABLE: 1, "gated": 0, "binding": 0,
    }  # fmt: skip
    assert again.rejected_by(["Fit"]) == ["e"]
    assert [again.pop(), again.pop(), again.pop()] == [there.pop(), there.pop(), there.pop()] == ["b", "a", "c"]
