"""Two runs side by side, and the first event in which they differ."""

from random import Random
from typing import Any

import pytest

from labs.rooms.compare import compare as compared
from tests.rooms.models import small
from tests.rooms.recorded import Act, facts_of, past_of, run_of

COMMON: list[Act] = [(10.0, "shipping.stop", {})]


def by_definition(a: list[Any], b: list[Any], head_us: int) -> tuple[Any, Any] | None:
    """Event by event from the very beginning."""
    for number in range(max(len(a), len(b))):
        one = a[number] if number < len(a) else None
        other = b[number] if number < len(b) else None
        if one != other:
            return (one, other) if min(fact["at_us"] for fact in (one, other) if fact) <= head_us else None
    return None


@pytest.mark.parametrize("seed", range(8))
def test_the_first_difference_is_found_exactly(seed: int) -> None:
    chance = Random(seed)
    fork_s = chance.choice([11.0, 15.5, 20.25])
    ends = [chance.randrange(25, 45) for _ in range(2)]
    verbs = ["shipping.start", "shipping.crash", "accounting.stop", "accounting.start"]
    sides: list[list[Act]] = [
        COMMON + [(fork_s + chance.randrange(12), chance.choice(verbs), {})] * chance.randrange(2) for _ in range(2)
    ]
    runs = [run_of(side) for side in sides]
    a, b = (past_of(run, end_s, every_s=7) for run, end_s in zip(runs, ends, strict=True))
    found = compared(a, b, round(fork_s * 1e6))["difference"]
    facts = [facts_of(run, end_s) for run, end_s in zip(runs, ends, strict=True)]
    expected = by_definition(facts[0], facts[1], min(ends) * 1_000_000)
    assert (None if found is None else (found["a"], found["b"])) == expected
    if found is not None:
        assert found["at_us"] == min(fact["at_us"] for fact in (found["a"], found["b"]) if fact)
        assert found["number"] == (found["a"] or found["b"])["id"]


def test_one_command_makes_the_difference_and_both_sides_are_told() -> None:
    purged: list[Act] = [*COMMON, (20.0, "sqs.purge_queue", {"QueueUrl": "shipping"})]
    a, b = past_of(run_of(COMMON), 40), past_of(run_of(purged), 30)
    found = compared(a, b, 15_000_000)
    assert found["fork_us"] == 15_000_000
    difference = found["difference"]
    assert (difference["at_us"], difference["b"]["event"]) == (20_000_000, "QueuePurged")
    assert difference["a"]["id"] == difference["b"]["id"] == difference["number"]
    assert (found["a"]["head_us"], found["b"]["head_us"]) == (40_000_000, 30_000_000)
    assert found["until_us"] == 30_000_000
    assert found["a"]["ledger"]["accepted"] == found["b"]["ledger"]["accepted"]  # of the same moment
    assert (found["a"]["ledger"]["lost"], found["b"]["ledger"]["lost"] > 40) == (0, True)
    assert {goal["status"] for goal in found["a"]["goals"]} == {"reached", "not_yet"}
    assert {goal["status"] for goal in found["b"]["goals"]} == {"missed", "not_yet"}
    assert found["b"]["history"]["head_us"] == 30_000_000


def test_the_beginning_of_a_run_differs_from_it_nowhere() -> None:
    long, short = past_of(run_of(COMMON), 40), past_of(run_of(COMMON), 21)
    assert compared(long, short, 15_000_000)["difference"] is None
    assert compared(short, long, 15_000_000)["difference"] is None
    assert compared(long, long, 40_000_000)["difference"] is None


def test_where_one_run_has_fallen_silent_the_other_ones_event_is_the_difference() -> None:
    quiet: list[Act] = [(1.5, "tally.add", {"n": 1})]
    a, b = (past_of(run_of(acts, lab=small), end_s) for acts, end_s in (([], 4.9), (quiet, 4.95)))
    difference = compared(a, b, 1_000_000)["difference"]
    assert difference["b"]["event"] == "Added"
    only = past_of(run_of([(4.92, "tally.add", {"n": 1})], lab=small), 4.95)
    silent = past_of(run_of([], lab=small), 4.95)
    difference = compared(silent, only, 1_000_000)["difference"]
    assert (difference["a"], difference["b"]["event"], difference["at_us"]) == (None, "Added", 4_920_000)


def test_a_fork_that_is_told_too_late_does_not_hide_the_difference() -> None:
    a, b = past_of(run_of(COMMON), 40), past_of(run_of([*COMMON, (12.0, "shipping.start", {})]), 40)
    for fork_us in (0, 11_000_000, 12_000_000, 20_000_000, 90_000_000):
        assert compared(a, b, fork_us)["difference"]["at_us"] == 12_000_000
