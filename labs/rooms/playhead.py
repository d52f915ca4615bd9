"""A look at what has been: a copy of the run at a moment before its head, with a clock of its own."""

from time import perf_counter

from labs.engines.sim import Simulation
from labs.rooms.clock import Clock
from labs.rooms.limits import ENTRIES_A_LOOK
from labs.rooms.run import Run, apply


class Playhead:
    """Plays the recorded run again, commands and all; the head stands still meanwhile."""

    def __init__(self, run: Run, sim: Simulation, clock: Clock) -> None:
        self.run, self.sim, self.clock = run, sim, clock

    def advance(self, target_us: int, budget_s: float) -> bool:
        """Come to a moment that is not after the head, for at most `budget_s` of work; True when there."""
        until_s = perf_counter() + budget_s
        for logged in self.run.log[self.sim.commands : self.run.commands_until(target_us)]:
            if not logged.broken and not self._come_to(logged.at_us, until_s):
                return False
            apply(self.sim, logged)
        return self._come_to(target_us, until_s)

    def _come_to(self, at_us: int, until_s: float) -> bool:
        while not self.sim.run_until(at_us, ENTRIES_A_LOOK):
            if perf_counter() > until_s:
                return False
        return True
