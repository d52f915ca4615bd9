"""Questions about a run: anybody may ask, and the room goes on meanwhile."""

import asyncio

import pytest

from labs.engines.sim import Refused
from labs.rooms import history
from labs.rooms.answers import carry_out
from labs.rooms.hub import Hub
from labs.rooms.messages import Wish
from tests.rooms.conftest import Wall
from tests.rooms.hubs import add, crash, hosted_of, new_room, tick
from tests.rooms.test_steering import SECOND_US, do, run_of_ten_seconds

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_watcher_may_ask_what_only_the_owner_may_do(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    for name in ("room.history", "room.log", "room.words"):
        assert "result" in await carry_out(room.code, "watcher", "m-1", Wish("key", name, {}))
    answer = await carry_out(room.code, "watcher", "m-1", Wish("key", "room.seek", {"at_us": 0}))
    assert answer["error"]["code"] == "not_yours"


async def test_the_history_goes_to_the_head_also_while_the_past_is_shown(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    await do(hub, room, "seek", at_us=3 * SECOND_US)
    found = await hub.ask(room.code, "room.history", {})
    assert (found["head_us"], found["times_us"][-1]) == (10 * SECOND_US, 10 * SECOND_US)
    assert [(command["at_us"], command["name"]) for command in found["commands"]] == [
        (0, "tally.add"),
        (5 * SECOND_US, "tally.add"),
    ]


async def test_another_branch_is_asked_from_the_database(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    await do(hub, room, "seek", at_us=3 * SECOND_US)
    await do(hub, room, "branch")
    await crash(hub)
    found = await hub.ask(room.code, "room.history", {"branch": 0})
    assert (found["branch"], found["head_us"], len(found["commands"])) == (0, 10 * SECOND_US, 2)
    with pytest.raises(Refused) as refused:
        await hub.ask(room.code, "room.history", {"branch": 7})
    assert refused.value.code == "unknown_branch"


async def test_two_branches_differ_first_where_one_of_them_was_changed(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    await do(hub, room, "seek", at_us=3 * SECOND_US)
    await do(hub, room, "branch")
    await add(hub, room, 10, "third")
    found = await hub.ask(room.code, "room.compare", {"a": 0, "b": 1})
    assert (found["fork_us"], found["difference"]["at_us"]) == (3 * SECOND_US, 3 * SECOND_US)
    assert found["difference"]["b"]["data"]["n"] == 10
    assert found["difference"]["a"]["event"] == "SecondPassed"


async def test_many_who_ask_the_same_at_a_pause_are_answered_once(
    hub: Hub, wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await run_of_ten_seconds(hub, wall)
    asked = []
    real = history.history

    def count(*args: object, **more: object) -> object:
        asked.append(args)
        return real(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(history, "history", count)
    await asyncio.gather(*(hub.ask(room.code, "room.history", {}) for _ in range(50)))
    assert len(asked) == 1
    await add(hub, room)
    await hub.ask(room.code, "room.history", {})
    assert len(asked) == 2


async def test_the_room_goes_on_while_it_is_asked(hub: Hub, wall: Wall) -> None:
    room = await new_room()
    await add(hub, room)
    await do(hub, room, "play")
    asking = asyncio.create_task(hub.ask(room.code, "room.words", {}))
    wall.now += 3
    await tick(hub)
    assert hosted_of(hub, room).live.sim.now_us == 3 * SECOND_US
    assert "findings" in await asking


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("room.why", {}),
        ("room.why", {"about": 7}),
        ("room.why", {"about": "nobody-there"}),
        ("room.log", {"limit": 0}),
        ("room.log", {"kind": "nonsense"}),
        ("room.log", {"limit": True}),
        ("room.compare", {"a": 0}),
        ("room.history", {"to": 3}),
    ],
)
async def test_a_wrong_question_is_refused(hub: Hub, wall: Wall, name: str, args: dict[str, object]) -> None:
    room = await run_of_ten_seconds(hub, wall)
    with pytest.raises(Refused) as refused:
        await hub.ask(room.code, name, args)
    assert refused.value.code == "bad_arguments"


async def test_a_parts_own_question_is_answered_for_the_moment_that_is_shown(hub: Hub, wall: Wall) -> None:
    room = await run_of_ten_seconds(hub, wall)
    asked = {"query": "tally.how_much", "args": {}}
    now = await hub.ask(room.code, "room.query", asked)
    await do(hub, room, "seek", at_us=3 * SECOND_US)
    then = await hub.ask(room.code, "room.query", asked)
    assert now["answer"]["total"] > then["answer"]["total"]


@pytest.mark.parametrize(
    ("query", "args", "code"),
    [
        ("tally.add", {}, "unknown_query"),
        ("nobody.knows", {}, "unknown_query"),
        ("tally.how_much", {"x": 1}, "bad_arguments"),
        ("tally.share_of", {"name": "@lee"}, "nobody"),
    ],
)
async def test_what_cannot_be_asked_is_refused(hub: Hub, query: str, args: dict[str, int], code: str) -> None:
    room = await new_room()
    answer = await carry_out(room.code, "watcher", "m-1", Wish("key", "room.query", {"query": query, "args": args}))
    assert answer["error"]["code"] == code
