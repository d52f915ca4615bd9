"""What rooms read from and write to the database."""

from random import Random

import pytest

from labs.engines.sim import DEFAULT_START, Command
from labs.rooms import branches, records
from labs.rooms.checkpoints import Checkpoint
from labs.rooms.models import GoalReached, Member, Room, StoredCheckpoint
from labs.rooms.records import (
    create_room,
    goal_reached,
    is_owner,
    load,
    make_owner,
    save_heads,
    skip_commands,
    store_checkpoint,
    write_commands,
)
from labs.rooms.run import Logged

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room() -> Room:
    return create_room(Room(code="ABC234", lab="small", seed=1, start=DEFAULT_START, rules="r"), "the owner's token")


def stored(room: Room) -> records.Stored:
    return load(room.code, lambda lab: "r")


def put(room: Room, *moments: int, size: int = 10) -> None:
    for at_us in moments:
        state = Random(at_us).randbytes(size)  # cannot be packed, so that the size is the one meant
        store_checkpoint(room, Checkpoint(at_us, at_us, at_us, "d", state), "r")


def test_a_log_comes_back_as_it_was_written(room: Room) -> None:
    log = [
        Logged(1, 5, Command("tally.add", {"n": 1, "note": [None, 1.5, "가\u0000"]}, "kim"), "k1"),
        Logged(2, 5, Command("tally.add", {}, ""), None, broken=True),
    ]
    write_commands([(room, logged) for logged in log])
    assert stored(room).log == log
    assert stored(room).keys == [("kim", "k1")]


def test_keys_of_other_branches_are_known_and_their_commands_are_not(room: Room) -> None:
    write_commands([(room, Logged(1, 5, Command("tally.add", {}, "kim"), "k1"))])
    room.branch = 1
    room.save()
    write_commands([(room, Logged(1, 9, Command("tally.add", {}, "kim"), "k2"))])
    assert [logged.at_us for logged in stored(room).log] == [9]
    assert sorted(stored(room).keys) == [("kim", "k1"), ("kim", "k2")]


def test_skipped_commands_take_the_checkpoints_after_them_along(room: Room) -> None:
    write_commands([(room, Logged(number, number, Command("tally.add", {}), None)) for number in (1, 2, 3)])
    put(room, 1, 2, 3)
    skip_commands(room, [3, 2])
    assert [logged.broken for logged in stored(room).log] == [False, True, True]
    assert [checkpoint.commands for checkpoint in stored(room).checkpoints] == [1]


def test_heads_of_several_rooms_are_saved(room: Room) -> None:
    other = create_room(Room(code="ABC235", lab="small", seed=1, start=DEFAULT_START, rules="r"))
    save_heads([(room, (7, 1, "d7", False, 2.5, True)), (other, (8, 2, "d8", True, 0.25, False))])
    columns = ("code", *records.HEAD)
    assert sorted(Room.objects.values_list(*columns)) == [
        ("ABC234", 7, 1, "d7", False, 2.5, True),
        ("ABC235", 8, 2, "d8", True, 0.25, False),
    ]


def test_beyond_the_number_every_second_checkpoint_goes(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "CHECKPOINTS_STORED_MAX", 4)
    put(room, 1, 2, 3, 4, 5)
    assert [checkpoint.at_us for checkpoint in stored(room).checkpoints] == [1, 3, 5]


def test_beyond_the_size_every_second_checkpoint_goes(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "BYTES_MAX", 2_000)
    put(room, 1, 2, 3, size=900)
    assert list(StoredCheckpoint.objects.order_by("id").values_list("at_us", flat=True)) == [1, 3]


def test_no_more_checkpoints_are_loaded_than_a_trail_would_keep(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    put(room, 1, 2, 3, size=900)
    monkeypatch.setattr(branches, "BYTES_MAX", 1_000)
    assert [checkpoint.at_us for checkpoint in stored(room).checkpoints] == [2, 3]
    monkeypatch.setattr(branches, "BYTES_MAX", 10)
    assert [checkpoint.at_us for checkpoint in stored(room).checkpoints] == [3]


def test_only_the_token_of_the_owner_owns(room: Room) -> None:
    assert is_owner(room.code, "the owner's token")
    assert not is_owner(room.code, "another")
    assert not is_owner(room.code, "")
    assert not is_owner("ABC235", "the owner's token")


def test_who_is_made_an_owner_twice_is_one_once(room: Room) -> None:
    for _ in range(2):
        make_owner(room, "another")
    assert Member.objects.count() == 2
    assert is_owner(room.code, "another")


def test_a_goal_is_reached_for_good_and_by_every_owner(room: Room) -> None:
    make_owner(room, "another")
    goal_reached(room, "enough", 5, "d5")
    goal_reached(room, "enough", 9, "d9")
    assert sorted(GoalReached.objects.values_list("goal", "at_us", "digest")) == [("enough", 5, "d5")] * 2
