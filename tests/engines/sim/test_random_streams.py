"""Chance: named streams that do not disturb each other."""

from statistics import mean, stdev
from typing import Any

import pytest

from labs.engines.sim import Component, Refused, Simulation
from labs.engines.sim.random_streams import BLOCK_FLOATS, RandomStreams


def test_a_stream_is_the_same_for_the_same_seed_and_name_only() -> None:
    draws = {
        (seed, name): tuple(RandomStreams(seed).stream(name).random() for _ in range(1))
        for seed in (1, 2, 11)
        for name in ("a", "b", "1/a")
    }
    assert len(set(draws.values())) == len(draws)
    assert RandomStreams(1).stream("a").random() == draws[1, "a"][0]


def test_the_first_numbers_are_these_on_every_machine() -> None:
    stream = RandomStreams(7).stream("shipping.work")
    assert [stream.below(1_000_000) for _ in range(4)] == [467139, 348112, 78608, 462155]
    assert [stream.expovariate_us(1_000_000) for _ in range(3)] == [1851804, 79013, 1813612]


def test_what_one_stream_draws_does_not_change_another() -> None:
    alone = RandomStreams(1).stream("b")
    together = RandomStreams(1)
    for _ in range(1_000):
        together.stream("a").random()
    assert [together.stream("b").random() for _ in range(600)] == [alone.random() for _ in range(600)]


def test_a_new_component_does_not_change_the_luck_of_the_others() -> None:
    def draws(names: list[str]) -> list[float]:
        sim = Simulation(1)
        parts = {name: Component(sim, name) for name in names}
        return [part.chance("work").random() for _ in range(300) for part in parts.values()][
            len(names) - 1 :: len(names)
        ]

    assert draws(["shipping"]) == draws(["new", "shipping"])


def test_two_streams_are_not_correlated() -> None:
    streams = RandomStreams(1)
    a, b = ([streams.stream(name).random() for _ in range(20_000)] for name in ("a", "b"))
    covariance = mean((x - 0.5) * (y - 0.5) for x, y in zip(a, b, strict=True))
    assert abs(covariance * 12) < 4 / 20_000**0.5


def test_blocks_do_not_repeat() -> None:
    stream = RandomStreams(1).stream("a")
    draws = [stream.random() for _ in range(4 * BLOCK_FLOATS)]
    assert len(set(draws)) == len(draws)


@pytest.mark.parametrize("drawn", [0, 1, BLOCK_FLOATS - 1, BLOCK_FLOATS, BLOCK_FLOATS + 1, 3 * BLOCK_FLOATS + 7])
def test_a_restored_stream_goes_on_where_it_was_also_for_who_holds_it(drawn: Any) -> None:
    original = RandomStreams(5)
    for _ in range(drawn):
        original.stream("a").random()
    state = original.state()
    other = RandomStreams(5)
    held = other.stream("a")
    held.random()
    other.restore(state)
    assert [held.random() for _ in range(600)] == [original.stream("a").random() for _ in range(600)]


def test_a_stream_that_the_state_does_not_know_starts_anew() -> None:
    streams = RandomStreams(5)
    first = streams.stream("later").random()
    streams.restore({})
    assert streams.stream("later").random() == first


def test_the_state_of_a_stream_is_two_whole_numbers() -> None:
    streams = RandomStreams(1)
    streams.stream("a").lognormal_us(1_000, 0.5)
    assert streams.state() == {"a": [1, 2]}


@pytest.mark.parametrize(
    ("draw", "expected_mean", "expected_deviation"),
    [
        (lambda stream: stream.expovariate_us(50), 50, 50),
        (lambda stream: stream.uniform_us(10, 20), 15, (120 / 12) ** 0.5),
        (lambda stream: stream.below(6), 2.5, (35 / 12) ** 0.5),
        (lambda stream: stream.lognormal_us(1_000_000, 0.5), 1_133_148, 603_901),
        (lambda stream: stream.random(), 0.5, 12**-0.5),
    ],
    ids=["expovariate", "uniform", "below", "lognormal", "random"],
)
def test_a_draw_has_its_mean_and_spread(draw: Any, expected_mean: Any, expected_deviation: Any) -> None:
    stream = RandomStreams(3).stream("a")
    draws = [draw(stream) for _ in range(40_000)]
    assert abs(mean(draws) - expected_mean) < 4 * expected_deviation / 40_000**0.5
    assert stdev(draws) == pytest.approx(expected_deviation, rel=0.05)


def test_a_uniform_draw_reaches_both_ends() -> None:
    stream = RandomStreams(3).stream("a")
    assert {stream.uniform_us(1, 3) for _ in range(200)} == {1, 2, 3}


def test_there_are_only_so_many_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.sim.random_streams.STREAMS_MAX", 2)
    streams = RandomStreams(1)
    streams.stream("a")
    streams.stream("b")
    streams.stream("a")
    with pytest.raises(Refused):
        streams.stream("c")
