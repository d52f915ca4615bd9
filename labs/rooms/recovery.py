"""Brings a room back from the database to where it was."""

import asyncio
from dataclasses import dataclass

from labs.catalog import get_lab
from labs.engines.sim import Broken, Simulation
from labs.rooms.checkpoints import Checkpoint
from labs.rooms.clock import Clock
from labs.rooms.live import Facts, LiveRoom
from labs.rooms.models import Room
from labs.rooms.records import Stored
from labs.rooms.run import Run, apply

ENTRIES_A_TURN = 2_000  # replayed before other rooms get their turn


@dataclass(frozen=True, slots=True)
class Recovered:
    """`broken`: commands that broke the run and are now skipped. `restarted`: today's rules make another run of it."""

    live: LiveRoom
    broken: list[int]
    restarted: bool


async def recover(stored: Stored, wall_s: float) -> Recovered:
    """Newest checkpoint, then the log, up to the head."""
    room = stored.room
    run = Run(get_lab(room.lab).build, room.seed, room.start)
    run.log = stored.log
    for checkpoint in stored.checkpoints:
        run.trail.keep(checkpoint)
    sim, broken = await _replay_around_bugs(run, room)
    restarted = stored.foreign is not None and not _same(run, stored.foreign)
    if restarted:
        run.log, sim = [], run.fresh()
        room.branch, room.head_us, room.playing = room.branch + 1, 0, False
    facts = Facts(lab=room.lab, code=room.code, branch=room.branch, wire_open=room.wire_open, other_rules=restarted)
    clock = Clock(sim.now_us, wall_s, room.rate, room.playing)
    return Recovered(LiveRoom(run, sim, clock, facts), broken, restarted)


async def _replay_around_bugs(run: Run, room: Room) -> tuple[Simulation, list[int]]:
    broken: list[int] = []
    while True:
        try:
            return await _replay(run, room.head_us), broken
        except Broken as error:
            if not error.command or error.command in broken:
                return await _replay(run, 0), broken
            broken.append(error.command)
            run.mark_broken(error.command)
            room.playing = False


async def _replay(run: Run, head_us: int) -> Simulation:
    sim = run.from_checkpoint(run.trail.before(max(head_us, run.log[-1].at_us if run.log else 0), len(run.log)))
    for logged in run.log[sim.commands :]:
        await _come_to(sim, logged.at_us)
        apply(sim, logged)
    await _come_to(sim, head_us)
    return sim


async def _come_to(sim: Simulation, at_us: int) -> None:
    while not sim.run_until(at_us, ENTRIES_A_TURN):  # noqa: ASYNC110  nothing to wait for: it only lets others run
        await asyncio.sleep(0)


def _same(run: Run, foreign: Checkpoint) -> bool:
    """Whether a run under today's rules stands, at that cut, where it stood under the rules it was recorded with."""
    try:
        return run.seek(foreign.at_us, foreign.commands).digest == foreign.digest
    except Broken:
        return False
