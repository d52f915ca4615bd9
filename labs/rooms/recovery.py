"""Brings a room back from the database to where it was."""

import logging
from dataclasses import dataclass

from labs.catalog import get_lab
from labs.engines.sim import Broken, Simulation
from labs.rooms.clock import Clock
from labs.rooms.live import LiveRoom
from labs.rooms.models import Room
from labs.rooms.records import Stored
from labs.rooms.replay import Replay
from labs.rooms.run import Run
from labs.rooms.screens import Facts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recovered:
    """`broken`: commands that broke the run and are now skipped. `other_rules`: it was recorded under other rules.

    `elsewhere`: they lead elsewhere, so that this is another run, from its start.
    """

    live: LiveRoom
    broken: list[int]
    other_rules: bool
    elsewhere: bool


async def recover(stored: Stored, wall_s: float) -> Recovered:
    """Newest checkpoint, then the log, up to the head."""
    room = stored.room
    run = Run(get_lab(room.lab).build, room.seed, room.start)
    run.log = stored.log
    for checkpoint in stored.checkpoints:
        run.trail.keep(checkpoint)
    other_rules = room.rules != stored.rules
    elsewhere = other_rules and not await _is_the_same_run(run, room)
    if elsewhere:
        run = Run(get_lab(room.lab).build, room.seed, room.start)
        room.playing = False
    replay = Replay(run, leave_checkpoints=True)
    sim, broken = await _around_bugs(run, room, replay, 0 if elsewhere else room.head_us)
    live = LiveRoom(run, sim, Clock(sim.now_us, wall_s, room.rate, room.playing), _facts(stored))
    live.work_s = replay.work_s  # so that it is stored soon, and the next restart need not do it all again
    return Recovered(live, broken, other_rules, elsewhere)


def _facts(stored: Stored) -> Facts:
    room = stored.room
    return Facts(
        lab=room.lab, code=room.code, branch=room.branch, wire_open=room.wire_open, other_rules=room.other_rules,
        branches=stored.branches,
    )  # fmt: skip


async def _is_the_same_run(run: Run, room: Room) -> bool:
    """Whether today's rules lead to where the room stood under the rules it was recorded with."""
    if not room.head_digest:
        return True
    try:
        sim = await Replay(run, leave_checkpoints=True).to(room.head_us, room.head_commands)
    except Broken:
        return False
    return sim.digest == room.head_digest


async def _around_bugs(run: Run, room: Room, replay: Replay, head_us: int) -> tuple[Simulation, list[int]]:
    """The simulation at the room's head, and the commands that must be skipped to come there."""
    skipped: list[int] = []
    while True:
        last_us = max((logged.at_us for logged in run.log if not logged.broken), default=0)
        try:
            return await replay.to(max(head_us, last_us), len(run.log)), skipped
        except Broken as error:
            log.warning("room %s: %s", room.code, error)
            room.playing = False
            if error.command and error.command not in skipped:
                skipped.append(error.command)
                run.mark_broken(error.command)
            else:  # no command is to blame: stand before the instant at which it happens
                head_us = replay.sim.now_us - 1
                skipped += run.mark_broken_after(head_us)
