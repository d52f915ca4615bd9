"""Series for charts: every component's gauges, sampled as simulated time passes, thinned as a run grows long."""

from typing import TYPE_CHECKING, Any

from labs.engines.sim.component import Component
from labs.engines.sim.discovery import query

if TYPE_CHECKING:
    from labs.engines.sim.simulation import Simulation

FIRST_STEP_US = 1_000_000
POINTS_MAX = 600  # then every second point is dropped and the step doubles
SERIES_MAX = 200


class History(Component):
    """The recorder: part of the simulation, so that a reload or a rewind shows the same lines.

    A line ends at the last sample its gauge had: what joined late was 0 before, what has left is 0 afterwards.
    """

    def __init__(self, sim: "Simulation") -> None:
        super().__init__(sim, "history")
        self.step_us = FIRST_STEP_US
        self.times_us: list[int] = []
        self.series: dict[str, list[int]] = {}
        self.call_later(self.step_us, "sample")

    def sample(self) -> None:
        self.times_us.append(self.sim.now_us)
        for component in self.sim.components.values():
            for gauge, value in component.gauges().items():
                self._record(f"{component.name}.{gauge}", value)
        if len(self.times_us) >= POINTS_MAX:
            self._thin()
        self.call_later(self.step_us, "sample")

    def _record(self, name: str, value: int) -> None:
        line = self.series.get(name)
        if line is None:
            if len(self.series) >= SERIES_MAX:
                return
            line = self.series[name] = []
        line.extend([0] * (len(self.times_us) - 1 - len(line)))
        line.append(value)

    def _thin(self) -> None:
        """Keep every second sample, the newest among them; a line without anything in it makes room."""
        self.step_us *= 2
        del self.times_us[::2]
        for line in self.series.values():
            del line[::2]
        self.series = {name: line for name, line in self.series.items() if any(line)}

    @query
    def series_between(self, from_us: int, to_us: int) -> dict[str, Any]:
        """{"times_us": [...], "series": {name: [...]}} within the span, both ends included; all of one length."""
        chosen = [index for index, at_us in enumerate(self.times_us) if from_us <= at_us <= to_us]
        lines = {
            name: [line[index] if index < len(line) else 0 for index in chosen] for name, line in self.series.items()
        }
        return {"times_us": [self.times_us[index] for index in chosen], "series": lines}
