"""Scenario + seed + commands give the same events: the proofs, on the small pipeline of `models`."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from labs.engines.sim import Broken, Command, Reply, Simulation
from tests.engines.sim.models import UNTIL_US, Script, copied, drive, encoded, look, pipeline, script

ROOT = Path(__file__).parents[3]


def in_slices(sim: Simulation, until_us: int, chance: Random, looking: bool = False) -> None:
    """Run in random ticks, each in random slices of engine work, as a room does at any rate."""
    while sim.now_us < until_us:
        tick_us = min(until_us, sim.now_us + chance.choice([0, 1, 700, 16_667, 100_000, 3_000_000]))
        while not sim.run_until(tick_us, entries_max=chance.choice([0, 1, 2, 5, 200])):
            if looking:
                look(sim)


def sliced(seed: int, looking: bool = False) -> Simulation:
    sim, chance = pipeline(seed), Random(seed)
    for at_us, command in script(seed):
        in_slices(sim, at_us, chance, looking)
        sim.execute(command)
    in_slices(sim, UNTIL_US, chance, looking)
    return sim


def restarted(seed: int, times: int = 4) -> Simulation:
    """The same run, replaced by a copy from its own checkpoint at random moments and right after commands."""
    sim, chance = pipeline(seed), Random(seed)
    moments = sorted(chance.randrange(0, UNTIL_US) for _ in range(times))
    for at_us, command in script(seed):
        while moments and moments[0] <= at_us:
            sim.run_until(moments.pop(0))
            sim = copied(sim)
        sim.run_until(at_us)
        sim.execute(command)
        if chance.random() < 0.2:
            sim = copied(sim)
    for moment_us in moments:
        sim.run_until(moment_us)
        sim = copied(sim)
    sim.run_until(UNTIL_US)
    return sim


def outcome(sim: Simulation) -> tuple[str, str]:
    """The digest, and also all state: luck, agenda and counters not yet turned into events."""
    return sim.digest, encoded(sim)


def test_the_same_seed_and_commands_twice_in_a_process_give_the_same_run() -> None:
    for seed in range(10):
        assert outcome(drive(pipeline(seed), script(seed))) == outcome(drive(pipeline(seed), script(seed)))


def test_another_seed_gives_another_run() -> None:
    assert len({drive(pipeline(seed), script(0)).digest for seed in range(20)}) == 20


def test_one_more_command_gives_another_run() -> None:
    commands = script(3)
    more: Script = [
        *commands,
        (UNTIL_US - 1, Command("network.set_loss", {"a": "caller", "b": "server", "per_million": 1})),
    ]
    assert drive(pipeline(3), commands).digest != drive(pipeline(3), more).digest


@pytest.mark.parametrize("hash_seed", ["0", "1", "77"])
def test_another_process_with_another_hash_seed_gives_the_same_run(hash_seed: str) -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "tests.engines.sim.models", "5"],
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": hash_seed}, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert printed == drive(pipeline(5), script(5)).digest


def test_slices_of_any_size_give_the_same_run() -> None:
    for seed in range(40):
        assert outcome(sliced(seed)) == outcome(drive(pipeline(seed), script(seed)))


def test_questions_and_looks_between_the_slices_change_nothing() -> None:
    for seed in range(20):
        assert outcome(sliced(seed, looking=True)) == outcome(drive(pipeline(seed), script(seed)))


def test_checkpoints_at_random_moments_give_the_same_run_for_200_seeds() -> None:
    for seed in range(200):
        assert outcome(restarted(seed)) == outcome(drive(pipeline(seed), script(seed))), f"seed {seed}"


def test_a_checkpoint_taken_between_slices_gives_the_same_run() -> None:
    for seed in range(20):
        chance, commands = Random(seed), script(seed)
        sim = pipeline(seed)
        for at_us, command in commands:
            while not sim.run_until(at_us, entries_max=chance.randrange(1, 30)):
                if chance.random() < 0.1:
                    sim = copied(sim)
            sim.execute(command)
        sim.run_until(UNTIL_US)
        assert outcome(sim) == outcome(drive(pipeline(seed), commands))


def replayed(seed: int, commands: Script, skipped: int) -> Simulation:
    """As a room replays: the broken command only keeps its number."""
    sim = pipeline(seed)
    for number, (at_us, command) in enumerate(commands, start=1):
        sim.run_until(at_us)
        if number == skipped:
            sim.commands += 1
        else:
            sim.execute(command)
    sim.run_until(UNTIL_US)
    return sim


@pytest.mark.parametrize("after_us", [0, 1_300_000])
def test_a_broken_command_skipped_by_replay_gives_the_run_without_it(after_us: int) -> None:
    for seed in range(10):
        commands = script(seed)
        at_us = commands[6][0]
        with_bug: Script = [*commands[:6], (at_us, Command("caller.crash", {"after_us": after_us})), *commands[6:]]
        with pytest.raises(Broken) as broken:
            drive(pipeline(seed), with_bug)
        assert broken.value.command == 7
        # Without it: something refused stands in its place.
        without: Script = [*commands[:6], (at_us, Command("caller.refused")), *commands[6:]]
        assert outcome(replayed(seed, with_bug, broken.value.command)) == outcome(drive(pipeline(seed), without))


def test_late_answers_come_back_the_same_in_a_replay() -> None:
    def answers(seed: int) -> dict[int, Reply]:
        sim = pipeline(seed)
        replies: dict[int, Reply] = {}
        sim.on_answer = replies.__setitem__
        drive(sim, [(at_us, Command("server.next_finished")) for at_us in range(0, 2_000_000, 130_000)])
        return replies

    assert len(answers(1)) > 10
    assert answers(1) == answers(1)
