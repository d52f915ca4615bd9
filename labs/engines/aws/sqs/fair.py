"""Fair queues: on a standard queue a MessageGroupId names a tenant, and messages of quiet tenants are handed out first.

A tenant is noisy that holds more than 10 % of all messages in flight and at least 30, or took more than 10 % of the
time that consumers spent lately, and half as much again as an even share, so that busy tenants alike are not all noisy.
It is quiet again when nothing of it waits or it has sent nothing for five minutes. Of several noisy tenants the one
with the least in flight goes first [SQS-DG sqs-fair-queues-detailed; the even share is ours]. Each message without a
group is a tenant of its own.

`queue["lines"]`: {"kind": "fair", "tenants": {name: tenant}, "quiet": heap of [turn, name, 0] for a tenant's first
message, or [turn, "", number] for one without a group, "noisy": {name: true}, "turn": messages that became visible so
far, "spent": consumers' time, see `note_spent`}. A tenant: {"line": [[turn, number]] in order of becoming visible, of
which those before "first" are gone, "first", "size": messages, "visible", "hidden": of them, "offered": it stands in
"quiet", "sent_us", "spent"}. What was taken otherwise or deleted stays behind as in queue.py.
"""

from heapq import heapify, heappop, heappush
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.sqs.visible import is_visible

Lines = dict[str, Any]
Tenant = dict[str, Any]
Queue = dict[str, Any]
Message = dict[str, Any]

MINUTE_US = 60_000_000


def new_lines(sent: int) -> Lines:
    """For a queue without tenants; how many messages were `sent` before makes no difference."""
    return {"kind": "fair", "tenants": {}, "quiet": [], "noisy": {}, "turn": 0, "spent": [0, 0, 0]}


def joined(queue: Queue, message: Message) -> None:
    """A message was stored."""
    name = message.get("group")
    if name is None:
        return
    tenants = queue["lines"]["tenants"]
    tenant = tenants.get(name)
    if tenant is None:
        tenant = tenants[name] = {
            "line": [], "first": 0, "size": 0, "visible": 0, "hidden": 0, "offered": False,
            "sent_us": 0, "spent": [0, 0, 0],
        }  # fmt: skip
    tenant["size"] += 1
    tenant["sent_us"] = max(tenant["sent_us"], message["sent_us"])


def changed(queue: Queue, message: Message, before: str | None) -> None:
    """A message's state is another one than before."""
    lines, state, name = queue["lines"], message["state"], message.get("group")
    if state == "visible":
        lines["turn"] += 1
    if name is None:
        if state == "visible":
            heappush(lines["quiet"], [lines["turn"], "", message["number"]])
            _sweep_heap(queue)
        return
    tenant = lines["tenants"][name]
    tenant["hidden"] += (state == "hidden") - (before == "hidden")
    tenant["visible"] += (state == "visible") - (before == "visible")
    if state == "visible":
        tenant["line"].append([lines["turn"], message["number"]])
        _sweep_line(queue, tenant)
        _offer(lines, name, tenant)
    elif not tenant["visible"]:
        lines["noisy"].pop(name, None)


def left(queue: Queue, message: Message) -> None:
    """A message is not stored any more."""
    name = message.get("group")
    if name is None:
        return
    tenants = queue["lines"]["tenants"]
    tenant = tenants[name]
    tenant["size"] -= 1
    tenant["hidden"] -= message["state"] == "hidden"
    tenant["visible"] -= message["state"] == "visible"
    if not tenant["size"]:
        del tenants[name]
        queue["lines"]["noisy"].pop(name, None)


def take(queue: Queue, last: Message | None) -> Message | None:
    """The message that has been visible longest of a quiet tenant, else of the noisy one with the least in flight."""
    message = _taken_before(queue) or _of_a_quiet_tenant(queue)
    if message is not None:
        return message
    lines = queue["lines"]
    noisy = [lines["tenants"][name] for name in lines["noisy"]]
    return _first(queue, min(noisy, key=lambda tenant: tenant["hidden"])) if noisy else None


def has_none(queue: Queue) -> bool:
    """What is visible can be had."""
    return False


def _taken_before(queue: Queue) -> Message | None:
    """What became visible before anyone named a tenant goes first."""
    ready = queue["ready"]
    while queue["taken"] < len(ready):
        queue["taken"] += 1
        message: Message | None = queue["messages"].get(ready[queue["taken"] - 1])
        if message is not None and message["state"] == "visible":
            return message
    return None


def _of_a_quiet_tenant(queue: Queue) -> Message | None:
    lines = queue["lines"]
    quiet, tenants = lines["quiet"], lines["tenants"]
    while quiet:
        _, name, number = heappop(quiet)
        if not name:
            message: Message | None = queue["messages"].get(str(number))
            if message is not None and message["state"] == "visible":
                return message
            continue
        tenant = tenants.get(name)
        if tenant is None:
            continue
        tenant["offered"] = False
        message = None if name in lines["noisy"] else _first(queue, tenant)
        if message is not None:
            _offer(lines, name, tenant)
            return message
    return None


def _first(queue: Queue, tenant: Tenant) -> Message | None:
    """Takes the first visible message out of a tenant's line."""
    line, messages = tenant["line"], queue["messages"]
    while tenant["first"] < len(line):
        message: Message | None = messages.get(str(line[tenant["first"]][1]))
        tenant["first"] += 1
        if message is not None and message["state"] == "visible":
            break
    else:
        message = None
    if 2 * tenant["first"] > len(line) and (tenant["first"] > limits.STALE_ENTRIES_MAX or message is None):
        del line[: tenant["first"]]
        tenant["first"] = 0
    return message


def _offer(lines: Lines, name: str, tenant: Tenant) -> None:
    """A quiet tenant with something in its line stands in the heap once, at its first message's turn."""
    if not tenant["offered"] and name not in lines["noisy"] and tenant["first"] < len(tenant["line"]):
        tenant["offered"] = True
        heappush(lines["quiet"], [tenant["line"][tenant["first"]][0], name, 0])


def _sweep_line(queue: Queue, tenant: Tenant) -> None:
    if len(tenant["line"]) - tenant["first"] > 2 * tenant["visible"] + limits.STALE_ENTRIES_MAX:
        newest = {number: turn for turn, number in tenant["line"][tenant["first"] :]}
        tenant["line"] = [[turn, number] for number, turn in newest.items() if is_visible(queue, str(number))]
        tenant["first"] = 0


def _sweep_heap(queue: Queue) -> None:
    lines = queue["lines"]
    if len(lines["quiet"]) > 2 * queue["counts"]["visible"] + limits.STALE_ENTRIES_MAX:
        newest = {f"{name} {number}": [turn, name, number] for turn, name, number in sorted(lines["quiet"])}
        lines["quiet"] = [
            one for one in newest.values() if one[1] in lines["tenants"] or is_visible(queue, str(one[2]))
        ]
        heapify(lines["quiet"])


# Who is noisy


def quiet_again(queue: Queue, now_us: int) -> None:
    """Tenants that have sent nothing for five minutes are quiet; before a receive."""
    lines = queue["lines"]
    for name in list(lines["noisy"]):
        tenant = lines["tenants"][name]
        if tenant["sent_us"] + limits.NOISY_US <= now_us:
            del lines["noisy"][name]
            _offer(lines, name, tenant)


def turned_noisy(queue: Queue, message: Message, now_us: int) -> bool:
    """Whether its tenant is noisy from now on, for a message that was just handed out."""
    lines, name = queue["lines"], message.get("group")
    if name is None or name in lines["noisy"]:
        return False
    tenant = lines["tenants"][name]
    in_flight, least = tenant["hidden"], limits.NOISY_IN_FLIGHT_MIN
    holds_much = in_flight >= least and 10 * in_flight > queue["counts"]["hidden"]
    spent, all_spent = _lately(tenant["spent"], now_us), _lately(lines["spent"], now_us)
    takes_long = 10 * spent > all_spent and 2 * spent * len(lines["tenants"]) > 3 * all_spent
    if tenant["visible"] and (holds_much or takes_long):
        lines["noisy"][name] = True
    return name in lines["noisy"]


def note_spent(queue: Queue, message: Message, now_us: int) -> None:
    """A message that was in somebody's hands is not any more: that time was spent on its tenant.

    "spent" is [minute, microseconds in it, microseconds in the minute before].
    """
    lines, name = queue["lines"], message.get("group")
    spent_us = now_us - message["received"][2]
    for spent in [lines["spent"]] + ([lines["tenants"][name]["spent"]] if name is not None else []):
        spent[:] = [now_us // MINUTE_US, *_minutes(spent, now_us)]
        spent[1] += spent_us


def _lately(spent: list[int], now_us: int) -> int:
    return sum(_minutes(spent, now_us))


def _minutes(spent: list[int], now_us: int) -> tuple[int, int]:
    """What of it belongs to this minute and to the one before."""
    minute, this, before = spent
    age = now_us // MINUTE_US - minute
    return (this, before) if not age else (0, this) if age == 1 else (0, 0)
