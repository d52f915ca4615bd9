"""Five-minute deduplication in FIFO queues: what was accepted lately, whether it is still stored or not.

`memory`: {"seen": {key: [MessageId, SequenceNumber]}, "order": [[at_us, key]], of which the first "forgotten" are
over}.
"""

import re
from hashlib import sha256
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sqs import InvalidParameter, InvalidParameterValue, MissingParameter, RequestThrottled
from labs.engines.aws.sqs.queue import Message, Queue

Memory = dict[str, Any]

NOT_FOR_THIS_TYPE = "The request include parameter that is not valid for this queue type."
NO_ID = "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"

_visible_sign = re.compile(r"[!-~]{1,128}")


def check_fifo(queue: Queue, body: str, delay_s: int | None, group: str | None, identity: str | None) -> str:
    """The deduplication id of a message for a FIFO queue; raises what AWS refuses it with."""
    if delay_s:
        raise InvalidParameterValue(value=delay_s, parameter="DelaySeconds", reason=NOT_FOR_THIS_TYPE)
    if group is None:
        raise MissingParameter(parameter="MessageGroupId")
    check_id("MessageGroupId", group)
    if identity is not None:
        return check_id("MessageDeduplicationId", identity)
    if queue["attributes"]["ContentBasedDeduplication"] != "true":
        raise InvalidParameter(problem=NO_ID)
    return sha256(body.encode()).hexdigest()


def check_standard(group: str | None, identity: str | None) -> None:
    """A standard queue takes a group, for fairness, and no deduplication id."""
    if identity is not None:
        raise InvalidParameterValue(value=identity, parameter="MessageDeduplicationId", reason=NOT_FOR_THIS_TYPE)
    if group is not None:
        check_id("MessageGroupId", group)


def check_id(parameter: str, value: str) -> str:
    if not _visible_sign.fullmatch(value):
        reason = f"{parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length."
        raise InvalidParameterValue(value=value, parameter=parameter, reason=reason)
    return value


def key_of(queue: Queue, group: str, identity: str) -> str:
    """What two messages have in common that are the same one, in the queue's scope."""
    return f"{group} {identity}" if queue["attributes"]["DeduplicationScope"] == "messageGroup" else identity


def new_memory() -> Memory:
    return {"seen": {}, "order": [], "forgotten": 0}


def recall(memory: Memory, key: str, now_us: int) -> list[str] | None:
    """[MessageId, SequenceNumber] of the same message if it was accepted in the last five minutes. Amortised O(1)."""
    order, seen, forgotten = memory["order"], memory["seen"], memory["forgotten"]
    while forgotten < len(order) and order[forgotten][0] + limits.DEDUPLICATION_US <= now_us:
        del seen[order[forgotten][1]]
        forgotten += 1
    if forgotten > limits.STALE_ENTRIES_MAX and 2 * forgotten > len(order):
        del order[:forgotten]
        forgotten = 0
    memory["forgotten"] = forgotten
    if len(seen) >= limits.DEDUPLICATIONS_MAX:
        raise RequestThrottled
    found: list[str] | None = seen.get(key)
    return found


def remember(memory: Memory, key: str, message: Message, sequence: str, now_us: int) -> None:
    memory["seen"][key] = [message["id"], sequence]
    memory["order"].append([now_us, key])
