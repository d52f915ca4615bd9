"""The room of the first page's bench: one for each visitor, a limited number, none for ever."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from labs.lessons import front_door, limits
from labs.rooms.hub import hub
from labs.rooms.limits import Buckets
from labs.rooms.models import Room

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "front_doors", Buckets(0.0, 2.0))


def asked(client: Client) -> str | None:
    found: str | None = client.post("/front-door/").json().get("live")
    return found


def aged(age: timedelta) -> None:
    Room.objects.update(created_at=timezone.now() - age)


def test_looking_at_the_page_opens_nothing(client: Client) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/front-door/").status_code == 405
    assert Room.objects.count() == 0


def test_a_page_of_another_site_opens_nothing() -> None:
    assert Client(enforce_csrf_checks=True).post("/front-door/").status_code == 403


def test_a_visitor_has_one_room_which_begins_at_the_still(client: Client) -> None:
    assert asked(client) == asked(client)
    room = Room.objects.get()
    assert (room.lab, room.head_us, room.playing, room.earns) == ("front-door", front_door.BEGINS_US, True, False)


def test_who_comes_back_late_begins_anew(client: Client) -> None:
    first = asked(client)
    aged(front_door.GOES_ON + timedelta(minutes=1))
    assert asked(client) not in (None, first)


def test_rooms_go_after_a_day_unless_somebody_is_in_them(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(client)
    aged(front_door.KEPT + timedelta(minutes=1))
    old = Room.objects.get()
    monkeypatch.setattr(hub, "is_awake", lambda code: True)
    front_door.sweep()
    assert Room.objects.filter(pk=old.pk).exists()
    monkeypatch.setattr(hub, "is_awake", lambda code: False)
    asked(Client())
    assert not Room.objects.filter(pk=old.pk).exists()


def test_a_room_that_somebody_opened_of_it_stays(client: Client) -> None:
    client.post("/rooms/", {"lab": "front-door"})
    aged(front_door.KEPT + timedelta(days=30))
    front_door.sweep()
    assert Room.objects.count() == 1


def test_an_address_and_all_of_them_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [asked(Client()) is None for _ in range(3)] == [False, False, True]
    monkeypatch.setattr(limits, "front_doors", Buckets(0.0, 9.0))
    monkeypatch.setattr(limits, "FRONT_DOORS_MAX", 2)
    assert asked(Client()) is None
