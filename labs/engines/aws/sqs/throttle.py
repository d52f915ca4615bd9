"""How many calls a FIFO queue takes: 300 of each action in a second, unless it is in high-throughput mode.

A batch is one call. Seconds begin on the full second of simulated time, where AWS does not say.
"""

from labs.engines.aws import limits
from labs.engines.aws.sqs.queue import Queue


def is_throttled(queue: Queue, action: str, now_us: int) -> bool:
    """Counts a call; whether it is one too many."""
    if queue["attributes"]["FifoThroughputLimit"] == "perMessageGroupId":
        return False
    calls, second = queue["fifo"]["calls"], now_us // 1_000_000
    if calls.get(action, [-1])[0] != second:
        calls[action] = [second, 0]
    calls[action][1] += 1
    return bool(calls[action][1] > limits.FIFO_CALLS_PER_S)


def is_first_refusal(queue: Queue, action: str) -> bool:
    """Of this second: one is told of, the others are counted."""
    return bool(queue["fifo"]["calls"][action][1] == limits.FIFO_CALLS_PER_S + 1)
