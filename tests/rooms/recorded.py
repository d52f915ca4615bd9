"""Recorded runs for questions about them: the shop with commands at given seconds, with or without checkpoints."""

from collections.abc import Sequence
from typing import Any

from labs.content.messaging.shop.scenario import build
from labs.engines.sim import DEFAULT_START, Command, Fact
from labs.rooms.checkpoints import take
from labs.rooms.past import Past
from labs.rooms.run import Logged, Run, apply
from tests.rooms.models import Build

Act = tuple[float, str, dict[str, Any]]  # second, command, arguments


def run_of(acts: Sequence[Act], *, seed: int = 1, lab: Build = build, key: str | None = "key") -> Run:
    run = Run(lab, seed, DEFAULT_START)
    for number, (at_s, name, args) in enumerate(acts, 1):
        run.log.append(Logged(number, round(at_s * 1e6), Command(name, args, "kim"), key))
    return run


def past_of(run: Run, until_s: float, every_s: int = 0) -> Past:
    """The run up to a second; with checkpoints every so many seconds."""
    until_us = round(until_s * 1e6)
    commands = run.commands_until(until_us)
    if every_s:
        sim = run.fresh()
        waiting = list(run.log[:commands])
        for at_us in range(every_s * 1_000_000, until_us, every_s * 1_000_000):
            while waiting and waiting[0].at_us <= at_us:
                apply(sim, waiting.pop(0))
            sim.run_until(at_us)
            run.trail.keep(take(sim))
    return Past(run.fork(until_us, commands), until_us)


def facts_of(run: Run, until_s: float) -> list[Fact]:
    """Everything that happened, by the shortest way."""
    return list(Past(run, round(until_s * 1e6)).oldest_first())
