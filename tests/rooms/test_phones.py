"""Two hundred phones beside a screen: each gets little, and only what is its own."""

import asyncio

import pytest

from labs.engines.sim import Command
from labs.rooms.hub import Hub
from labs.rooms.visitors import name_in_room
from tests.rooms.conftest import Wall
from tests.rooms.hubs import new_room, tick
from tests.rooms.sockets import Socket, opened

pytestmark = pytest.mark.django_db(transaction=True)
PHONES = 200
SPAN_S = 3.0
TICK_S = 0.05


async def drain(socket: Socket) -> None:
    while not socket.pipe.output_queue.empty():
        await socket.read()


async def test_two_hundred_phones_each_with_its_own_beside_a_scene(hub: Hub, wall: Wall) -> None:
    room = await new_room(playing=True)
    scene = await opened(room, "the projector")
    phones = await asyncio.gather(*(opened(room, f"phone {number}", "phone") for number in range(PHONES)))
    for number in range(PHONES):
        by = name_in_room(f"phone {number}", room.code)
        await hub.execute(room.code, Command("tally.add", {"n": number + 1}, by))
    before = [len(phone.frames) for phone in phones]
    for step in range(int(SPAN_S / TICK_S)):
        await hub.execute(room.code, Command("crowd.put", {"key": str(step), "value": step}, "wire"))
        wall.now += TICK_S
        await tick(hub)
    for socket in (scene, *phones):
        await drain(socket)
    for number, phone in enumerate(phones):
        assert phone.mine == [{"tally": {"added": number + 1}}]
        assert phone.you["role"] == "watcher"
        assert phone.screen.entities.keys() == {"room", "ledger"}
        assert phone.screen.entities["ledger"]["accepted"] == PHONES * (PHONES + 1) // 2
        assert phone.screen.events == []
    counts = [len(phone.frames) - known for phone, known in zip(phones, before, strict=True)]
    assert 1 <= max(counts) <= 2 * SPAN_S + 1, "twice a second at most"
    assert len(scene.frames) >= 10 * SPAN_S * 0.8
    assert scene.mine == []
    await asyncio.gather(*(socket.leave() for socket in (scene, *phones)))


async def test_a_phones_frames_stay_small_however_busy_the_room(hub: Hub, wall: Wall) -> None:
    room = await new_room(playing=True)
    phone = Socket(room.code, "phone")
    await phone.pipe.connect()
    await phone.send({"resume": None, "lens": "phone"})
    sizes: list[int] = []
    for step in range(20):
        await hub.execute(room.code, Command("crowd.rush", {"moves": 500, "events": 300}, "wire"))
        await hub.execute(room.code, Command("tally.add", {"n": 10**6 + step}, "wire"))
        wall.now += 0.5
        await tick(hub)
        while not phone.pipe.output_queue.empty():
            message = await phone.pipe.receive_output()
            sizes.append(len(message["text"].encode()))
    assert len(sizes) >= 20
    assert max(sizes) <= 400
    await phone.leave()
