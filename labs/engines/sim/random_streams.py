"""Chance: one named stream of numbers for each use, so that adding a component does not change another's luck.

The only file of the engines that imports `random`.
"""

import math
import random
from math import log

BLOCK_FLOATS = 256  # floats drawn at a time: a stream's whole state is then two ints


class Stream:
    """An endless row of floats in [0, 1), the same for the same seed and name on every machine."""

    __slots__ = ("_block", "_floats", "_next", "_prefix")

    def __init__(self, prefix: str, block: int = 0, drawn: int = BLOCK_FLOATS) -> None:
        self._prefix = prefix
        self._block = block
        self._next = drawn
        self._floats = self._fill() if drawn < BLOCK_FLOATS else []

    def _fill(self) -> list[float]:
        draw = random.Random(f"{self._prefix}/{self._block}").random  # noqa: S311  a simulation's luck, not a secret
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
        return int(-log(1.0 - self._floats[n - 1]) * mean_us)

    def uniform_us(self, low_us: int, high_us: int) -> int:
        return low_us + int(self.random() * (high_us - low_us + 1))

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
        found = self._streams.get(name)
        if found is None:
            found = self._streams[name] = Stream(f"{self._seed}/{name}")
        return found

    def state(self) -> dict[str, list[int]]:
        return {name: stream.state() for name, stream in self._streams.items()}

    def restore(self, state: dict[str, list[int]]) -> None:
        """Put streams back in place: components may hold a Stream object from `build`."""
        for name, (block, drawn) in state.items():
            self.stream(name).__init__(f"{self._seed}/{name}", block, drawn)  # type: ignore[misc]
