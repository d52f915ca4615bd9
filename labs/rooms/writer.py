"""Stamp, write, apply, acknowledge: the one queue through which every command of every room passes."""

import asyncio
import logging
from time import monotonic, perf_counter

from labs.engines.sim import Command, Refused, Reply
from labs.rooms.hosted import Hosted
from labs.rooms.limits import PENDING_MAX
from labs.rooms.live import RoomBroken
from labs.rooms.records import Records, mark_broken, write_commands
from labs.rooms.run import Logged

log = logging.getLogger(__name__)
TURN_S = 0.01  # of applying, before the event loop gets its turn


class NotWritten(Exception):
    """The database refused: nothing was applied, the caller may try again."""


class Writer:
    """One task: takes all that waits, commits it in one transaction, lets the rooms apply, answers, loops."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._queue: list[tuple[Hosted, Logged]] = []
        self._wanted = asyncio.Event()
        self._task = asyncio.get_running_loop().create_task(self._write_forever())

    def submit(self, hosted: Hosted, command: Command, key: str | None) -> int:
        """Stamp a command and queue it; `hosted.pending[number]` is answered once it is applied.

        Raises Refused("busy" or "limit") and RoomBroken.
        """
        if len(hosted.pending) >= PENDING_MAX:
            raise Refused("busy", what="commands", most=PENDING_MAX)
        logged = hosted.live.stamp(command, key, monotonic())
        hosted.pending[logged.number] = asyncio.get_running_loop().create_future()
        if key is not None:
            hosted.keys[command.by, key] = logged.number
        self._queue.append((hosted, logged))
        self._wanted.set()
        return logged.number

    def close(self) -> None:
        self._task.cancel()

    async def _write_forever(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            batch, self._queue = self._queue, []
            try:
                await self._records.run(write_commands, [(hosted.room, logged) for hosted, logged in batch])
            except Exception:
                log.exception("commands could not be written")
                self._fail(batch)
            else:
                await self._apply(batch)

    def _fail(self, batch: list[tuple[Hosted, Logged]]) -> None:
        """Nothing of this batch happened; what was stamped meanwhile has numbers that follow it, so it fails too."""
        batch, self._queue = batch + self._queue, []
        for hosted, logged in batch:
            hosted.live.forget_stamps()
            hosted.keys.pop((logged.command.by, logged.key or ""), None)
            _end(hosted, logged.number, NotWritten())

    async def _apply(self, batch: list[tuple[Hosted, Logged]]) -> None:
        turn_s = perf_counter()
        for hosted, logged in batch:
            try:
                reply = hosted.live.apply(logged)
            except RoomBroken as error:
                await self._note_broken(hosted, logged, error)
                continue
            _end(hosted, logged.number, reply)
            if perf_counter() - turn_s > TURN_S:
                await asyncio.sleep(0)
                turn_s = perf_counter()

    async def _note_broken(self, hosted: Hosted, logged: Logged, error: RoomBroken) -> None:
        broken = hosted.live.broken or {}
        log.error("room %s broke in %s", hosted.room.code, broken.get("where"), exc_info=error.__cause__)
        numbers = [number for number in (broken.get("command"), logged.number) if number]
        await self._records.run(mark_broken, hosted.room, numbers)
        _end(hosted, logged.number, error)


def _end(hosted: Hosted, number: int, outcome: Reply | Exception) -> None:
    """Wake whoever waits for a command; a ticket gets its waiter here, before time can pass."""
    future = hosted.pending.pop(number)
    if isinstance(outcome, Reply) and outcome.ticket is None:
        hosted.remember(number, outcome)
    elif isinstance(outcome, Reply) and number not in hosted.replies:
        hosted.late[number] = asyncio.get_running_loop().create_future()
    if future.done():
        return
    if isinstance(outcome, Reply):
        future.set_result(outcome)
    else:
        future.set_exception(outcome)
        future.exception()  # nobody may be waiting any more
