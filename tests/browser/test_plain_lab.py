"""A lab without scripts, and on paper."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.fixtures import OpenPage
from tests.site import Site

pytestmark = pytest.mark.browser

LAB = "/messaging/fan-out/"


@pytest.fixture
def plain(browser: Browser, site: Site) -> Page:
    """A page in a browser that runs no scripts."""
    return browser.new_context(base_url=site.address, locale="en-US", java_script_enabled=False).new_page()


def test_without_scripts_a_lab_is_read_started_and_shown_at_rest(plain: Page) -> None:
    plain.goto(LAB)
    expect(plain.locator(".lab-head h1")).to_be_visible()
    expect(plain.locator(".still:visible")).to_have_count(1)
    plain.locator(".rungs [value=alone]").click()
    expect(plain).to_have_url(f"{plain.url.partition(LAB)[0]}{LAB}")
    expect(plain.locator(".at-rest .still:visible")).to_have_count(1)
    expect(plain.locator("noscript p")).to_be_visible()
    expect(plain.locator(".stage .bench")).to_be_hidden()
    expect(plain.locator(".tasks")).to_be_visible()


def test_without_scripts_the_language_stays_chosen(plain: Page) -> None:
    plain.goto(LAB)
    plain.get_by_role("button", name="한국어").click()
    expect(plain.locator("html")).to_have_attribute("lang", "ko")
    plain.goto("/")
    expect(plain.locator("html")).to_have_attribute("lang", "ko")


@pytest.mark.parametrize("is_started", [False, True])
def test_on_paper_stand_the_note_and_a_still_and_nothing_to_press(open_page: OpenPage, is_started: bool) -> None:
    page = open_page(LAB, color_scheme="dark")
    if is_started:
        page.locator(".rungs [value=alone]").click()
        page.locator("[data-frames=true]").wait_for(state="attached")
    page.emulate_media(media="print")
    expect(page.locator(".lab-head h1")).to_be_visible()
    expect(page.locator(".still:visible")).to_have_count(1)
    for place in (".top", ".rungs", ".stage", ".more", ".steps-nav", ".run-words", "main .button:not(.prose .button)"):
        assert page.locator(f"{place} >> visible=true").count() == 0, place
    assert page.evaluate("() => getComputedStyle(document.documentElement).colorScheme") == "light"
