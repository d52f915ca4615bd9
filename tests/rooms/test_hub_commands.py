"""The door in: every command once, whatever happens."""

import asyncio
from typing import Any

import pytest

from labs.engines.sim import Command, EngineError, Query, Refused, Reply
from labs.rooms import live, writer
from labs.rooms.hub import Hub
from tests.rooms.hubs import add, crash, hosted_of, new_room, total, turns, written

pytestmark = pytest.mark.django_db(transaction=True)
WAIT = Command("tally.wait_for", {"total": 3}, "kim")


def how_many_wait(hub: Hub, room: Any) -> int:
    waiters: list[Any] = hosted_of(hub, room).live.sim.components["tally"].waiters  # type: ignore[attr-defined]
    return len(waiters)


async def start(work: Any) -> "asyncio.Task[Reply]":
    task = asyncio.get_running_loop().create_task(work)
    await turns()
    return task


async def test_a_command_is_written_before_it_is_answered(hub: Hub) -> None:
    room = await new_room()
    assert (await add(hub, room, 2, "k1")).result == {"total": 2}
    assert await written(room) == [(1, "tally.add", "k1", False)]


async def test_a_repeat_of_a_key_gets_the_first_answer(hub: Hub) -> None:
    room = await new_room()
    first = await add(hub, room, 2, "k1")
    assert await add(hub, room, 2, "k1") == first
    assert await total(hub, room) == 2


async def test_a_repeat_while_the_first_is_not_yet_written_gets_the_first_answer(hub: Hub) -> None:
    room = await new_room()
    answers = await asyncio.gather(*(add(hub, room, 2, "k1") for _ in range(10)))
    assert [answer.result for answer in answers] == [{"total": 2}] * 10
    assert len(await written(room)) == 1


async def test_a_repeat_after_a_crash_gets_the_first_answer(hub: Hub) -> None:
    room = await new_room()
    first = await add(hub, room, 2, "k1")
    await add(hub, room, 3, "k2")
    await crash(hub)
    assert await add(hub, room, 2, "k1") == first
    assert await total(hub, room) == 5


async def test_a_repeat_of_a_refusal_is_refused_again(hub: Hub) -> None:
    room = await new_room()
    first = await add(hub, room, -1, "k1")
    assert first.error is not None
    await crash(hub)
    assert await add(hub, room, -1, "k1") == first


async def test_the_same_key_of_another_member_is_another_command(hub: Hub) -> None:
    room = await new_room()
    await add(hub, room, 2, "k1", by="kim")
    assert (await add(hub, room, 2, "k1", by="lee")).result == {"total": 4}


async def test_the_same_key_in_another_room_is_another_command(hub: Hub) -> None:
    room, other = await new_room(), await new_room()
    await add(hub, room, 2, "k1")
    assert (await add(hub, other, 5, "k1")).result == {"total": 5}
    assert (await total(hub, room), await total(hub, other)) == (2, 5)


async def test_a_call_without_a_key_is_done_as_often_as_it_comes(hub: Hub) -> None:
    room = await new_room()
    await add(hub, room)
    await add(hub, room)
    assert await total(hub, room) == 2


async def test_a_waiting_command_is_answered_when_it_ends(hub: Hub) -> None:
    room = await new_room()
    waiting = await start(hub.execute(room.code, WAIT))
    await add(hub, room, 2)
    assert not waiting.done()
    await add(hub, room, 1)
    assert (await waiting).result == {"total": 3}


async def test_a_repeat_of_a_waiting_command_waits_with_it(hub: Hub) -> None:
    room = await new_room()
    first = await start(hub.execute(room.code, WAIT, "k1"))
    again = await start(hub.execute(room.code, WAIT, "k1"))
    await add(hub, room, 3)
    assert await first == await again == Reply(result={"total": 3})
    assert len(await written(room)) == 2


async def test_a_repeat_of_a_waiting_command_after_a_crash_goes_on_waiting(hub: Hub) -> None:
    room = await new_room()
    lost = await start(hub.execute(room.code, WAIT, "k1"))
    await add(hub, room, 2)
    await crash(hub)
    again = await start(hub.execute(room.code, WAIT, "k1"))
    await add(hub, room, 1)
    assert (await again).result == {"total": 3}
    lost.cancel()


async def test_a_repeat_of_a_wait_that_is_over_gets_its_answer_after_a_crash(hub: Hub) -> None:
    room = await new_room()
    waiting = await start(hub.execute(room.code, WAIT, "k1"))
    await add(hub, room, 3)
    first = await waiting
    await add(hub, room, 3)
    await crash(hub)
    assert await hub.execute(room.code, WAIT, "k1") == first


async def test_a_caller_who_leaves_abandons_what_waits(hub: Hub) -> None:
    room = await new_room()
    waiting = await start(hub.execute(room.code, WAIT))
    await add(hub, room, 0)
    waiting.cancel()
    await turns()
    await add(hub, room, 1)
    assert how_many_wait(hub, room) == 0
    assert [name for _, name, _, _ in await written(room)][2:] == ["tickets.abandon", "tally.add"]


async def test_a_caller_who_leaves_before_it_is_written_abandons_it_as_well(hub: Hub) -> None:
    room = await new_room()
    await total(hub, room)
    waiting = await start(hub.execute(room.code, WAIT))
    assert not how_many_wait(hub, room)
    waiting.cancel()
    await add(hub, room, 1)
    await turns()
    await add(hub, room, 1)
    assert how_many_wait(hub, room) == 0


async def test_a_caller_who_leaves_does_not_take_the_answer_from_one_who_stays(hub: Hub) -> None:
    room = await new_room()
    gone = await start(hub.execute(room.code, WAIT, "k1"))
    stays = await start(hub.execute(room.code, WAIT, "k1"))
    await add(hub, room, 0)
    gone.cancel()
    await add(hub, room, 3)
    assert (await stays).result == {"total": 3}


async def test_wire_calls_that_waited_in_a_process_that_died_are_abandoned(hub: Hub) -> None:
    room = await new_room()
    lost = await start(hub.execute(room.code, WAIT))
    kept = await start(hub.execute(room.code, WAIT, "k1"))
    await add(hub, room, 1)
    await crash(hub)
    await add(hub, room, 1)
    await turns()
    assert how_many_wait(hub, room) == 1
    lost.cancel()
    kept.cancel()


async def test_questions_and_empty_polls_are_not_written(hub: Hub) -> None:
    room = await new_room()
    assert (await hub.execute(room.code, Command("tally.peek"))).result == {}
    assert await hub.query(room.code, Query("tally.how_much")) == {"total": 0, "waiting": 0}
    assert await written(room) == []


async def test_what_the_fence_refuses_is_answered_and_not_written(hub: Hub) -> None:
    room = await new_room()
    for name, args, code in (
        ("tally.nothing", {}, "unknown_command"),
        ("tally.add", {"n": "x"}, "bad_arguments"),
        ("tally.second", {}, "unknown_command"),
    ):
        reply = await hub.execute(room.code, Command(name, args), name)
        assert reply.error is not None
        assert reply.error["code"] == code
    assert await written(room) == []


async def test_a_question_nobody_can_answer_is_an_engine_error(hub: Hub) -> None:
    room = await new_room()
    with pytest.raises(EngineError):
        await hub.query(room.code, Query("tally.nothing"))


async def test_too_many_waiting_commands_are_refused_and_the_others_carried_out(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "PENDING_MAX", 5)
    room = await new_room()
    await total(hub, room)
    outcomes = await asyncio.gather(*(add(hub, room) for _ in range(8)), return_exceptions=True)
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert [(error.code, error.data) for error in refused] == [("busy", {"what": "commands", "most": 5})] * 3
    assert await total(hub, room) == 5
    assert (await add(hub, room)).result == {"total": 6}


async def test_a_run_at_its_end_refuses_and_stays_open(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "COMMANDS_MAX", 2)
    room = await new_room()
    await add(hub, room)
    await add(hub, room)
    with pytest.raises(Refused) as refused:
        await add(hub, room)
    assert refused.value.code == "limit"
    assert await total(hub, room) == 2


async def test_commands_of_many_callers_are_numbered_in_the_order_they_took_effect(hub: Hub) -> None:
    room = await new_room(playing=True)
    answers = await asyncio.gather(*(add(hub, room, 1, f"k{number}") for number in range(200)))
    assert sorted(answer.result["total"] for answer in answers) == list(range(1, 201))
    assert [number for number, _, _, _ in await written(room)] == list(range(1, 201))


async def test_arguments_come_back_as_they_came(hub: Hub) -> None:
    room = await new_room()
    note = {"zz": 1, "a": [1.0, 1e300, "\u0000", "가"], "m": None}
    await hub.execute(room.code, Command("tally.add", {"note": note, "n": 1}))
    digest = hosted_of(hub, room).live.sim.digest
    await crash(hub)
    await total(hub, room)
    live_room = hosted_of(hub, room).live
    assert list(live_room.run.log[0].command.args["note"]) == ["zz", "a", "m"]
    assert live_room.sim.digest == digest
