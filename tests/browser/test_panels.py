"""The room's panels on the running site: opened, read, and ways to moments."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.fixtures import OpenPage

pytestmark = pytest.mark.browser

PANELS = ("history", "space-time", "event-log")


def open_panels(page: Page) -> None:
    for name in PANELS:
        page.locator(f"[data-part={name}] > summary").click()
        page.locator(f"[data-part={name}][data-loaded]").wait_for()


def faults_of(page: Page) -> Locator:
    """The lines of the whole log that tell of faults, when they are there."""
    log = page.locator("[data-part=event-log]")
    log.locator("[data-kind]").select_option("faults")
    expect(log.locator("[data-list] li").last).to_contain_text("stopped")
    return log.locator("[data-list] li")


def some_seconds(page: Page) -> None:
    """A run of ten seconds and more, with Shipping stopped, that stands still."""
    page.locator("[data-rate]").select_option("10")
    page.wait_for_function("() => /^00:[1-9]/.test(document.querySelector('[data-clock]').textContent)")
    page.locator("[data-part=faults] .danger").nth(1).click()
    page.wait_for_function("() => /^00:[2-9]/.test(document.querySelector('[data-clock]').textContent)")
    page.locator("[data-play]").click()


@pytest.mark.parametrize(
    ("locale", "color_scheme", "width"),
    [("ko-KR", "dark", 1440), ("en-US", "light", 320)],
)
def test_open_panels_stick_out_nowhere_and_axe_finds_nothing(
    open_room: OpenPage, locale: str, color_scheme: str, width: int
) -> None:
    page = open_room(locale=locale, color_scheme=color_scheme, width=width)
    some_seconds(page)
    open_panels(page)
    page.locator(".chart .as-table > summary").first.click()
    page.locator("[data-arrows] > summary").click()
    expect(page.locator("[data-arrows] tbody tr").first).to_be_visible()
    assert sticks_out(page) == 0
    assert violations(page) == []


def test_a_click_on_a_chart_and_a_line_of_the_log_lead_to_their_moments(open_room: OpenPage) -> None:
    page = open_room()
    some_seconds(page)
    open_panels(page)
    line = faults_of(page).last
    moment = line.locator(".num").inner_text()
    line.locator("button").click()
    expect(page.locator("[data-clock]")).to_have_text(moment)
    expect(page.locator("[data-part=past]")).to_be_visible()
    plot = page.locator(".chart-plot").first
    plot.press("Home")
    plot.press("Enter")
    expect(page.locator("[data-clock]")).to_have_text("00:01.0")
    expect(page.locator(".band-label").first).to_have_text(re.compile("Shipping.*: stopped"))


def test_everything_is_there_again_after_a_reload(open_room: OpenPage) -> None:
    page = open_room()
    some_seconds(page)
    open_panels(page)
    before = faults_of(page).all_inner_texts()
    lines = page.locator(".chart-drawing .line").evaluate_all("(all) => all.map((one) => one.getAttribute('d'))")
    page.reload()
    page.locator("[data-frames=true]").wait_for(state="attached")
    open_panels(page)
    assert faults_of(page).all_inner_texts() == before
    again = page.locator(".chart-drawing .line").evaluate_all("(all) => all.map((one) => one.getAttribute('d'))")
    assert again == lines


def test_two_branches_are_compared_from_their_list(open_room: OpenPage) -> None:
    page = open_room()
    some_seconds(page)
    page.locator("[data-part=figure]").focus()
    page.keyboard.press("Home")
    expect(page.locator("[data-clock]")).to_have_text("00:00.0")
    page.locator("[data-continue]").click()
    expect(page.locator("[data-part=branches]")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Compare")).first.click()
    page.locator("[data-part=compare][data-loaded]").wait_for()
    expect(page.locator("[data-sides]")).to_contain_text("Original")
    expect(page.locator("[data-part=compare] table")).to_have_count(2)
    assert violations(page) == []
    assert sticks_out(page) == 0
