"""States of a run kept in memory, so that any moment is a short replay away."""

import logging
from bisect import bisect_right
from dataclasses import dataclass
from math import inf
from time import perf_counter

import orjson

from labs.engines.sim import Simulation, save

log = logging.getLogger(__name__)
WORK_MIN_S = 0.025  # engine time between two checkpoints, and at least ...
COST_FACTOR = 20  # ... this many times what the last one cost
KEPT_MAX = 256
BYTES_MAX = 48_000_000


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A cut: everything up to `at_us` and the first `commands` commands have happened."""

    at_us: int
    commands: int
    events: int  # so far
    digest: str
    state: bytes


def take(sim: Simulation) -> Checkpoint:
    return Checkpoint(sim.now_us, sim.commands, sim.log.count, sim.digest, orjson.dumps(save(sim)))


class Trail:
    """Checkpoints along a run, oldest first; thinned to every second one where there are too many."""

    def __init__(self) -> None:
        self._kept: list[Checkpoint] = []
        self._bytes = 0
        self._work_s = 0.0
        self._cost_s = 0.0

    def note_work(self, sim: Simulation, seconds: float) -> None:
        """Engine time was spent; takes a checkpoint when enough has gone by since the last."""
        self._work_s += seconds
        if self._work_s >= max(WORK_MIN_S, COST_FACTOR * self._cost_s):
            self._work_s = 0.0
            started = perf_counter()
            try:
                self.keep(take(sim))
            except orjson.JSONEncodeError:
                # A bug in a component, but only a cache is lost: the log alone brings the run back.
                log.exception("the state of %s is not plain data", ", ".join(sim.components))
                self._cost_s = inf
            else:
                self._cost_s = perf_counter() - started

    @property
    def kept(self) -> tuple[Checkpoint, ...]:
        return tuple(self._kept)

    def until(self, at_us: int, commands: int) -> "Trail":
        """Those that are not after the cut, as a trail of their own."""
        earlier = Trail()
        earlier._kept = [kept for kept in self._kept if kept.at_us <= at_us and kept.commands <= commands]
        earlier._bytes = sum(len(kept.state) for kept in earlier._kept)
        return earlier

    @property
    def last(self) -> Checkpoint | None:
        return self._kept[-1] if self._kept else None

    def keep(self, checkpoint: Checkpoint) -> None:
        self._kept.append(checkpoint)
        self._bytes += len(checkpoint.state)
        if len(self._kept) > KEPT_MAX or self._bytes > BYTES_MAX:
            del self._kept[-2::-2]
            self._bytes = sum(len(kept.state) for kept in self._kept)

    def before(self, at_us: int, commands: int) -> Checkpoint | None:
        """The last one that is not after the cut (at_us, commands)."""
        found = bisect_right(self._kept, at_us, key=lambda kept: kept.at_us)
        while found and self._kept[found - 1].commands > commands:
            found -= 1
        return self._kept[found - 1] if found else None

    def forget_after(self, commands: int) -> None:
        """Drop what was taken after that many commands."""
        self._kept = [kept for kept in self._kept if kept.commands <= commands]
        self._bytes = sum(len(kept.state) for kept in self._kept)
