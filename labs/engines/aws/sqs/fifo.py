"""The lines of a FIFO queue: in each message group the messages stand in the order in which they were sent.

A message can be had when it is visible and so is every earlier one of its group: while the first of a line is in
somebody's hands or delayed, the others wait behind it. Of all groups the one goes first whose first message is oldest.

`queue["lines"]`: {"kind": "fifo", "groups": {name: {"line": numbers, ascending, of which those before "first" are gone,
"first", "size": messages, "hidden": of them in flight}}, "heads": heap of [number, group] for first messages that are
visible, "within": how many of the first 120,000 there are, "horizon": the number of the last of them}. Numbers of
deleted messages stay in a line until they come to its front or outnumber the others; a head that is no longer its
group's first, or not visible, is dropped when it comes up.
"""

from bisect import bisect_right
from heapq import heapify, heappop, heappush
from typing import Any

from labs.engines.aws.limits import FIFO_LOOK_MAX_MESSAGES, STALE_ENTRIES_MAX
from labs.engines.aws.sqs.visible import is_visible

Lines = dict[str, Any]
Group = dict[str, Any]
Queue = dict[str, Any]
Message = dict[str, Any]

SEQUENCE_START = 18_850_000_000_000_000_000  # 20 digits
SEQUENCE_STEP = 256


def new_lines(sent: int) -> Lines:
    """For a queue without messages, into which `sent` were sent so far."""
    return {"kind": "fifo", "groups": {}, "heads": [], "within": 0, "horizon": sent}


def sequence_number(message: Message) -> str:
    return str(SEQUENCE_START + SEQUENCE_STEP * int(message["number"]))


def joined(queue: Queue, message: Message) -> None:
    """A message was stored: it stands last in its group."""
    lines, name, number = queue["lines"], message["group"], message["number"]
    group = lines["groups"].get(name)
    if group is None:
        group = lines["groups"][name] = {"line": [], "first": 0, "size": 0, "hidden": 0}
    group["line"].append(number)
    group["size"] += 1
    if lines["within"] < FIFO_LOOK_MAX_MESSAGES:
        lines["within"] += 1
        lines["horizon"] = number


def changed(queue: Queue, message: Message, before: str | None) -> None:
    """A message's state is another one than before."""
    name, state = message["group"], message["state"]
    group = queue["lines"]["groups"][name]
    group["hidden"] += (state == "hidden") - (before == "hidden")
    if state == "visible" and group["line"][group["first"]] == message["number"]:
        _offer(queue, name, message["number"])


def left(queue: Queue, message: Message) -> None:
    """A message is not stored any more."""
    lines, name, number = queue["lines"], message["group"], message["number"]
    _look_further(queue, number)
    group = lines["groups"][name]
    group["size"] -= 1
    group["hidden"] -= message["state"] == "hidden"
    if not group["size"]:
        del lines["groups"][name]
    elif group["line"][group["first"]] == number:
        head = _next_head(queue, group)
        if head["state"] == "visible":
            _offer(queue, name, head["number"])
    elif len(group["line"]) - group["first"] > 2 * group["size"] + STALE_ENTRIES_MAX:
        group["line"] = [one for one in group["line"][group["first"] :] if str(one) in queue["messages"]]
        group["first"] = 0


def take(queue: Queue, last: Message | None) -> Message | None:
    """The next message for a receive that was just given `last`: of the same group if one can be had."""
    if last is not None:
        message = _following(queue, last)
        if message is not None:
            return message
    lines, messages = queue["lines"], queue["messages"]
    heads, groups = lines["heads"], lines["groups"]
    while heads and heads[0][0] <= lines["horizon"]:
        number, name = heappop(heads)
        if _is_head(groups.get(name), number):
            head: Message = messages[str(number)]
            if head["state"] == "visible":
                return head
    return None


def has_none(queue: Queue) -> bool:
    """Whether certainly no message can be had; changes nothing."""
    heads = queue["lines"]["heads"]
    return not heads or heads[0][0] > queue["lines"]["horizon"]


def _following(queue: Queue, last: Message) -> Message | None:
    """The message behind another one of its group, if it can be had now."""
    group = queue["lines"]["groups"].get(last["group"])
    if group is None:
        return None
    line, messages = group["line"], queue["messages"]
    for place in range(bisect_right(line, last["number"], group["first"]), len(line)):
        message: Message | None = messages.get(str(line[place]))
        if message is not None:
            within = message["state"] == "visible" and line[place] <= queue["lines"]["horizon"]
            return message if within else None
    return None


def _is_head(group: Group | None, number: int) -> bool:
    return group is not None and bool(group["line"][group["first"]] == number)


def _next_head(queue: Queue, group: Group) -> Message:
    """The first of a line whose first was deleted, and which is not empty."""
    line, messages = group["line"], queue["messages"]
    while (head := messages.get(str(line[group["first"]]))) is None:
        group["first"] += 1
    if group["first"] > STALE_ENTRIES_MAX and 2 * group["first"] > len(line):
        del line[: group["first"]]
        group["first"] = 0
    found: Message = head
    return found


def _offer(queue: Queue, name: str, number: int) -> None:
    """This group's first message can be had."""
    lines = queue["lines"]
    heads, groups = lines["heads"], lines["groups"]
    heappush(heads, [number, name])
    if len(heads) > 2 * len(groups) + STALE_ENTRIES_MAX:
        firsts = [[group["line"][group["first"]], name] for name, group in groups.items()]
        heads[:] = [entry for entry in firsts if is_visible(queue, str(entry[0]))]
        heapify(heads)


def _look_further(queue: Queue, gone: int) -> None:
    """Only the first 120,000 messages are looked at [API ChangeMessageVisibility]; one of them is gone."""
    lines = queue["lines"]
    if gone > lines["horizon"]:
        return
    lines["within"] -= 1
    while lines["within"] < FIFO_LOOK_MAX_MESSAGES and lines["horizon"] < queue["sent"]:
        lines["horizon"] += 1
        lines["within"] += str(lines["horizon"]) in queue["messages"]
