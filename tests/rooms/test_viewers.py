"""The one way a frame reaches everybody."""

import asyncio
from typing import Any

import orjson
import pytest

from labs.rooms.viewers import (
    BEHIND_CLOSE_S,
    BUFFERED_BYTES_MAX,
    CLOSE_BEHIND,
    SLICE,
    UNSEEN_FRAMES_MAX,
    Audience,
    Viewer,
)


class Transport:
    """Daphne's, as far as it is looked at."""

    def __init__(self) -> None:
        self.dataBuffer = b""
        self._tempDataLen = 0


class Connection:
    """A viewer's end: what it was sent, and whether it reads."""

    def __init__(self, lens: str = "scene", by: str = "") -> None:
        self.messages: list[dict[str, Any]] = []
        self.transport = Transport()
        self.viewer = Viewer(self.send, lens, by, self.transport)
        self.dead = False

    async def send(self, message: dict[str, Any]) -> None:
        if self.dead:
            raise ConnectionResetError
        self.messages.append(message)

    @property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.messages if "text" in message]


def audience_of(*connections: Connection) -> Audience:
    audience = Audience()
    for connection in connections:
        audience.add(connection.viewer)
    return audience


async def show(audience: Audience, n: int, wall_s: float = 0.0, lens: str = "scene") -> None:
    await audience.broadcast(lens, n, f"frame {n}", lambda: f"full {n}", wall_s)


async def test_every_viewer_of_a_lens_gets_the_same_message_object() -> None:
    first, second, phone = Connection(), Connection(), Connection("phone")
    await show(audience_of(first, second, phone), 7)
    assert first.texts == second.texts == ["frame 7"]
    assert first.messages[0] is second.messages[0], "encoded once"
    assert phone.texts == []
    assert first.viewer.sent == 7


async def test_a_viewer_that_does_not_read_is_skipped_and_later_gets_one_full_frame() -> None:
    slow, quick = Connection(), Connection()
    audience = audience_of(slow, quick)
    slow.transport.dataBuffer = b"x" * (BUFFERED_BYTES_MAX - 10)
    slow.transport._tempDataLen = 11
    for n in (1, 2, 3):
        await show(audience, n)
    slow.transport.dataBuffer, slow.transport._tempDataLen = b"", 0
    for n in (4, 5):
        await show(audience, n)
    assert slow.texts == ["full 4", "frame 5"]
    assert quick.texts == [f"frame {n}" for n in (1, 2, 3, 4, 5)]


async def test_those_who_catch_up_together_share_one_full_frame() -> None:
    connections = [Connection() for _ in range(3)]
    audience, made = audience_of(*connections), []
    for connection in connections:
        connection.transport.dataBuffer = b"x" * 100_000
    await show(audience, 1)
    for connection in connections:
        connection.transport.dataBuffer = b""

    def full() -> str:
        made.append(1)
        return "full"

    await audience.broadcast("scene", 2, "frame", full, 0.0)
    assert [connection.texts for connection in connections] == [["full"]] * 3
    assert made == [1]


async def test_a_viewer_that_says_what_it_has_seen_is_judged_by_it() -> None:
    connection = Connection()
    audience = audience_of(connection)
    connection.viewer.seen = 0
    for n in range(1, UNSEEN_FRAMES_MAX + 5):
        await show(audience, n)
    assert len(connection.texts) == UNSEEN_FRAMES_MAX + 1
    connection.viewer.seen = connection.viewer.sent
    await show(audience, 99)
    assert connection.texts[-1] == "full 99"


async def test_a_viewer_behind_for_too_long_is_closed() -> None:
    connection = Connection()
    audience = audience_of(connection)
    connection.transport.dataBuffer = b"x" * 100_000
    await show(audience, 1, 100.0)
    await show(audience, 2, 100.0 + BEHIND_CLOSE_S)
    assert len(audience) == 1
    await show(audience, 3, 100.1 + BEHIND_CLOSE_S)
    assert connection.messages == [{"type": "websocket.close", "code": CLOSE_BEHIND}]
    assert len(audience) == 0


async def test_a_dead_connection_leaves_and_the_others_get_their_frame() -> None:
    dead, alive = Connection(), Connection()
    audience = audience_of(dead, alive)
    dead.dead = True
    await show(audience, 1)
    assert alive.texts == ["frame 1"]
    assert len(audience) == 1
    await audience.send_away()
    assert alive.messages[-1] == {"type": "websocket.close", "code": 1012}
    assert len(audience) == 0


async def test_a_large_audience_gives_others_a_turn_in_between() -> None:
    connections = [Connection() for _ in range(3 * SLICE)]
    turns: list[int] = []

    async def others() -> None:
        while True:
            turns.append(sum(len(connection.messages) for connection in connections))
            await asyncio.sleep(0)

    task = asyncio.get_running_loop().create_task(others())
    await show(audience_of(*connections), 1)
    task.cancel()
    assert {SLICE, 2 * SLICE} <= {*turns}


async def test_what_is_somebodys_own_goes_to_them_alone_and_only_when_it_changes() -> None:
    kim, lee, stranger = Connection(by="kim"), Connection("phone", by="lee"), Connection()
    audience = audience_of(kim, lee, stranger)
    held = {"kim": {"sqs": 1}, "lee": {"sqs": 2}}
    for _ in range(2):
        await audience.tell_each(lambda by: held.get(by, {}))
    held["kim"] = {}
    await audience.tell_each(lambda by: held.get(by, {}))
    assert [orjson.loads(text) for text in kim.texts] == [{"mine": {"sqs": 1}}, {"mine": {}}]
    assert [orjson.loads(text) for text in lee.texts] == [{"mine": {"sqs": 2}}]
    assert stranger.texts == []


async def test_what_is_somebodys_own_waits_until_they_read_again() -> None:
    kim = Connection(by="kim")
    audience = audience_of(kim)
    kim.transport.dataBuffer = b"x" * 100_000
    await audience.tell_each(lambda by: {"sqs": 1})
    assert kim.texts == []
    kim.transport.dataBuffer = b""
    await audience.tell_each(lambda by: {"sqs": 1})
    assert [orjson.loads(text) for text in kim.texts] == [{"mine": {"sqs": 1}}]


async def test_removing_somebody_who_is_not_there_is_no_error() -> None:
    audience = audience_of(Connection())
    audience.remove(Connection().viewer)
    audience.remove(Connection("phone").viewer)
    assert len(audience) == 1


@pytest.mark.parametrize("lens", ["scene", "stage", "phone"])
async def test_nobody_there_is_nothing_sent(lens: str) -> None:
    await show(Audience(), 1, lens=lens)
