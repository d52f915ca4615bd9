"""Stamp, write, apply, acknowledge: the one queue through which every command of every room passes."""

import asyncio
import logging
from collections.abc import Callable
from time import monotonic, perf_counter

from django.db import DatabaseError, DataError, IntegrityError

from labs.engines.sim import Command, Refused, Reply
from labs.rooms.hosted import Hosted
from labs.rooms.limits import PENDING_MAX
from labs.rooms.live import RoomBroken
from labs.rooms.records import Records, skip_commands, write_commands
from labs.rooms.run import Logged

log = logging.getLogger(__name__)
Batch = list[tuple[Hosted, Logged]]
TURN_S = 0.01  # of applying, before the event loop gets its turn


class NotWritten(Exception):
    """The database refused: nothing was applied, the caller may try again."""


class Writer:
    """One task: takes all that waits, commits it in one transaction, lets the rooms apply, answers, loops."""

    def __init__(self, records: Records, drop: Callable[[Hosted], None]) -> None:
        self._records, self._drop = records, drop
        self._queue: list[tuple[Hosted, Logged]] = []
        self._wanted = asyncio.Event()
        self._task = asyncio.get_running_loop().create_task(self._write_forever())

    def submit(self, hosted: Hosted, command: Command, key: str | None) -> int:
        """Stamp a command and queue it; `hosted.pending[number]` is answered once it is applied.

        Raises Refused("busy" or "limit") and RoomBroken.
        """
        if len(hosted.pending) >= PENDING_MAX:
            raise Refused("busy", what="commands", most=PENDING_MAX)
        if hosted.changing is not None:
            raise Refused("busy", what="branches")
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
            if batch:  # a failed write may have taken the rest with it
                await self._apply(await self._write(batch))

    async def _write(self, batch: Batch) -> Batch:
        """Returns what is written: everything, nothing, or what remains without the rooms that the database refuses."""
        try:
            await self._records.run(write_commands, [(hosted.room, logged) for hosted, logged in batch])
        except (IntegrityError, DataError):
            return [pair for hosted in _rooms(batch) for pair in await self._write_room(hosted, batch)]
        except Exception:
            log.exception("commands could not be written")
            for hosted in _rooms(batch + self._queue):
                self._fail(hosted, batch)
            return []
        return batch

    async def _write_room(self, hosted: Hosted, batch: Batch) -> Batch:
        own = [pair for pair in batch if pair[0] is hosted]
        try:
            await self._records.run(write_commands, [(hosted.room, logged) for _, logged in own])
        except Exception:
            log.exception("commands of room %s could not be written", hosted.room.code)
            self._fail(hosted, own)
            self._drop(hosted)  # the database knows more of this room than we do
            return []
        return own

    def _fail(self, hosted: Hosted, batch: Batch) -> None:
        """None of these happened; what was stamped meanwhile has numbers that follow them, so it fails too."""
        failed = [logged for other, logged in batch + self._queue if other is hosted]
        self._queue = [pair for pair in self._queue if pair[0] is not hosted]
        hosted.live.forget_stamps()
        for logged in failed:
            hosted.keys.pop((logged.command.by, logged.key or ""), None)
            _end(hosted, logged.number, NotWritten())

    async def _apply(self, batch: Batch) -> None:
        turn_s = perf_counter()
        for hosted, logged in batch:
            try:
                _end(hosted, logged.number, hosted.live.apply(logged))
            except RoomBroken as error:
                await self._note_broken(hosted, logged, error)
            if perf_counter() - turn_s > TURN_S:
                await asyncio.sleep(0)
                turn_s = perf_counter()

    async def _note_broken(self, hosted: Hosted, logged: Logged, error: RoomBroken) -> None:
        broken = hosted.live.broken or {}
        log.error("room %s broke in %s", hosted.room.code, broken.get("where"), exc_info=error.__cause__)
        numbers = [number for number in (broken.get("command"), logged.number) if number]
        try:
            await self._records.run(skip_commands, hosted.room, numbers)
        except DatabaseError:
            log.exception("room %s: broken commands are not marked; the replay will find them", hosted.room.code)
        _end(hosted, logged.number, error)


def _rooms(batch: Batch) -> list[Hosted]:
    """Each room once, in order."""
    return list({id(hosted): hosted for hosted, _ in batch}.values())


def _end(hosted: Hosted, number: int, outcome: Reply | Exception) -> None:
    """Wake whoever waits for a command to be applied."""
    future = hosted.pending.pop(number)
    if isinstance(outcome, Reply) and outcome.ticket is None:
        hosted.remember(number, outcome)
    if future.done():
        return
    if isinstance(outcome, Reply):
        future.set_result(outcome)
    else:
        future.set_exception(outcome)
        future.exception()  # nobody may be waiting any more
