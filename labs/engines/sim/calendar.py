"""Simulated time as a date: the only file of the engines that imports `datetime`."""

from datetime import UTC, datetime, timedelta

DEFAULT_START = "2026-01-01T00:00:00+00:00"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Calendar:
    """Turns microseconds since the start of a run into dates; the start is an input of the run, like its seed.

    A start without an offset is UTC, wherever the machine stands. Raises ValueError if it is no ISO 8601 date.
    """

    def __init__(self, start: str = DEFAULT_START) -> None:
        self.start = start
        moment = datetime.fromisoformat(start)
        self._start = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        self._start_us = (self._start - EPOCH) // timedelta(microseconds=1)

    def epoch_ms(self, at_us: int) -> int:
        """Milliseconds since 1970, as SQS counts its timestamps."""
        return (self._start_us + at_us) // 1000

    def iso(self, at_us: int) -> str:
        """`2026-01-01T00:00:43.208Z`, as SNS writes it."""
        moment = self._start + timedelta(microseconds=at_us)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"
