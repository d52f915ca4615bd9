"""Simulated time as a date."""

import os
import subprocess
import sys
from typing import Any

import pytest

from labs.engines.sim import DEFAULT_START, Simulation
from labs.engines.sim.calendar import Calendar


def test_a_run_starts_with_the_year_2026_where_nothing_is_said() -> None:
    calendar = Simulation(1).calendar
    assert calendar.start == DEFAULT_START
    assert calendar.iso(0) == "2026-01-01T00:00:00.000Z"
    assert calendar.epoch_ms(0) == 1_767_225_600_000


def test_milliseconds_are_cut_off_and_not_rounded() -> None:
    calendar = Calendar()
    assert calendar.iso(43_208_999) == "2026-01-01T00:00:43.208Z"
    assert calendar.epoch_ms(43_208_999) == 1_767_225_643_208


@pytest.mark.parametrize(
    "start", ["2026-02-28T23:59:59Z", "2026-03-01T08:59:59+09:00", "2026-02-28T23:59:59", "2026-02-28T23:59:59.000000"]
)
def test_the_same_start_in_any_form_is_the_same_moment(start: Any) -> None:
    calendar = Calendar(start)
    assert calendar.iso(1_500_000) == "2026-03-01T00:00:00.500Z"
    assert calendar.epoch_ms(1_500_000) == 1_772_323_200_500


def test_both_forms_agree_for_a_start_with_microseconds() -> None:
    calendar = Calendar("2026-01-01T00:00:00.000600+00:00")
    assert calendar.iso(400) == "2026-01-01T00:00:00.001Z"
    assert calendar.epoch_ms(400) == 1_767_225_600_001
    assert calendar.epoch_ms(399) == 1_767_225_600_000


def test_a_start_without_an_offset_means_the_same_on_every_machine() -> None:
    code = "from labs.engines.sim.calendar import Calendar; print(Calendar('2026-01-01T00:00:00').epoch_ms(0))"
    printed = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "TZ": "Asia/Seoul"}, capture_output=True, text=True, check=True
    ).stdout
    assert int(printed) == 1_767_225_600_000


@pytest.mark.parametrize("start", ["", "tomorrow", "2026-13-01"])
def test_a_start_that_is_no_date_is_an_error(start: Any) -> None:
    with pytest.raises(ValueError, match=r"isoformat|month"):
        Calendar(start)
