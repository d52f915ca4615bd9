"""How often and how long endpoints outside are tried: the same tables for firehose.py and lambdas.py as for queues,
others for emails.py, sms.py and application.py.
"""

from itertools import pairwise

import pytest

from labs.engines.aws.sns.endpoints import KINDS

HOUR_US = 3_600_000_000


@pytest.mark.parametrize("protocol", ["lambda", "firehose"])
def test_functions_and_streams_are_tried_like_queues(protocol: str) -> None:
    assert KINDS[protocol].retries == KINDS["sqs"].retries
    assert KINDS[protocol].retries.attempts == 100_015


@pytest.mark.parametrize("protocol", ["email", "email-json", "sms", "application"])
def test_people_are_tried_50_times_in_six_hours(protocol: str) -> None:
    retries = KINDS[protocol].retries
    delays = [retries.delay_before_us(attempt) or 0 for attempt in range(2, 51)]
    assert retries.attempts == 50
    assert delays[0] == 10_000_000
    backoff = delays[1:11]
    assert (backoff[0], backoff[-1]) == (10_000_000, 600_000_000)
    assert {round(later / earlier, 4) for earlier, later in pairwise(backoff)} == {1.5761}
    assert delays[11:] == [600_000_000] * 38
    assert 6 * HOUR_US < sum(delays) < 7 * HOUR_US
