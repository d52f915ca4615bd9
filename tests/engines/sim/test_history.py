"""Series for charts, whatever comes, goes, and however long a run is."""

from typing import Any

from labs.engines.sim import Component, Query, Simulation
from labs.engines.sim.history import POINTS_MAX, SERIES_MAX
from tests.engines.sim.models import encoded

SECOND_US = 1_000_000


class Meter(Component):
    """Shows the gauges it is given, each a number or a function of the second."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "meter")
        self._gauges: dict[str, Any] = {}

    def gauges(self) -> dict[str, int]:
        second = self.sim.now_us // SECOND_US
        values = {name: gauge(second) if callable(gauge) else gauge for name, gauge in self._gauges.items()}
        return {name: value for name, value in values.items() if value is not None}


def recorded(seconds: int, **gauges: Any) -> Simulation:
    sim = Simulation(1)
    Meter(sim)._gauges = gauges
    sim.run_until(seconds * SECOND_US)
    return sim


def between(sim: Simulation, from_s: float = 0, to_s: float = 10**6) -> dict[str, dict[int, int]]:
    """Series name -> {second: value}, as asked from outside; all lines are as long as the times."""
    args = {"from_us": int(from_s * SECOND_US), "to_us": int(to_s * SECOND_US)}
    answer = sim.query(Query("history.series_between", args))
    seconds = [at_us // SECOND_US for at_us in answer["times_us"]]
    return {name: dict(zip(seconds, line, strict=True)) for name, line in answer["series"].items()}


def test_every_gauge_is_sampled_once_a_second() -> None:
    sim = recorded(4, depth=lambda second: second * 10)
    assert between(sim) == {"meter.depth": {1: 10, 2: 20, 3: 30, 4: 40}}


def test_a_span_holds_both_its_ends() -> None:
    sim = recorded(10, depth=lambda second: second)
    assert between(sim, 3, 5) == {"meter.depth": {3: 3, 4: 4, 5: 5}}
    assert between(sim, 3.5, 3.6) == {"meter.depth": {}}


def test_a_gauge_that_joins_late_was_zero_before_and_one_that_leaves_is_zero_after() -> None:
    sim = recorded(
        6,
        late=lambda second: 7 if second >= 4 else None,
        left=lambda second: 5 if second <= 2 else None,
        back=lambda second: second if second in (1, 2, 5) else None,
    )
    assert between(sim) == {
        "meter.late": {1: 0, 2: 0, 3: 0, 4: 7, 5: 7, 6: 7},
        "meter.left": {1: 5, 2: 5, 3: 0, 4: 0, 5: 0, 6: 0},
        "meter.back": {1: 1, 2: 2, 3: 0, 4: 0, 5: 5, 6: 0},
    }


def test_a_long_run_is_thinned_and_its_values_stay_at_their_moments() -> None:
    sim = recorded(5_000, second=lambda second: second, even=lambda second: second if second % 128 == 0 else None)
    lines = between(sim)
    assert POINTS_MAX / 2 <= len(lines["meter.second"]) < POINTS_MAX
    assert all(second == value for second, value in lines["meter.second"].items())
    assert all(value == (0 if second % 128 else second) for second, value in lines["meter.even"].items())
    steps = {b - a for a, b in zip(list(lines["meter.second"]), list(lines["meter.second"])[1:], strict=False)}
    assert steps == {16}
    assert max(lines["meter.second"]) > 5_000 - 16


def test_there_are_only_so_many_series_and_empty_ones_make_room_as_a_run_grows() -> None:
    gauges = {f"g{n}": (lambda second: None if second > 1 else 0) for n in range(SERIES_MAX)}
    sim = recorded(POINTS_MAX - 1, **gauges, late=lambda second: second)
    assert len(between(sim)) == SERIES_MAX
    assert "meter.late" not in between(sim)
    sim.run_until((POINTS_MAX + 2) * SECOND_US)
    assert between(sim) == {
        "meter.late": {second: second * (second > POINTS_MAX) for second in range(2, POINTS_MAX + 3, 2)}
    }


def test_the_recorder_is_plain_data_and_no_event() -> None:
    sim = recorded(3, depth=1)
    encoded(sim)
    assert sim.log.count == 0
