"""A call that waits: until its answer, its time, or the end of the connection."""

import pytest

from labs.gateways.aws import app, patience, wire
from tests.gateways.aws.asgi_client import FakeHub, call, receiving

REQUEST = {"type": "http.request", "body": b'{"QueueUrl": "q", "WaitTimeSeconds": 1}'}


@pytest.fixture
def waiting_room(room: FakeHub, monkeypatch: pytest.MonkeyPatch) -> FakeHub:
    """A room that never answers, and clocks that make the wait short."""
    room.waits = True
    monkeypatch.setattr(patience, "WATCH_AFTER_S", 0.0)
    monkeypatch.setattr(wire, "WAIT_S_MAX", 0.0)
    monkeypatch.setattr(wire, "GRACE_S", 0.02)
    return room


async def test_a_long_poll_ends_empty_when_its_wall_time_is_over(waiting_room: FakeHub) -> None:
    answer = await call("ReceiveMessage", receive=receiving(REQUEST))
    assert (answer.status, answer.json) == (200, {})
    assert waiting_room.abandoned == 1


async def test_a_client_that_hangs_up_is_abandoned_at_once(
    waiting_room: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "GRACE_S", 60.0)
    answer = await call("ReceiveMessage", receive=receiving(REQUEST, {"type": "http.disconnect"}))
    assert answer.sent == 0
    assert waiting_room.abandoned == 1


async def test_another_call_that_finds_no_answer_is_unavailable(
    waiting_room: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "ANSWER_S_MAX", 0.02)
    answer = await call("SendMessage", {"QueueUrl": "q", "MessageBody": "b"})
    assert answer.status == 503
    assert waiting_room.abandoned == 1


async def test_an_answer_in_time_leaves_nothing_behind(room: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "WATCH_AFTER_S", 0.0)
    answer = await call("ReceiveMessage", receive=receiving(REQUEST))
    assert (answer.status, answer.json) == (200, {})
    assert room.abandoned == 0
