"""Wall time to simulated time: a pair of base moments and a rate."""

RATE_MIN = 0.25
RATE_MAX = 60.0
REACHED_OVER_S = 1.0  # the rate really reached is measured over this much wall time


class Clock:
    """Says how far the simulation should be; wall time (monotonic seconds) is handed in, so a test need not wait."""

    def __init__(self, sim_us: int, wall_s: float, rate: float = 1.0, playing: bool = True) -> None:
        self.rate = rate
        self.playing = playing
        self.reached = rate
        self._base_us = sim_us
        self._base_s = wall_s
        self._measured_us = sim_us
        self._measured_s = wall_s

    def target_us(self, wall_s: float) -> int:
        if not self.playing:
            return self._base_us
        return self._base_us + int((wall_s - self._base_s) * self.rate * 1e6)

    def anchor(self, sim_us: int, wall_s: float) -> None:
        """From here on count from this pair: after a pause, a sleep, or when the engine could not keep up."""
        self._base_us, self._base_s = sim_us, wall_s

    def play(self, sim_us: int, wall_s: float) -> None:
        self.playing = True
        self._restart(sim_us, wall_s)

    def pause(self, sim_us: int, wall_s: float) -> None:
        self.playing = False
        self._restart(sim_us, wall_s)

    def set_rate(self, rate: float, sim_us: int, wall_s: float) -> None:
        self.rate = rate
        self._restart(sim_us, wall_s)

    def _restart(self, sim_us: int, wall_s: float) -> None:
        self.anchor(sim_us, wall_s)
        self.reached, self._measured_us, self._measured_s = self.rate, sim_us, wall_s

    def measure(self, sim_us: int, wall_s: float) -> None:
        """Keep `reached` up to date; called once a tick."""
        span_s = wall_s - self._measured_s
        if self.playing and span_s >= REACHED_OVER_S:
            reached = (sim_us - self._measured_us) / 1e6 / span_s
            # Within a tenth it keeps up: what is asked is what is said.
            self.reached = self.rate if reached > 0.9 * self.rate else round(reached, 1)
            self._measured_us, self._measured_s = sim_us, wall_s
