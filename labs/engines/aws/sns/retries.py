"""When SNS tries a delivery again: four phases, one after the other, each with its number of retries."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Retries:
    """After the first attempt: `at_once`, then `early` that wait `least_us`, one for each of `backoff_us`, then `late`
    that wait `most_us`.
    """

    at_once: int
    early: int
    backoff_us: tuple[int, ...]
    late: int
    least_us: int
    most_us: int

    @property
    def attempts(self) -> int:
        return 1 + self.at_once + self.early + len(self.backoff_us) + self.late

    @property
    def total_us(self) -> int:
        """How long all waits take together."""
        return self.early * self.least_us + sum(self.backoff_us) + self.late * self.most_us

    def delay_before_us(self, attempt: int) -> int | None:
        """How long to wait before attempt number `attempt` (the first is 1); None if there is no such attempt."""
        if attempt > self.attempts:
            return None
        step = attempt - 1 - self.at_once
        if step <= 0:
            return 0
        step -= self.early
        if step <= 0:
            return self.least_us
        return self.backoff_us[step - 1] if step <= len(self.backoff_us) else self.most_us
