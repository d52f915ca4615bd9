"""Does a run's log again without keeping the event loop from anything else."""

import asyncio
from time import perf_counter

from labs.engines.sim import Simulation
from labs.rooms.limits import ENTRIES_A_LOOK
from labs.rooms.run import Run, apply

SLICE_S = 0.01  # replayed before others get their turn


class Replay:
    """From the nearest checkpoint to a cut, in slices; on the way to the head it leaves checkpoints behind."""

    def __init__(self, run: Run, *, leave_checkpoints: bool = False) -> None:
        self._run = run
        self._leave_checkpoints = leave_checkpoints
        self.work_s = 0.0

    async def to(self, at_us: int, commands: int, start: Simulation | None = None) -> Simulation:
        """A simulation at that cut: `start` itself gone on, if that is nearer than any checkpoint. Raises Broken."""
        self.sim = sim = start or self._run.near(at_us, commands)
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
        while not self.sim.run_until(at_us, ENTRIES_A_LOOK):
            await self._breathe()

    async def _breathe(self) -> None:
        if perf_counter() - self._since_s > SLICE_S:
            self._note_work()
            await asyncio.sleep(0)
            self._since_s = perf_counter()

    def _note_work(self) -> None:
        spent_s = perf_counter() - self._since_s
        self.work_s += spent_s
        if self._leave_checkpoints:
            self._run.trail.note_work(self.sim, spent_s)
