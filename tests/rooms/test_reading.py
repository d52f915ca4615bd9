"""Shared runs being read: each reader for themselves, and nobody changes anything."""

import asyncio
import json

import pytest
from channels.db import database_sync_to_async

from labs.rooms.answers import carry_out
from labs.rooms.exports import RunDocument
from labs.rooms.hosted import Hosted
from labs.rooms.hub import Hub, Refused, UnknownRoom
from labs.rooms.messages import Wish
from labs.rooms.models import LoggedCommand, Room, SharedRun, StoredCheckpoint
from labs.rooms.reading import AWAKE_AFTER_LAST_S
from labs.rooms.sharing import document_of, share
from tests.rooms.conftest import Wall
from tests.rooms.hubs import add, crash, fresh, new_room, tick

SECOND_US = 1_000_000
pytestmark = pytest.mark.django_db(transaction=True)


async def shared(hub: Hub, wall: Wall, at_us: int = 3 * SECOND_US) -> tuple[str, RunDocument]:
    """A run of ten seconds with two commands, shared at its third; its id and the document."""
    room = await new_room()
    await add(hub, room, 2, "first")
    await hub.control(room.code, "room.play", {})
    wall.now += 10
    await tick(hub)
    await hub.control(room.code, "room.pause", {})
    await add(hub, room, 3, "second")
    await hub.control(room.code, "room.seek", {"at_us": at_us})
    document = await hub.export(room.code)
    run = await database_sync_to_async(share)(await fresh(room), document)
    return run.pk, document


async def read(hub: Hub, run: str, reader: str = "reader-one") -> Hosted:
    await hub.mine(f"{run}/{reader}", "reader")
    return next(hosted for hosted in hub.rooms() if hosted.room.code == f"{run}/{reader}")


async def test_a_shared_run_opens_at_its_moment_with_all_that_came_later(hub: Hub, wall: Wall) -> None:
    run, document = await shared(hub, wall)
    live = (await read(hub, run)).live
    assert (live.shown.now_us, live.sim.now_us, live.sim.digest) == (3 * SECOND_US, document.head_us, document.digest)
    entity = live.room_entity("scene")
    assert (entity["reading"], entity["past"], entity["playing"], entity["other_rules"]) == (True, True, False, False)


async def test_readers_do_not_see_each_other(hub: Hub, wall: Wall) -> None:
    run, _ = await shared(hub, wall)
    one, other = await read(hub, run, "reader-one"), await read(hub, run, "reader-two")
    await hub.control(one.room.code, "room.seek", {"at_us": SECOND_US})
    assert (one.live.shown.now_us, other.live.shown.now_us) == (SECOND_US, 3 * SECOND_US)


async def test_the_recording_plays_to_its_end_and_from_there_again(hub: Hub, wall: Wall) -> None:
    run, document = await shared(hub, wall)
    live = (await read(hub, run)).live
    await hub.control(f"{run}/reader-one", "room.play", {})
    for _ in range(3):
        wall.now += 5
        await tick(hub)
    assert (live.shown.now_us, live.clock.playing, live.playhead) == (document.head_us, False, None)
    await hub.control(f"{run}/reader-one", "room.step", {})
    assert (live.shown.now_us, live.sim.digest) == (document.head_us, document.digest)
    await hub.control(f"{run}/reader-one", "room.play", {})
    wall.now += 4
    await tick(hub)
    assert (live.shown.now_us, live.room_entity("scene")["playing"]) == (4 * SECOND_US, True)


@pytest.mark.parametrize("name", ["tally.add", "room.branch", "room.switch", "room.go_on", "room.open_wire"])
async def test_a_reader_changes_nothing(hub: Hub, wall: Wall, name: str) -> None:
    run, _ = await shared(hub, wall)
    answer = await carry_out(f"{run}/reader-one", "reader", "reader", Wish("key", name, {}))
    assert answer["error"]["code"] == "not_yours"


async def test_reading_leaves_nothing_in_the_database(hub: Hub, wall: Wall) -> None:
    run, _ = await shared(hub, wall)

    def rows() -> list[int]:
        return [model.objects.count() for model in (Room, LoggedCommand, StoredCheckpoint, SharedRun)]

    before = await database_sync_to_async(rows)()
    live = (await read(hub, run)).live
    live.work_s += 100
    wall.now += 2
    await tick(hub)
    await hub.control(f"{run}/reader-one", "room.seek", {"at_us": 0})
    assert await database_sync_to_async(rows)() == before


async def test_a_reading_goes_soon_after_its_reader(hub: Hub, wall: Wall) -> None:
    run, _ = await shared(hub, wall)
    await read(hub, run)
    wall.now += AWAKE_AFTER_LAST_S + 2
    await tick(hub)
    assert [hosted for hosted in hub.rooms() if hosted.live.facts.reading] == []


async def test_a_run_recorded_under_other_rules_says_so_and_opens(hub: Hub, wall: Wall) -> None:
    run, _ = await shared(hub, wall)
    await database_sync_to_async(SharedRun.objects.filter(pk=run).update)(digest="0" * 32)
    live = (await read(hub, run)).live
    assert live.room_entity("scene")["other_rules"]
    assert live.shown.now_us == 3 * SECOND_US


async def test_a_shared_run_is_read_after_a_crash_too(hub: Hub, wall: Wall) -> None:
    run, document = await shared(hub, wall)
    await crash(hub)
    assert (await read(hub, run)).live.sim.digest == document.digest


async def test_a_run_that_cannot_be_done_again_says_so(hub: Hub, wall: Wall) -> None:
    run, _ = await shared(hub, wall)
    bug = [{"at_us": 0, "command": "tally.explode", "args": {}, "by": "kim"}]
    await database_sync_to_async(SharedRun.objects.filter(pk=run).update)(commands=json.dumps(bug))
    with pytest.raises(Refused) as refused:
        await read(hub, run)
    assert refused.value.code == "room_broken"


async def test_what_was_never_shared_is_unknown(hub: Hub, wall: Wall) -> None:
    with pytest.raises(UnknownRoom):
        await hub.mine(f"{'x' * 22}/reader-one", "reader")


async def test_so_many_read_at_once_and_no_more(hub: Hub, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.rooms.hub.READINGS_MAX", 2)
    run, _ = await shared(hub, wall)
    await read(hub, run, "reader-one")
    await read(hub, run, "reader-two")
    with pytest.raises(Refused) as refused:
        await read(hub, run, "reader-three")
    assert refused.value.data == {"what": "readings", "most": 2}


async def test_many_who_open_a_link_at_once_each_get_their_own_of_a_run_done_once(
    hub: Hub, wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, document = await shared(hub, wall)
    read_from_database: list[str] = []

    def count(run_id: str) -> RunDocument:
        read_from_database.append(run_id)
        return document_of(run_id)

    monkeypatch.setattr("labs.rooms.reading.document_of", count)
    readings = await asyncio.gather(*(read(hub, run, f"reader-{number:02}") for number in range(20)))
    assert {reading.live.sim.digest for reading in readings} == {document.digest}
    assert len({id(reading.live.sim) for reading in readings}) == 20
    assert read_from_database == [run]
