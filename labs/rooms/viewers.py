"""Viewers of a room, and the one way a frame reaches them all."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import orjson

from labs.rooms.transport import buffered_bytes

SLICE = 100  # viewers between two turns of the event loop: pages and other rooms get their chance
BUFFERED_BYTES_MAX = 64 * 1024
UNSEEN_FRAMES_MAX = 40  # for a viewer that says what it has seen
BEHIND_CLOSE_S = 15.0
CLOSE_BEHIND = 4008
CLOSE_RESTART = 1012

Send = Callable[[dict[str, Any]], Awaitable[None]]


def text_message(content: dict[str, Any]) -> dict[str, Any]:
    return {"type": "websocket.send", "text": orjson.dumps(content).decode()}


class Viewer:
    """One connection. It has no queue of its own: behind, it is skipped and later sent one full frame."""

    __slots__ = ("behind_s", "by", "lens", "mine", "seen", "send", "sent", "transport")

    def __init__(self, send: Send, lens: str, by: str, transport: Any | None = None) -> None:
        self.send, self.lens, self.by, self.transport = send, lens, by, transport
        self.sent = 0  # number of the last frame handed to the server
        self.seen: int | None = None
        self.behind_s: float | None = None  # since when
        self.mine: dict[str, Any] = {}

    def clogged(self) -> bool:
        if self.seen is not None and self.sent - self.seen > UNSEEN_FRAMES_MAX:
            return True
        return buffered_bytes(self.transport) > BUFFERED_BYTES_MAX


class Audience:
    """The viewers of one room, by lens."""

    def __init__(self) -> None:
        self.by_lens: dict[str, list[Viewer]] = {}

    def __len__(self) -> int:
        return sum(len(viewers) for viewers in self.by_lens.values())

    def add(self, viewer: Viewer) -> None:
        self.by_lens.setdefault(viewer.lens, []).append(viewer)

    def remove(self, viewer: Viewer) -> None:
        viewers = self.by_lens.get(viewer.lens, [])
        if viewer in viewers:
            viewers.remove(viewer)

    async def broadcast(self, lens: str, n: int, text: str, full: Callable[[], str], wall_s: float) -> None:
        """Send frame `n` to every viewer of a lens; those that catch up again share one full frame."""
        message = {"type": "websocket.send", "text": text}
        snapshot: dict[str, Any] | None = None
        for count, viewer in enumerate(self.by_lens.get(lens, []).copy(), 1):
            if viewer.clogged():
                await self._leave_behind(viewer, wall_s)
            elif viewer.behind_s is None:
                await self._hand(viewer, n, message)
            else:
                snapshot = snapshot or {"type": "websocket.send", "text": full()}
                viewer.behind_s = None
                await self._hand(viewer, n, snapshot)
            if not count % SLICE:
                await asyncio.sleep(0)

    async def tell_each(self, mine_of: Callable[[str], dict[str, Any]]) -> None:
        """Send every member what is theirs alone, if it changed."""
        for count, viewer in enumerate([viewer for viewers in self.by_lens.values() for viewer in viewers], 1):
            if viewer.by:
                mine = mine_of(viewer.by)
                if mine != viewer.mine and not viewer.clogged():
                    viewer.mine = mine
                    await self._hand(viewer, viewer.sent, text_message({"mine": mine}))
            if not count % SLICE:
                await asyncio.sleep(0)

    async def send_away(self) -> None:
        """Close every connection; browsers come again by themselves."""
        for viewer in [viewer for viewers in self.by_lens.values() for viewer in viewers]:
            self.remove(viewer)
            with suppress(Exception):  # a dead connection is away already
                await viewer.send({"type": "websocket.close", "code": CLOSE_RESTART})

    async def _leave_behind(self, viewer: Viewer, wall_s: float) -> None:
        if viewer.behind_s is None:
            viewer.behind_s = wall_s
        elif wall_s - viewer.behind_s > BEHIND_CLOSE_S:
            self.remove(viewer)
            await viewer.send({"type": "websocket.close", "code": CLOSE_BEHIND})

    async def _hand(self, viewer: Viewer, n: int, message: dict[str, Any]) -> None:
        try:
            await viewer.send(message)
            viewer.sent = n
        except Exception:
            self.remove(viewer)
