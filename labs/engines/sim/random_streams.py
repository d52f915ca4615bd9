"""Chance: one named stream of numbers for each use, so that adding a component does not change another's luck.

The only file of the engines that imports `random`.
"""

import random
from itertools import repeat, starmap
from math import cos, exp, log, sqrt, tau

from labs.engines.sim.limits import STREAMS_MAX
from labs.engines.sim.messages import Refused

BLOCK_FLOATS = 256  # floats drawn at a time: a stream's whole state is then two ints
UNUSED = (0, BLOCK_FLOATS)  # the state of a stream nobody has drawn from


class Stream:
    """An endless row of floats in [0, 1), the same for the same seed and name on every machine.

    A draw is `(stream.left or stream.refill()).pop()`, written out where many are made: a call costs twice as much.
    """

    __slots__ = ("_block", "_prefix", "left")

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._block = 0
        self.left: list[float] = []

    def go_to(self, block: int, drawn: int) -> None:
        """Put back a state."""
        self._block, self.left = block, []
        if drawn < BLOCK_FLOATS:
            self._block -= 1
            del self.refill()[BLOCK_FLOATS - drawn :]

    def refill(self) -> list[float]:
        """The next block, when nothing is left of this one."""
        self._block += 1
        draw = random.Random(f"{self._prefix}/{self._block}").random
        self.left = [*starmap(draw, repeat((), BLOCK_FLOATS))]
        self.left.reverse()
        return self.left

    def random(self) -> float:
        return (self.left or self.refill()).pop()

    def expovariate_us(self, mean_us: int) -> int:
        return int(0.5 - log(1.0 - (self.left or self.refill()).pop()) * mean_us)

    def uniform_us(self, low_us: int, high_us: int) -> int:
        return low_us + int((self.left or self.refill()).pop() * (high_us - low_us + 1))

    def lognormal_us(self, median_us: int, sigma: float) -> int:
        """By Box and Muller: two floats a draw, so that the state stays two ints."""
        radius = sqrt(-2.0 * log(1.0 - (self.left or self.refill()).pop()))
        return int(median_us * exp(sigma * radius * cos(tau * (self.left or self.refill()).pop())))

    def below(self, n: int) -> int:
        return int((self.left or self.refill()).pop() * n)

    def state(self) -> list[int]:
        return [self._block, BLOCK_FLOATS - len(self.left)]


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
