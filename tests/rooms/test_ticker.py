"""Rooms go on together: slices in turn, frames at each lens's own pace."""

import asyncio
import logging
from typing import Any

import pytest

from labs.rooms import ticker
from labs.rooms.hosted import Hosted
from labs.rooms.models import Room
from labs.rooms.ticker import SILENCE_S, SLICE_S, TICK_S, WORK_S, Ticker
from tests.rooms.conftest import Wall
from tests.rooms.hubs import Watcher
from tests.rooms.live_rooms import live_room
from tests.rooms.models import Build, small, still

pytestmark = pytest.mark.django_db(transaction=True)


class NoKeeper:
    """Keeps nothing."""

    async def keep(self, rooms: list[Hosted]) -> bool:
        return True


def hosted(wall: Wall, build: Build = small, playing: bool = True) -> Hosted:
    live = live_room(build, playing=playing)
    live.clock.anchor(0, wall.now)
    return Hosted(Room(code="ABC234", lab="small"), live, "rules", wall.now)


async def ticker_of(*rooms: Hosted) -> Ticker:
    made = Ticker(NoKeeper(), lambda: list(rooms), lambda asleep: None)  # type: ignore[arg-type]
    made.close()  # ticks come from the test
    return made


async def run(made: Ticker, wall: Wall, seconds: float) -> None:
    for _ in range(round(seconds / TICK_S)):
        wall.now += TICK_S
        await made.tick()


@pytest.mark.parametrize(("lens", "hertz"), [("stage", 20), ("scene", 10), ("phone", 2)])
async def test_a_lens_gets_frames_at_its_own_pace(wall: Wall, lens: str, hertz: int) -> None:
    room, watcher = hosted(wall), Watcher(lens)
    room.audience.add(watcher.viewer)
    made = await ticker_of(room)
    for _ in range(40):
        room.live.facts.viewers += 1
        room.live.clock.rate = 1.0 + room.live.facts.viewers / 100  # something that a phone is told, too
        wall.now += TICK_S
        await made.tick()
    assert abs(len(watcher.frames) - 2 * hertz) <= 1


@pytest.mark.parametrize("lens", ["stage", "scene", "phone"])
async def test_a_room_where_nothing_changes_is_still_heard_of(wall: Wall, lens: str) -> None:
    room, watcher = hosted(wall, still, playing=False), Watcher(lens)
    room.audience.add(watcher.viewer)
    made = await ticker_of(room)
    await run(made, wall, 1.0)
    watcher.frames.clear()
    silent_s = 0.0
    for _ in range(300):
        await run(made, wall, TICK_S)
        silent_s = 0.0 if watcher.frames else silent_s + TICK_S
        assert silent_s <= SILENCE_S
        watcher.frames.clear()


async def test_no_frames_are_made_where_nobody_looks(wall: Wall) -> None:
    room = hosted(wall)
    await run(await ticker_of(room), wall, 3.0)
    assert room.live.lenses["scene"].n == 0
    assert abs(room.live.sim.now_us - 3_000_000) <= 1


async def test_a_late_tick_is_not_caught_up_in_a_burst(wall: Wall) -> None:
    room, watcher = hosted(wall), Watcher()
    room.audience.add(watcher.viewer)
    made = await ticker_of(room)
    await run(made, wall, 1.0)
    watcher.frames.clear()
    wall.now += 30.0
    for _ in range(5):
        await made.tick()
    assert len(watcher.frames) == 1


def heavy(wall: Wall, turns: list[int], number: int, slices: int) -> Any:
    """`advance` of a room that needs so many slices, each of them as long as it may be."""
    left = slices

    def advance(wall_s: float, budget_s: float) -> bool:
        nonlocal left
        assert budget_s == SLICE_S
        turns.append(number)
        wall.now += SLICE_S
        left -= 1
        return left <= 0

    return advance


async def test_all_rooms_together_use_no_more_than_their_share(wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms, turns = [hosted(wall) for _ in range(50)], list[int]()
    for number, room in enumerate(rooms):
        monkeypatch.setattr(room.live, "advance", heavy(wall, turns, number, 1_000))
    made, began_s = await ticker_of(*rooms), wall.now
    await made.tick()
    assert wall.now - began_s <= WORK_S + SLICE_S + 1e-9
    assert WORK_S <= 0.6 * TICK_S + 1e-9


async def test_heavy_rooms_take_turns_over_the_ticks(wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms, turns = [hosted(wall) for _ in range(9)], list[int]()
    for number, room in enumerate(rooms):
        monkeypatch.setattr(room.live, "advance", heavy(wall, turns, number, 1_000_000))
    made = await ticker_of(*rooms)
    for _ in range(90):
        await made.tick()
    counts = [turns.count(number) for number in range(9)]
    assert max(counts) - min(counts) <= 3
    assert sum(counts) >= 90 * int(WORK_S / SLICE_S)


async def test_between_two_slices_others_get_their_turn(wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    room, turns = hosted(wall), list[int]()
    monkeypatch.setattr(room.live, "advance", heavy(wall, turns, 0, 3))
    seen: list[int] = []

    async def others() -> None:
        while True:
            seen.append(len(turns))
            await asyncio.sleep(0)

    made = await ticker_of(room)
    task = asyncio.get_running_loop().create_task(others())
    await made.tick()
    task.cancel()
    assert {1, 2} <= {*seen}


async def test_a_room_that_did_not_catch_up_says_what_it_reaches(wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    room = hosted(wall)
    room.live.clock.rate = 60.0

    def slow(wall_s: float, budget_s: float) -> bool:
        room.live.sim.run_until(room.live.sim.now_us + 100_000)
        wall.now += SLICE_S
        return False

    monkeypatch.setattr(room.live, "advance", slow)
    await run(await ticker_of(room), wall, 2.0)
    assert room.live.room_entity("scene")["rate"] == 60.0
    assert 0 < room.live.room_entity("scene")["reached"] < 10


async def test_the_task_goes_on_after_a_tick_that_failed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    calls: list[int] = []
    twice = asyncio.Event()

    def rooms() -> list[Hosted]:
        calls.append(1)
        if len(calls) == 2:
            twice.set()
        raise RuntimeError("a bug in the hub itself")

    monkeypatch.setattr(ticker, "TICK_S", 0.001)
    with caplog.at_level(logging.ERROR):
        made = Ticker(NoKeeper(), rooms, lambda asleep: None)  # type: ignore[arg-type]
        async with asyncio.timeout(5):
            await twice.wait()
    made.close()
    assert "a tick failed" in caplog.text
