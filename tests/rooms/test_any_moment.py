"""Seeking to any moment of a run gives what a straight replay gives."""

from random import Random
from typing import Any

import pytest

from labs.catalog import get_lab
from labs.engines.sim import DEFAULT_START, Command
from labs.rooms.run import Logged, Run, apply

END_US = 100_000_000
COMMANDS: list[tuple[int, str, dict[str, Any]]] = [
    (9_000_000, "shipping.crash", {}),
    (15_500_000, "shipping.start", {}),
    (22_000_000, "network.cut", {"a": "sns", "b": "sqs"}),
    (31_000_000, "network.heal", {"a": "sns", "b": "sqs"}),
    (44_000_000, "accounting.slow_down", {"factor": 40}),
    (71_000_000, "sqs.purge_queue", {"QueueUrl": "shipping"}),
    (90_000_000, "storefront.set_rate", {"per_second": 40.0}),
]


def recorded(seed: int, luck: Random) -> Run:
    """The shop with faults; checkpoints where chance has it."""
    run = Run(get_lab("shop").build, seed, DEFAULT_START)
    run.log = [
        Logged(n, at_us, Command(name, args, "kim"), f"k{n}") for n, (at_us, name, args) in enumerate(COMMANDS, 1)
    ]
    sim = run.fresh()
    for logged in run.log:
        while (next_us := sim.now_us + luck.randrange(1, 9_000_000)) < logged.at_us:
            sim.run_until(next_us)
            run.trail.note_work(sim, luck.choice([0.0, 1.0]))
        apply(sim, logged)
    return run


@pytest.mark.parametrize("seed", range(3))
def test_every_random_moment_has_the_digest_of_a_straight_replay(seed: int) -> None:
    luck = Random(seed)
    run = recorded(seed, luck)
    assert len(run.trail.kept) > 5
    straight = run.fresh()
    for at_us in sorted(luck.randrange(END_US) for _ in range(16)):
        commands = run.commands_until(at_us)
        run.replay(straight, at_us, commands)
        assert run.seek(at_us, commands).digest == straight.digest
        fork = run.fork(at_us, commands)
        assert fork.seek(at_us, commands).digest == straight.digest
