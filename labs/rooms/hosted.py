"""A live room with the people around it: viewers, waiting callers, and how long it stays awake."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from labs.engines.sim import Reply
from labs.rooms.live import LiveRoom
from labs.rooms.models import Room
from labs.rooms.viewers import Audience

AWAKE_AFTER_LAST_S = 300.0  # a room runs on this long after its last viewer or waiting caller
REPLIES_KEPT = 1_000  # older ones are found by doing the command again


@dataclass(eq=False)
class Hosted:
    """One room of this process."""

    room: Room
    live: LiveRoom
    rules: str
    awake_until_s: float
    awake_after_s: float = AWAKE_AFTER_LAST_S
    audience: Audience = field(default_factory=Audience)
    polled_until_s: dict[str, float] = field(default_factory=dict)  # lens -> while somebody polls it
    late: dict[int, "asyncio.Future[Reply]"] = field(default_factory=dict)  # command that waits -> its late answer
    callers: dict[int, int] = field(default_factory=dict)  # command -> how many wait for its answer
    wire_keys: dict[str, str] = field(default_factory=dict)  # key id of a real client -> its participant
    keys: dict[tuple[str, str], int] = field(default_factory=dict)  # (member, key) -> command, 0 of another branch
    pressed: OrderedDict[tuple[str, str], None] = field(default_factory=OrderedDict)  # (member, key) of own buttons
    pending: dict[int, "asyncio.Future[Reply]"] = field(default_factory=dict)  # not yet applied
    replies: OrderedDict[int, Reply] = field(default_factory=OrderedDict)
    saved: tuple[Any, ...] = ()  # where the room stands according to the database
    sent_s: dict[str, float] = field(default_factory=dict)  # lens -> when its last frame went out
    goals: list[str] = field(default_factory=list)  # reached and noted
    stored_work_s: float = 0.0  # engine time at the last stored checkpoint
    seeks: int = 0  # so far: the newest wins
    changing: asyncio.Event | None = None  # while the room goes from one branch to another
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)  # one question about the past at a time
    answers: OrderedDict[Any, dict[str, Any]] = field(default_factory=OrderedDict)  # to the last of them

    def __post_init__(self) -> None:
        self.forget_numbers()
        self.live.on_late_reply = self._late_reply

    @asynccontextmanager
    async def still(self) -> AsyncIterator[None]:
        """Nothing is stamped or saved meanwhile, and what was stamped has been applied."""
        while self.changing is not None:
            await self.changing.wait()
        changing = self.changing = asyncio.Event()
        try:
            while self.pending:
                await asyncio.wait(list(self.pending.values()))
            yield
        finally:
            self.changing = None
            changing.set()

    def forget_numbers(self) -> None:
        """Keys stay used up in all branches; a command has a number only in the branch it belongs to."""
        own = {(logged.command.by, logged.key): logged.number for logged in self.live.run.log if logged.key}
        self.keys = {**dict.fromkeys(self.keys, 0), **own}

    def _late_reply(self, number: int, reply: Reply) -> None:
        self.remember(number, reply)
        future = self.late.pop(number, None)
        if future is not None and not future.done():
            future.set_result(reply)

    def note_pressed(self, key: tuple[str, str] | None) -> None:
        if key is not None:
            self.pressed[key] = None
            if len(self.pressed) > REPLIES_KEPT:
                self.pressed.popitem(last=False)

    def remember(self, number: int, reply: Reply) -> None:
        self.replies[number] = reply
        if len(self.replies) > REPLIES_KEPT:
            self.replies.popitem(last=False)

    def stay_awake(self, wall_s: float) -> None:
        self.awake_until_s = wall_s + self.awake_after_s

    def watched(self, lens: str, wall_s: float) -> bool:
        return bool(self.audience.by_lens.get(lens)) or self.polled_until_s.get(lens, 0.0) > wall_s

    def is_alone(self, wall_s: float) -> bool:
        """True when nobody has been here for so long that the room may sleep."""
        if len(self.audience) or self.late or self.pending:
            self.stay_awake(wall_s)
        return wall_s > self.awake_until_s

    def stands(self) -> tuple[Any, ...]:
        """What a restart needs to know, in the order of `records.HEAD`; a cut of one moment."""
        sim, clock = self.live.sim, self.live.clock
        return (sim.now_us, sim.commands, sim.digest, clock.playing, clock.rate, self.room.wire_open)
