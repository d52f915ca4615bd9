"""The live protocol where WebSockets are refused: the same frames, the same commands."""

from typing import Any

import orjson
import pytest

from labs.rooms import hub as hub_module
from labs.rooms import limits
from labs.rooms.hub import Hub
from labs.rooms.limits import MESSAGE_BYTES_MAX
from labs.rooms.visitors import name_in_room
from tests.rooms.browser import Browser
from tests.rooms.conftest import Wall
from tests.rooms.hubs import OWNER, add, new_room, tick, total
from tests.rooms.live_rooms import Screen
from tests.rooms.sockets import opened

pytestmark = pytest.mark.django_db(transaction=True)


def frames(answer: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for item in answer if "n" in item]


def resume(frame: dict[str, Any]) -> str:
    return f"{frame['epoch']},{frame['n']}"


async def test_a_first_poll_gets_a_full_frame_and_who_one_is(hub: Hub) -> None:
    room = await new_room()
    answer = await Browser(OWNER).poll(room)
    assert [frame["full"] for frame in frames(answer)] == [True]
    assert {"you": {"role": "owner", "name": name_in_room(OWNER, room.code)}} in answer


async def test_the_next_poll_gets_what_changed_since(hub: Hub, wall: Wall) -> None:
    room, browser = await new_room(), Browser(OWNER)
    first = frames(await browser.poll(room))[0]
    assert frames(await browser.poll(room, resume(first))) == []
    await add(hub, room, 3)
    await browser.poll(room, resume(first))


async def test_polled_frames_add_up_to_what_a_socket_shows(hub: Hub, wall: Wall) -> None:
    room, browser, screen = await new_room(playing=True), Browser(OWNER), Screen()
    socket = await opened(room)
    last: dict[str, Any] = {}
    for step in range(12):
        await add(hub, room, step)
        wall.now += 0.4
        await tick(hub)
        if step % 3 == 2:
            for frame in frames(await browser.poll(room, resume(last) if last else "")):
                screen.apply(orjson.dumps(frame).decode())
                last = frame
    await socket.read_until(lambda: socket.screen.n >= last["n"])
    assert socket.screen.n == last["n"]
    assert screen.entities == socket.screen.entities
    assert [event["id"] for event in screen.events] == sorted({event["id"] for event in screen.events})
    await socket.leave()


async def test_a_room_that_is_only_polled_makes_frames(hub: Hub, wall: Wall) -> None:
    room, browser = await new_room(playing=True), Browser(OWNER)
    first = frames(await browser.poll(room))[0]
    wall.now += 2.5
    await tick(hub)
    later = frames(await browser.poll(room, resume(first)))
    assert [frame["n"] for frame in later] == [first["n"] + 1]
    assert later[0]["set"]["ledger"]["handled"] == 2


@pytest.mark.parametrize("known", ["other,3", "same,9999"])
async def test_a_poll_with_a_hole_gets_a_full_frame(hub: Hub, known: str) -> None:
    room, browser = await new_room(), Browser(OWNER)
    first = frames(await browser.poll(room))[0]
    answer = frames(await browser.poll(room, known.replace("same", first["epoch"])))
    assert [frame["full"] for frame in answer] == [True]


@pytest.mark.parametrize(("query", "status"), [("resume=x&lens=scene", 400), ("resume=&lens=wide", 400), ("", 200)])
async def test_a_poll_without_sense_is_refused(hub: Hub, query: str, status: int) -> None:
    room = await new_room()
    response = await Browser(OWNER).get(f"/rooms/{room.code}/live/?{query}")
    assert response.status_code == status
    if status == 400:
        assert orjson.loads(response.content) == {"ack": None, "error": {"code": "malformed", "data": {}}}


async def test_a_command_is_answered_as_on_a_socket(hub: Hub) -> None:
    room, browser = await new_room(), Browser(OWNER)
    assert await browser.ask(room, "tally.add", "k1", n=4) == {"ack": "k1", "result": {"total": 4}}
    assert await browser.ask(room, "tally.add", "k1", n=4) == {"ack": "k1", "result": {"total": 4}}
    assert await browser.ask(room, "room.set_rate", "k2", rate=4) == {"ack": "k2", "result": {}}
    refused = await browser.ask(room, "tally.add", "k3", n=-1)
    assert refused["error"]["code"] == "too_little"
    assert await total(hub, room) == 4


async def test_a_key_sent_on_a_socket_and_again_by_post_is_done_once(hub: Hub) -> None:
    room = await new_room()
    socket, browser = await opened(room), Browser(OWNER)
    assert await socket.ask("tally.add", "k1", n=4) == await browser.ask(room, "tally.add", "k1", n=4)
    assert await total(hub, room) == 4
    await socket.leave()


async def test_what_is_ones_own_is_polled_too(hub: Hub) -> None:
    room, browser = await new_room(), Browser(OWNER)
    await browser.ask(room, "tally.add", "k1", n=4)
    assert {"mine": {"tally": {"added": 4}}} in await browser.poll(room)
    assert {"mine": {}} in await Browser("somebody").poll(room)


async def test_a_watcher_steers_nothing_by_post_either(hub: Hub) -> None:
    room = await new_room()
    answer = await Browser("somebody").ask(room, "tally.add", "k1", n=4)
    assert answer == {"ack": "k1", "error": {"code": "not_yours", "data": {}}}


@pytest.mark.parametrize("csrf", ["", "x" * 64])
async def test_a_command_from_another_sites_page_is_refused(hub: Hub, csrf: str) -> None:
    room, browser = await new_room(), Browser(OWNER)
    await browser.get(f"/rooms/{room.code}/")
    response = await browser.send(room, b'{"key": "k1", "command": "tally.add", "args": {}}', csrf)
    assert response.status_code == 403
    assert await total(hub, room) == 0


@pytest.mark.parametrize(
    ("body", "code", "key"),
    [
        (b"", "malformed", None),
        (b"{", "malformed", None),
        (b"\xff", "malformed", None),
        (b'{"seen": 3}', "malformed", None),
        (b'{"resume": null, "lens": "scene"}', "malformed", None),
        (b'{"key": "k", "command": 3, "args": {}}', "malformed", "k"),
        (b'{"key": "k", "command": "a.b", "args": {"x": "' + b"x" * MESSAGE_BYTES_MAX + b'"}}', "too_large", None),
        (b"x" * 1_000_000, "too_large", None),
    ],
)
async def test_a_bad_body_is_refused_with_its_code(hub: Hub, body: bytes, code: str, key: str | None) -> None:
    room, browser = await new_room(), Browser(OWNER)
    await browser.get(f"/rooms/{room.code}/")
    response = await browser.send(room, body)
    assert response.status_code == 400
    assert orjson.loads(response.content) == {"ack": key, "error": {"code": code, "data": {}}}


async def test_too_many_commands_by_post_are_refused(hub: Hub, no_refill: None) -> None:
    room, browser = await new_room(), Browser(OWNER)
    answers = [await browser.ask(room, "tally.add", f"k{number}") for number in range(int(limits.COMMANDS_BURST) + 40)]
    assert "too_fast" in [answer.get("error", {}).get("code") for answer in answers]
    assert answers[0]["result"] == {"total": 1}


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
async def test_other_methods_are_refused(hub: Hub, method: str) -> None:
    room, browser = await new_room(), Browser(OWNER)
    await browser.get(f"/rooms/{room.code}/")
    response = await getattr(browser.client, method)(f"/rooms/{room.code}/live/", headers={"x-csrftoken": browser.csrf})
    assert response.status_code == 405


async def test_where_there_is_no_place_for_another_room_a_poll_says_so(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_module, "ROOMS_LIVE_MAX", 0)
    room = await new_room()
    response = await Browser(OWNER).get(f"/rooms/{room.code}/live/?resume=&lens=scene")
    assert response.status_code == 503
    assert orjson.loads(response.content)["error"]["code"] == "busy"
