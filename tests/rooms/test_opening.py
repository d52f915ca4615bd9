"""A new room."""

import pytest

from labs import catalog
from labs.engines.sim import Simulation
from labs.rooms import opening
from labs.rooms.models import Member, Room
from labs.rooms.opening import open_room
from tests.rooms.conftest import Shelf

pytestmark = pytest.mark.django_db


def codes(monkeypatch: pytest.MonkeyPatch, *drawn: str) -> None:
    left = list(drawn)
    monkeypatch.setattr(opening, "new_code", lambda: left.pop(0))


def test_a_room_has_all_that_its_run_depends_on(shelf: Shelf) -> None:
    room = Room.objects.get(pk=open_room("small", token="me", seed=7).pk)
    assert (room.lab, room.seed, room.rules, room.head_us, room.branch) == ("small", 7, "rules-1", 0, 0)
    assert Simulation(7, room.start).calendar.iso(0).endswith(".000Z")


def test_a_code_that_is_taken_is_drawn_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    codes(monkeypatch, "AAAAAA", "AAAAAA", "BBBBBB")
    assert [open_room("small", token="me").code for _ in range(2)] == ["AAAAAA", "BBBBBB"]
    assert Member.objects.count() == 2


def test_where_no_code_is_free_nothing_is_left_behind(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    codes(monkeypatch, *["AAAAAA"] * 10)
    open_room("small")
    with pytest.raises(RuntimeError, match="no free room code"):
        open_room("small", token="me")
    assert (Room.objects.count(), Member.objects.count()) == (1, 0)


def test_a_lab_that_is_not_there_opens_nothing(shelf: Shelf) -> None:
    with pytest.raises(catalog.UnknownLab):
        open_room("large")
    assert not Room.objects.exists()
