"""Rooms of a hub: loaded once, asleep when nobody is there, back where they were."""

import asyncio

import pytest
from channels.db import database_sync_to_async

from labs.engines.sim import Command, Refused
from labs.rooms import hub as hub_module
from labs.rooms import keeper
from labs.rooms.hosted import AWAKE_AFTER_LAST_S
from labs.rooms.hub import Hub, UnknownRoom
from labs.rooms.models import GoalReached, StoredCheckpoint
from labs.rooms.records import load
from tests.rooms.conftest import Shelf, Wall
from tests.rooms.hubs import Watcher, add, crash, fresh, hosted_of, new_room, tick, total, turns, written
from tests.rooms.live_rooms import MUCH_S
from tests.rooms.models import other_luck, small

pytestmark = pytest.mark.django_db(transaction=True)


async def test_fifty_who_come_at_once_load_the_room_once(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[str] = []

    def count(code: str, rules: object) -> object:
        loads.append(code)
        return load(code, rules)  # type: ignore[arg-type]

    monkeypatch.setattr(hub_module, "load", count)
    room = await new_room()
    watchers = [Watcher() for _ in range(50)]
    await asyncio.gather(*(watcher.join(hub, room) for watcher in watchers))
    assert loads == [room.code]
    assert all(len(watcher.frames) == 1 and watcher.frames[0]["full"] for watcher in watchers)


async def test_a_room_that_is_not_there_is_unknown_again_and_again(hub: Hub) -> None:
    for _ in range(3):
        with pytest.raises(UnknownRoom):
            await hub.execute("NOROOM", Command("tally.add"))
    assert hub.rooms() == []


async def test_a_room_can_be_loaded_after_its_database_was_away(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    room = await new_room()
    with monkeypatch.context() as patched:
        patched.setattr(hub_module, "load", _away)
        outcomes = await asyncio.gather(*(add(hub, room) for _ in range(3)), return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {hub_module.NotWritten}
    assert (await add(hub, room)).result == {"total": 1}


def _away(code: str, rules: object) -> object:
    from django.db import OperationalError

    raise OperationalError("the database is away")


async def test_too_many_rooms_are_refused(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "ROOMS_LIVE_MAX", 1)
    first, second = await new_room(), await new_room()
    await total(hub, first)
    with pytest.raises(Refused) as refused:
        await total(hub, second)
    assert refused.value.code == "limit"
    assert await total(hub, first) == 0


async def test_rooms_do_not_see_each_other(hub: Hub, wall: Wall) -> None:
    first, second = await new_room(), await new_room()
    one, two = Watcher(), Watcher()
    await one.join(hub, first)
    await two.join(hub, second)
    await add(hub, first, 7)
    wall.now += 1
    await tick(hub)
    assert one.screen.entities["ledger"]["accepted"] == 7
    assert two.screen.entities["ledger"]["accepted"] == 0


async def test_a_room_follows_the_wall_clock(hub: Hub, wall: Wall) -> None:
    room = await new_room(playing=True)
    await total(hub, room)
    wall.now += 2.5
    await tick(hub)
    assert hosted_of(hub, room).live.sim.now_us == 2_500_000


async def test_a_room_sleeps_five_minutes_after_the_last_call_and_wakes_where_it_stood(hub: Hub, wall: Wall) -> None:
    room = await new_room(playing=True)
    await add(hub, room, 3)
    wall.now += AWAKE_AFTER_LAST_S - 1
    await tick(hub)
    stood_us = hosted_of(hub, room).live.sim.now_us
    digest = hosted_of(hub, room).live.sim.digest
    assert stood_us == 299_000_000
    wall.now += 2
    await tick(hub)
    assert hub.rooms() == []
    wall.now += 100_000
    assert await total(hub, room) == 3
    woken = hosted_of(hub, room).live
    assert 0 <= woken.sim.now_us - stood_us <= 2_000_000
    assert woken.run.seek(stood_us, 1).digest == digest
    assert woken.clock.playing


async def test_a_room_stays_awake_while_somebody_watches(hub: Hub, wall: Wall) -> None:
    room, watcher = await new_room(), Watcher()
    await watcher.join(hub, room)
    wall.now += 10 * AWAKE_AFTER_LAST_S
    await tick(hub)
    assert len(hub.rooms()) == 1
    hub.leave(room.code, watcher.viewer)
    wall.now += AWAKE_AFTER_LAST_S - 1
    await tick(hub)
    assert len(hub.rooms()) == 1
    wall.now += AWAKE_AFTER_LAST_S + 2
    await tick(hub)
    assert hub.rooms() == []


async def test_a_room_stays_awake_while_a_call_waits(hub: Hub, wall: Wall) -> None:
    room = await new_room()
    waiting = asyncio.get_running_loop().create_task(hub.execute(room.code, Command("tally.wait_for", {"total": 1})))
    await add(hub, room, 0)
    await turns()
    wall.now += 2 * AWAKE_AFTER_LAST_S
    await tick(hub)
    assert len(hub.rooms()) == 1
    await add(hub, room, 1)
    assert (await waiting).result == {"total": 1}


async def test_a_room_does_not_sleep_while_the_database_is_away(
    hub: Hub, wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await new_room(playing=True)
    await total(hub, room)
    with monkeypatch.context() as patched:
        patched.setattr(keeper, "save_heads", _away_for_heads)
        wall.now += 2 * AWAKE_AFTER_LAST_S
        await tick(hub)
        assert len(hub.rooms()) == 1
    wall.now += 2
    await tick(hub)
    assert hub.rooms() == []


def _away_for_heads(rooms: object) -> None:
    from django.db import OperationalError

    raise OperationalError("the database is away")


@pytest.mark.parametrize("playing", [True, False])
async def test_after_a_crash_a_room_is_where_it_was(hub: Hub, wall: Wall, playing: bool) -> None:
    room = await new_room(playing=True)
    await add(hub, room, 1)
    await hub.control(room.code, "room.set_rate", {"rate": 4})
    wall.now += 2.0
    await tick(hub)
    await add(hub, room, 2)
    if not playing:
        await hub.control(room.code, "room.pause", {})
    before = hosted_of(hub, room).live
    await crash(hub)
    wall.now += 3_600
    assert await total(hub, room) == 3
    after = hosted_of(hub, room).live
    assert before.sim.now_us >= after.sim.now_us >= before.run.log[-1].at_us
    assert before.sim.now_us - after.sim.now_us <= 0.5 * 4_000_000
    assert (after.clock.rate, after.clock.playing) == (4.0, playing)
    assert before.run.seek(after.sim.now_us, 2).digest == after.sim.digest


async def test_the_head_is_never_before_the_last_command_that_was_answered(hub: Hub, wall: Wall) -> None:
    room = await new_room(playing=True)
    await total(hub, room)
    wall.now += 0.875
    hosted_of(hub, room).live.advance(wall.now, MUCH_S)
    await add(hub, room, 1)
    at_us = hosted_of(hub, room).live.run.log[-1].at_us
    assert at_us >= 875_000 > (await fresh(room)).head_us
    await crash(hub)
    await total(hub, room)
    assert hosted_of(hub, room).live.sim.now_us >= at_us


async def test_a_pause_is_written_at_once(hub: Hub) -> None:
    room = await new_room(playing=True)
    await hub.control(room.code, "room.pause", {})
    assert not (await fresh(room)).playing
    await hub.control(room.code, "room.play", {})
    await hub.control(room.code, "room.set_rate", {"rate": 2.5})
    await hub.control(room.code, "room.open_wire", {"open": True})
    stored = await fresh(room)
    assert (stored.playing, stored.rate, stored.wire_open) == (True, 2.5, True)
    assert (await hub.wire(room.code)).open


@pytest.mark.parametrize(
    ("name", "args", "code"),
    [
        ("room.explode", {}, "unknown_command"),
        ("room.play", {"x": 1}, "bad_arguments"),
        ("room.set_rate", {}, "bad_arguments"),
        ("room.set_rate", {"rate": "4"}, "bad_arguments"),
        ("room.set_rate", {"rate": True}, "bad_arguments"),
        ("room.set_rate", {"rate": 1_000}, "bad_arguments"),
        ("room.open_wire", {"open": 1}, "bad_arguments"),
    ],
)
async def test_a_button_that_is_not_there_is_refused(hub: Hub, name: str, args: dict[str, object], code: str) -> None:
    room = await new_room()
    with pytest.raises(Refused) as refused:
        await hub.control(room.code, name, args)
    assert refused.value.code == code


async def test_engine_time_since_the_last_stored_checkpoint_brings_the_next(hub: Hub, wall: Wall) -> None:
    room = await new_room(playing=True)
    await add(hub, room, 1)
    hosted = hosted_of(hub, room)
    wall.now += 1
    hosted.live.run.trail.note_work(hosted.live.sim, 1.0)
    hosted.live.work_s += 0.9
    await tick(hub)
    assert await StoredCheckpoint.objects.acount() == 0
    hosted.live.work_s += 0.2
    wall.now += 1.1
    await tick(hub)
    assert await StoredCheckpoint.objects.acount() == 1
    await crash(hub)
    assert await total(hub, room) == 1


async def test_what_a_restart_had_to_do_again_counts_for_the_next_checkpoint(hub: Hub, wall: Wall) -> None:
    room = await new_room(playing=True)
    await add(hub, room, 1)
    await crash(hub)
    await total(hub, room)
    assert hosted_of(hub, room).live.work_s > 0


async def test_a_reached_goal_is_noted_once_for_the_owner(hub: Hub, wall: Wall) -> None:
    room = await new_room()
    await add(hub, room, 10)
    for _ in range(3):
        wall.now += 1.1
        await tick(hub)
    await crash(hub)
    await total(hub, room)
    wall.now += 1.1
    await tick(hub)
    reached = [goal async for goal in GoalReached.objects.all()]
    assert [(goal.goal, goal.lab, goal.room_id) for goal in reached] == [("enough", "small", room.pk)]


async def test_other_rules_that_lead_to_the_same_run_go_on(hub: Hub, wall: Wall, shelf: Shelf) -> None:
    room = await new_room(playing=True)
    await add(hub, room, 2)
    wall.now += 3
    await tick(hub)
    await crash(hub)
    shelf.put(small, "rules-2")
    assert await total(hub, room) == 2
    assert hosted_of(hub, room).live.facts.other_rules is False
    stored = await fresh(room)
    assert (stored.rules, stored.branch) == ("rules-2", 0)


async def test_other_rules_that_lead_elsewhere_start_a_new_branch_and_say_so(
    hub: Hub, wall: Wall, shelf: Shelf
) -> None:
    room = await new_room(playing=True)
    await add(hub, room, 2, "k1")
    wall.now += 3
    await tick(hub)
    await crash(hub)
    shelf.put(other_luck, "rules-2")
    assert await total(hub, room) == 0
    live = hosted_of(hub, room).live
    assert (live.sim.now_us, live.clock.playing) == (0, False)
    entity = live.room_entity("scene")
    assert (entity["other_rules"], entity["branch"]) == (True, 1)
    stored = await fresh(room)
    assert (stored.rules, stored.branch, stored.head_us) == ("rules-2", 1, 0)
    assert await written(room) == [(1, "tally.add", "k1", False)], "the old branch stays"


async def test_a_key_of_an_old_branch_is_not_done_again(hub: Hub, wall: Wall, shelf: Shelf) -> None:
    room = await new_room(playing=True)
    await add(hub, room, 2, "k1")
    wall.now += 3
    await tick(hub)
    await crash(hub)
    shelf.put(other_luck, "rules-2")
    assert (await add(hub, room, 2, "k1")).error is None
    assert await total(hub, room) == 0
    await crash(hub)
    assert (await add(hub, room, 2, "k1")).error is None
    assert (await add(hub, room, 5, "k2")).result == {"total": 5}


async def test_checkpoints_taken_under_other_rules_are_not_used(hub: Hub, wall: Wall, shelf: Shelf) -> None:
    room = await new_room(playing=True)
    await add(hub, room, 2)
    hosted = hosted_of(hub, room)
    hosted.live.run.trail.note_work(hosted.live.sim, 1.0)
    hosted.live.work_s += 2
    wall.now += 3
    await tick(hub)
    assert await StoredCheckpoint.objects.acount() == 1
    await crash(hub)
    stored = await database_sync_to_async(load)(room.code, lambda lab: "rules-2")
    assert stored.checkpoints == []
