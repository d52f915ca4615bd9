"""Waiting longer after each failure (client-go, flowcontrol.Backoff, as the kubelet sets it up).

A back-off is [delay, when it was set], in microseconds; [0, 0] where there was none yet.
"""

FIRST_US, MOST_US = 10_000_000, 300_000_000
FORGIVEN_US = 2 * MOST_US  # 10 min


def left_us(back_off: list[int], failed_us: int, now_us: int) -> int:
    """How long to wait still after a failure at `failed_us`; 0 the first time and after a long good while."""
    delay_us, set_us = back_off
    if not delay_us or failed_us - set_us > FORGIVEN_US:
        return 0
    return max(failed_us + delay_us - now_us, 0)


def longer(back_off: list[int], failed_us: int, now_us: int) -> list[int]:
    """The back-off for the failure after this one."""
    delay_us, set_us = back_off
    if not delay_us or failed_us - set_us > FORGIVEN_US:
        return [FIRST_US, now_us]
    return [min(2 * delay_us, MOST_US), now_us]
