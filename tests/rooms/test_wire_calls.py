"""The last calls of real clients, as they are seen by whoever watches the room."""

from labs.rooms.screens import CALLS_SHOWN
from tests.rooms.live_rooms import Screen, live_room, tick


def test_the_newest_calls_are_seen_with_names_and_refusals() -> None:
    room = live_room()
    tick(room, 1.5)
    room.facts.note_call(1500, "kim", "sqs:SendMessage", "shipping", "")
    room.facts.note_call(1500, "lee", "sns:Publish", "", "NotFound")
    screen = Screen()
    screen.apply(room.frame("scene", 0))
    assert screen.entities["calls"] == {
        "kind": "calls",
        "last": [[1, 1500, "kim", "sqs:SendMessage", "shipping", ""], [2, 1500, "lee", "sns:Publish", "", "NotFound"]],
    }


def test_only_the_last_few_are_kept_and_numbered_on() -> None:
    room = live_room()
    for _ in range(100):
        room.facts.note_call(0, "kim", "sqs:SendMessage", "shipping", "")
    assert [call[0] for call in room.facts.calls] == list(range(101 - CALLS_SHOWN, 101))


def test_a_frame_has_them_only_when_somebody_called() -> None:
    room = live_room(playing=False)
    assert "calls" not in Screen().apply(room.frame("scene", 0))["set"]
    room.facts.note_call(0, "kim", "sqs:SendMessage", "shipping", "")
    assert "calls" in Screen().apply(room.frame("scene", 0))["set"]
    assert room.frame("scene", 0) is None


def test_phones_are_spared() -> None:
    room = live_room()
    room.facts.note_call(0, "kim", "sqs:SendMessage", "shipping", "")
    assert "calls" not in Screen().apply(room.frame("phone", 0))["set"]
