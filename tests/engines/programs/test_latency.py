"""How long work takes: each shape has the mean or median it promises."""

import pytest

from labs.engines.programs import WorkTime
from labs.engines.sim import Stream

DRAWS = 20_000


def draws(work: WorkTime) -> list[int]:
    stream = Stream("test")
    return sorted(work.draw_us(stream) for _ in range(DRAWS))


def test_constant_work_takes_always_the_same() -> None:
    assert set(draws(WorkTime("constant", 70_000))) == {70_000}


def test_uniform_work_lies_between_its_bounds() -> None:
    times = draws(WorkTime("uniform", 50_000, most_us=150_000))
    assert 50_000 <= times[0] < 51_000
    assert 149_000 < times[-1] <= 150_000
    assert sum(times) / DRAWS == pytest.approx(100_000, rel=0.02)


def test_exponential_work_has_its_mean() -> None:
    times = draws(WorkTime("exponential", 80_000))
    assert sum(times) / DRAWS == pytest.approx(80_000, rel=0.03)
    assert times[DRAWS // 2] == pytest.approx(80_000 * 0.6931, rel=0.05)


def test_lognormal_work_has_its_median_and_spread() -> None:
    times = draws(WorkTime("lognormal", 80_000, sigma_percent=50))
    assert times[DRAWS // 2] == pytest.approx(80_000, rel=0.03)
    assert times[round(DRAWS * 0.8413)] / times[DRAWS // 2] == pytest.approx(1.6487, rel=0.05)  # e ** 0.5


def test_an_unknown_shape_is_an_error() -> None:
    with pytest.raises(ValueError, match="triangular"):
        draws(WorkTime("triangular", 1))
