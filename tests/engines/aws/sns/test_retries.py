"""The phases of a retry policy, one after the other."""

from labs.engines.aws.sns.retries import Retries

RETRIES = Retries(at_once=2, early=1, backoff_us=(3, 5), late=2, least_us=1, most_us=9)


def test_the_phases_follow_each_other_and_end() -> None:
    assert [RETRIES.delay_before_us(attempt) for attempt in range(1, 10)] == [0, 0, 0, 1, 3, 5, 9, 9, None]


def test_attempts_and_waits_are_counted() -> None:
    assert (RETRIES.attempts, RETRIES.total_us) == (8, 1 + 3 + 5 + 18)


def test_without_retries_the_first_attempt_is_the_last() -> None:
    once = Retries(at_once=0, early=0, backoff_us=(), late=0, least_us=1, most_us=1)
    assert (once.delay_before_us(1), once.delay_before_us(2)) == (0, None)
