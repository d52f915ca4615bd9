"""What changed since the last frame."""

from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.rooms.frames import DELTA_BYTES_MAX, EVENTS_MAX, FRAMES_KEPT, FULL_BYTES_MAX, LENS_HZ, Lens
from labs.rooms.live import LiveRoom
from tests.rooms.live_rooms import Screen, do, live_room, shown_by, tick, wire
from tests.rooms.models import small, still


def frame_of(room: LiveRoom, kind: str = "scene") -> dict[str, Any]:
    """The next frame; {} if nothing changed."""
    room.touch()
    return Screen().apply(room.frame(kind, 0))


def test_a_first_full_frame_holds_everything() -> None:
    room, screen = live_room(still), Screen()
    frame = screen.apply(room.full("scene", 1234))
    assert frame["full"]
    epoch = room.lenses["scene"].epoch
    assert (frame["epoch"], frame["now_ms"], frame["sent_ms"], frame["gone"]) == (epoch, 0, 1234, [])
    assert screen.entities == shown_by(room.lenses["scene"], room)
    assert {"room", "network", "ledger", "tally/luck"} <= screen.entities.keys()


def test_a_delta_holds_only_what_changed() -> None:
    room = live_room(still)
    frame_of(room)
    wire(room, "crowd.put", key="a", value=1)
    frame = frame_of(room)
    assert not frame["full"]
    assert frame["set"] == {"thing/a": {"kind": "thing", "value": 1}}
    assert frame["gone"] == []


def test_what_is_no_longer_there_is_said_to_be_gone() -> None:
    room = live_room(still)
    wire(room, "crowd.put", key="a", value=1)
    frame_of(room)
    wire(room, "crowd.remove", key="a")
    assert frame_of(room)["gone"] == ["thing/a"]


def test_no_change_is_no_frame() -> None:
    room = live_room(still)
    frame_of(room)
    assert frame_of(room) == {}


def test_frames_are_numbered_without_a_hole() -> None:
    room = live_room(still)
    numbers = []
    for value in range(4):
        wire(room, "crowd.put", key="a", value=value)
        numbers.append(frame_of(room)["n"])
    assert numbers == [1, 2, 3, 4]


def test_each_lens_counts_for_itself() -> None:
    room = live_room(still)
    frame_of(room, "scene")
    do(room, "tally.add", n=1)
    frame_of(room, "scene")
    assert frame_of(room, "phone")["n"] == 1
    assert frame_of(room, "phone") == {}


def test_a_heartbeat_says_only_where_the_clock_stands() -> None:
    room = live_room(still)
    frame_of(room)
    tick(room, 2.5)
    frame = orjson.loads(room.heartbeat("scene", 7))
    assert (frame["n"], frame["now_ms"], frame["set"], frame["gone"], frame["events"]) == (2, 2500, {}, [], [])


def test_the_last_frames_are_kept_for_those_who_missed_them() -> None:
    room = live_room(still)
    lens = room.lenses["scene"]
    texts = []
    for value in range(FRAMES_KEPT + 5):
        wire(room, "crowd.put", key="a", value=value)
        room.touch()
        texts.append(room.frame("scene", 0))
    assert lens.since(FRAMES_KEPT + 5) == []
    assert lens.since(FRAMES_KEPT + 3) == texts[-2:]
    assert lens.since(5) == texts[5:]
    assert lens.since(4) is None, "some of them are no longer kept"
    assert lens.since(FRAMES_KEPT + 6) is None, "never sent"


def test_a_new_epoch_starts_with_a_full_frame_for_everybody() -> None:
    room, screen = live_room(still), Screen()
    screen.apply(room.full("scene", 0))
    screen.entities["ghost"] = {"kind": "thing"}
    before = room.lenses["scene"].epoch
    room.new_epoch()
    frame = screen.apply(room.frame("scene", 0))
    assert frame["full"]
    assert frame["epoch"] == room.lenses["scene"].epoch != before
    assert screen.entities == shown_by(room.lenses["scene"], room)
    assert room.lenses["scene"].since(frame["n"] - 1) is None
    do(room, "tally.add")
    room.touch()
    assert not screen.apply(room.frame("scene", 0))["full"]


def test_events_come_once_with_their_cause() -> None:
    room = live_room(still)
    do(room, "tally.add", n=3)
    first, second = frame_of(room), frame_of(room)
    added = {"n": 3, "note": None, "by": "@kim"}
    assert first["events"] == [{"id": 1, "at_us": 0, "cause": -1, "event": "Added", "data": added}]
    assert second == {}


def test_of_many_events_the_newest_are_told() -> None:
    room = live_room(still)
    frame_of(room)
    wire(room, "crowd.rush", moves=0, events=100)
    assert [event["data"]["number"] for event in frame_of(room)["events"]] == list(range(100 - EVENTS_MAX, 100))


def test_what_a_member_did_is_told_however_much_happens() -> None:
    room = live_room(still)
    frame_of(room)
    do(room, "tally.add", n=7)
    wire(room, "crowd.rush", moves=500, events=300, padding=1_000)
    do(room, "tally.add", n=8)
    frame = frame_of(room)
    assert [event["data"]["n"] for event in frame["events"] if event["event"] == "Added"] == [7, 8]
    assert len(orjson.dumps(frame)) <= DELTA_BYTES_MAX


def test_a_goal_that_a_member_reached_is_told_once() -> None:
    room = live_room(small)
    do(room, "tally.add", n=10)
    wire(room, "crowd.rush", moves=0, events=100)
    assert [event["event"] for event in frame_of(room)["events"]].count("GoalReached") == 1


def test_a_delta_that_is_too_big_leaves_out_single_movements_and_counts_stay_exact() -> None:
    room = live_room(still)
    frame_of(room)
    do(room, "tally.add", n=5)
    wire(room, "crowd.rush", moves=1_000, events=0)
    room.touch()
    text = room.frame("scene", 0)
    assert text is not None
    assert len(text.encode()) <= DELTA_BYTES_MAX
    assert Screen().apply(text)["set"]["ledger"]["accepted"] == 5


def test_a_full_frame_stays_within_its_size_too() -> None:
    room = live_room(still)
    do(room, "tally.add", n=5)
    wire(room, "crowd.rush", moves=5_000, events=500, padding=5_000)
    room.touch()
    text = room.full("scene", 0)
    assert len(text.encode()) <= FULL_BYTES_MAX
    assert Screen().apply(text)["set"]["ledger"]["accepted"] == 5


def nodes(value: int) -> dict[str, dict[str, Any]]:
    shown = {"kind": "node", "name": "n" * 80, "value": value}
    return {"apiserver": {f"node/{number}": shown for number in range(300)}}


def test_of_hundreds_of_nodes_that_change_at_once_some_come_with_the_next_frames() -> None:
    lens, told = Lens("scene"), dict[str, Any]()
    lens.touched = {"apiserver": True}
    first, _ = lens.changes(nodes(0))
    lens.touched = {"apiserver": True}
    sizes = []
    while lens.touched:
        changed, _ = lens.changes(nodes(1))
        assert not changed.keys() & told.keys()
        told |= changed
        sizes.append(len(orjson.dumps(changed)))
    assert (len(first), told) == (300, nodes(1)["apiserver"])
    assert max(sizes) <= DELTA_BYTES_MAX
    assert len(sizes) > 2


def test_who_was_late_comes_first_however_much_goes_on_changing() -> None:
    lens, told = Lens("scene"), dict[str, Any]()
    lens.touched = {"apiserver": True}
    lens.changes(nodes(0))
    for value in range(1, 6):
        lens.touched["apiserver"] = True
        changed, _ = lens.changes(nodes(value))
        told |= changed
    assert len(told) == 300


def test_wire_calls_do_not_crowd_out_the_rest() -> None:
    room = live_room(still)
    frame_of(room)
    for _ in range(300):
        wire(room, "crowd.put", key="x", value=1)
    room.touch()
    text = room.frame("scene", 0)
    assert text is not None
    assert len(Screen().apply(text)["events"]) == EVENTS_MAX


def test_a_phone_gets_the_counts_in_400_bytes_and_nothing_else() -> None:
    room = live_room(small, rate=60.0)
    do(room, "tally.add", n=9_999_999)
    wire(room, "crowd.rush", moves=50, events=50)
    tick(room, 3_600.0)
    for text in (room.full("phone", 1_800_000_000_000), room.frame("phone", 1_800_000_000_000)):
        if text:
            assert len(text.encode()) <= 400
            assert {"room", "ledger"} >= Screen().apply(text)["set"].keys()
            assert Screen().apply(text)["events"] == []


@pytest.mark.parametrize("kind", LENS_HZ)
@settings(max_examples=40, deadline=None)
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("put"), st.sampled_from("abcd"), st.integers(0, 3)),
            st.tuples(st.just("remove"), st.sampled_from("abcd"), st.none()),
            st.tuples(st.just("add"), st.none(), st.integers(0, 5)),
            st.tuples(st.just("rush"), st.none(), st.integers(0, 20)),
            st.tuples(st.just("pass"), st.none(), st.integers(0, 2_500)),
            st.tuples(st.just("frame"), st.none(), st.none()),
            st.tuples(st.just("epoch"), st.none(), st.none()),
            st.tuples(st.just("join"), st.none(), st.none()),
        ),
        max_size=30,
    )
)
def test_frames_add_up_to_the_state(kind: str, steps: list[tuple[str, Any, Any]]) -> None:
    room, screen, wall_s = live_room(small), Screen(), 0.0
    screen.apply(room.full(kind, 0))
    for what, key, value in steps:
        match what:
            case "put":
                wire(room, "crowd.put", wall_s, key=key, value=value)
            case "remove":
                wire(room, "crowd.remove", wall_s, key=key)
            case "add":
                do(room, "tally.add", wall_s, n=value)
            case "rush":
                do(room, "crowd.rush", wall_s, moves=value, events=value)
            case "pass":
                wall_s += value / 1000
                tick(room, wall_s)
            case "epoch":
                room.new_epoch()
            case "join":
                late = Screen()
                late.apply(room.full(kind, 0))
                assert late.entities == screen.entities or room.lenses[kind].full_next
            case _:
                room.touch()
                screen.apply(room.frame(kind, 0))
    room.touch()
    screen.apply(room.frame(kind, 0))
    assert screen.entities == shown_by(room.lenses[kind], room)


def test_what_is_shown_is_compared_for_touched_components_only() -> None:
    lens = Lens("scene")
    lens.touched["a"] = True
    current = {"a": {"a/1": {"kind": "thing"}}, "b": {"b/1": {"kind": "thing"}}}
    assert lens.changes(current) == ({"a/1": {"kind": "thing"}}, [])
    assert lens.changes(current) == ({}, [])
