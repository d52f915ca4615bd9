"""How long orders took: percentiles of the newest finishes, for charts.

A percentile is the nearest rank: the smallest of the n delays that at least p % of them do not exceed, which is number
ceil(p / 100 * n) from the shortest on. Looked at are the delays of the last 10 simulated seconds, of those the newest
1,000; without any it is 0.
"""

from bisect import bisect_right

WINDOW_US = 10_000_000
NEWEST_MAX = 1_000
TIDY_EVERY = 64  # finishes between two looks at what may be forgotten
PERCENTS = {"p50_ms": 50, "p95_ms": 95, "p99_ms": 99}

Finishes = list[list[int]]  # two lists of the same length: when orders were finished, how many ms each had taken


def note(finishes: Finishes, now_us: int, since_us: int) -> None:
    """An order that was accepted at `since_us` is finished now."""
    moments_us, delays_ms = finishes
    moments_us.append(now_us)
    delays_ms.append((now_us - since_us) // 1000)
    if not len(moments_us) % TIDY_EVERY:
        old = _old(moments_us, now_us)
        del moments_us[:old], delays_ms[:old]


def percentiles(finishes: Finishes, now_us: int) -> dict[str, int]:
    """{"p50_ms", "p95_ms", "p99_ms"} of the window that ends now."""
    moments_us, delays_ms = finishes
    ordered = sorted(delays_ms[_old(moments_us, now_us) :])
    if not ordered:
        return dict.fromkeys(PERCENTS, 0)
    return {name: ordered[-(-percent * len(ordered) // 100) - 1] for name, percent in PERCENTS.items()}


def _old(moments_us: list[int], now_us: int) -> int:
    """How many of the first are beyond the window or its newest."""
    return max(bisect_right(moments_us, now_us - WINDOW_US), len(moments_us) - NEWEST_MAX)
