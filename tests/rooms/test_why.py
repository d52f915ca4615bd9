"""The door to "why?"."""

import pytest

from labs.content.messaging.shop.scenario import build
from labs.engines.sim import DEFAULT_START, Command, Refused
from labs.rooms.checkpoints import take
from labs.rooms.past import Past
from labs.rooms.run import Logged, Run, apply
from labs.rooms.why import why


@pytest.fixture(scope="module")
def run() -> Run:
    """The shop for 60 s, Shipping stopped at 10 s, with a checkpoint every 5 s."""
    run = Run(build, 1, DEFAULT_START)
    sim = run.fresh()
    run.log.append(Logged(1, 10_000_000, Command("shipping.stop", {}, "kim")))
    for at_us in range(5_000_000, 60_000_001, 5_000_000):
        sim.run_until(at_us)
        if at_us == 10_000_000:
            apply(sim, run.log[0])
        run.trail.keep(take(sim))
    return run


def past_of(run: Run, at_us: int = 60_000_000) -> Past:
    return Past(run.fork(at_us, run.commands_until(at_us)), at_us)


def test_the_answer_is_lines_of_values_each_with_its_moment(run: Run) -> None:
    lines = why(past_of(run), "order-60")["lines"]
    assert [line["line"] for line in lines] == ["waiting", "stopped", "command"]
    assert set(lines[0]) == {"line", "at_us", "event", "command", "values"}
    assert lines[2] == {
        "line": "command",
        "at_us": 10_000_000,
        "event": None,
        "command": 1,
        "values": {"name": "shipping.stop", "by": "kim"},
    }


def test_without_a_moment_it_is_the_cut_and_later_moments_are_the_cut_too(run: Run) -> None:
    now = why(past_of(run), "sqs/shipping")
    assert now == why(past_of(run), "sqs/shipping", 60_000_000) == why(past_of(run), "sqs/shipping", 10**12)


def test_an_earlier_moment_knows_nothing_of_what_came_later(run: Run) -> None:
    past = past_of(run)
    assert why(past, "shipping/1", 9_000_000) == why(past_of(run, 9_000_000), "shipping/1")
    assert why(past, "shipping/1", 9_000_000)["lines"][0]["line"] != "not_working"
    assert why(past, "shipping/1", -5) == why(past, "shipping/1", 0)


def test_what_is_not_there_is_refused(run: Run) -> None:
    with pytest.raises(Refused) as refused:
        why(past_of(run), "sqs/nope")
    assert refused.value.as_dict()["data"] == {"argument": "about", "problem": "unknown"}
