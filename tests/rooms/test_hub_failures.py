"""What fails stays small: a write, a component, a room."""

import asyncio
import logging
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.db import DataError, OperationalError

from labs.engines.sim import Command
from labs.rooms import writer
from labs.rooms.hub import Hub, NotWritten, RoomBroken
from labs.rooms.models import LoggedCommand, Room
from labs.rooms.records import write_commands
from tests.rooms.conftest import Shelf, Wall
from tests.rooms.hubs import Watcher, add, crash, hosted_of, new_room, tick, total, turns, written
from tests.rooms.models import fused

pytestmark = pytest.mark.django_db(transaction=True)


def refuse(batch: Any) -> None:
    raise OperationalError("the database is away")


async def explode(hub: Hub, room: Room, **args: Any) -> None:
    await hub.execute(room.code, Command("tally.explode", args, "kim"), "boom")


async def test_a_write_that_fails_fails_those_who_wait_and_nothing_is_applied(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, other = await new_room(), await new_room()
    await add(hub, room, 1, "before")
    await add(hub, other, 1, "before")
    with monkeypatch.context() as patched:
        patched.setattr(writer, "write_commands", refuse)
        calls = [add(hub, each, 10, f"k{number}") for each in (room, other) for number in range(5)]
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [NotWritten] * 10
    assert (await total(hub, room), await total(hub, other)) == (1, 1)


async def test_after_a_failed_write_the_same_keys_are_carried_out(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    room = await new_room()
    with monkeypatch.context() as patched:
        patched.setattr(writer, "write_commands", refuse)
        with pytest.raises(NotWritten):
            await add(hub, room, 10, "k1")
    assert (await add(hub, room, 10, "k1")).result == {"total": 10}
    assert await written(room) == [(1, "tally.add", "k1", False)]


async def test_what_was_stamped_while_a_write_failed_fails_too(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    room = await new_room()
    await total(hub, room)
    calls = []
    loop = asyncio.get_running_loop()

    def refuse_slowly(batch: Any) -> None:
        asyncio.run_coroutine_threadsafe(one_more(), loop).result()
        raise OperationalError("the database is away")

    async def one_more() -> None:
        calls.append(loop.create_task(add(hub, room, 5, "late")))
        await turns()

    with monkeypatch.context() as patched:
        patched.setattr(writer, "write_commands", refuse_slowly)
        with pytest.raises(NotWritten):
            await add(hub, room, 10, "early")
    with pytest.raises(NotWritten):
        await calls[0]
    assert (await add(hub, room, 1)).result == {"total": 1}
    assert [number for number, _, _, _ in await written(room)] == [1]


async def test_a_room_that_the_database_refuses_does_not_take_others_with_it(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = await new_room(), await new_room()
    await total(hub, bad)
    await total(hub, good)

    def choosy(batch: Any) -> None:
        if any(room.code == bad.code for room, _ in batch):
            raise DataError("a sign that the database does not take")
        write_commands(batch)

    with monkeypatch.context() as patched:
        patched.setattr(writer, "write_commands", choosy)
        outcomes = await asyncio.gather(
            *(add(hub, room, 1, f"k{number}") for number in range(3) for room in (bad, good)), return_exceptions=True
        )
    assert [type(outcome) for outcome in outcomes[::2]] == [NotWritten] * 3
    assert [outcome.result for outcome in outcomes[1::2]] == [{"total": n} for n in (1, 2, 3)]  # type: ignore[union-attr]
    assert (await add(hub, bad, 1)).result == {"total": 1}


async def test_a_write_that_happened_but_was_not_confirmed_is_found_again(
    hub: Hub, wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, watcher = await new_room(), Watcher()
    await watcher.join(hub, room)

    def lose_the_answer(batch: Any) -> None:
        write_commands(batch)
        raise OperationalError("the connection was lost after COMMIT")

    with monkeypatch.context() as patched:
        patched.setattr(writer, "write_commands", lose_the_answer)
        with pytest.raises(NotWritten):
            await add(hub, room, 10, "k1")
    with pytest.raises(NotWritten):
        await add(hub, room, 1, "k2")
    await turns()
    assert watcher.messages[-1] == {"type": "websocket.close", "code": 1012}
    assert (await add(hub, room, 10, "k1")).result == {"total": 10}
    assert (await add(hub, room, 1, "k2")).result == {"total": 11}
    assert [key for _, _, key, _ in await written(room)] == ["k1", "k2"]


async def test_a_bug_in_a_component_stops_its_room_only(hub: Hub, wall: Wall) -> None:
    room, other = await new_room(playing=True), await new_room(playing=True)
    watcher = Watcher()
    await watcher.join(hub, room)
    await add(hub, room, 2)
    with pytest.raises(RoomBroken):
        await explode(hub, room)
    with pytest.raises(RoomBroken):
        await add(hub, room, 1)
    assert (await add(hub, other, 1)).result == {"total": 1}
    wall.now += 2
    await tick(hub)
    assert hosted_of(hub, other).live.sim.now_us > 1_900_000
    assert watcher.screen.entities["room"]["broken"] == {"command": 2, "where": "tally.explode"}
    assert (await written(room))[1][3], "the command is marked"


async def test_a_bug_that_comes_while_time_passes_stops_its_room_only(hub: Hub, wall: Wall) -> None:
    room, other = await new_room(playing=True), await new_room(playing=True)
    await explode(hub, room, in_us=500_000)
    await total(hub, other)
    wall.now += 1
    await tick(hub)
    await tick(hub)
    assert hosted_of(hub, room).live.broken == {"command": 1, "where": "tally.boom"}
    assert hosted_of(hub, other).live.sim.now_us == 1_000_000


async def test_a_room_goes_on_from_just_before_its_bug(hub: Hub, wall: Wall) -> None:
    room, watcher = await new_room(playing=True), Watcher()
    await watcher.join(hub, room)
    await add(hub, room, 2)
    epoch = watcher.frames[-1]["epoch"]
    with pytest.raises(RoomBroken):
        await explode(hub, room)
    await hub.control(room.code, "room.go_on", {})
    wall.now += 1
    await tick(hub)
    assert watcher.frames[-1]["full"]
    assert watcher.frames[-1]["epoch"] != epoch
    assert watcher.screen.entities["room"]["broken"] is None
    assert (await add(hub, room, 1)).result == {"total": 3}
    await crash(hub)
    assert await total(hub, room) == 3


async def test_after_a_restart_the_broken_command_is_skipped(hub: Hub) -> None:
    room = await new_room()
    await add(hub, room, 2)
    with pytest.raises(RoomBroken):
        await explode(hub, room)
    await crash(hub)
    assert (await add(hub, room, 1)).result == {"total": 3}


async def test_a_command_that_broke_the_room_and_the_process_is_found_by_the_replay(hub: Hub) -> None:
    room = await new_room(playing=True)
    await add(hub, room, 2)
    await crash(hub)
    row = LoggedCommand(room=room, number=2, at_us=10_000_000, name="tally.explode", args="{}", by="kim", key="k")
    await database_sync_to_async(row.save)()
    assert await total(hub, room) == 2
    assert not hosted_of(hub, room).live.clock.playing
    assert (await written(room))[1] == (2, "tally.explode", "k", True)
    reply = await hub.execute(room.code, Command("tally.explode", {}, "kim"), "k")
    assert reply.error is not None
    assert reply.error["code"] == "room_broken"


async def test_a_scenario_that_breaks_by_itself_can_still_be_opened(hub: Hub, shelf: Shelf) -> None:
    shelf.put(fused)
    room = await new_room()
    await add(hub, room, 2)
    await crash(hub)
    rows = [
        LoggedCommand(room=room, number=number, at_us=at_us, name="tally.add", args='{"n": 1}', by="kim")
        for number, at_us in ((2, 5_000_000), (3, 6_000_000), (4, 60_000_000))
    ]
    await database_sync_to_async(LoggedCommand.objects.bulk_create)(rows)
    assert await total(hub, room) == 3
    assert hosted_of(hub, room).live.sim.now_us == 5_500_000 - 1
    assert [broken for _, _, _, broken in await written(room)] == [False, False, True, True]
    await crash(hub)
    assert await total(hub, room) == 3


async def test_waiting_callers_of_a_skipped_command_are_told(hub: Hub) -> None:
    room = await new_room()
    loop = asyncio.get_running_loop()
    await add(hub, room, 1)
    waiting = loop.create_task(hub.execute(room.code, Command("tally.wait_for", {"total": 9}, "kim"), "w"))
    await turns()
    await add(hub, room, 0)
    live = hosted_of(hub, room).live
    live.stop_at_bug(2, "tally.wait_for")
    await hub.control(room.code, "room.go_on", {})
    reply = await waiting
    assert reply.error is not None
    assert reply.error["code"] == "room_broken"


async def test_a_bug_in_what_is_shown_does_not_stop_the_ticks_of_others(
    hub: Hub, wall: Wall, caplog: pytest.LogCaptureFixture
) -> None:
    room, other = await new_room(), await new_room(playing=True)
    seen, good = Watcher(), Watcher()
    await seen.join(hub, room)
    await good.join(hub, other)
    await hub.execute(room.code, Command("crowd.hide_behind_a_bug", {}, "kim"))
    with caplog.at_level(logging.ERROR):
        for _ in range(5):
            wall.now += 0.6
            await tick(hub)
    assert seen.screen.entities["room"]["broken"]["where"] == "crowd.entities"
    assert good.screen.entities["ledger"]["handled"] >= 2
    assert len([record for record in caplog.records if "crowd.entities" in record.getMessage()]) == 1


async def test_ticks_go_on_after_anything_fails(hub: Hub, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    room, other = await new_room(playing=True), await new_room(playing=True)
    await total(hub, room)
    await total(hub, other)
    broken = hosted_of(hub, room)

    def fail(by: str) -> dict[str, Any]:
        raise RuntimeError("a bug in what is somebody's own")

    monkeypatch.setattr(broken.live.sim, "mine", fail)
    watcher = Watcher(by="kim")
    await watcher.join(hub, room)
    wall.now += 1
    await tick(hub)
    wall.now += 1
    await tick(hub)
    assert hosted_of(hub, other).live.sim.now_us == 2_000_000
    assert broken.live.broken == {"command": 0, "where": "frame"}
