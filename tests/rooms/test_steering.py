"""Time in the steering member's hands: the playhead over the past, and branches."""

import asyncio
from typing import Any

import pytest
from channels.db import database_sync_to_async

from labs.engines.sim import Command, Refused
from labs.rooms import limits
from labs.rooms.answers import carry_out
from labs.rooms.hub import Hub
from labs.rooms.messages import Wish
from labs.rooms.models import Branch, LoggedCommand, Room
from tests.rooms.conftest import Wall
from tests.rooms.hubs import add, crash, fresh, hosted_of, new_room, tick, total, written
from tests.rooms.live_rooms import Screen

SECOND_US = 1_000_000
pytestmark = pytest.mark.django_db(transaction=True)


async def run_of_ten_seconds(hub: Hub, wall: Wall) -> Room:
    """Two were added at 0 s, three at 5 s; the head stands at 10 s."""
    room = await new_room()
    await add(hub, room, 2, "first")
    await go_to(hub, room, wall, 5)
    await add(hub, room, 3, "second")
    await go_to(hub, room, wall, 10)
    return room


async def go_to(hub: Hub, room: Room, wall: Wall, second: int) -> None:
    live = hosted_of(hub, room).live
    await hub.control(room.code, "room.play", {})
    wall.now += second - live.shown.now_us / 1e6
    await tick(hub)
    await hub.control(room.code, "room.pause", {})


async def do(hub: Hub, room: Room, button: str, /, **args: Any) -> dict[str, Any]:
    return await hub.control(room.code, f"room.{button}", args)


def shown(hub: Hub, room: Room, screen: Screen | None = None, kind: str = "scene") -> Screen:
    """What a viewer of the scene has on the screen."""
    screen = screen or Screen()
    live = hosted_of(hub, room).live
    live.touch()
    live.frame(kind, 0)
    screen.apply(live.full(kind, 0))
    return screen


async def test_seeking_shows_the_moment_and_leaves_the_head_alone(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    live = hosted_of(hub, room).live
    digest = live.sim.digest
    await do(hub, room, "seek", at_us=3 * SECOND_US)
    screen = shown(hub, room)
    assert screen.entities["ledger"]["accepted"] == 2
    assert (screen.entities["room"]["past"], screen.entities["room"]["head_ms"]) == (True, 10_000)
    assert (live.shown.now_us, live.sim.now_us, live.sim.digest) == (3 * SECOND_US, 10 * SECOND_US, digest)


async def test_a_phone_holds_the_head_while_the_scene_shows_the_past(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    epoch = hosted_of(hub, room).live.lenses["phone"].epoch
    await do(hub, room, "seek", at_us=3 * SECOND_US)
    phone = hosted_of(hub, room).live.lenses["phone"]
    assert phone.epoch == epoch
    assert hosted_of(hub, room).live.room_entity("phone")["past"] is False


async def test_any_moment_has_the_digest_of_a_straight_replay(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    live = hosted_of(hub, room).live
    for at_us in (0, 1, 4_999_999, 5_000_000, 5_000_001, 9_999_999):
        await do(hub, room, "seek", at_us=at_us)
        straight = live.run.fresh()
        live.run.replay(straight, at_us, live.run.commands_until(at_us))
        assert (live.shown.now_us, live.shown.digest) == (at_us, straight.digest)


async def test_of_seeks_that_overtake_each_other_the_newest_wins(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    await asyncio.gather(*(do(hub, room, "seek", at_us=second * SECOND_US) for second in (9, 1, 8, 2)))
    assert hosted_of(hub, room).live.shown.now_us == 2 * SECOND_US


async def test_the_recording_plays_again_and_goes_on_where_it_comes_to_the_head(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    live = hosted_of(hub, room).live
    await do(hub, room, "seek", at_us=3 * SECOND_US)
    await do(hub, room, "play")
    wall.now += 4
    await tick(hub)
    assert (live.shown.now_us, live.sim.now_us) == (7 * SECOND_US, 10 * SECOND_US)
    assert shown(hub, room).entities["ledger"]["accepted"] == 5
    wall.now += 3.5
    await tick(hub)
    wall.now += 2
    await tick(hub)
    assert live.playhead is None
    assert live.sim.now_us == 12 * SECOND_US
    assert shown(hub, room).entities["room"]["past"] is False


async def test_who_acts_on_the_head_is_not_disturbed_by_a_playhead(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    waiting = asyncio.create_task(hub.execute(room.code, Command("tally.wait_for", {"total": 7}, "guest")))
    await asyncio.sleep(0.05)
    for second in (3, 8, 1):
        await do(hub, room, "seek", at_us=second * SECOND_US)
    await add(hub, room, 2, by="guest")
    assert (await waiting).result == {"total": 7}
    live = hosted_of(hub, room).live
    assert (live.shown.now_us, live.sim.now_us) == (SECOND_US, 10 * SECOND_US)
    assert await total(hub, room) == 7


async def test_steps_go_from_one_visible_event_to_the_next_both_ways(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    live = hosted_of(hub, room).live
    found = []
    for name, args in (("step_back", {}), ("step_back", {"count": 3}), ("step", {}), ("step", {"count": 2})):
        await do(hub, room, name, **args)
        found.append(live.shown.now_us // SECOND_US)
    assert found == [9, 6, 7, 9]
    await do(hub, room, "step_back", count=100)
    assert live.shown.now_us == 0
    await do(hub, room, "step", count=100)
    assert live.playhead is None


async def test_a_step_at_the_head_lets_the_run_go_on(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    await do(hub, room, "step")
    assert hosted_of(hub, room).live.sim.now_us == 11 * SECOND_US


async def test_seeking_to_the_head_or_beyond_shows_the_head(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    await do(hub, room, "seek", at_us=3 * SECOND_US)
    await do(hub, room, "seek", at_us=99 * SECOND_US)
    assert hosted_of(hub, room).live.playhead is None


async def test_going_on_from_the_past_leaves_the_old_branch_as_it_was(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    live = hosted_of(hub, room).live
    digest, epoch = live.sim.digest, live.lenses["scene"].epoch
    await do(hub, room, "seek", at_us=3 * SECOND_US)
    assert await do(hub, room, "branch", name=" Without the second ") == {"branch": 1}
    await add(hub, room, 10, "third")
    await go_to(hub, room, wall, 6)
    assert await total(hub, room) == 12
    assert live.lenses["scene"].epoch != epoch
    entity = live.room_entity("scene")
    assert (entity["branch"], [branch["name"] for branch in entity["branches"]]) == (1, ["", "Without the second"])
    await do(hub, room, "switch", branch=0)
    assert (await total(hub, room), live.sim.now_us, live.sim.digest) == (5, 10 * SECOND_US, digest)
    await do(hub, room, "switch", branch=1)
    assert (await total(hub, room), live.sim.now_us) == (12, 6 * SECOND_US)


async def test_a_branch_leaves_a_playing_recording_at_one_moment_and_plays_on(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    await do(hub, room, "set_rate", rate=2)
    await do(hub, room, "seek", at_us=4_500_000)
    await do(hub, room, "play")
    making = asyncio.create_task(do(hub, room, "branch"))
    await asyncio.sleep(0)
    wall.now += 5
    await tick(hub)
    await making
    live = hosted_of(hub, room).live
    assert (live.sim.now_us, live.sim.commands, await total(hub, room)) == (4_500_000, 1, 2)
    assert (live.clock.playing, live.clock.rate) == (True, 2)
    await crash(hub)
    assert await total(hub, room) == 2


async def test_a_repeated_command_makes_no_branch(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    await do(hub, room, "seek", at_us=3 * SECOND_US)
    for key, branch in (("first", 0), ("third", 1)):
        await carry_out(room.code, "owner", "kim", Wish(key, "tally.add", {"n": 1}))
        assert hosted_of(hub, room).live.facts.branch == branch


async def test_branches_survive_a_crash(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    await do(hub, room, "seek", at_us=6 * SECOND_US)
    await do(hub, room, "branch")
    await add(hub, room, 10, "third")
    digest = hosted_of(hub, room).live.sim.digest
    await crash(hub)
    assert await total(hub, room) == 15
    live = hosted_of(hub, room).live
    assert (live.sim.digest, live.facts.branch) == (digest, 1)
    await do(hub, room, "switch", branch=0)
    assert (await total(hub, room), live.sim.now_us) == (5, 10 * SECOND_US)


async def test_a_branch_of_a_branch_has_the_log_of_both(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    await do(hub, room, "seek", at_us=6 * SECOND_US)
    await do(hub, room, "branch")
    await add(hub, room, 10, "third")
    await go_to(hub, room, wall, 8)
    await add(hub, room, 100, "fourth")
    await do(hub, room, "seek", at_us=7 * SECOND_US)
    await do(hub, room, "branch")
    await add(hub, room, 1_000, "fifth")
    assert await total(hub, room) == 1_015
    await crash(hub)
    assert await total(hub, room) == 1_015
    await do(hub, room, "seek", at_us=2 * SECOND_US)
    await do(hub, room, "branch")
    await crash(hub)
    assert await total(hub, room) == 2


async def test_a_key_of_another_branch_is_not_done_again(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    await do(hub, room, "seek", at_us=3 * SECOND_US)
    await do(hub, room, "branch")
    assert (await add(hub, room, 3, "second")).result is None
    assert (await add(hub, room, 2, "first")).result == {"total": 2}
    assert await total(hub, room) == 2


async def test_who_waits_in_a_branch_that_is_left_gets_an_empty_answer(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    waiting = asyncio.create_task(hub.execute(room.code, Command("tally.wait_for", {"total": 7}, "guest")))
    await asyncio.sleep(0.05)
    await do(hub, room, "seek", at_us=3 * SECOND_US)
    await do(hub, room, "branch")
    assert (await waiting).result is None


async def test_commands_that_come_while_a_branch_is_made_belong_to_one_of_the_two(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    await do(hub, room, "seek", at_us=3 * SECOND_US)
    added = [add(hub, room, 1, f"k{number}") for number in range(20)]
    await asyncio.gather(do(hub, room, "branch"), *added)
    rows = await written(room)
    assert len(rows) == 22
    in_new = await database_sync_to_async(LoggedCommand.objects.filter(room=room, branch=1).count)()
    assert await total(hub, room) == 2 + in_new
    await do(hub, room, "switch", branch=0)
    assert await total(hub, room) == 5 + 20 - in_new


async def test_branches_are_renamed_and_deleted_but_not_those_in_use(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    await do(hub, room, "branch")
    await do(hub, room, "branch")
    for branch, code in ((0, "branch_in_use"), (1, "branch_in_use"), (2, "branch_in_use"), (9, "unknown_branch")):
        with pytest.raises(Refused) as refused:
            await do(hub, room, "delete_branch", branch=branch)
        assert refused.value.code == code
    await do(hub, room, "rename_branch", branch=2, name="두 번째")
    await do(hub, room, "switch", branch=1)
    await do(hub, room, "delete_branch", branch=2)
    assert [branch["number"] for branch in hosted_of(hub, room).live.facts.branches] == [0, 1]
    assert await database_sync_to_async(Branch.objects.filter(room=room).count)() == 2


async def test_there_are_so_many_branches_and_no_more(hub: Hub, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.rooms.branches.BRANCHES_MAX", 3)
    room = await run_of_ten_seconds(hub, wall)
    await do(hub, room, "branch")
    await do(hub, room, "branch")
    with pytest.raises(Refused) as refused:
        await do(hub, room, "branch")
    assert refused.value.data == {"what": "branches", "most": 3}
    assert await total(hub, room) == 5
    assert (await fresh(room)).branch == 2


@pytest.mark.parametrize("name", ["x" * 61, "a\nb"])
async def test_a_name_must_be_short_and_printable(hub: Hub, wall: Wall, name: str) -> None:
    room = await new_room()
    with pytest.raises(Refused) as refused:
        await do(hub, room, "branch", name=name)
    assert (refused.value.code, refused.value.data["argument"]) == ("bad_arguments", "name")


async def test_a_run_of_full_length_stands_and_says_so(hub: Hub, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits.RUN_US_MAX == 7 * 24 * 3600 * SECOND_US
    for module in ("live", "screens"):
        monkeypatch.setattr(f"labs.rooms.{module}.RUN_US_MAX", 4 * SECOND_US)
    room = await new_room()
    await add(hub, room)
    await do(hub, room, "play")
    for _ in range(3):
        wall.now += 3
        await tick(hub)
    live = hosted_of(hub, room).live
    assert (live.sim.now_us, live.clock.playing) == (4 * SECOND_US, False)
    assert live.room_entity("scene")["limit"] == "length"
    await do(hub, room, "play")
    await do(hub, room, "step")
    assert (live.sim.now_us, live.clock.playing) == (4 * SECOND_US, False)
