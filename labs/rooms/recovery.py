"""Brings a room back from the database to where it was."""

import asyncio
import logging
from dataclasses import dataclass
from time import perf_counter

from labs.catalog import get_lab
from labs.engines.sim import Broken, Simulation
from labs.rooms.clock import Clock
from labs.rooms.live import Facts, LiveRoom
from labs.rooms.models import Room
from labs.rooms.records import Stored
from labs.rooms.run import Run, apply

log = logging.getLogger(__name__)
ENTRIES_A_LOOK = 200  # agenda entries between two looks at the wall clock
SLICE_S = 0.01  # replayed before other rooms get their turn


@dataclass(frozen=True, slots=True)
class Recovered:
    """`broken`: commands that broke the run and are now skipped. `rewritten`: the row itself has changed."""

    live: LiveRoom
    broken: list[int]
    rewritten: bool


async def recover(stored: Stored, wall_s: float) -> Recovered:
    """Newest checkpoint, then the log, up to the head."""
    room = stored.room
    run = Run(get_lab(room.lab).build, room.seed, room.start)
    run.log = stored.log
    for checkpoint in stored.checkpoints:
        run.trail.keep(checkpoint)
    other_rules = room.rules != stored.rules
    restarted = other_rules and not await _is_the_same_run(run, room)
    if restarted:
        run = Run(get_lab(room.lab).build, room.seed, room.start)
        room.branch, room.head_us, room.head_commands, room.playing = room.branch + 1, 0, 0, False
    room.rules = stored.rules
    replay = _Replay(run)
    sim, broken = await replay.around_bugs(room)
    facts = Facts(lab=room.lab, code=room.code, branch=room.branch, wire_open=room.wire_open, other_rules=restarted)
    live = LiveRoom(run, sim, Clock(sim.now_us, wall_s, room.rate, room.playing), facts)
    live.work_s = replay.work_s  # so that it is stored soon, and the next restart need not do it all again
    return Recovered(live, broken, other_rules)


async def _is_the_same_run(run: Run, room: Room) -> bool:
    """Whether today's rules lead to where the room stood under the rules it was recorded with."""
    if not room.head_digest:
        return True
    try:
        sim = await _Replay(run).to(room.head_us, room.head_commands)
    except Broken:
        return False
    return sim.digest == room.head_digest


class _Replay:
    """Does a run's log again, in slices; leaves checkpoints behind as it goes."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.work_s = 0.0

    async def around_bugs(self, room: Room) -> tuple[Simulation, list[int]]:
        """The simulation at the room's head, and the commands that must be skipped to come there."""
        run, skipped = self._run, list[int]()
        while True:
            last_us = max((logged.at_us for logged in run.log if not logged.broken), default=0)
            try:
                return await self.to(max(room.head_us, last_us), len(run.log)), skipped
            except Broken as error:
                log.warning("room %s: %s", room.code, error)
                room.playing = False
                if error.command and error.command not in skipped:
                    skipped.append(error.command)
                    run.mark_broken(error.command)
                else:  # no command is to blame: stand before the instant at which it happens
                    room.head_us = self._sim.now_us - 1
                    skipped += run.mark_broken_after(room.head_us)

    async def to(self, at_us: int, commands: int) -> Simulation:
        """A simulation at that cut. Raises Broken."""
        self._sim = sim = self._run.near(at_us, commands)
        self._since_s = perf_counter()
        for logged in self._run.log[sim.commands : commands]:
            if not logged.broken:
                await self._come_to(logged.at_us)
            apply(sim, logged)
            await self._breathe()
        await self._come_to(at_us)
        self._note_work()
        return sim

    async def _come_to(self, at_us: int) -> None:
        while not self._sim.run_until(at_us, ENTRIES_A_LOOK):
            await self._breathe()

    async def _breathe(self) -> None:
        if perf_counter() - self._since_s > SLICE_S:
            self._note_work()
            await asyncio.sleep(0)
            self._since_s = perf_counter()

    def _note_work(self) -> None:
        spent_s = perf_counter() - self._since_s
        self.work_s += spent_s
        self._run.trail.note_work(self._sim, spent_s)
