"""The room's panels on the running site: opened, read, and ways to moments."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.fixtures import OpenPage
from tests.browser.own_rooms import record
from tests.browser.places import framed

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


def curves(page: Page) -> list[str]:
    drawn: list[str] = page.locator(".chart-drawing .line").evaluate_all("(all) => all.map((one) => one.outerHTML)")
    return drawn


def open_tables(page: Page) -> None:
    page.locator(".chart .as-table > summary").first.click()
    page.locator("[data-arrows] > summary").click()
    expect(page.locator("[data-arrows] tbody tr").first).to_be_visible()


def test_panels_are_there_again_after_a_reload_lead_to_moments_and_compare_branches(open_room: OpenPage) -> None:
    page = record(open_room(color_scheme="light"))
    open_panels(page)
    faults, drawn = faults_of(page).all_inner_texts(), curves(page)
    assert drawn
    page.reload()
    open_panels(framed(page))
    assert faults_of(page).all_inner_texts() == faults
    assert curves(page) == drawn
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
    open_tables(page)
    page.locator("[data-continue]").click()
    expect(page.locator("[data-part=branches]")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Compare")).first.click()
    page.locator("[data-part=compare][data-loaded]").wait_for()
    expect(page.locator("[data-sides]")).to_contain_text("Original")
    expect(page.locator("[data-part=compare] table")).to_have_count(2)
    assert violations(page) == []
    assert sticks_out(page) == 0


def test_open_panels_stick_out_nowhere_and_axe_finds_nothing_by_night_in_korean(open_room: OpenPage) -> None:
    page = record(open_room(locale="ko-KR", color_scheme="dark", width=1440))
    open_panels(page)
    open_tables(page)
    assert sticks_out(page) == 0
    page.set_viewport_size({"width": 320, "height": 900})
    assert sticks_out(page) == 0
    assert violations(page) == []
