"""The live protocol on the running site, behind the real server."""

import asyncio

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from tests.rooms.members import Member
from tests.site import Site

ORIGIN = Origin("http://localhost")


async def opened(site: Site) -> dict[str, str]:
    return await asyncio.to_thread(site.open_room, "shop")


async def send_and_read_on(socket: ClientConnection, text: str) -> None:
    await socket.send(text)
    while True:
        await socket.recv()


async def test_a_megabyte_ends_its_own_connection_and_nobody_elses(site: Site) -> None:
    room = await opened(site)
    watcher = Member(room["live_url"].partition("?")[0])
    async with watcher.at_the_page():
        await watcher.until(lambda: bool(watcher.you))
        async with connect(room["live_url"], origin=ORIGIN, proxy=None) as hostile:
            with pytest.raises(ConnectionClosed) as closed:
                await send_and_read_on(hostile, "x" * 1_000_000)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009
        known = len(watcher.frames)
        await watcher.until(lambda: len(watcher.frames) >= known + 5)
        epochs = {frame["epoch"] for frame in watcher.frames}
        assert len(epochs) == 1


async def test_a_flood_is_refused_while_another_steers(site: Site) -> None:
    room = await opened(site)
    owner = Member(room["live_url"])
    async with owner.at_the_page(), connect(room["live_url"].partition("?")[0], origin=ORIGIN, proxy=None) as flood:
        await owner.until(lambda: bool(owner.you))
        for number in range(1_000):
            await flood.send(f'{{"key": "k{number}", "command": "shipping.stop", "args": {{}}}}')
        assert (await owner.ask("shipping.stop"))["ack"]
        answers = [str(await flood.recv()) for _ in range(1_000)]
    assert all("not_yours" in answer or "too_fast" in answer for answer in answers)
    assert len([line for line in site.output if room["code"] in line]) == 1, "logged once"


async def test_frames_come_ten_times_a_second_and_the_clock_is_the_rooms(site: Site) -> None:
    room = await opened(site)
    scene, phone = Member(room["live_url"]), Member(room["live_url"].partition("?")[0], "phone")
    async with scene.at_the_page(), phone.at_the_page():
        await scene.until(lambda: bool(scene.you))
        await phone.until(lambda: bool(phone.you))
        await scene.ask("room.set_rate", rate=4)
        start = scene.frames[-1]["now_ms"]
        await scene.until(lambda: scene.frames[-1]["now_ms"] >= start + 8_000)
    numbers = [frame["n"] for frame in scene.frames]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), "no hole"
    assert max(phone.sizes_bytes) <= 400
    assert len(phone.frames) < len(scene.frames) / 2


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
async def test_another_sites_page_is_refused_by_the_server(site: Site, origin: str) -> None:
    room = await opened(site)
    with pytest.raises(InvalidStatus) as refused:
        async with connect(room["live_url"], origin=Origin(origin), proxy=None):
            pass
    assert refused.value.response.status_code in (400, 403)
