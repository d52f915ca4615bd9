"""What happened in a run: every fact up to a cut, had again by replay from checkpoint to checkpoint."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from labs.engines.sim import Fact, Simulation
from labs.rooms.run import Run, apply

ENTRIES_A_LOOK = 5_000  # agenda entries between two looks at the log: fewer facts than stay in memory
STRETCHES_KEPT = 8


class Past:
    """For a thread of its own: `run` is a fork that nobody else changes. Knows nothing of what facts mean.

    A stretch is what happened between two checkpoints; a few of them stay in memory.
    """

    def __init__(self, run: Run, at_us: int) -> None:
        self.run, self.at_us = run, at_us
        self.commands = run.log
        self._starts = [None, *run.trail.kept]
        self._stretches: dict[int, list[Fact]] = {}

    @cached_property
    def is_cluster(self) -> bool:
        """Whether the scenario is a cluster: then other things are asked of its run."""
        return "apiserver" in self.run.fresh().components

    def fact(self, number: int) -> Fact | None:
        """One event by its number; None for one after the cut, and for what is no event (a command, the scenario)."""
        if number <= 0:
            return None
        after = [0 if start is None else start.events for start in self._starts]
        stretch = self._stretch(bisect_right(after, number - 1) - 1)
        index = number - stretch[0]["id"] if stretch else -1
        return stretch[index] if 0 <= index < len(stretch) else None

    def newest_first(self, before_us: int | None = None) -> Iterator[Fact]:
        """Every fact (earlier than `before_us`), stretch by stretch; stop asking when it is enough."""
        for index in range(len(self._starts) - 1, -1, -1):
            start = self._starts[index]
            if before_us is not None and start is not None and start.at_us >= before_us:
                continue
            for fact in reversed(self._stretch(index)):
                if before_us is None or fact["at_us"] < before_us:
                    yield fact

    def oldest_first(self, from_us: int = 0) -> Iterator[Fact]:
        """Every fact at or after a moment."""
        starts_us = [-1 if start is None else start.at_us for start in self._starts]
        for index in range(max(0, bisect_right(starts_us, from_us - 1) - 1), len(self._starts)):
            yield from (fact for fact in self._stretch(index) if fact["at_us"] >= from_us)

    def simulation(self, at_us: int | None = None) -> Simulation:
        """The run at a moment (the cut, if none is given), with all commands up to then."""
        at_us = self.at_us if at_us is None else min(at_us, self.at_us)
        return self.run.seek(at_us, self.run.commands_until(at_us))

    def _stretch(self, index: int) -> list[Fact]:
        found = self._stretches.pop(index, None)
        if found is None:
            found = self._replay(index)
            while len(self._stretches) >= STRETCHES_KEPT:
                del self._stretches[next(iter(self._stretches))]
        self._stretches[index] = found  # newest last
        return found

    def _replay(self, index: int) -> list[Fact]:
        last = index + 1 == len(self._starts)
        end = None if last else self._starts[index + 1]
        commands = len(self.run.log) if end is None else end.commands
        sim = self.run.from_checkpoint(self._starts[index])
        facts: list[Fact] = sim.log.since(0) if index == 0 else []  # of the scenario's own building
        for logged in self.run.log[sim.commands : commands]:
            if not logged.broken:
                _come_to(sim, logged.at_us, facts)
            before = sim.log.count
            apply(sim, logged)
            facts += sim.log.since(before)
        _come_to(sim, self.at_us if end is None else end.at_us, facts)
        return facts


def _come_to(sim: Simulation, at_us: int, facts: list[Fact]) -> None:
    done = False
    while not done:
        before = sim.log.count
        done = sim.run_until(at_us, ENTRIES_A_LOOK)
        facts += sim.log.since(before)
