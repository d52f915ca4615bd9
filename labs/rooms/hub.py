"""The only owner of running rooms in a process: one door in (`execute`), one door out (`broadcast`)."""

import asyncio
from contextlib import suppress
from time import monotonic, time
from typing import Any

from django.db import DatabaseError

from labs.catalog import rules
from labs.engines.sim import Command, EngineError, Query, Refused, Reply
from labs.rooms.branches import shown, start_anew
from labs.rooms.controls import QUESTIONS, check
from labs.rooms.exports import RunDocument
from labs.rooms.hosted import Hosted
from labs.rooms.keeper import Keeper
from labs.rooms.limits import READINGS_MAX, ROOMS_LIVE_MAX, VIEWERS_MAX
from labs.rooms.live import RoomBroken
from labs.rooms.questions import Questions
from labs.rooms.reading import Readings
from labs.rooms.records import Records, UnknownRoom, load, skip_commands
from labs.rooms.recovery import recover
from labs.rooms.steering import Steering
from labs.rooms.ticker import Ticker
from labs.rooms.viewers import Viewer
from labs.rooms.wire_keys import Wire, drop_keys, keys_of, make_key, secret_of
from labs.rooms.writer import NotWritten, Writer

POLLED_S = 10.0  # a lens is kept up to date this long after the last poll
Resume = tuple[str, int] | None
MemberKey = tuple[str, str]


class Hub:
    """Nobody outside may assume that a room is in this process: everything is asked for by its code.

    Errors every door may raise: UnknownRoom; Refused (code, data); RoomBroken; NotWritten.
    """

    def __init__(self) -> None:
        self._hosted: dict[str, asyncio.Task[Hosted]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    # Rooms

    async def _room(self, code: str) -> Hosted:
        """The room, loaded once however many ask at the same time, and awake."""
        self._start()
        task = self._hosted.get(code)
        if task is None:
            self._check_room(code)
            bring = self._load if "/" not in code else self._readings.open
            task = self._hosted[code] = asyncio.get_running_loop().create_task(bring(code))
        try:
            hosted = await asyncio.shield(task)
        except Exception as error:
            if self._hosted.get(code) is task:
                del self._hosted[code]
            if isinstance(error, DatabaseError):
                raise NotWritten from error
            raise
        hosted.stay_awake(monotonic())
        return hosted

    def _check_room(self, code: str) -> None:
        """Raises Refused("limit"): readers of shared runs may not keep rooms from being opened."""
        if len(self._hosted) >= ROOMS_LIVE_MAX:
            raise Refused("limit", what="rooms", most=ROOMS_LIVE_MAX)
        if "/" in code and sum("/" in other for other in self._hosted) >= READINGS_MAX:
            raise Refused("limit", what="readings", most=READINGS_MAX)

    def _start(self) -> None:
        """The tasks belong to the event loop that first asks; there is no await between the look and the start."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop = loop
            self._hosted = {}
            self._records = Records()
            self._writer = Writer(self._records, self._drop)
            self._keeper = Keeper(self._records)
            self._readings = Readings(self._records, rules)
            self._ticker = Ticker(self._keeper, self.rooms, self._put_to_sleep)

    async def close(self) -> None:
        """Stop: save where every room stands."""
        if self._loop is None:
            return
        self._ticker.close()
        self._writer.close()
        await self._keeper.keep(self.rooms())
        self._records.close()
        self._loop = None

    async def _load(self, code: str) -> Hosted:
        stored = await self._records.run(load, code, rules)
        recovered = await recover(stored, monotonic())
        room = stored.room
        if recovered.elsewhere:
            await self._records.run(start_anew, room)
        if recovered.broken:
            await self._records.run(skip_commands, room, recovered.broken)
        if recovered.other_rules:
            room.rules = stored.rules
            await self._records.run(room.save)
            recovered.live.facts.branch, recovered.live.facts.other_rules = room.branch, room.other_rules
            recovered.live.facts.branches = await self._records.run(shown, room)
        hosted = Hosted(
            room, recovered.live, stored.rules, monotonic(), wire_keys=stored.wire_keys,
            keys=dict.fromkeys(stored.keys, 0),
        )  # fmt: skip
        self._abandon_lost(hosted)
        return hosted

    def _abandon_lost(self, hosted: Hosted) -> None:
        """Wire calls that waited lost their connections with the process; a member will ask again by key."""
        for number in hosted.live.waiting():
            if hosted.live.run.log[number - 1].key is None:
                self._abandon(hosted, number)

    def rooms(self) -> list[Hosted]:
        done = [task for task in self._hosted.values() if task.done() and not task.exception()]
        return [task.result() for task in done]

    def _put_to_sleep(self, hosted: Hosted) -> None:
        """All that it needs is in the database: the next call loads it where it stands."""
        self._hosted.pop(hosted.room.code, None)

    def _drop(self, hosted: Hosted) -> None:
        """What is in memory is not what is in the database: the next call loads it anew, and viewers come again."""
        self._put_to_sleep(hosted)
        self._leaving = asyncio.get_running_loop().create_task(hosted.audience.send_away())

    # The door in

    async def execute(self, code: str, command: Command, key: str | None = None) -> Reply:
        """Apply a command once, whatever happens; a repeated (member, key) gets the first answer.

        A command that waits (a long poll) is answered when it ends; cancel the call, and its waiter is abandoned.
        """
        hosted = await self._room(code)
        while hosted.changing is not None:
            await hosted.changing.wait()
        number = None if key is None else hosted.keys.get((command.by, key))
        if number is None:
            try:
                at_once = hosted.live.answer_unlogged(command)
            except EngineError as error:
                return Reply(error=error.as_dict())
            if at_once is not None:
                return Reply(result=at_once)
            number = self._writer.submit(hosted, command, key)
        return await self._answer(hosted, number)

    async def _answer(self, hosted: Hosted, number: int) -> Reply:
        """Wait together with all who ask for it; when the last of them leaves, a command that waits is abandoned."""
        hosted.callers[number] = hosted.callers.get(number, 0) + 1
        try:
            return await self._outcome(hosted, number)
        finally:
            hosted.callers[number] -= 1
            if not hosted.callers[number]:
                del hosted.callers[number]
                self._abandon(hosted, number)

    async def _outcome(self, hosted: Hosted, number: int) -> Reply:
        if number in hosted.pending:
            reply = await asyncio.shield(hosted.pending[number])
            if reply.ticket is None:
                return reply
        if not number:
            return Reply()  # it happened in another branch
        if hosted.live.waits(number):
            return await asyncio.shield(hosted.late.setdefault(number, asyncio.get_running_loop().create_future()))
        return hosted.replies.get(number) or hosted.live.answer_again(number)

    def _abandon(self, hosted: Hosted, number: int) -> None:
        """Nobody asks for this command's answer any more."""
        if number in hosted.pending:
            hosted.pending[number].add_done_callback(lambda applied: self._abandon(hosted, number))
        elif number not in hosted.callers and hosted.live.waits(number):
            hosted.late.pop(number, None)
            with suppress(Refused, RoomBroken):
                self._writer.submit(hosted, Command("tickets.abandon", {"ticket": number}, "room"), None)

    async def query(self, code: str, query: Query) -> Any:
        """Ask; changes nothing and is not logged. Raises EngineError besides."""
        return (await self._room(code)).live.query(query)

    async def control(self, code: str, name: str, args: dict[str, Any], key: MemberKey | None = None) -> dict[str, Any]:
        """The room's own buttons (`controls.ARGUMENTS`); a repeated (member, key) presses nothing."""
        check(name, args)
        hosted = await self._room(code)
        if key in hosted.pressed:
            return {}
        result = None
        match name:
            case _ if name in QUESTIONS:
                raise Refused("unknown_command")
            case "room.open_wire":
                hosted.room.wire_open = hosted.live.facts.wire_open = args["open"]
            case "room.make_key" | "room.drop_key" | "room.keys":
                result = await self._wire_keys(hosted, name, **args)
            case "room.go_on":
                await self._go_on(hosted, hosted.live.go_on_from_before(monotonic()))
            case _:
                result = await getattr(self._steering(hosted), name.removeprefix("room."))(**args)
        hosted.note_pressed(key)
        await self._keeper.keep([hosted])
        return result or {}

    def _steering(self, hosted: Hosted) -> Steering:
        return Steering(hosted, self._records, rules)

    async def leave_the_past(self, code: str, key: MemberKey) -> None:
        """A member changes something: where the playhead is in the past, that is a new branch; a repeat is none."""
        hosted = await self._room(code)
        if hosted.live.playhead and key not in hosted.keys:
            await self._steering(hosted).branch()

    async def ask(self, code: str, name: str, args: dict[str, Any]) -> dict[str, Any]:
        """A question about the run so far (`controls.QUESTIONS`); the room goes on meanwhile."""
        check(name, args)
        return await Questions(await self._room(code), self._records).ask(name, args)

    async def _wire_keys(self, hosted: Hosted, asked: str, name: str = "") -> dict[str, Any]:
        """A new key is told with its secret, this once."""
        room, result = hosted.room, {}
        try:
            if asked == "room.make_key":
                key = await self._records.run(make_key, room, name)
                result = {"name": name, "key_id": key.key_id, "secret": secret_of(key.key_id)}
            elif asked == "room.drop_key":
                await self._records.run(drop_keys, room, name)
            hosted.wire_keys = await self._records.run(keys_of, room)
        except DatabaseError as error:
            raise NotWritten from error
        return result or {"keys": [{"name": name, "key_id": key_id} for key_id, name in hosted.wire_keys.items()]}

    async def _go_on(self, hosted: Hosted, skipped: list[int]) -> None:
        if skipped:
            try:
                await self._records.run(skip_commands, hosted.room, skipped)
            except DatabaseError as error:
                self._drop(hosted)
                raise NotWritten from error
        for number in skipped:
            hosted.replies.pop(number, None)
        for number in [number for number in hosted.late if not hosted.live.waits(number)]:
            hosted.late.pop(number).set_result(hosted.live.answer_again(number))

    async def export(self, code: str) -> RunDocument:
        """The run as it is now, opened at the moment that is shown."""
        hosted = await self._room(code)
        live, room = hosted.live, hosted.room
        return RunDocument(
            lab=room.lab, seed=room.seed, start=room.start, rules=hosted.rules, log=list(live.run.log),
            head_us=live.sim.now_us, at_us=live.shown.now_us, digest=live.sim.digest,
        )  # fmt: skip

    async def kind_of(self, code: str, name: str) -> str | None:
        """Whether `component.method` is a "command" or a "query" of this room, or None."""
        return (await self._room(code)).live.kind_of(name)

    def is_awake(self, code: str) -> bool:
        """Whether the room is in this process's memory."""
        return code in self._hosted

    def note_call(self, code: str, by: str, action: str, target: str, refused: str = "") -> None:
        """Show a real client's call to whoever watches; `refused` is the code of a refusal."""
        task = self._hosted.get(code)
        if task is not None and task.done() and not task.exception():
            live = task.result().live
            live.facts.note_call(live.sim.now_us // 1000, by, action, target, refused)

    async def wire(self, code: str) -> Wire:
        """Who is let in besides those at the page."""
        hosted = await self._room(code)
        return Wire(hosted.room.wire_open, hosted.wire_keys)

    # The door out

    async def join(self, code: str, viewer: Viewer, resume: Resume) -> None:
        """Let somebody watch: what they missed since `resume` = (epoch, n), else a full frame; then every frame."""
        hosted = await self._room(code)
        if len(hosted.audience) >= VIEWERS_MAX:
            raise Refused("limit", what="viewers", most=VIEWERS_MAX)
        lens = self._current(hosted, viewer.lens)
        await self._bring_up_to_date(hosted, viewer, resume)
        while viewer.sent < lens.n:  # frames that went out while this one was being sent
            await self._bring_up_to_date(hosted, viewer, (lens.epoch, viewer.sent))
        hosted.audience.add(viewer)
        hosted.live.facts.viewers = len(hosted.audience)

    async def _bring_up_to_date(self, hosted: Hosted, viewer: Viewer, resume: Resume) -> None:
        n, texts = self._missed(hosted, viewer.lens, resume)
        for text in texts:
            await viewer.send({"type": "websocket.send", "text": text})
        viewer.sent = n

    def _current(self, hosted: Hosted, kind: str) -> Any:
        """The lens, with a frame made now if nobody was watching it until now."""
        if not hosted.watched(kind, monotonic()):
            hosted.live.touch()
            hosted.live.frame(kind, int(time() * 1000))
        return hosted.live.lenses[kind]

    def _missed(self, hosted: Hosted, kind: str, resume: Resume) -> tuple[int, list[str]]:
        lens = hosted.live.lenses[kind]
        kept = lens.since(resume[1]) if resume and resume[0] == lens.epoch else None
        return lens.n, [hosted.live.full(kind, int(time() * 1000))] if kept is None else kept

    async def resume(self, code: str, viewer: Viewer, resume: Resume) -> None:
        """A viewer saw a hole."""
        await self._bring_up_to_date(await self._room(code), viewer, resume)

    def leave(self, code: str, viewer: Viewer) -> None:
        task = self._hosted.get(code)
        if task is not None and task.done() and not task.exception():
            hosted = task.result()
            hosted.audience.remove(viewer)
            hosted.live.facts.viewers = len(hosted.audience)

    async def poll(self, code: str, kind: str, resume: Resume) -> list[str]:
        """The same frames for somebody whose network refuses WebSockets."""
        hosted = await self._room(code)
        self._current(hosted, kind)
        hosted.polled_until_s[kind] = monotonic() + POLLED_S
        return self._missed(hosted, kind, resume)[1]

    async def mine(self, code: str, by: str) -> dict[str, Any]:
        return (await self._room(code)).live.sim.mine(by)


hub = Hub()

__all__ = [
    "Command",
    "EngineError",
    "Hub",
    "NotWritten",
    "Query",
    "Refused",
    "Reply",
    "RoomBroken",
    "UnknownRoom",
    "hub",
]
