"""One standard queue as plain data, and the rules that change it; nothing here looks at all messages.

A queue: {"name", "secret": of its receipt handles, "created_us", "modified_us", "purged_us", "attributes": {...},
"tags": {...}, "redrive": null or [place of its dead-letter queue, most receives], "sent": messages so far, "messages":
{number: message}, "counts": {"visible", "hidden", "delayed"}, "ready": numbers in order of becoming visible, of which
the first "taken" are gone, "due": timetable of hidden and delayed messages, "arrivals": timetable by time sent,
"alarms": when the agenda will call, earliest last, "polls": {number: waiting receive}, "poll_ends": their timetable}.

A message: {"number", "id", "body", "sent_us", "by", "trace", "state", "event": the last that happened to it}, and where
they apply "until_us", "received": [count, first_us, last_us, handle of the last], "attributes", "holder": a participant
outside, "moved": [ARN of the queue it was in before, its count then]. (Not more than ten keys in common: an eleventh
doubles the size of a Python dict.)

A timetable is a heap of [at_us, number]. What was deleted or hidden anew leaves a stale entry behind, which is dropped
when it comes to the top, or when stale entries outnumber live ones.
"""

from heapq import heapify, heappop, heappush
from typing import Any

from labs.engines.aws.limits import STALE_ENTRIES_MAX

Queue = dict[str, Any]
Message = dict[str, Any]
Timetable = list[list[int]]


def new_queue(name: str, now_us: int, attributes: dict[str, Any], secret: str) -> Queue:
    return {
        "name": name, "created_us": now_us, "modified_us": now_us, "purged_us": None, "attributes": attributes,
        "secret": secret, "tags": {}, "redrive": None,
        "sent": 0, "messages": {}, "counts": {"visible": 0, "hidden": 0, "delayed": 0}, "ready": [], "taken": 0,
        "due": [], "arrivals": [], "alarms": [], "polls": {}, "poll_ends": [],
    }  # fmt: skip


def add(queue: Queue, message: Message, delay_us: int) -> None:
    """Store a new message: visible now, or after its delay."""
    queue["sent"] = message["number"] = number = queue["sent"] + 1
    queue["messages"][str(number)] = message
    heappush(queue["arrivals"], [message["sent_us"], number])
    if delay_us:
        hide(queue, message, message["sent_us"] + delay_us, "delayed")
    else:
        show(queue, message)


def take(queue: Queue) -> Message | None:
    """The message that has been visible longest, still marked visible; None if there is none. Amortised O(1)."""
    if not queue["counts"]["visible"]:
        return None
    ready, messages, taken = queue["ready"], queue["messages"], queue["taken"]
    while True:
        message: Message | None = messages.get(ready[taken])
        taken += 1
        if message is not None and message["state"] == "visible":
            break
    if taken > STALE_ENTRIES_MAX and 2 * taken > len(ready):
        del ready[:taken]
        taken = 0
    queue["taken"] = taken
    return message


def hide(queue: Queue, message: Message, until_us: int, state: str = "hidden") -> None:
    """Keep a message from others until then: it was received, its timeout was changed, or it is sent with a delay."""
    counts, due = queue["counts"], queue["due"]
    if "state" in message:
        counts[message["state"]] -= 1
    message["state"] = state
    message["until_us"] = until_us
    counts[state] += 1
    heappush(due, [until_us, message["number"]])
    if len(due) > 2 * (counts["hidden"] + counts["delayed"]) + STALE_ENTRIES_MAX:
        due[:] = [entry for entry in due if _is_due(queue, entry)]
        heapify(due)


def show(queue: Queue, message: Message) -> None:
    counts, ready = queue["counts"], queue["ready"]
    if "state" in message:
        counts[message["state"]] -= 1
    message["state"] = "visible"
    counts["visible"] += 1
    ready.append(str(message["number"]))
    if len(ready) - queue["taken"] > 2 * counts["visible"] + STALE_ENTRIES_MAX:
        ready[:] = [number for number in ready[queue["taken"] :] if _is_visible(queue, number)]
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


def clear(queue: Queue) -> None:
    """Forget all messages."""
    queue["messages"] = {}
    queue["counts"] = {"visible": 0, "hidden": 0, "delayed": 0}
    queue["taken"] = 0
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


def _is_visible(queue: Queue, number: str) -> bool:
    message = queue["messages"].get(number)
    return message is not None and message["state"] == "visible"


def _is_due(queue: Queue, entry: list[int]) -> bool:
    message = queue["messages"].get(str(entry[1]))
    return message is not None and message["state"] != "visible" and message["until_us"] == entry[0]
