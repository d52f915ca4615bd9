"""The facts of a run: one JSON line each, and a digest that chains them all."""

import json
from collections import deque
from hashlib import blake2b
from typing import Any

EVENTS_KEPT = 20_000  # older ones come back by replay
MILESTONES_KEPT = 200
# What json.dumps builds anew on every call, built once: a third of the cost of an event (CPython's own C encoder).
_chunks = json.encoder.c_make_encoder(  # type: ignore[attr-defined]  # typeshed leaves it out
    None, None, json.encoder.encode_basestring_ascii, None, ":", ",", False, False, False
)


class EventLog:
    """The last events as lines, how many there were, and the digest of all of them.

    An event's cause is another event (> 0), a command (< 0: its number) or the scenario itself (0). Lines are strings,
    because tuples of dicts make the garbage collector slow.
    """

    def __init__(self) -> None:
        self.count = 0
        self.digest = bytes(16)
        self.lines: deque[str] = deque(maxlen=EVENTS_KEPT)
        self.milestones: deque[int] = deque(maxlen=MILESTONES_KEPT)  # events that no frame may leave out

    def append(self, at_us: int, cause: int, event: str, data: dict[str, Any]) -> int:
        self.count = number = self.count + 1
        line = f'{{"id":{number},"at_us":{at_us},"cause":{cause},"event":"{event}","data":{"".join(_chunks(data, 0))}}}'
        self.digest = blake2b(self.digest + line.encode(), digest_size=16).digest()
        self.lines.append(line)
        return number

    def line(self, number: int) -> str | None:
        """The line of one event, or None if it is no longer (or not yet) in memory."""
        index = number - (self.count - len(self.lines)) - 1
        return self.lines[index] if 0 <= index < len(self.lines) else None

    def since(self, number: int, at_most: int) -> list[str]:
        """The lines after event `number`, the newest `at_most` of them, oldest first."""
        wanted = min(self.count - number, len(self.lines), at_most)
        return [self.lines[index] for index in range(len(self.lines) - wanted, len(self.lines))]

    def start_at(self, count: int, digest: str) -> None:
        """Go on from a checkpoint; the lines before it are not in memory."""
        self.count = count
        self.digest = bytes.fromhex(digest)
        self.lines.clear()
        self.milestones.clear()
