"""Percentiles of how long orders took: nearest rank, in a window, with a bounded memory."""

from random import Random

import pytest

from labs.engines.programs.delays import NEWEST_MAX, PERCENTS, TIDY_EVERY, WINDOW_US, Finishes, note, percentiles


def by_definition(all_finishes: list[tuple[int, int]], now_us: int) -> dict[str, int]:
    """The smallest delay that at least p % do not exceed, found by counting for each delay anew."""
    recent = [took_ms for at_us, took_ms in all_finishes if at_us > now_us - WINDOW_US][-NEWEST_MAX:]
    found = dict.fromkeys(PERCENTS, 0)
    for name, percent in PERCENTS.items():
        reached = [one for one in recent if 100 * sum(other <= one for other in recent) >= percent * len(recent)]
        found[name] = min(reached, default=0)
    return found


@pytest.mark.parametrize(("count", "expected"), [(1, (7, 7, 7)), (2, (7, 14, 14)), (100, (350, 665, 693))])
def test_a_percentile_is_the_nearest_rank(count: int, expected: tuple[int, ...]) -> None:
    finishes: Finishes = [[], []]
    for number in range(count, 0, -1):
        note(finishes, 5_000_000, 5_000_000 - number * 7_000)
    assert tuple(percentiles(finishes, 5_000_000).values()) == expected


def test_without_a_finish_every_percentile_is_0() -> None:
    assert percentiles([[], []], 1_000_000) == {"p50_ms": 0, "p95_ms": 0, "p99_ms": 0}


def test_a_finish_counts_for_ten_seconds_and_no_longer() -> None:
    finishes: Finishes = [[], []]
    note(finishes, 1_000_000, 250_000)
    assert percentiles(finishes, 10_999_999)["p50_ms"] == 750
    assert percentiles(finishes, 11_000_000)["p50_ms"] == 0


@pytest.mark.parametrize("pause_us", [1_000, 9_000, 400_000, 30_000_000])
def test_it_is_what_counting_finds_and_the_memory_is_bounded(pause_us: int) -> None:
    chance = Random(pause_us)
    finishes: Finishes = [[], []]
    everything: list[tuple[int, int]] = []
    now_us = 10_000_000_000
    for number in range(2_500):
        now_us += chance.randrange(2 * pause_us)
        took_us = chance.randrange(8_000_000)
        note(finishes, now_us, now_us - took_us)
        everything.append((now_us, took_us // 1000))
        assert len(finishes[0]) == len(finishes[1]) < NEWEST_MAX + TIDY_EVERY
        if not number % 500:
            assert percentiles(finishes, now_us) == by_definition(everything, now_us)
    assert percentiles(finishes, now_us + 5_000_000) == by_definition(everything, now_us + 5_000_000)
