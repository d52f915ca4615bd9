"""A room that runs: play, pause, step, rate."""

import pytest

from labs.engines.sim import Command, Refused
from labs.rooms.clock import RATE_MAX, RATE_MIN
from tests.rooms.live_rooms import do, live_room, tick
from tests.rooms.models import still


def test_a_room_follows_its_clock() -> None:
    room = live_room(rate=4.0)
    tick(room, 2.5)
    assert room.sim.now_us == 10_000_000


def test_a_paused_room_stands_still_however_long() -> None:
    room = live_room()
    tick(room, 1.0)
    room.pause(1.0)
    tick(room, 500.0)
    assert room.sim.now_us == 1_000_000
    room.play(500.0)
    tick(room, 501.0)
    assert room.sim.now_us == 2_000_000


def test_a_step_goes_to_the_next_event_and_pauses() -> None:
    room = live_room()
    tick(room, 1.5)
    room.step(1.5)
    assert (room.sim.now_us, room.clock.playing) == (2_000_000, False)
    room.step(60.0)
    assert room.sim.now_us == 3_000_000
    tick(room, 99.0)
    assert room.sim.now_us == 3_000_000


def test_a_step_where_nothing_will_happen_changes_nothing() -> None:
    room = live_room(still)
    room.step(1.0)
    assert (room.sim.log.count, room.clock.playing, room.broken) == (0, False, None)


def test_a_step_does_not_overtake_a_command_that_is_not_yet_written() -> None:
    room = live_room()
    logged = room.stamp(Command("tally.add"), "k", 0.5)
    room.step(0.5)
    assert room.sim.now_us < logged.at_us
    room.apply(logged)
    assert room.sim.now_us == logged.at_us


@pytest.mark.parametrize("rate", [RATE_MIN, 1.0, RATE_MAX])
def test_a_rate_may_be_from_a_quarter_to_sixty(rate: float) -> None:
    room = live_room()
    tick(room, 1.0)
    room.set_rate(rate, 1.0)
    tick(room, 3.0)
    assert room.sim.now_us == 1_000_000 + int(2_000_000 * rate)
    assert room.room_entity("scene")["rate"] == rate


@pytest.mark.parametrize("rate", [0.0, 0.2, 60.5, -1.0, float("nan"), float("inf")])
def test_another_rate_is_refused(rate: float) -> None:
    room = live_room()
    with pytest.raises(Refused) as refused:
        room.set_rate(rate, 1.0)
    assert refused.value.code == "bad_arguments"
    assert room.clock.rate == 1.0


def test_the_rate_changes_nothing_of_what_happens() -> None:
    slow, fast = live_room(rate=1.0), live_room(rate=4.0)
    for room, wall_s in ((slow, 30.0), (fast, 7.5)):
        tick(room, wall_s / 3)
        room.pause(wall_s)
        do(room, "tally.add", wall_s)
        room.play(wall_s)
        tick(room, wall_s + wall_s * 2 / 3)
    assert slow.sim.now_us == fast.sim.now_us == 30_000_000
    assert slow.sim.digest == fast.sim.digest
