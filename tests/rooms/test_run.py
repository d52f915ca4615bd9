"""A recorded run, from which any moment can be had again."""

from random import Random
from typing import Any

import pytest

from labs.engines.sim import DEFAULT_START, Broken, Command, Simulation
from labs.rooms import checkpoints
from labs.rooms.run import Logged, Run, apply
from tests.rooms.models import Build, fused, small


def recorded(*commands: tuple[int, str, dict[str, Any]], build: Build = small) -> Run:
    run = Run(build, 1, DEFAULT_START)
    for number, (at_us, name, args) in enumerate(commands, 1):
        run.log.append(Logged(number, at_us, Command(name, args, "kim"), f"key-{number}"))
    return run


def straight(run: Run, at_us: int, commands: int) -> Simulation:
    """The same cut without any checkpoint."""
    sim = run.fresh()
    for logged in run.log[:commands]:
        apply(sim, logged)
    sim.run_until(at_us)
    return sim


def state(sim: Simulation) -> tuple[Any, ...]:
    kept = checkpoints.take(sim)
    return (kept.at_us, kept.commands, kept.digest, kept.state)


@pytest.mark.parametrize("seed", range(25))
def test_any_moment_is_the_same_by_checkpoint_as_by_straight_replay(seed: int) -> None:
    chance = Random(seed)
    moments = sorted(chance.randrange(0, 20_000_000) for _ in range(30))
    run = recorded(*((at_us, "tally.add", {"n": chance.randrange(5)}) for at_us in moments))
    sim = run.fresh()
    for number, logged in enumerate(run.log):
        while chance.random() < 0.4:
            sim.run_until(chance.randrange(sim.now_us, logged.at_us) if sim.now_us < logged.at_us else sim.now_us)
            run.trail.keep(checkpoints.take(sim))
        apply(sim, logged)
        if chance.random() < 0.3:
            run.trail.keep(checkpoints.take(sim))
        assert sim.commands == number + 1
    for _ in range(10):
        commands = chance.randrange(31)
        first = run.log[commands - 1].at_us if commands else 0
        last = run.log[commands].at_us - 1 if commands < 30 else 25_000_000
        at_us = chance.randint(first, max(first, last))
        assert state(run.seek(at_us, commands)) == state(straight(run, at_us, commands))


def test_commands_of_one_instant_are_told_apart_by_their_number() -> None:
    run = recorded((1_000_000, "tally.add", {"n": 1}), (1_000_000, "tally.add", {"n": 2}))
    sim = run.seek(1_000_000, 1)
    run.trail.keep(checkpoints.take(sim))
    run.trail.keep(checkpoints.take(run.seek(1_000_000, 2)))
    assert run.seek(1_000_000, 1).digest == sim.digest
    assert run.seek(1_000_000, 0).components["tally"].total == 0  # type: ignore[attr-defined]


def test_seeking_leaves_the_log_and_other_simulations_alone() -> None:
    run = recorded((1_000_000, "tally.add", {"n": 1}))
    first = run.seek(2_000_000, 1)
    run.seek(9_000_000, 1)
    assert first.now_us == 2_000_000
    assert len(run.log) == 1


def test_a_broken_command_is_skipped_but_counted() -> None:
    run = recorded((1_000_000, "tally.explode", {}), (2_000_000, "tally.add", {"n": 2}))
    with pytest.raises(Broken):
        run.seek(3_000_000, 2)
    run.mark_broken(1)
    sim = run.seek(3_000_000, 2)
    assert (sim.commands, sim.components["tally"].total) == (2, 2)  # type: ignore[attr-defined]


def test_a_broken_command_does_not_carry_the_run_past_a_bug() -> None:
    run = recorded((1_000_000, "tally.add", {}), (9_000_000, "tally.add", {}), build=fused)
    run.mark_broken(2)
    assert run.seek(5_000_000, 2).now_us == 5_000_000


def test_checkpoints_after_a_broken_command_are_forgotten() -> None:
    run = recorded((1_000_000, "tally.add", {"n": 1}), (2_000_000, "tally.add", {"n": 2}))
    run.trail.keep(checkpoints.take(run.seek(1_500_000, 1)))
    run.trail.keep(checkpoints.take(run.seek(2_500_000, 2)))
    run.mark_broken(2)
    assert run.trail.last is not None
    assert run.trail.last.commands == 1
    assert run.seek(3_000_000, 2).components["tally"].total == 1  # type: ignore[attr-defined]


def test_what_a_command_was_answered_is_found_by_doing_it_again() -> None:
    run = recorded((1_000_000, "tally.add", {"n": 1}), (2_000_000, "tally.add", {"n": 2}))
    assert run.reply_to(1, 5_000_000).result == {"total": 1}
    assert run.reply_to(2, 5_000_000).result == {"total": 3}


def test_a_refusal_is_an_answer_too() -> None:
    run = recorded((1_000_000, "tally.add", {"n": -1}))
    error = run.reply_to(1, 5_000_000).error
    assert error is not None
    assert error["code"] == "too_little"


def test_the_answer_of_a_wait_is_followed_to_where_it_came() -> None:
    wait = (1_000_000, "tally.wait_for", {"total": 3})
    run = recorded(wait, (2_000_000, "tally.add", {"n": 2}), (3_000_000, "tally.add", {"n": 1}))
    assert run.reply_to(1, 5_000_000).result == {"total": 3}


def test_a_wait_that_is_not_over_is_still_a_ticket() -> None:
    run = recorded((1_000_000, "tally.wait_for", {"total": 3}), (2_000_000, "tally.add", {"n": 2}))
    assert run.reply_to(1, 5_000_000).ticket == 1


def test_a_broken_command_was_answered_so() -> None:
    run = recorded((1_000_000, "tally.explode", {}))
    run.mark_broken(1)
    error = run.reply_to(1, 5_000_000).error
    assert error is not None
    assert error["code"] == "room_broken"
