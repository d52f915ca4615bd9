"""How long work takes: a kind of distribution and its numbers."""

from dataclasses import dataclass

from labs.engines.sim import Stream


@dataclass(frozen=True, slots=True)
class WorkTime:
    """One of four shapes, in microseconds.

    constant: always `typical_us`; uniform: `typical_us` to `most_us`; exponential: mean `typical_us`;
    lognormal: median `typical_us` with `sigma_percent` / 100 as its spread.
    """

    kind: str
    typical_us: int
    most_us: int = 0
    sigma_percent: int = 50

    def draw_us(self, stream: Stream) -> int:
        match self.kind:
            case "constant":
                return self.typical_us
            case "uniform":
                return stream.uniform_us(self.typical_us, self.most_us)
            case "exponential":
                return stream.expovariate_us(self.typical_us)
            case "lognormal":
                return stream.lognormal_us(self.typical_us, self.sigma_percent / 100)
        raise ValueError(f"no such kind of work time: {self.kind}")
