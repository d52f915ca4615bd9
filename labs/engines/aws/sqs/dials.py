"""How a standard queue misbehaves, as far as its dials are turned: all of them are off until somebody turns them.

`queue["dials"]`: {"duplicates", "reordering": percent, "servers": how many a short poll chooses from (0: it asks all),
"stale_s": age of the counts that are answered (0: none), "turn": when they were turned, as an event's id, "counts": the
last that are answered}. A tenant's or a group's line is never disturbed.
"""

from labs.engines.aws import limits
from labs.engines.aws.sqs.queue import Queue
from labs.engines.aws.sqs.visible import is_visible
from labs.engines.sim import Stream


def asked_servers(servers: int, luck: Stream) -> list[int]:
    """A short poll asks most of the servers, and one at least."""
    return [server for server in range(servers) if luck.below(100) < limits.SERVERS_ASKED_PERCENT] or [
        luck.below(servers)
    ]


def bring_forward(queue: Queue, asked: list[int] | None, luck: Stream) -> bool:
    """Put the message first that is to be taken next; whether the servers asked have one. Looks at 200 at most."""
    ready, taken, dials = queue["ready"], queue["taken"], queue["dials"]
    while taken < len(ready) and not is_visible(queue, ready[taken]):
        taken += 1
    queue["taken"] = taken
    wanted = 1
    if dials["reordering"] and luck.below(100) < dials["reordering"]:
        wanted = 1 + luck.below(limits.OVERTAKEN_MAX)
    found = -1
    for place in range(taken, min(taken + limits.SERVERS_LOOK_MAX, len(ready))):
        number = ready[place]
        if is_visible(queue, number) and (asked is None or int(number) % dials["servers"] in asked):
            found = place
            wanted -= 1
            if not wanted:
                break
    if found >= 0:
        ready[taken : found + 1] = [ready[found], *ready[taken:found]]
    return found >= 0


def leaves_a_copy(queue: Queue, luck: Stream) -> bool:
    """Whether a delete does not reach all copies of a message."""
    percent = queue["dials"]["duplicates"]
    return bool(percent) and luck.below(100) < percent
