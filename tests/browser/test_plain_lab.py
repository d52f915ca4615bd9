"""A lab without scripts, and on paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.fixtures import OpenPage
from tests.browser.places import framed
from tests.site import Site

pytestmark = pytest.mark.browser

LAB = "/messaging/fan-out/"


@pytest.fixture
def plain(browser: Browser, site: Site) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    context = browser.new_context(base_url=site.address, locale="en-US", java_script_enabled=False)
    yield context.new_page()
    context.close()


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


def test_on_paper_stand_the_note_and_a_still_and_nothing_to_press(open_page: OpenPage) -> None:
    """Of a lab that is read, and of one that is started."""
    page = open_page(LAB, color_scheme="dark")
    on_paper(page)
    page.emulate_media(media="screen")
    page.locator(".rungs [value=alone]").click()
    on_paper(framed(page))


def on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".lab-head h1")).to_be_visible()
    expect(page.locator(".still:visible")).to_have_count(1)
    for place in (".top", ".rungs", ".stage", ".more", ".steps-nav", ".run-words", "main .button:not(.prose .button)"):
        assert page.locator(f"{place} >> visible=true").count() == 0, place
    assert page.evaluate("() => getComputedStyle(document.documentElement).colorScheme") == "light"
