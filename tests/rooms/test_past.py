"""Every fact of a run, had again by replay."""

from labs.engines.sim import DEFAULT_START, Command, Fact
from labs.rooms.checkpoints import take
from labs.rooms.past import Past
from labs.rooms.run import Logged, Run, apply
from tests.rooms.models import small


def recorded(checkpoints_us: tuple[int, ...] = (2_000_000, 5_000_000)) -> tuple[Run, list[Fact]]:
    """A run of ten seconds with a command at its third, and all its facts."""
    run = Run(small, 1, DEFAULT_START)
    sim = run.fresh()
    run.log.append(Logged(1, 3_000_000, Command("tally.add", {}, "kim"), "key"))
    for at_us in sorted({*checkpoints_us, 3_000_000, 10_000_000}):
        sim.run_until(at_us)
        if at_us == 3_000_000:
            apply(sim, run.log[0])
        if at_us in checkpoints_us:
            run.trail.keep(take(sim))
    return run, sim.log.since(0)


def test_the_facts_come_newest_first_from_before_the_first_checkpoint_on() -> None:
    run, facts = recorded()
    past = Past(run.fork(10_000_000, 1), 10_000_000)
    assert len(facts) > 3
    assert list(past.newest_first()) == facts[::-1]
    assert list(past.newest_first(4_000_000)) == [fact for fact in facts if fact["at_us"] < 4_000_000][::-1]


def test_the_facts_come_oldest_first_from_any_moment() -> None:
    run, facts = recorded()
    past = Past(run.fork(10_000_000, 1), 10_000_000)
    for from_us in (0, 1, 2_000_000, 2_000_001, 3_000_000, 9_999_999, 10_000_001):
        assert list(past.oldest_first(from_us)) == [fact for fact in facts if fact["at_us"] >= from_us]


def test_one_fact_is_found_by_its_number_and_what_is_no_event_is_not() -> None:
    run, facts = recorded()
    past = Past(run.fork(10_000_000, 1), 10_000_000)
    assert [past.fact(fact["id"]) for fact in facts] == facts
    assert [past.fact(number) for number in (-1, 0, len(facts) + 1)] == [None, None, None]


def test_nothing_after_the_cut_is_known() -> None:
    run, facts = recorded()
    past = Past(run.fork(4_000_000, 1), 4_000_000)
    assert list(past.newest_first()) == [fact for fact in facts if fact["at_us"] <= 4_000_000][::-1]
    assert past.simulation(10_000_000).now_us == 4_000_000
