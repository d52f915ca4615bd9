"""The pages around the rooms: for everyone, in both languages, on every width."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.fixtures import OpenPage

pytestmark = pytest.mark.browser

SCRIPTS = Path(__file__).resolve().parent.parent.parent / "static" / "js"
NO_SUCH_ROOM = r"404 \(Not Found\)"


@pytest.mark.parametrize(("locale", "color_scheme"), [("en-US", "light"), ("ko-KR", "dark")])
def test_where_there_is_no_such_room_axe_finds_nothing_and_nothing_sticks_out_at_320_pixels(
    open_page: OpenPage, locale: str, color_scheme: str
) -> None:
    """The other pages are looked at in test_quality."""
    page = open_page("/rooms/ZZZZZZ/", locale=locale, color_scheme=color_scheme, forgive=NO_SUCH_ROOM)
    expect(page.locator("html")).to_have_attribute("lang", locale[:2])
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert sticks_out(page) == 0


def test_the_language_switch_stays_chosen_and_on_the_same_page(open_page: OpenPage) -> None:
    page = open_page("/rooms/join/")
    page.get_by_role("button", name="한국어").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("방에 들어가기")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "ko")


def test_the_theme_is_remembered_and_there_before_the_first_paint(open_page: OpenPage) -> None:
    page = open_page("/", color_scheme="light")
    page.get_by_label("Theme").select_option("dark")
    dark = page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")
    page.goto("/rooms/join/", wait_until="commit")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor") == dark
    expect(page.get_by_label("Theme")).to_have_value("dark")


def test_a_wrong_code_is_told_beside_its_field(open_page: OpenPage) -> None:
    page = open_page("/rooms/join/", forgive=NO_SUCH_ROOM)
    page.get_by_role("textbox").fill("zzzzzz")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no room with this code.")
    expect(page.get_by_role("textbox")).to_have_value("zzzzzz")


def test_the_first_tab_stop_leads_to_the_content(open_page: OpenPage) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_modules_come_under_hashed_names_and_every_one_is_in_the_map(open_page: OpenPage) -> None:
    page = open_page("/")
    imports = page.evaluate("() => JSON.parse(document.querySelector('script[type=importmap]').textContent).imports")
    assert len(imports) == len(list(SCRIPTS.rglob("*.js"))) + 1  # and the later sentences
    loaded = page.evaluate("() => performance.getEntriesByType('resource').map((entry) => entry.name)")
    modules = [name for name in loaded if "/js/" in name]
    assert modules
    assert [name for name in modules if not any(name.endswith(path) for path in imports.values())] == []
