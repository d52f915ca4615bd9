"""A run in other hands: read by its link, made one's own, carried as a file, shown on a page of another site."""

import json
import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.conftest import pages_of
from tests.browser.fixtures import OpenPage
from tests.browser.own_rooms import record
from tests.browser.places import framed, room
from tests.browser.visitors import Visitors
from tests.site import Site

pytestmark = pytest.mark.browser

CLOCK = "[data-clock]"
Elsewhere = Callable[[str], str]


@pytest.fixture(scope="module")
def owner(visitors: Visitors, site: Site) -> Iterator[Page]:
    """A run with one fault, looked at the moment before its last event and shared."""
    with pages_of(visitors, site) as open_page:
        page = record(room(open_page))
        page.get_by_role("button", name="Step back").click()
        expect(page.locator("[data-part=past]")).to_be_visible()
        page.locator("[data-part=share-button]").click()
        expect(page.locator("[data-part=share] [data-link]")).to_have_text(re.compile(r"/runs/[\w-]{22}/$"))
        yield page


@pytest.fixture(scope="module")
def address(owner: Page) -> str:
    return owner.locator("[data-part=share] [data-link]").inner_text()


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """`elsewhere(address)`: the address of another site's page that has this one in a frame."""
    bodies: dict[str, bytes] = {}

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path in bodies else 404)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(bodies.get(self.path, b""))

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()

        def put(address: str) -> str:
            path = f"/{len(bodies)}"
            bodies[path] = f'<!doctype html><title>Elsewhere</title><iframe src="{address}"></iframe>'.encode()
            return f"http://127.0.0.1:{server.server_port}{path}"

        yield put
        server.shutdown()
        thread.join()


def test_whoever_has_the_link_sees_the_same_moment_and_takes_it_from_there_as_their_own(
    owner: Page, address: str, open_page: OpenPage
) -> None:
    moment = owner.locator(CLOCK).inner_text()
    reader = framed(open_page(address))
    expect(reader.locator(CLOCK)).to_have_text(moment)
    expect(reader.locator("[data-id='shipping/1']")).to_contain_text("stopped")
    expect(reader.get_by_role("button", name="Stop: Shipping", exact=True)).to_have_count(0)
    assert owner.url.split("/")[-2] not in reader.content()
    reader.locator("[data-part=figure]").focus()
    reader.keyboard.press("Home")
    expect(reader.locator(CLOCK)).to_have_text("00:00.0")
    other = framed(open_page(address))
    expect(other.locator(CLOCK)).to_have_text(moment)
    other.get_by_role("button", name="Make it mine").click()
    other.wait_for_url(re.compile(r"/rooms/\w{6}/$"))
    assert framed(other).url != owner.url
    expect(other.locator(CLOCK)).to_have_text(moment)
    other.get_by_role("button", name="Start: Shipping", exact=True).click()
    expect(other.locator("[data-id='shipping/1']")).not_to_contain_text("stopped")
    expect(owner.locator("[data-id='shipping/1']")).to_contain_text("stopped")


def test_a_run_goes_out_as_a_file_and_comes_in_again(
    owner: Page, open_page: OpenPage, site: Site, tmp_path: Path
) -> None:
    with owner.expect_download() as download:
        owner.get_by_role("link", name="Export as a file").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    document = json.loads(path.read_text())
    *_, last = site.command("simulate", "--commands", str(path)).splitlines()
    assert (json.loads(last)["digest"], document["format"]) == (document["digest"], "workshop-run")
    page = open_page("/")
    page.get_by_role("link", name="Choose a file").click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Open as my room").click()
    page.wait_for_url(re.compile(r"/rooms/\w{6}/$"))
    expect(page.locator(CLOCK)).to_have_text(owner.locator(CLOCK).inner_text())


def test_a_file_that_is_too_large_is_told_so_before_it_is_sent(open_page: OpenPage, tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    path.write_bytes(b" " * 4_000_001)
    page = open_page("/runs/import/")
    page.locator("input[type=file]").set_input_files(path)
    assert "larger than 4,000,000 bytes" in page.locator("input[type=file]").evaluate("file => file.validationMessage")
    page.get_by_role("button", name="Open as my room").click()
    assert page.url.endswith("/runs/import/")
    small = tmp_path / "small.json"
    small.write_bytes(b"{")
    page.locator("input[type=file]").set_input_files(small)
    assert page.locator("input[type=file]").evaluate("file => file.validity.valid")


def test_a_page_of_another_site_shows_the_run_and_nothing_else_of_ours(
    owner: Page, address: str, open_page: OpenPage, elsewhere: Elsewhere
) -> None:
    visitor = open_page("/runs/import/", forgive="frame-ancestors|X-Frame-Options|404")
    visitor.context.clear_cookies()
    visitor.goto(elsewhere(f"{address}embed"))
    frame = visitor.frame_locator("iframe")
    expect(frame.locator("[data-id='shipping/1']")).to_contain_text("stopped")
    expect(frame.locator("[data-part=clock]")).to_have_text(owner.locator(CLOCK).inner_text())
    expect(frame.get_by_role("link", name="Open in Workshop")).to_have_attribute("href", address)
    slider = frame.get_by_role("slider", name="Moment of the run")
    slider.focus()
    slider.press("Home")
    expect(frame.locator("[data-part=clock]")).to_have_text("00:00.0")
    frame.get_by_role("button", name="Run").click()
    expect(frame.get_by_role("button", name="Pause")).to_be_visible()
    assert visitor.context.cookies() == []
    visitor.goto(elsewhere(address))
    expect(visitor.frame_locator("iframe").locator("body")).not_to_contain_text("Make it mine")


@pytest.mark.parametrize(("locale", "color_scheme"), [("en-US", "light"), ("ko-KR", "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    address: str, open_page: OpenPage, locale: str, color_scheme: str
) -> None:
    page = open_page("/runs/import/", locale=locale, color_scheme=color_scheme, width=320)
    assert (violations(page), sticks_out(page)) == ([], 0)
    for path in (address, f"{address}embed"):
        page.goto(path)
        assert (path, violations(framed(page)), sticks_out(page)) == (path, [], 0)
