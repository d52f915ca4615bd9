"""Chance: one named stream of numbers for each use, so that adding a component does not change another's luck.

The only file of the engines that imports `random`.
"""

import math
import random
from math import log

from labs.engines.sim.limits import STREAMS_MAX
from labs.engines.sim.messages import Refused

BLOCK_FLOATS = 256  # floats drawn at a time: a stream's whole state is then two ints
UNUSED = (0, BLOCK_FLOATS)  # the state of a stream nobody has drawn from


class Stream:
    """An endless row of floats in [0, 1), the same for the same seed and name on every machine."""

    __slots__ = ("_block", "_floats", "_next", "_prefix")

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self.go_to(*UNUSED)

    def go_to(self, block: int, drawn: int) -> None:
        """Put back a state."""
        self._block = block
        self._next = drawn
        self._floats = self._fill() if drawn < BLOCK_FLOATS else []

    def _fill(self) -> list[float]:
        draw = random.Random(f"{self._prefix}/{self._block}").random
        return [draw() for _ in range(BLOCK_FLOATS)]

    def _turn(self) -> None:
        self._block += 1
        self._next = 0
        self._floats = self._fill()

    def random(self) -> float:
        if self._next == BLOCK_FLOATS:
            self._turn()
        self._next = n = self._next + 1
        return self._floats[n - 1]

    def expovariate_us(self, mean_us: int) -> int:
        if self._next == BLOCK_FLOATS:
            self._turn()
        self._next = n = self._next + 1
        return int(0.5 - log(1.0 - self._floats[n - 1]) * mean_us)

    def uniform_us(self, low_us: int, high_us: int) -> int:
        if self._next == BLOCK_FLOATS:
            self._turn()
        self._next = n = self._next + 1
        return low_us + int(self._floats[n - 1] * (high_us - low_us + 1))

    def lognormal_us(self, median_us: int, sigma: float) -> int:
        """By Box and Muller: two floats a draw, so that the state stays two ints."""
        radius = math.sqrt(-2.0 * math.log(1.0 - self.random()))
        return int(median_us * math.exp(sigma * radius * math.cos(math.tau * self.random())))

    def below(self, n: int) -> int:
        return int(self.random() * n)

    def state(self) -> list[int]:
        return [self._block, self._next]


class RandomStreams:
    """All streams of one simulation, by name."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._streams: dict[str, Stream] = {}

    def stream(self, name: str) -> Stream:
        """Raises Refused("limit") beyond STREAMS_MAX names."""
        found = self._streams.get(name)
        if found is None:
            if len(self._streams) >= STREAMS_MAX:
                raise Refused("limit", what="streams", most=STREAMS_MAX)
            found = self._streams[name] = Stream(f"{self._seed}/{name}")
        return found

    def state(self) -> dict[str, list[int]]:
        return {name: stream.state() for name, stream in self._streams.items()}

    def restore(self, state: dict[str, list[int]]) -> None:
        """Put streams back in place, for components may hold a Stream object from `build`; others start anew."""
        for name in dict.fromkeys([*self._streams, *state]):
            self.stream(name).go_to(*state.get(name, UNUSED))
