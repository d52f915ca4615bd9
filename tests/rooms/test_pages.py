"""Pages of the rooms: opening, joining, the room itself."""

import pytest

from labs.rooms import limits
from labs.rooms.access import claim_for
from labs.rooms.hub import Hub
from labs.rooms.models import Member, Room, Visitor
from labs.rooms.visitors import token_hash
from tests.rooms.browser import Browser
from tests.rooms.hubs import OWNER, new_room

pytestmark = pytest.mark.django_db(transaction=True)


async def test_the_form_opens_a_room_and_whoever_sends_it_owns_it(hub: Hub) -> None:
    browser = Browser()
    await browser.get("/")
    response = await browser.post("/rooms/", {"lab": "small"})
    room = await Room.objects.aget()
    assert (response.status_code, response["Location"]) == (302, f"/rooms/{room.code}/")
    assert (room.lab, room.rules, room.playing, room.wire_open) == ("small", "rules-1", True, False)
    owner = await Member.objects.select_related("visitor").aget(room=room)
    assert (owner.role, owner.visitor.token_hash) == ("owner", token_hash(browser.token))
    page = await browser.get(f"/rooms/{room.code}/")
    assert 'data-role="owner"' in page.content.decode()


async def test_the_cookie_is_long_random_and_out_of_reach_for_scripts(hub: Hub) -> None:
    room = await new_room()
    first, second = Browser(), Browser()
    await first.get(f"/rooms/{room.code}/")
    await second.get(f"/rooms/{room.code}/")
    assert len(first.token) >= 32
    assert first.token != second.token
    cookie = first.client.cookies["visitor"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


async def test_a_known_visitor_stays_who_they_are(hub: Hub) -> None:
    browser = Browser("known")
    for _ in range(2):
        await browser.get("/")
        await browser.post("/rooms/", {"lab": "small"})
    assert browser.token == "known"
    assert await Visitor.objects.acount() == 1
    assert await Member.objects.acount() == 2


async def test_a_room_is_opened_by_post_only(hub: Hub) -> None:
    assert (await Browser().get("/rooms/")).status_code == 405
    assert await Room.objects.acount() == 0


async def test_a_form_of_another_site_opens_nothing(hub: Hub) -> None:
    browser = Browser("known")
    await browser.get("/")
    browser.csrf = "x" * 64
    assert (await browser.post("/rooms/", {"lab": "small"})).status_code == 403
    assert await Room.objects.acount() == 0


@pytest.mark.parametrize("lab", ["", "no-such-lab", "../small", "x" * 500])
async def test_a_lab_that_is_not_there_opens_nothing(hub: Hub, lab: str) -> None:
    browser = Browser()
    await browser.get("/")
    assert (await browser.post("/rooms/", {"lab": lab})).status_code == 404
    assert await Room.objects.acount() == 0


async def test_too_many_openings_from_one_address_are_refused(hub: Hub, no_refill: None) -> None:
    browser, neighbour = Browser(), Browser(address="10.0.0.2")
    await browser.get("/")
    await neighbour.get("/")
    for _ in range(int(limits.OPENINGS_BURST)):
        assert (await browser.post("/rooms/", {"lab": "small"})).status_code == 302
    assert (await browser.post("/rooms/", {"lab": "small"})).status_code == 429
    assert (await neighbour.post("/rooms/", {"lab": "small"})).status_code == 302


async def test_everybody_else_watches(hub: Hub) -> None:
    room = await new_room()
    page = (await Browser("somebody").get(f"/rooms/{room.code}/")).content.decode()
    assert 'data-role="watcher"' in page
    assert OWNER not in page


@pytest.mark.parametrize(("language", "words"), [("ko", ("작은 실험실", "방")), ("en", ("A small lab", "Room"))])
async def test_the_page_speaks_the_visitors_language(hub: Hub, language: str, words: tuple[str, ...]) -> None:
    room = await new_room()
    page = (await Browser().get(f"/rooms/{room.code}/", language)).content.decode()
    assert f'<html lang="{language}"' in page
    assert all(word in page for word in words)
    assert room.code in page
    assert f"http://testserver/rooms/{room.code}/aws" in page


@pytest.mark.parametrize("code", ["ABC234", "NOROOM", "x", "ABC23O", "%00%00%00", "ABC234567"])
async def test_a_wrong_code_is_not_found_and_nothing_is_said_of_others(hub: Hub, code: str) -> None:
    room = await new_room()
    response = await Browser(OWNER).get(f"/rooms/{code}/")
    assert response.status_code == 404
    assert room.code not in response.content.decode()
    assert (await Browser(OWNER).get(f"/rooms/{code}/live/?resume=&lens=scene")).status_code == 404


async def test_a_room_of_a_lab_that_is_no_longer_there_is_not_found(hub: Hub) -> None:
    room = await new_room()
    await Room.objects.filter(pk=room.pk).aupdate(lab="gone")
    assert (await Browser(OWNER).get(f"/rooms/{room.code}/")).status_code == 404
    assert (await Browser(OWNER).get(f"/rooms/{room.code}/live/?resume=&lens=scene")).status_code == 404


async def test_wrong_codes_are_limited_by_address(hub: Hub, no_refill: None) -> None:
    room = await new_room()
    guesser, neighbour = Browser(), Browser(address="10.0.0.2")
    for _ in range(int(limits.GUESSES_BURST)):
        assert (await guesser.get("/rooms/ABC234/")).status_code == 404
    assert (await guesser.get("/rooms/ABC234/")).status_code == 429
    assert (await guesser.get(f"/rooms/{room.code}/")).status_code == 429, "else a right guess could be told"
    assert (await guesser.get(f"/rooms/join/?code={room.code}")).status_code == 429
    assert (await neighbour.get(f"/rooms/{room.code}/")).status_code == 200


async def test_a_typed_code_leads_to_its_room(hub: Hub) -> None:
    room = await new_room()
    typed = f"{room.code[:3].lower()}-{room.code[3:]}"
    response = await Browser().get(f"/rooms/join/?code={typed}")
    assert (response.status_code, response["Location"]) == (302, f"/rooms/{room.code}/")


async def test_a_typed_code_that_is_wrong_can_be_corrected(hub: Hub) -> None:
    response = await Browser().get("/rooms/join/?code=%3Cb%3Ewrong")
    assert response.status_code == 404
    assert 'value="&lt;b&gt;wrong"' in response.content.decode()
    assert (await Browser().get("/rooms/join/")).status_code == 200


async def test_the_link_of_open_room_makes_an_owner_and_leaves_no_secret_in_the_address(hub: Hub) -> None:
    room = await new_room(token="")
    browser = Browser()
    response = await browser.get(f"/rooms/{room.code}/?claim={claim_for(room.code)}")
    assert (response.status_code, response["Location"]) == (302, f"/rooms/{room.code}/")
    assert 'data-role="owner"' in (await browser.get(f"/rooms/{room.code}/")).content.decode()


@pytest.mark.parametrize("claim", ["x", "", "claim:claim", "%00"])
async def test_a_link_that_is_not_ours_makes_nobody_an_owner(hub: Hub, claim: str) -> None:
    room = await new_room(token="")
    page = (await Browser().get(f"/rooms/{room.code}/?claim={claim}")).content.decode()
    assert 'data-role="watcher"' in page
    assert await Member.objects.acount() == 0
