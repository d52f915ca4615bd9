"""Receives from FIFO queues that are tried again: the same ReceiveRequestAttemptId gets the same messages.

`attempts`: {attempt id: [at_us, [[number, handle, hidden until]]]}, oldest first.
"""

from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.sqs.queue import Message, Queue

Attempts = dict[str, list[Any]]


def remember(queue: Queue, attempt: str, messages: list[Message], now_us: int) -> None:
    """What this attempt was given, as it stands now."""
    attempts: Attempts = queue["fifo"]["attempts"]
    attempts.pop(attempt, None)
    given = [[message["number"], message["received"][3], message["until_us"]] for message in messages]
    attempts[attempt] = [now_us, given]
    while len(attempts) > limits.ATTEMPTS_REMEMBERED_MAX:
        del attempts[next(iter(attempts))]


def recall(queue: Queue, attempt: str, now_us: int) -> list[Message]:
    """What the attempt was given within five minutes, if nothing of it was deleted, changed or has come back since."""
    at_us, given = queue["fifo"]["attempts"].get(attempt) or (0, [])
    if not given or at_us + limits.DEDUPLICATION_US <= now_us:
        return []
    messages = [_as_given(queue, *one) for one in given]
    return [message for message in messages if message is not None] if None not in messages else []


def _as_given(queue: Queue, number: int, handle: str, until_us: int) -> Message | None:
    message: Message | None = queue["messages"].get(str(number))
    if message is None or message["state"] != "hidden":
        return None
    return message if (message["received"][3], message["until_us"]) == (handle, until_us) else None
