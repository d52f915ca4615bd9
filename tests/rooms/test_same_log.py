"""The same commands give the same run, whichever door they came through."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from channels.db import database_sync_to_async

from labs.engines.sim import Command
from labs.rooms.hub import Hub
from labs.rooms.models import LoggedCommand, Room
from tests.rooms.browser import Browser
from tests.rooms.hubs import OWNER, hosted_of, new_room
from tests.rooms.sockets import opened

pytestmark = pytest.mark.django_db(transaction=True)
STORY: list[tuple[str, dict[str, Any]]] = [
    ("crowd.put", {"key": "a", "value": 1}),
    ("room.step", {}),
    ("network.cut", {"a": "tally", "b": "crowd"}),
    ("crowd.put", {"key": "가", "value": 2}),
    ("crowd.put", {"key": "wrong", "value": "no number"}),
    ("room.step", {}),
    ("room.step", {}),
    ("network.heal", {"a": "tally", "b": "crowd"}),
    ("network.heal", {"a": "tally", "b": "tally"}),
    ("crowd.remove", {"key": "a"}),
    ("crowd.rush", {"moves": 1, "events": 2}),
]
Do = Callable[[int, str, dict[str, Any]], Awaitable[Any]]


async def tell(hub: Hub, room: Room, do: Do) -> tuple[str, list[tuple[Any, ...]]]:
    """The digest and the log after the story was told through a door."""
    for number, (name, args) in enumerate(STORY):
        await do(number, name, args)
    rows = LoggedCommand.objects.filter(room=room).order_by("number").values_list("number", "at_us", "name", "args")
    return hosted_of(hub, room).live.sim.digest, await database_sync_to_async(lambda: list(rows))()


async def by_socket(hub: Hub) -> tuple[str, list[tuple[Any, ...]]]:
    room = await new_room()
    socket = await opened(room)
    told = await tell(hub, room, lambda number, name, args: socket.ask_with(name, f"k{number}", args))
    await socket.leave()
    return told


async def by_polling(hub: Hub) -> tuple[str, list[tuple[Any, ...]]]:
    room, browser = await new_room(), Browser(OWNER)
    return await tell(hub, room, lambda number, name, args: browser.ask_with(room, name, f"k{number}", args))


async def by_wire(hub: Hub) -> tuple[str, list[tuple[Any, ...]]]:
    """As a gateway calls it: without keys, under a participant's name."""
    room = await new_room()

    async def call(number: int, name: str, args: dict[str, Any]) -> None:
        if name.startswith("room."):
            await hub.control(room.code, name, args)
        else:
            await hub.execute(room.code, Command(name, args, "guest"))

    return await tell(hub, room, call)


async def test_socket_polling_and_wire_leave_the_same_log(hub: Hub) -> None:
    socket, polling, wire = await by_socket(hub), await by_polling(hub), await by_wire(hub)
    assert socket == polling == wire
    digest, log = socket
    assert len(log) == 7, "neither buttons nor what the fence refuses"
    assert {at_us for _, at_us, _, _ in log} == {0, 1_000_000, 3_000_000}
    assert digest != "00" * 16
