"""A run done again, straight through or across a restart: what every test of sameness needs."""

import json
from collections.abc import Callable, Iterable

from labs.engines.sim import Command, Simulation, restore, save

Build = Callable[[], Simulation]


def restarted(sim: Simulation, build: Build) -> Simulation:
    """The same simulation as a room has it after a restart: its state as text, put into a fresh build."""
    state = save(sim)
    text = json.dumps(state)
    assert json.loads(text) == state
    fresh = build()
    restore(fresh, json.loads(text))
    return fresh


def replay(
    build: Build,
    commands: Iterable[tuple[int, Command]],
    until_us: int,
    restart_us: int | None = None,
    check: Callable[[Simulation], None] | None = None,
) -> Simulation:
    """The run at `until_us`, with each command at its moment and, if asked for, a restart on the way.

    `check` looks at the simulation after every command and at the end.
    """
    sim = build()
    for at_us, command in commands:
        if restart_us is not None and at_us > restart_us:
            sim.run_until(restart_us)
            sim, restart_us = restarted(sim, build), None
        sim.run_until(at_us)
        sim.execute(command)
        if check:
            check(sim)
    sim.run_until(until_us)
    if check:
        check(sim)
    return sim
