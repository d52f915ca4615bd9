"""A run's charts as numbers: what a line showed at a moment, how far a queue grew, when it was back."""

from bisect import bisect_right
from dataclasses import dataclass

from labs.engines.sim import Simulation

GREW_LEAST = 10  # messages more than before; less is chance


@dataclass(frozen=True, slots=True)
class Peak:
    """When a queue was longest in a span, how long, and how old its oldest message became."""

    queue: str
    at_us: int
    most: int
    oldest_s: int


class Chart:
    """The recorder's samples and, last, the moment of the cut."""

    def __init__(self, sim: Simulation) -> None:
        recorded = sim.history.series_between(0, sim.now_us)
        self.times_us: list[int] = [*recorded["times_us"], sim.now_us]
        self._lines: dict[str, list[int]] = recorded["series"]
        now = {f"{part.name}.{name}": n for part in sim.components.values() for name, n in part.gauges().items()}
        nothing = [0] * (len(self.times_us) - 1)
        self._lines = {name: [*self._lines.get(name, nothing), now.get(name, 0)] for name in self._lines | now}
        self.queues = [name[4:-8] for name in self._lines if name.startswith("sqs.") and name.endswith(".visible")]

    def line(self, name: str) -> list[int]:
        return self._lines.get(name) or [0] * len(self.times_us)

    def waiting(self, queue: str, at_us: int) -> int:
        """Messages that were visible in a queue at the last sample until then."""
        return self.sample(queue, at_us)[1]

    def sample(self, queue: str, at_us: int) -> tuple[int, int]:
        """The last sample until then: when it was taken, in us, and the messages that were visible."""
        index = bisect_right(self.times_us, at_us) - 1
        return (-1, 0) if index < 0 else (self.times_us[index], self.line(f"sqs.{queue}.visible")[index])

    def peak(self, queue: str, from_us: int, until_us: int) -> Peak:
        span = [index for index, at_us in enumerate(self.times_us) if from_us <= at_us <= until_us]
        visible, ages = self.line(f"sqs.{queue}.visible"), self.line(f"sqs.{queue}.age_s")
        longest = max(span, key=lambda index: visible[index], default=None)
        if longest is None:
            return Peak(queue, from_us, 0, 0)
        return Peak(queue, self.times_us[longest], visible[longest], max(ages[index] for index in span))

    def back_us(self, queue: str, from_us: int, level: int) -> int | None:
        """The first sample after a moment at which no more than `level` messages waited."""
        visible = self.line(f"sqs.{queue}.visible")
        return next((t for t, n in zip(self.times_us, visible, strict=True) if t > from_us and n <= level), None)

    def steepest(self, name: str) -> tuple[int, int] | None:
        """Between which two samples a line rose most; None if it never did."""
        line = self.line(name)
        rises = [after - before for before, after in zip([0, *line], line, strict=False)]
        index = max(range(len(rises)), key=rises.__getitem__)
        return (self.times_us[index - 1] if index else 0, self.times_us[index]) if rises[index] > 0 else None
