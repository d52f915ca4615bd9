from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.engines.kube.moments import NANOS_A_SECOND, nanos_of
from tests.engines.kube.scheduler.cluster import explained, node, pod


@settings(max_examples=100, derandomize=True)
@given(st.integers(-2_200_000_000, 7_200_000_000))
def test_seconds_are_those_of_the_calendar(second: int) -> None:
    moment = datetime.fromtimestamp(second, UTC)
    assert nanos_of(moment.strftime("%Y-%m-%dT%H:%M:%SZ")) == second * NANOS_A_SECOND


def test_offsets_and_fractions_count() -> None:
    assert nanos_of("2026-01-01T09:00:00+09:00") == nanos_of("2026-01-01T00:00:00Z")
    assert nanos_of("2025-12-31T18:30:00-05:30") == nanos_of("2026-01-01T00:00:00Z")
    assert nanos_of("2026-01-01T00:00:00.5Z") - nanos_of("2026-01-01T00:00:00Z") == NANOS_A_SECOND // 2


def test_what_is_no_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="'today' is no moment"):
        nanos_of("today")


def test_the_queue_knows_that_nine_in_seoul_is_midnight() -> None:
    times = {"late": "2026-01-01T00:30:00Z", "early": "2026-01-01T09:00:00+09:00"}
    pods = [pod(name, metadata={"creationTimestamp": time}) for name, time in times.items()]
    assert list(explained(node("a"), *pods)) == ["early", "late"]
