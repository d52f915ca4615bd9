"""What tests do with a hub and its database."""

import asyncio
from typing import Any

from channels.db import database_sync_to_async

from labs.engines.sim import Command, Query, Reply
from labs.rooms.hosted import Hosted
from labs.rooms.hub import Hub
from labs.rooms.models import LoggedCommand, Room
from labs.rooms.opening import open_room
from labs.rooms.viewers import Viewer
from tests.rooms.live_rooms import Screen

OWNER = "the owner's token"


async def new_room(playing: bool = False, token: str = OWNER, wire_open: bool = False) -> Room:
    """A room of the small lab; it stands still unless told otherwise, so that nothing depends on the time."""
    return await database_sync_to_async(open_room)("small", token=token, seed=1, playing=playing, wire_open=wire_open)


async def add(hub: Hub, room: Room, n: int = 1, key: str | None = None, by: str = "kim") -> Reply:
    return await hub.execute(room.code, Command("tally.add", {"n": n}, by), key)


async def total(hub: Hub, room: Room) -> int:
    found: int = (await hub.query(room.code, Query("tally.how_much")))["total"]
    return found


def hosted_of(hub: Hub, room: Room) -> Hosted:
    return next(hosted for hosted in hub.rooms() if hosted.room.code == room.code)


async def written(room: Room) -> list[tuple[int, str, str | None, bool]]:
    """The log as the database has it: (number, name, key, broken)."""
    rows = LoggedCommand.objects.filter(room=room).order_by("branch", "number")
    return await database_sync_to_async(lambda: list(rows.values_list("number", "name", "key", "broken")))()


async def fresh(room: Room) -> Room:
    return await Room.objects.aget(pk=room.pk)


async def crash(hub: Hub) -> None:
    """The process dies: nothing is saved, nobody is told."""
    hub._ticker.close()
    hub._writer.close()
    hub._records.close()
    hub._loop = None
    await turns()


async def tick(hub: Hub) -> None:
    """What the ticker does twenty times a second, now."""
    await hub._ticker.tick()


async def turns(count: int = 20) -> None:
    """Let everything that is ready go on."""
    for _ in range(count):
        await asyncio.sleep(0)


class Watcher:
    """A viewer without a socket: keeps what it was sent."""

    def __init__(self, lens: str = "scene", by: str = "") -> None:
        self.screen = Screen()
        self.frames: list[dict[str, Any]] = []
        self.messages: list[dict[str, Any]] = []
        self.viewer = Viewer(self._take, lens, by)

    async def _take(self, message: dict[str, Any]) -> None:
        self.messages.append(message)
        if '"n":' in message.get("text", ""):
            self.frames.append(self.screen.apply(message["text"]))

    async def join(self, hub: Hub, room: Room, resume: tuple[str, int] | None = None) -> None:
        await hub.join(room.code, self.viewer, resume)
