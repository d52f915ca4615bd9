"""Simulated time as a date: the only file of the engines that imports `datetime`."""

from datetime import UTC, datetime, timedelta

DEFAULT_START = "2026-01-01T00:00:00+00:00"


class Calendar:
    """Turns microseconds since the start of a run into dates; the start is an input of the run, like its seed."""

    def __init__(self, start: str = DEFAULT_START) -> None:
        self.start = start
        self._start = datetime.fromisoformat(start).astimezone(UTC)
        self._start_ms = round(self._start.timestamp() * 1000)

    def epoch_ms(self, at_us: int) -> int:
        """Milliseconds since 1970, as SQS counts its timestamps."""
        return self._start_ms + at_us // 1000

    def iso(self, at_us: int) -> str:
        """`2026-01-01T00:00:43.208Z`, as SNS and Kubernetes write it."""
        moment = self._start + timedelta(microseconds=at_us)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"
