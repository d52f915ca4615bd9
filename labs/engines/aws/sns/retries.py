"""When SNS tries a delivery again: the phases for endpoints inside AWS (SQS, Lambda).

AWS: 3 times at once, 2 times 1 s apart, 10 times backing off exponentially from 1 s to 20 s, then 20 s apart:
100,015 attempts in all, over 23 days.
"""

IMMEDIATE = 3
BEFORE_BACKOFF = 2
BACKOFF_US = (
    1_000_000,
    1_394_951,
    1_945_888,
    2_714_418,
    3_786_479,
    5_281_952,
    7_368_063,
    10_278_085,
    14_337_423,
    20_000_000,
)  # each 20 ** (1/9) times the one before
BACKOFF = len(BACKOFF_US)
ATTEMPTS_MAX = 100_015
LEAST_US = 1_000_000
MOST_US = 20_000_000


def delay_before_us(attempt: int) -> int | None:
    """How long to wait before attempt number `attempt` (the first is 1); None if there is no such attempt."""
    if attempt > ATTEMPTS_MAX:
        return None
    if attempt <= IMMEDIATE:
        return 0
    step = attempt - IMMEDIATE - BEFORE_BACKOFF
    if step <= 0:
        return LEAST_US
    # A table, because powers of floats may differ from machine to machine in the last digit.
    return BACKOFF_US[step - 1] if step <= BACKOFF else MOST_US
