"""Twenty times a second: rooms go on, viewers get frames, what must survive is written."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from math import ceil
from time import monotonic, time

from labs.rooms.frames import LENS_HZ
from labs.rooms.hosted import Hosted
from labs.rooms.keeper import Keeper
from labs.rooms.live import RoomBroken

log = logging.getLogger(__name__)
TICK_S = 0.05
SLICE_S = 0.01  # engine work of one room before others get their turn
WORK_S = 0.6 * TICK_S  # engine work of all rooms together: the rest is for pages, sockets and the wire
SILENCE_S = 5.0  # a frame goes out at least this often
KEEP_S = 1.0  # heads and checkpoints are saved this often
TELL_S = 0.5  # what is a member's own is looked at this often


class Ticker:
    """One task on a monotonic schedule; a late tick is skipped, never caught up in a burst."""

    def __init__(
        self, keeper: Keeper, rooms: Callable[[], list[Hosted]], put_to_sleep: Callable[[Hosted], None]
    ) -> None:
        self._rooms, self._put_to_sleep = rooms, put_to_sleep
        self._keeper = keeper
        self._turn = 0
        self._due_s: dict[str, float] = {}
        self._task = asyncio.get_running_loop().create_task(self._tick_forever())

    def close(self) -> None:
        self._task.cancel()

    async def _tick_forever(self) -> None:
        due_s = monotonic()
        while True:
            due_s += TICK_S * max(1, ceil((monotonic() - due_s) / TICK_S))
            await asyncio.sleep(due_s - monotonic())
            try:
                await self.tick()
            except Exception:
                log.exception("a tick failed")

    async def tick(self) -> None:
        rooms = self._rooms()
        await self._advance(rooms)
        lenses = [kind for kind, hz in LENS_HZ.items() if self._is_due(kind, 1 / hz)]
        tell = self._is_due("tell", TELL_S)
        for hosted in rooms:
            await self._show_all(hosted, lenses, tell)
        if self._is_due("keep", KEEP_S):
            await self._keep(rooms)

    async def _show_all(self, hosted: Hosted, lenses: list[str], tell: bool) -> None:
        """A bug in what a room shows stops that room, and no other."""
        try:
            hosted.live.touch()
            for kind in lenses:
                await self._show(hosted, kind)
            if tell:
                await hosted.audience.tell_each(hosted.live.sim.mine)
        except Exception:
            if not hosted.live.broken:
                log.exception("room %s cannot be shown", hosted.room.code)
                hosted.live.stop_at_bug(0, "frame")

    def _is_due(self, what: str, every_s: float) -> bool:
        """True once every so often; what was missed is skipped."""
        now_s = monotonic() + TICK_S / 2
        due_s = self._due_s.get(what, 0.0)
        if now_s < due_s:
            return False
        self._due_s[what] = due_s + every_s if now_s - due_s < every_s else now_s + every_s
        return True

    async def _keep(self, rooms: list[Hosted]) -> None:
        if not await self._keeper.keep(rooms):
            return
        for hosted in rooms:
            if hosted.is_alone(monotonic()):
                self._put_to_sleep(hosted)

    async def _advance(self, rooms: list[Hosted]) -> None:
        """Slices in turn, another room first each time, until all have caught up or the time is used."""
        self._turn += 1
        start = self._turn % len(rooms) if rooms else 0
        behind = deque(rooms[start:] + rooms[:start])
        until_s = monotonic() + WORK_S
        while behind and monotonic() < until_s:
            hosted = behind.popleft()
            if not self._go_on(hosted):
                behind.append(hosted)
                await asyncio.sleep(0)
        late = {id(hosted) for hosted in behind}
        for hosted in rooms:
            hosted.live.settle(monotonic(), caught_up=id(hosted) not in late)

    def _go_on(self, hosted: Hosted) -> bool:
        try:
            return hosted.live.advance(monotonic(), SLICE_S)
        except RoomBroken as error:
            # The command is marked when the owner goes on, or by the replay after a restart.
            log.exception("room %s broke", hosted.room.code, exc_info=error.__cause__)
            return True

    async def _show(self, hosted: Hosted, kind: str) -> None:
        now_s = monotonic()
        if not hosted.watched(kind, now_s):
            return
        live, sent_ms = hosted.live, int(time() * 1000)
        text = live.frame(kind, sent_ms)
        if text is None and now_s - hosted.sent_s.get(kind, 0.0) > SILENCE_S - 1 / LENS_HZ[kind]:
            text = live.heartbeat(kind, sent_ms)
        if text is not None:
            hosted.sent_s[kind] = now_s
            await hosted.audience.broadcast(kind, live.lenses[kind].n, text, lambda: live.full(kind, sent_ms), now_s)
