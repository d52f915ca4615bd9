"""A room that runs: commands."""

from typing import Any

import pytest

from labs.engines.sim import Command, EngineError, Query, Refused, Reply, Simulation
from labs.rooms import live
from labs.rooms.live import AHEAD_S, LiveRoom, RoomBroken
from tests.rooms.live_rooms import MUCH_S, Screen, do, live_room, tick, wire
from tests.rooms.models import Tally, busy, fused, still

ADD = Command("tally.add", {"n": 1}, "kim")


def total(room: LiveRoom) -> int:
    found: int = room.query(Query("tally.how_much"))["total"]
    return found


def test_a_command_takes_effect_at_the_moment_it_came() -> None:
    room = live_room()
    tick(room, 1.95)
    logged = room.stamp(ADD, "k", 2.0)
    assert (logged.number, logged.at_us) == (1, 2_000_000)
    assert room.apply(logged).result == {"total": 1}
    assert room.sim.now_us == 2_000_000
    assert room.run.log == [logged]


def test_the_head_never_passes_the_stamp_of_a_command_that_is_not_yet_written() -> None:
    room = live_room()
    tick(room, 1.0)
    first, second = room.stamp(ADD, "a", 1.05), room.stamp(ADD, "b", 1.08)
    tick(room, 5.0)
    assert room.sim.now_us == first.at_us - 1
    room.apply(first)
    tick(room, 5.0)
    assert room.sim.now_us == second.at_us - 1
    room.apply(second)
    tick(room, 5.0)
    assert room.sim.now_us == 5_000_000


def test_stamps_never_go_back() -> None:
    room = live_room()
    tick(room, 1.0)
    stamps = [room.stamp(ADD, str(number), 1.0 + at).at_us for number, at in enumerate((0.05, 0.02, 0.09))]
    assert stamps == sorted(stamps)
    assert [logged.number for logged in (room.stamp(ADD, "x", 1.1),)] == [4]


def test_a_command_in_a_paused_room_takes_effect_where_it_stands() -> None:
    room = live_room(playing=False)
    assert room.stamp(ADD, "k", 77.0).at_us == 0


def test_a_command_does_not_carry_a_slow_engine_far_ahead() -> None:
    room = live_room(rate=60.0)
    assert room.stamp(ADD, "k", 1_000.0).at_us == int(AHEAD_S * 60 * 1_000_000)


def test_commands_that_could_not_be_written_leave_no_trace() -> None:
    room = live_room()
    room.stamp(ADD, "a", 0.0)
    room.forget_stamps()
    tick(room, 1.0)
    assert room.sim.now_us == 1_000_000
    assert room.stamp(ADD, "a", 1.0).number == 1
    assert room.run.log == []


def test_a_run_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "COMMANDS_MAX", 1)
    room = live_room()
    do(room, "tally.add")
    with pytest.raises(Refused) as refused:
        room.stamp(ADD, "k", 0.0)
    assert (refused.value.code, refused.value.data) == ("limit", {"what": "commands", "most": 1})


def test_a_refused_command_is_answered_and_changes_nothing() -> None:
    room = live_room(still)
    reply = do(room, "tally.add", n=-1)
    assert reply.error is not None
    assert reply.error["code"] == "too_little"
    assert total(room) == 0


def test_what_would_change_nothing_is_answered_without_being_logged() -> None:
    room = live_room(still)
    assert room.answer_unlogged(Command("tally.peek")) == {}
    do(room, "tally.add")
    assert room.answer_unlogged(Command("tally.peek")) is None


@pytest.mark.parametrize(
    ("name", "args", "code"),
    [
        ("tally.nothing", {}, "unknown_command"),
        ("nobody.add", {}, "unknown_command"),
        ("tally.second", {}, "unknown_command"),
        ("tally.how_much", {}, "unknown_command"),
        ("tally", {}, "unknown_command"),
        ("tally.peek", {"wrong": 1}, "bad_arguments"),
        ("tally.add", {"n": "many"}, "bad_arguments"),
        ("tally.add", {"n": 2**60}, "bad_arguments"),
    ],
)
def test_what_the_fence_refuses_never_reaches_the_log(name: str, args: dict[str, Any], code: str) -> None:
    with pytest.raises(EngineError) as refused:
        live_room(still).answer_unlogged(Command(name, args))
    assert refused.value.code == code


def test_a_command_is_told_from_a_query() -> None:
    room = live_room(still)
    assert room.kind_of("tally.add") == "command"
    assert room.kind_of("tally.how_much") == "query"
    assert [room.kind_of(name) for name in ("tally.second", "tally.name", "nobody.add", "")] == [None] * 4


def test_a_wait_is_answered_later_under_its_number() -> None:
    room = live_room(still)
    answers: dict[int, Reply] = {}
    room.on_late_reply = answers.__setitem__
    assert do(room, "tally.wait_for", total=2).ticket == 1
    do(room, "tally.add", n=1)
    assert answers == {}
    do(room, "tally.add", n=1)
    assert answers[1].result == {"total": 2}


def test_a_goal_is_told_by_its_name() -> None:
    room = live_room()
    assert room.goals() == {"enough": "not_yet"}
    do(room, "tally.add", n=10)
    assert room.goals() == {"enough": "reached"}


def test_an_engine_that_cannot_keep_up_counts_anew_and_says_what_it_reaches() -> None:
    room = live_room(busy, rate=60.0)
    for step in range(1, 25):
        wall_s = step * 0.05
        assert not room.advance(wall_s, 0.0), "no time to work"
        room.settle(wall_s, caught_up=False)
    assert 0 < room.sim.now_us < 1_000_000
    assert room.clock.target_us(24 * 0.05) == room.sim.now_us
    assert room.room_entity("scene")["rate"] == 60.0
    assert room.room_entity("scene")["reached"] < 1.0


def test_a_bug_stops_the_room_and_names_its_command() -> None:
    room = live_room(still)
    do(room, "tally.add", n=1)
    with pytest.raises(RoomBroken):
        do(room, "tally.explode")
    assert room.room_entity("scene")["broken"] == {"command": 2, "where": "tally.explode"}
    assert not room.room_entity("scene")["playing"]
    with pytest.raises(RoomBroken):
        room.stamp(ADD, "k", 1.0)
    room.play(1.0)
    assert room.advance(9.0, MUCH_S)
    assert room.sim.now_us == 0


def test_a_late_bug_names_the_command_that_led_to_it() -> None:
    room = live_room(still)
    do(room, "tally.explode", in_us=2_000_000)
    with pytest.raises(RoomBroken):
        tick(room, 3.0)
    assert room.broken == {"command": 1, "where": "tally.boom"}


def test_after_a_bug_the_room_goes_on_from_just_before() -> None:
    room = live_room()
    do(room, "tally.add", n=1)
    tick(room, 1.0)
    do(room, "tally.explode", 1.0, in_us=2_000_000)
    do(room, "tally.add", 1.0, n=1)
    with pytest.raises(RoomBroken):
        tick(room, 5.0)
    epoch = room.lenses["scene"].epoch
    assert room.go_on_from_before(6.0) == [2]
    assert room.broken is None
    assert (total(room), room.sim.now_us) == (2, 3_000_000)
    assert not room.clock.playing
    assert room.lenses["scene"].epoch != epoch
    room.play(6.0)
    tick(room, 8.0)
    assert room.sim.now_us == 5_000_000
    assert do(room, "tally.add", 8.0, n=1).result == {"total": 3}


def test_a_command_that_met_the_break_of_another_stays_skipped() -> None:
    room = live_room(still)
    do(room, "tally.explode", in_us=50_000)
    late = room.stamp(ADD, "late", 1.0)
    after = room.stamp(ADD, "after", 1.0)
    for logged in (late, after):
        with pytest.raises(RoomBroken):
            room.apply(logged)
    assert room.go_on_from_before(2.0) == [1]
    assert [logged.broken for logged in room.run.log] == [True, True, True]
    assert total(room) == 0
    assert room.sim.digest == room.run.seek(room.sim.now_us, 3).digest


def test_without_a_command_to_blame_it_stands_before_the_instant() -> None:
    room = live_room(fused)
    with pytest.raises(RoomBroken):
        tick(room, 9.0)
    assert room.broken == {"command": 0, "where": "fuse.burn"}
    assert room.go_on_from_before(9.0) == []
    assert room.sim.now_us == 5_500_000 - 1


def test_a_command_that_waited_at_a_bug_of_the_scenario_does_not_lead_into_it_again() -> None:
    room = live_room(fused)
    tick(room, 5.49)
    logged = room.stamp(ADD, "k", 5.59)
    with pytest.raises(RoomBroken):
        room.apply(logged)
    room.go_on_from_before(9.0)
    assert room.sim.now_us == 5_500_000 - 1
    assert total(room) == 0


def test_a_room_without_a_bug_goes_on_undisturbed() -> None:
    room = live_room()
    epoch = room.lenses["scene"].epoch
    assert room.go_on_from_before(1.0) == []
    assert room.clock.playing
    assert room.lenses["scene"].epoch == epoch


def test_a_bug_in_a_question_does_not_stop_the_room() -> None:
    room = live_room(still)
    room.sim.components["tally"].total = None  # type: ignore[attr-defined]
    room.sim.components["tally"].waiters = None  # type: ignore[attr-defined]
    with pytest.raises(RoomBroken):
        room.query(Query("tally.how_much"))
    assert room.broken is None


def test_a_bug_in_what_is_shown_stops_the_room_and_what_was_shown_stays() -> None:
    room = live_room(still)
    wire(room, "crowd.put", key="a", value=1)
    room.touch()
    room.frame("scene", 0)
    do(room, "crowd.hide_behind_a_bug")
    room.touch()
    text = room.frame("scene", 0)
    assert text is not None
    assert room.broken == {"command": 2, "where": "crowd.entities"}, "the last one that was carried out"
    assert "thing/a" in room.full("scene", 0)
    assert room.go_on_from_before(1.0) == [2]
    assert Screen().apply(room.frame("scene", 0))["set"]["thing/a"]["value"] == 1


def test_what_a_member_does_is_told_however_much_happens_on_the_way_to_its_moment_and_after() -> None:
    room, screen = live_room(ticking, rate=60.0), Screen()
    tick(room, 0.0)
    screen.apply(room.frame("scene", 0))
    do(room, "tally.add", 0.1)
    tick(room, 0.2)
    screen.apply(room.frame("scene", 0))
    assert [event["event"] for event in screen.events].count("Added") == 1
    assert len(screen.events) < room.sim.log.count


def ticking(sim: Simulation) -> None:
    """A hundred events a second: many more than a frame tells."""
    Tally(sim, period_us=10_000)
