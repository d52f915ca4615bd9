"""What a WebSocket may send without harm to anybody."""

import logging
from time import monotonic

import orjson
import pytest

from labs.rooms import consumers, limits
from labs.rooms import hub as hub_module
from labs.rooms.hub import Hub
from tests.rooms.hubs import add, hosted_of, new_room, total
from tests.rooms.sockets import Socket, opened

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("{", "malformed", None),
        ("[]", "malformed", None),
        ('{"what": 1}', "malformed", None),
        ('{"key": "k", "command": 5, "args": {}}', "malformed", "k"),
        ('{"key": "k", "command": "tally.add"}', "malformed", "k"),
        ('{"resume": null, "lens": "x"}', "malformed", None),
        ('{"key": "k", "command": "nobody.knows", "args": {}}', "unknown_command", "k"),
        ('{"key": "k", "command": "room.explode", "args": {}}', "unknown_command", "k"),
        ('{"key": "k", "command": "tally.second", "args": {}}', "unknown_command", "k"),
        ('{"key": "k", "command": "tally.__init__", "args": {}}', "unknown_command", "k"),
        ('{"key": "k", "command": "tally.add", "args": {"n": "x"}}', "bad_arguments", "k"),
        ('{"key": "k", "command": "tally.add", "args": {"n": true}}', "bad_arguments", "k"),
        ('{"key": "k", "command": "tally.add", "args": {"n": 9007199254740993}}', "bad_arguments", "k"),
        ('{"key": "k", "command": "tally.add", "args": {"m": 1}}', "bad_arguments", "k"),
        ('{"key": "k", "command": "room.set_rate", "args": {"rate": 61}}', "bad_arguments", "k"),
        ('{"key": "k", "command": "room.set_rate", "args": {"rate": "fast"}}', "bad_arguments", "k"),
        ('{"key": "k", "command": "tally.add", "args": {"note": "' + "x" * 16_384 + '"}}', "too_large", None),
    ],
)
async def test_it_is_refused_with_a_code_and_the_connection_stays(
    hub: Hub, text: str, code: str, key: str | None
) -> None:
    room = await new_room()
    socket = await opened(room)
    await socket.pipe.send_to(text_data=text)
    await socket.read_until(lambda: key in socket.acks)
    assert socket.acks[key][0]["error"]["code"] == code
    assert (await socket.ask("tally.add", "after", n=1))["result"] == {"total": 1}
    await socket.leave()


async def test_bytes_are_read_as_text(hub: Hub) -> None:
    room = await new_room()
    socket = await opened(room)
    await socket.pipe.send_to(bytes_data=b"\x00\xff")
    await socket.read_until(lambda: None in socket.acks)
    assert socket.acks[None][0]["error"]["code"] == "malformed"
    await socket.leave()


async def test_a_thousand_messages_at_once_are_refused_and_logged_once_and_disturb_nobody(
    hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    room = await new_room()
    flood, other = await opened(room), await opened(room, "somebody")
    with caplog.at_level(logging.WARNING):
        for number in range(1_000):
            await flood.send({"key": f"k{number}", "command": "tally.add", "args": {"n": 1}})
        began_s = monotonic()
        assert (await other.ask("tally.add", "mine"))["error"]["code"] == "not_yours"
        assert monotonic() - began_s < 2.0
        await flood.read_until(lambda: len(flood.acks) == 1_000)
    refused = [acks for acks in flood.acks.values() if "error" in acks[0]]
    assert {acks[0]["error"]["code"] for acks in refused} == {"too_fast"}
    done = 1_000 - len(refused)
    hello = 1  # took a token too
    assert limits.COMMANDS_BURST - hello <= done <= limits.COMMANDS_BURST + 10 * limits.COMMANDS_A_SECOND
    assert await total(hub, room) == done
    assert len(caplog.records) == 1
    assert flood.close_code is None
    await flood.leave()
    await other.leave()


async def test_a_flood_without_keys_is_not_answered_one_by_one(hub: Hub) -> None:
    room = await new_room()
    socket = await opened(room)
    for _ in range(1_000):
        await socket.pipe.send_to(text_data="{")
    await socket.ask("tally.add", "after")
    assert len(socket.acks[None]) <= limits.COMMANDS_BURST
    await socket.leave()


async def test_somebody_who_never_stops_is_closed_once(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumers, "REFUSALS_MAX", 50)
    room = await new_room()
    socket = await opened(room)
    for _ in range(200):
        await socket.pipe.send_to(text_data="{")
    await socket.read_until(lambda: socket.close_code is not None)
    assert socket.close_code == 4029
    assert await socket.pipe.receive_nothing()
    assert await total(hub, room) == 0


async def test_asking_for_full_frames_all_the_time_is_refused(hub: Hub) -> None:
    room = await new_room()
    socket = await opened(room)
    for _ in range(100):
        await socket.send({"resume": None, "lens": "scene"})
    await socket.read_until(lambda: None in socket.acks)
    assert socket.acks[None][0]["error"]["code"] == "too_fast"
    assert len([frame for frame in socket.frames if frame["full"]]) <= limits.COMMANDS_BURST + 5
    await socket.leave()


async def test_whoever_guesses_codes_is_soon_refused_right_ones_too(hub: Hub, no_refill: None) -> None:
    room = await new_room()
    for _ in range(int(limits.GUESSES_BURST)):
        wrong = Socket("ABC234")
        await wrong.pipe.connect()
        await wrong.read_until(lambda wrong=wrong: wrong.close_code is not None)  # type: ignore[misc]
    right = Socket(room.code)
    await right.pipe.connect()
    await right.read_until(lambda: right.close_code is not None)
    assert right.acks[None][0]["error"]["code"] == "unknown_room"


async def test_a_full_room_says_so(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "VIEWERS_MAX", 1)
    room = await new_room()
    first = await opened(room)
    second = await opened(room, "somebody")
    assert second.close_code == 4013
    assert second.acks[None][0]["error"]["code"] == "limit"
    await first.leave()


async def test_a_viewer_whose_connection_fails_does_not_stop_the_others(hub: Hub) -> None:
    room = await new_room()
    dead, alive = await opened(room), await opened(room)
    viewers = hosted_of(hub, room).audience.by_lens["scene"]

    async def fail(message: object) -> None:
        raise ConnectionError

    viewers[0].send = fail
    await add(hub, room, 3)
    await alive.read_until(lambda: alive.screen.entities["ledger"]["accepted"] == 3)
    assert len(viewers) == 1
    await alive.leave()
    await dead.leave()


async def test_args_deeper_than_anybody_needs_are_refused(hub: Hub) -> None:
    room = await new_room()
    socket = await opened(room)
    deep = orjson.loads("[" * 100 + "]" * 100)
    assert (await socket.ask("tally.add", "k", note=deep))["error"]["code"] == "bad_arguments"
    await socket.leave()
