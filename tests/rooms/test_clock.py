"""Wall time to simulated time."""

import pytest

from labs.rooms.clock import Clock


def test_simulated_time_passes_at_the_rate() -> None:
    clock = Clock(sim_us=2_000_000, wall_s=100.0, rate=4.0)
    assert clock.target_us(100.0) == 2_000_000
    assert clock.target_us(100.5) == 4_000_000


def test_a_paused_clock_stands_still() -> None:
    clock = Clock(0, 100.0)
    clock.pause(700_000, 100.7)
    assert clock.target_us(500.0) == 700_000
    assert not clock.playing


def test_a_pause_does_not_count_when_it_goes_on() -> None:
    clock = Clock(0, 100.0)
    clock.pause(1_000_000, 101.0)
    clock.play(1_000_000, 200.0)
    assert clock.target_us(201.0) == 2_000_000


def test_a_new_rate_counts_from_where_the_simulation_stands() -> None:
    clock = Clock(0, 100.0)
    clock.set_rate(60.0, 1_000_000, 101.0)
    assert clock.target_us(101.0) == 1_000_000
    assert clock.target_us(102.0) == 61_000_000


def test_a_new_rate_does_not_start_a_paused_clock() -> None:
    clock = Clock(0, 100.0, playing=False)
    clock.set_rate(2.0, 0, 100.0)
    assert clock.target_us(200.0) == 0


def test_an_engine_that_cannot_keep_up_is_told_by_the_rate_it_reaches() -> None:
    clock = Clock(0, 100.0, rate=60.0)
    clock.anchor(8_500_000, 100.5)
    clock.measure(8_500_000, 100.5)
    assert clock.reached == 60.0, "half a second is too short to say"
    clock.anchor(17_000_000, 101.0)
    clock.measure(17_000_000, 101.0)
    assert clock.reached == 17.0
    assert clock.target_us(101.0) == 17_000_000


@pytest.mark.parametrize(("sim_us", "reached"), [(960_000, 1.0), (800_000, 0.8)])
def test_within_a_tenth_it_keeps_up(sim_us: int, reached: float) -> None:
    clock = Clock(0, 100.0)
    clock.measure(sim_us, 101.0)
    assert clock.reached == reached


def test_a_pause_is_not_slowness() -> None:
    clock = Clock(0, 100.0, rate=2.0)
    clock.pause(0, 100.0)
    clock.measure(0, 110.0)
    clock.play(0, 120.0)
    clock.measure(2_000_000, 121.0)
    assert clock.reached == 2.0
