"""A FIFO topic's own rules as plain data: numbers, deduplication, and how much it takes a second.

`topic["fifo"]`: {"sequence": messages numbered so far, "seen": [this five minutes', the last five minutes'], each
{deduplication key: [when, message id, sequence number]}, "turned_us": when the first of them began, "second": [second,
messages, bytes]}. Two tables that take turns forget what is old without looking at it.
"""

from hashlib import sha256

from labs.engines.aws import limits
from labs.engines.aws.service import Json
from labs.engines.aws.sns.topic_attributes import SCOPE

FIRST_NUMBER, NUMBER_STEP = 10**19, 1_000  # AWS's are 20 digits long, too, and leave gaps

Seen = list[object]


def new_fifo(now_us: int) -> Json:
    return {"sequence": 0, "seen": [{}, {}], "turned_us": now_us, "second": [0, 0, 0]}


def next_number(fifo: Json) -> str:
    fifo["sequence"] += 1
    return str(FIRST_NUMBER + NUMBER_STEP * fifo["sequence"])


def content_id(text: str) -> str:
    """The deduplication id of a message that brings none: of the published text, whatever is put around it."""
    return sha256(text.encode(errors="surrogatepass")).hexdigest()


def key_of(topic: Json, group: str, deduplication: str) -> str:
    """What may come once in five minutes; no id has a space in it."""
    by_group = topic["attributes"].get(SCOPE) == "MessageGroup"
    return f"{group} {deduplication}" if by_group else deduplication


def find_first(fifo: Json, key: str, now_us: int) -> Json | None:
    """The answer to the same message less than five minutes ago."""
    since_us = now_us - limits.DEDUPLICATION_US
    for table in fifo["seen"]:
        if key in table and table[key][0] > since_us:
            return {"MessageId": table[key][1], "SequenceNumber": table[key][2]}
    return None


def remember(fifo: Json, key: str, now_us: int, answer: Json) -> None:
    if now_us - fifo["turned_us"] >= limits.DEDUPLICATION_US:
        recent = fifo["seen"][0] if now_us - fifo["turned_us"] < 2 * limits.DEDUPLICATION_US else {}
        fifo["seen"], fifo["turned_us"] = [{}, recent], now_us
    fifo["seen"][0].pop(key, None)
    fifo["seen"][0][key] = [now_us, answer["MessageId"], answer["SequenceNumber"]]


def is_full(topic: Json, now_us: int, size: int) -> bool:
    """Counts a message, or says that there have been too many in this second; over all groups only if they are one."""
    fifo, second = topic["fifo"], now_us // 1_000_000
    if len(fifo["seen"][0]) >= limits.DEDUPLICATION_IDS_MAX:
        return True
    if topic["attributes"].get(SCOPE) == "MessageGroup":
        return False
    if fifo["second"][0] != second:
        fifo["second"] = [second, 0, 0]
    _, messages, size_so_far = fifo["second"]
    if messages >= limits.FIFO_MESSAGES_PER_S or size_so_far + size > limits.FIFO_BYTES_PER_S:
        return True
    fifo["second"] = [second, messages + 1, size_so_far + size]
    return False
