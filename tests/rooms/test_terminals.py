"""The owner's page for real clients, and the keys of participants."""

import re

import pytest

from labs.rooms.hub import Hub, Refused
from labs.rooms.models import WireKey
from labs.rooms.wire_keys import KEY_ID, KEYS_MAX, is_issued, may_be_called, secret_of
from tests.rooms.browser import Browser
from tests.rooms.hubs import OWNER, crash, fresh, hosted_of, new_room

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_key_is_told_with_its_secret_once(hub: Hub) -> None:
    room = await new_room()
    made = await hub.control(room.code, "room.make_key", {"name": "park"})
    assert KEY_ID.fullmatch(made["key_id"])
    assert (made["name"], len(made["secret"])) == ("park", 40)
    assert await hub.control(room.code, "room.keys", {}) == {"keys": [{"name": "park", "key_id": made["key_id"]}]}
    assert (await hub.wire(room.code)).keys == {made["key_id"]: "park"}


async def test_no_database_holds_a_secret(hub: Hub) -> None:
    room = await new_room()
    made = await hub.control(room.code, "room.make_key", {"name": "park"})
    row = await WireKey.objects.aget()
    assert made["secret"] == secret_of(made["key_id"])
    assert made["secret"] not in [str(value) for value in vars(row).values()]


def test_secrets_differ_and_follow_from_the_key() -> None:
    assert secret_of("WKSP2345ABCD6789EFGH") == secret_of("WKSP2345ABCD6789EFGH") != secret_of("WKSP2345ABCD6789EFGJ")


async def test_keys_outlive_the_process(hub: Hub) -> None:
    room = await new_room()
    made = await hub.control(room.code, "room.make_key", {"name": "park"})
    await crash(hub)
    assert (await hub.wire(room.code)).keys == {made["key_id"]: "park"}


async def test_a_new_key_makes_the_old_one_void(hub: Hub) -> None:
    room = await new_room()
    old = await hub.control(room.code, "room.make_key", {"name": "park"})
    new = await hub.control(room.code, "room.make_key", {"name": "park"})
    assert old["key_id"] != new["key_id"]
    assert (await hub.wire(room.code)).keys == {new["key_id"]: "park"}


async def test_a_key_can_be_taken_back(hub: Hub) -> None:
    room = await new_room()
    for name in ("park", "kim"):
        await hub.control(room.code, "room.make_key", {"name": name})
    await hub.control(room.code, "room.drop_key", {"name": "park"})
    assert list((await hub.wire(room.code)).keys.values()) == ["kim"]


async def test_a_repeated_press_makes_no_second_key(hub: Hub) -> None:
    room = await new_room()
    await hub.control(room.code, "room.make_key", {"name": "park"}, ("m", "1"))
    assert await hub.control(room.code, "room.make_key", {"name": "park"}, ("m", "1")) == {}
    assert await WireKey.objects.acount() == 1


@pytest.mark.parametrize("name", ["", "a b", "김", "room", "owner", "m-0a1b2c3d", "x" * 41, "a\n"])
async def test_what_cannot_be_a_name_gets_no_key(hub: Hub, name: str) -> None:
    room = await new_room()
    with pytest.raises(Refused):
        await hub.control(room.code, "room.make_key", {"name": name})
    assert not may_be_called(name)


async def test_a_room_has_so_many_keys_and_no_more(hub: Hub) -> None:
    room = await new_room()
    rows = [WireKey(room=room, key_id=f"WKSP{number:016}", name=f"n{number}") for number in range(KEYS_MAX)]
    await WireKey.objects.abulk_create(rows)
    with pytest.raises(Refused):
        await hub.control(room.code, "room.make_key", {"name": "one-more"})
    await hub.control(room.code, "room.make_key", {"name": "n1"})


@pytest.mark.parametrize(
    "key_id", ["AKIAIOSFODNN7EXAMPLE", "kim", "WKSP", "wksp2345abcd6789efgh", "WKSP2345ABCD6789EFGH\n"]
)
def test_keys_of_others_are_not_taken_for_issued_ones(key_id: str) -> None:
    assert not is_issued(key_id)


# The page


async def page_of(room_code: str, **form: str) -> tuple[int, str]:
    browser = Browser(OWNER)
    await browser.get(f"/rooms/{room_code}/")
    address = f"/rooms/{room_code}/terminals/"
    answer = await (browser.post(address, form) if form else browser.get(address))
    return answer.status_code, answer.content.decode()


async def test_the_page_shows_a_secret_on_the_answer_only(hub: Hub) -> None:
    room = await new_room()
    status, made = await page_of(room.code, do="make", name=" park ")
    key_id = next(iter(hosted_of(hub, room).wire_keys))
    assert status == 200
    assert f"AWS_ACCESS_KEY_ID={key_id}" in made
    assert f"AWS_SECRET_ACCESS_KEY={secret_of(key_id)}" in re.sub("&#x27;|&#43;", "", made)
    again = (await page_of(room.code))[1]
    assert "park" in again
    assert secret_of(key_id) not in again


async def test_the_page_opens_closes_and_takes_back(hub: Hub) -> None:
    room = await new_room()
    assert (await page_of(room.code, do="open"))[0] == 302
    assert (await fresh(room)).wire_open
    assert (await page_of(room.code, do="close"))[0] == 302
    assert not (await fresh(room)).wire_open
    await page_of(room.code, do="make", name="park")
    assert (await page_of(room.code, do="drop", name="park"))[0] == 302
    assert (await hub.wire(room.code)).keys == {}


@pytest.mark.parametrize("form", [{"do": "make", "name": "a b"}, {"do": "explode"}])
async def test_a_wrong_form_is_refused_on_the_page(hub: Hub, form: dict[str, str]) -> None:
    room = await new_room()
    status, page = await page_of(room.code, **form)
    assert status == 400
    assert 'aria-invalid="true"' in page


async def test_the_page_is_the_owners(hub: Hub) -> None:
    room = await new_room()
    browser = Browser("somebody")
    await browser.get(f"/rooms/{room.code}/")
    assert (await browser.get(f"/rooms/{room.code}/terminals/")).status_code == 403
    assert (await browser.post(f"/rooms/{room.code}/terminals/", {"do": "open"})).status_code == 403
    assert (await browser.get("/rooms/ZZZZZZ/terminals/")).status_code == 404
    assert not (await fresh(room)).wire_open
