"""Pages of recorded runs: sharing a room's run, reading it, taking it, and files."""

import re
from dataclasses import replace
from typing import Any

import orjson
import pytest
from channels.db import database_sync_to_async
from django.core.files.uploadedfile import SimpleUploadedFile

from labs.rooms import limits, sharing
from labs.rooms.exports import read, write, write_bytes
from labs.rooms.hub import Hub
from labs.rooms.models import LoggedCommand, Member, Room, SharedRun
from labs.rooms.opening import open_room
from labs.rooms.run import Run
from labs.rooms.sharing import share
from labs.rooms.visitors import token_hash
from tests.rooms.browser import Browser
from tests.rooms.conftest import Shelf
from tests.rooms.hubs import OWNER, add, hosted_of, new_room
from tests.rooms.live_rooms import document_of, recorded_room
from tests.rooms.models import other_luck, small

pytestmark = pytest.mark.django_db(transaction=True)


async def owner_of(room: Room) -> Browser:
    browser = Browser(OWNER)
    await browser.get(f"/rooms/{room.code}/")
    return browser


async def shared_run() -> SharedRun:
    """A run of four commands that opens at 1.5 s of its 3.5 s."""
    document = document_of(recorded_room())
    room = await database_sync_to_async(open_room)("small")
    return await database_sync_to_async(lambda: share(room, replace(document, at_us=1_500_000)))()


async def reader(run: SharedRun) -> Browser:
    browser = Browser("somebody")
    await browser.get(f"/runs/{run.pk}/")
    return browser


def file(content: bytes) -> dict[str, Any]:
    return {"run": SimpleUploadedFile("small-ABC234.json", content, "application/json")}


# Sharing


async def test_the_owner_gets_a_link_to_the_moment(hub: Hub) -> None:
    room = await new_room()
    await add(hub, room, 3, key="k")
    browser = await owner_of(room)
    answer = await browser.post(f"/rooms/{room.code}/share/", {"at_us": "0"}, accept="application/json")
    shared = await SharedRun.objects.aget()
    assert (answer.status_code, orjson.loads(answer.content)) == (200, {"url": f"http://testserver/runs/{shared.pk}/"})
    head = hosted_of(hub, room).live.sim
    assert (shared.at_us, shared.head_us, shared.digest, shared.rules) == (0, head.now_us, head.digest, "rules-1")
    assert [command["args"] for command in orjson.loads(shared.commands)] == [{"n": 3}]


async def test_a_plain_form_leads_to_the_page_of_the_run(hub: Hub) -> None:
    room = await new_room()
    answer = await (await owner_of(room)).post(f"/rooms/{room.code}/share/", {})
    shared = await SharedRun.objects.aget()
    assert (answer.status_code, answer["Location"]) == (302, f"/runs/{shared.pk}/")
    page = (await Browser().get(f"/runs/{shared.pk}/")).content.decode()
    assert f">http://testserver/runs/{shared.pk}/</a>" in page


@pytest.mark.parametrize("typed", ["99999999999999", "-1", "soon", "1e3", "9" * 400, "\u0661"])
async def test_a_moment_that_is_none_is_the_one_that_is_shown(hub: Hub, typed: str) -> None:
    room = await new_room()
    await (await owner_of(room)).post(f"/rooms/{room.code}/share/", {"at_us": typed})
    shared = await SharedRun.objects.aget()
    assert shared.at_us == shared.head_us


async def test_of_the_millisecond_that_is_shown_everything_is_in_the_link(hub: Hub) -> None:
    run = await shared_run()
    browser = await reader(run)
    await browser.post(f"/runs/{run.pk}/mine/", {})
    room = await Room.objects.order_by("-pk").afirst()
    assert room is not None
    await hub.control(room.code, "room.seek", {"at_us": 1_500_700})
    for typed, at_us in (("1500000", 1_500_700), ("1501000", 1_501_000)):
        answer = await browser.post(f"/rooms/{room.code}/share/", {"at_us": typed}, accept="application/json")
        shared = await SharedRun.objects.aget(pk=orjson.loads(answer.content)["url"].split("/")[-2])
        assert shared.at_us == at_us


async def test_others_may_not_share(hub: Hub) -> None:
    room = await new_room()
    browser = Browser("somebody")
    await browser.get(f"/rooms/{room.code}/")
    answer = await browser.post(f"/rooms/{room.code}/share/", {}, accept="application/json")
    assert (answer.status_code, orjson.loads(answer.content)["error"]["code"]) == (403, "not_yours")
    page = await browser.post(f"/rooms/{room.code}/share/", {})
    assert (page.status_code, "Only the person who opened this room" in page.content.decode()) == (403, True)
    assert not await SharedRun.objects.aexists()


async def test_another_site_may_not_share(hub: Hub) -> None:
    room = await new_room()
    browser = await owner_of(room)
    browser.csrf = "x" * 64
    assert (await browser.post(f"/rooms/{room.code}/share/", {})).status_code == 403
    assert (await browser.get(f"/rooms/{room.code}/share/")).status_code == 405
    assert not await SharedRun.objects.aexists()


async def test_beyond_a_rooms_limit_sharing_is_refused_with_a_way_out(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "SHARES_MAX", 1)
    room = await new_room()
    browser = await owner_of(room)
    await browser.post(f"/rooms/{room.code}/share/", {})
    await add(hub, room)
    answer = await browser.post(f"/rooms/{room.code}/share/", {}, accept="application/json")
    assert answer.status_code == 409
    assert orjson.loads(answer.content)["error"] == {"code": "limit", "data": {"what": "shares", "most": 1}}
    page = await browser.post(f"/rooms/{room.code}/share/", {})
    assert "Export the run as a file" in page.content.decode()


async def test_sharing_is_limited_by_address(hub: Hub, no_refill: None) -> None:
    room = await new_room()
    browser = await owner_of(room)
    for _ in range(int(limits.SHARINGS_BURST)):
        assert (await browser.get(f"/rooms/{room.code}/export/")).status_code == 200
    assert (await browser.get(f"/rooms/{room.code}/export/")).status_code == 429
    answer = await browser.post(f"/rooms/{room.code}/share/", {}, accept="application/json")
    assert (answer.status_code, orjson.loads(answer.content)["error"]["code"]) == (429, "too_fast")


# Files


async def test_whoever_may_see_a_room_gets_its_run_as_a_file(hub: Hub) -> None:
    room = await new_room()
    await add(hub, room, 3, key="k")
    answer = await Browser().get(f"/rooms/{room.code}/export/")
    assert answer["Content-Disposition"] == f'attachment; filename="small-{room.code}.json"'
    assert answer["Content-Type"] == "application/json"
    document = read(answer.content)
    assert document.digest == hosted_of(hub, room).live.sim.digest
    assert [logged.command.args for logged in document.log] == [{"n": 3}]
    assert (await Browser().get("/rooms/ABC234/export/")).status_code == 404


async def test_a_branch_goes_out_with_the_commands_up_to_its_fork_and_its_own(hub: Hub) -> None:
    run = await shared_run()
    browser = await reader(run)
    await browser.post(f"/runs/{run.pk}/mine/", {})
    room = await Room.objects.order_by("-pk").afirst()
    assert room is not None
    await hub.control(room.code, "room.branch", {"name": ""})
    await add(hub, room, 5, key="k")
    document = read((await browser.get(f"/rooms/{room.code}/export/")).content)
    assert [logged.command.args for logged in document.log] == [{"n": 2}, {"n": 5}]
    assert document.digest == hosted_of(hub, room).live.sim.digest
    again = Run(small, document.seed, document.start)
    again.log = document.log
    assert again.seek(document.head_us, 2).digest == document.digest


async def test_a_run_too_large_for_a_file_says_what_to_do(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.rooms.exports.EXPORT_BYTES_MAX", 100)
    room = await new_room()
    browser = await owner_of(room)
    answer = await browser.get(f"/rooms/{room.code}/export/")
    assert (answer.status_code, "continue from there" in answer.content.decode()) == (413, True)
    told = await browser.post(f"/rooms/{room.code}/share/", {}, accept="application/json")
    assert orjson.loads(told.content)["error"]["data"]["what"] == "export_bytes"
    assert await Room.objects.aexists()


async def test_an_exported_run_becomes_a_room_at_the_same_moment(hub: Hub) -> None:
    document = replace(document_of(recorded_room()), at_us=1_500_000)
    browser = Browser("me")
    assert "Open a recorded run" in (await browser.get("/runs/import/")).content.decode()
    answer = await browser.post("/runs/import/", file(write_bytes(document)))
    room = await Room.objects.aget()
    assert (answer.status_code, answer["Location"]) == (302, f"/rooms/{room.code}/")
    live = hosted_of(hub, room).live
    assert (live.sim.digest, live.sim.now_us, live.clock.playing) == (document.digest, document.head_us, False)
    assert live.shown.now_us == 1_500_000
    assert (await hub.export(room.code)).digest == document.digest
    assert 'data-role="owner"' in (await browser.get(f"/rooms/{room.code}/")).content.decode()


async def test_somebody_new_owns_what_they_bring(hub: Hub) -> None:
    browser = Browser()
    await browser.get("/runs/import/")
    await browser.post("/runs/import/", file(write_bytes(document_of(recorded_room()))))
    owner = await Member.objects.select_related("visitor").aget()
    assert owner.visitor.token_hash == token_hash(browser.token)


@pytest.mark.parametrize(
    ("values", "status", "english", "korean"),
    [
        ({"format": "har"}, 400, "not a run of this workshop", "이 워크숍의 실행 파일이 아닙니다"),
        ({"version": 2}, 400, "newer version", "더 새로운 버전"),
        ({"lab": "la<b>"}, 400, "recorded in the scene “la&lt;b&gt;”", "그림 “la&lt;b&gt;”에서"),
        ({"seed": "x"}, 400, "its field “seed” is missing or wrong", "“seed” 항목"),
        ({"commands": [1]}, 400, "its command 1 is wrong", "1번째 명령"),
        ({"padding": "x" * 4_000_000}, 413, "larger than 4", "바이트보다 크므로"),
    ],
)
async def test_a_damaged_or_foreign_file_is_told_what_is_wrong(
    hub: Hub, values: dict[str, Any], status: int, english: str, korean: str
) -> None:
    content = orjson.dumps({**write(document_of(recorded_room())), **values})
    browser = Browser()
    await browser.get("/runs/import/")
    for language, words in (("en", english), ("ko", korean)):
        answer = await browser.post("/runs/import/", file(content), accept_language=language)
        assert (answer.status_code, words in answer.content.decode()) == (status, True)
    assert not await Room.objects.aexists()


@pytest.mark.parametrize(
    ("content", "words"), [(b"{", "not whole"), (b"\xff\xd8\xff", "not whole"), (None, "No file came")]
)
async def test_what_is_no_file_of_text_is_told_so(hub: Hub, content: bytes | None, words: str) -> None:
    browser = Browser()
    await browser.get("/runs/import/")
    answer = await browser.post("/runs/import/", {} if content is None else file(content))
    assert (answer.status_code, words in answer.content.decode()) == (400, True)


async def test_files_are_limited_by_address(hub: Hub, no_refill: None) -> None:
    browser = Browser()
    await browser.get("/runs/import/")
    for _ in range(int(limits.TAKINGS_BURST)):
        assert (await browser.post("/runs/import/", file(b"{"))).status_code == 400
    assert (await browser.post("/runs/import/", file(b"{"))).status_code == 429
    run = await shared_run()
    assert (await browser.post(f"/runs/{run.pk}/mine/", {})).status_code == 429
    assert (await browser.get("/runs/import/")).status_code == 200


async def test_a_form_of_another_site_brings_nothing(hub: Hub) -> None:
    browser = Browser("me")
    assert (await browser.post("/runs/import/", file(write_bytes(document_of(recorded_room()))))).status_code == 403
    assert not await Room.objects.aexists()


# Reading


async def test_anybody_reads_a_shared_run_and_every_page_has_a_simulation_of_its_own(hub: Hub) -> None:
    run = await shared_run()
    pages = [(await Browser().get(f"/runs/{run.pk}/")).content.decode() for _ in range(2)]
    addresses = [re.search(r'data-live="([^"]+)"', page)[1] for page in pages]  # type: ignore[index]
    assert all(re.fullmatch(rf"/runs/{run.pk}/live/\?reading=[\w-]{{16}}", address) for address in addresses)
    assert len(set(addresses)) == 2
    assert all('data-role="reader"' in page for page in pages)
    room = await Room.objects.aget()
    assert not any(room.code in page for page in pages)


async def test_a_page_of_a_shared_run_is_kept_by_no_cache(hub: Hub) -> None:
    run = await shared_run()
    for path in (f"/runs/{run.pk}/", f"/runs/{run.pk}/embed"):
        assert "no-store" in (await Browser().get(path))["Cache-Control"]


@pytest.mark.parametrize(("language", "words"), [("ko", "내 방으로 만들기"), ("en", "Make it mine")])
async def test_the_page_speaks_the_readers_language(hub: Hub, language: str, words: str) -> None:
    run = await shared_run()
    assert words in (await Browser().get(f"/runs/{run.pk}/", language)).content.decode()


async def test_a_wrong_id_is_not_found_and_counts_as_a_guess(hub: Hub, no_refill: None) -> None:
    run, room = await shared_run(), await new_room()
    browser = Browser()
    for path in ("", "embed", "export/"):
        assert (await browser.get(f"/runs/{'x' * 22}/{path}")).status_code == 404
    for _ in range(int(limits.GUESSES_BURST) - 3):
        assert (await browser.get("/runs/wrong/")).status_code == 404
    assert (await browser.get(f"/runs/{run.pk}/")).status_code == 429
    assert (await browser.get(f"/rooms/{room.code}/")).status_code == 429
    assert (await browser.post(f"/runs/{run.pk}/mine/", {})).status_code in (403, 429)


async def test_a_run_of_a_lab_that_is_no_longer_there_is_not_found(hub: Hub) -> None:
    run = await shared_run()
    browser = await reader(run)
    await SharedRun.objects.aupdate(lab="gone")
    for path in ("", "embed", "export/"):
        assert (await browser.get(f"/runs/{run.pk}/{path}")).status_code == 404
    assert (await browser.post(f"/runs/{run.pk}/mine/", {})).status_code == 404


async def test_a_shared_run_is_taken_out_as_a_file(hub: Hub) -> None:
    run = await shared_run()
    answer = await Browser().get(f"/runs/{run.pk}/export/")
    assert answer["Content-Disposition"] == f'attachment; filename="small-{run.pk}.json"'
    assert (read(answer.content).digest, read(answer.content).at_us) == (run.digest, 1_500_000)


async def test_made_mine_it_is_a_room_of_ones_own_at_the_same_moment(hub: Hub) -> None:
    run = await shared_run()
    browser = await reader(run)
    answer = await browser.post(f"/runs/{run.pk}/mine/", {})
    room = await Room.objects.order_by("-pk").afirst()
    assert room is not None
    assert (answer.status_code, answer["Location"]) == (302, f"/rooms/{room.code}/")
    live = hosted_of(hub, room).live
    assert (live.sim.digest, live.shown.now_us, live.clock.playing) == (run.digest, 1_500_000, False)
    assert await LoggedCommand.objects.filter(room=room).acount() == 4
    assert 'data-role="owner"' in (await browser.get(f"/rooms/{room.code}/")).content.decode()


async def test_recorded_under_other_rules_that_lead_elsewhere_it_opens_from_its_start_and_says_so(
    hub: Hub, shelf: Shelf
) -> None:
    run = await shared_run()
    shelf.put(other_luck, "rules-2")
    browser = await reader(run)
    assert (await browser.post(f"/runs/{run.pk}/mine/", {})).status_code == 302
    room = await Room.objects.order_by("-pk").afirst()
    assert room is not None
    live = hosted_of(hub, room).live
    assert (live.facts.other_rules, live.sim.now_us, room.other_rules) == (True, 0, True)


async def test_recorded_under_other_rules_that_lead_to_the_same_nothing_is_said(hub: Hub, shelf: Shelf) -> None:
    run = await shared_run()
    shelf.rules = "rules-2"
    browser = await reader(run)
    await browser.post(f"/runs/{run.pk}/mine/", {})
    room = await Room.objects.order_by("-pk").afirst()
    assert room is not None
    live = hosted_of(hub, room).live
    assert (live.facts.other_rules, live.sim.digest) == (False, run.digest)


# Frames


async def test_only_the_embedded_page_may_be_framed(hub: Hub) -> None:
    run, room = await shared_run(), await new_room()
    browser = Browser()
    page = await browser.get(f"/runs/{run.pk}/embed")
    assert page.status_code == 200
    assert "X-Frame-Options" not in page
    assert "frame-ancestors *;" in f"{page['Content-Security-Policy']};"
    assert "default-src 'none'" in page["Content-Security-Policy"]
    others = ["/", f"/runs/{run.pk}/", f"/runs/{run.pk}/export/", "/runs/import/", f"/rooms/{room.code}/"]
    for path in [*others, f"/runs/{'x' * 22}/embed"]:
        refusal = await browser.get(path)
        assert (path, refusal["X-Frame-Options"]) == (path, "DENY")
        assert "frame-ancestors 'none'" in refusal["Content-Security-Policy"]


async def test_the_embedded_page_needs_no_cookie_and_sets_none(hub: Hub) -> None:
    run = await shared_run()
    browser = Browser()
    page = (await browser.get(f"/runs/{run.pk}/embed")).content.decode()
    assert not browser.client.cookies
    assert f'href="http://testserver/runs/{run.pk}/" target="_blank"' in page
    assert "<form" not in page
