"""One queue as plain data, and the rules that change it; nothing here looks at all messages.

A queue: {"name", "secret": of its receipt handles, "created_us", "modified_us", "purged_us", "attributes": {...},
"tags": {...}, "redrive": null or [place of its dead-letter queue, most receives], "lines": null or how messages stand
in groups (fifo.py, fair.py), "fifo": null or what a FIFO queue remembers ({"deduplication", "attempts", "calls"}),
"dials": null or how it misbehaves (dials.py), "sent": messages so far, "messages": {number: message}, "counts":
{"visible", "hidden", "delayed"}, "ready": numbers in order of becoming visible, of which the first "taken" are gone,
"due": timetable of hidden and delayed messages, "arrivals": timetable by time sent, "alarms": when the agenda will
call, earliest last, "polls": {number: waiting receive}, "poll_ends": their timetable}.

A message: {"number", "id", "body", "sent_us", "by", "trace", "state", "event": the last that happened to it}, and where
they apply "until_us", "received": [count, first_us, last_us, handle of the last], "attributes", "holder": a participant
outside, "moved": [ARN of the queue it was in before, its count then], "group", "dedup": its deduplication id. (Not more
than ten keys in common: an eleventh doubles the size of a Python dict.)

A timetable is a heap of [at_us, number]. What was deleted or hidden anew leaves a stale entry behind, which is dropped
when it comes to the top, or when stale entries outnumber live ones.
"""

from heapq import heapify, heappop, heappush
from typing import Any

from labs.engines.aws.limits import STALE_ENTRIES_MAX
from labs.engines.aws.sqs import fair, fifo
from labs.engines.aws.sqs.visible import is_visible

Queue = dict[str, Any]
Message = dict[str, Any]
Timetable = list[list[int]]

# How messages stand that are not simply in one row: see each module.
LINES: dict[str, Any] = {"fifo": fifo, "fair": fair}


def new_queue(name: str, now_us: int, attributes: dict[str, Any], secret: str) -> Queue:
    return {
        "name": name, "created_us": now_us, "modified_us": now_us, "purged_us": None, "attributes": attributes,
        "secret": secret, "tags": {}, "redrive": None, "lines": None, "fifo": None, "dials": None,
        "sent": 0, "messages": {}, "counts": {"visible": 0, "hidden": 0, "delayed": 0}, "ready": [], "taken": 0,
        "due": [], "arrivals": [], "alarms": [], "polls": {}, "poll_ends": [],
    }  # fmt: skip


def add(queue: Queue, message: Message, delay_us: int) -> None:
    """Store a new message: visible now, or after its delay."""
    queue["sent"] = message["number"] = number = queue["sent"] + 1
    queue["messages"][str(number)] = message
    heappush(queue["arrivals"], [message["sent_us"], number])
    lines = queue["lines"]
    if lines is None and "group" in message:
        queue["lines"] = lines = fair.new_lines(0)  # the first tenant has come
    if lines is not None:
        LINES[lines["kind"]].joined(queue, message)
    if delay_us:
        hide(queue, message, message["sent_us"] + delay_us, "delayed")
    else:
        show(queue, message)


def take(queue: Queue, last: Message | None = None) -> Message | None:
    """The message that has been visible longest, still marked visible; None if there is none. Amortised O(1).

    On a FIFO queue the next that can be had by a receive that was just given `last`.
    """
    if not queue["counts"]["visible"]:
        return None
    lines = queue["lines"]
    message: Message | None
    if lines is not None:
        message = LINES[lines["kind"]].take(queue, last)
        return message
    ready, messages, taken = queue["ready"], queue["messages"], queue["taken"]
    while True:
        message = messages.get(ready[taken])
        taken += 1
        if message is not None and message["state"] == "visible":
            break
    if taken > STALE_ENTRIES_MAX and 2 * taken > len(ready):
        del ready[:taken]
        taken = 0
    queue["taken"] = taken
    return message


def has_none(queue: Queue) -> bool:
    """Whether certainly no message can be had; changes nothing."""
    if not queue["counts"]["visible"]:
        return True
    lines = queue["lines"]
    return lines is not None and bool(LINES[lines["kind"]].has_none(queue))


def hide(queue: Queue, message: Message, until_us: int, state: str = "hidden") -> None:
    """Keep a message from others until then: it was received, its timeout was changed, or it is sent with a delay."""
    counts, due, lines = queue["counts"], queue["due"], queue["lines"]
    before = message.get("state")
    if before is not None:
        counts[before] -= 1
    message["state"] = state
    message["until_us"] = until_us
    counts[state] += 1
    if lines is not None:
        LINES[lines["kind"]].changed(queue, message, before)
    heappush(due, [until_us, message["number"]])
    if len(due) > 2 * (counts["hidden"] + counts["delayed"]) + STALE_ENTRIES_MAX:
        due[:] = [entry for entry in due if _is_due(queue, entry)]
        heapify(due)


def show(queue: Queue, message: Message) -> None:
    counts, ready, lines = queue["counts"], queue["ready"], queue["lines"]
    before = message.get("state")
    if before is not None:
        counts[before] -= 1
    message["state"] = "visible"
    counts["visible"] += 1
    if lines is not None:
        LINES[lines["kind"]].changed(queue, message, before)
        return
    ready.append(str(message["number"]))
    if len(ready) - queue["taken"] > 2 * counts["visible"] + STALE_ENTRIES_MAX:
        ready[:] = [number for number in dict.fromkeys(ready[queue["taken"] :]) if is_visible(queue, number)]
        queue["taken"] = 0


def remove(queue: Queue, message: Message) -> None:
    """Forget a message for good."""
    messages, arrivals, number = queue["messages"], queue["arrivals"], message["number"]
    del messages[str(number)]
    queue["counts"][message["state"]] -= 1
    if len(arrivals) > 2 * len(messages) + STALE_ENTRIES_MAX:
        arrivals[:] = [entry for entry in arrivals if str(entry[1]) in messages]
        heapify(arrivals)
    if arrivals and arrivals[0][1] == number:  # the first is always one that is stored
        heappop(arrivals)
        while arrivals and str(arrivals[0][1]) not in messages:
            heappop(arrivals)
    lines = queue["lines"]
    if lines is not None:
        LINES[lines["kind"]].left(queue, message)


def clear(queue: Queue) -> None:
    """Forget all messages."""
    queue["messages"] = {}
    queue["counts"] = {"visible": 0, "hidden": 0, "delayed": 0}
    queue["taken"] = 0
    lines = queue["lines"]
    if lines is not None:
        queue["lines"] = LINES[lines["kind"]].new_lines(queue["sent"])
    for part in ("ready", "due", "arrivals"):
        queue[part] = []


def oldest_us(queue: Queue) -> int | None:
    """When the oldest stored message was sent."""
    return queue["arrivals"][0][0] if queue["arrivals"] else None


def next_due(queue: Queue, now_us: int) -> Message | None:
    """A hidden or delayed message whose time has come; O(log n)."""
    due = queue["due"]
    while due and (due[0][0] <= now_us or not _is_due(queue, due[0])):
        entry = heappop(due)
        if _is_due(queue, entry):
            message: Message = queue["messages"][str(entry[1])]
            return message
    return None


def next_expired(queue: Queue, now_us: int) -> Message | None:
    """A message that has been stored for the whole retention period."""
    arrivals = queue["arrivals"]
    if arrivals and arrivals[0][0] + queue["attributes"]["MessageRetentionPeriod"] * 1_000_000 <= now_us:
        message: Message = queue["messages"][str(arrivals[0][1])]
        return message
    return None


def next_moment_us(queue: Queue) -> int | None:
    """When something will happen here by itself, if nobody does anything."""
    moments = [table[0][0] for table in (queue["due"], queue["poll_ends"]) if table]
    if queue["arrivals"]:
        moments.append(queue["arrivals"][0][0] + queue["attributes"]["MessageRetentionPeriod"] * 1_000_000)
    return min(moments, default=None)


def _is_due(queue: Queue, entry: list[int]) -> bool:
    message = queue["messages"].get(str(entry[1]))
    return message is not None and message["state"] != "visible" and message["until_us"] == entry[0]
