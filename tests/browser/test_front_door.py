"""The bench on the first page: a still at once, a running room for those who look, and nothing for those who do not."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.fixtures import OpenPage

pytestmark = pytest.mark.browser

# The shifts of everything that was not moved by somebody's hand.
SHIFTS = """() => new Promise((done) => {
    let sum = 0;
    const look = (list) => { for (const shift of list.getEntries()) if (!shift.hadRecentInput) sum += shift.value; };
    new PerformanceObserver(look).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 300);
})"""


def live(page: Page) -> Page:
    page.locator("[data-front-door][data-live=true]").wait_for(state="attached")
    return page


def lost(page: Page) -> int:
    return int(page.locator("[data-count=lost]").inner_text())


def test_it_runs_and_loses_orders_within_seconds_and_on_every_width_nothing_jumps_or_sticks_out(
    open_page: OpenPage,
) -> None:
    page = open_page("/", width=1440)
    for width in (1440, 1280, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.reload()
        expect(live(page).locator("[data-scene] [data-id='shipping/1']")).to_have_class(re.compile("down"))
        before = lost(page)
        more = "(before) => Number(document.querySelector('[data-count=lost]').textContent) > before"
        page.wait_for_function(more, arg=before)
        assert (width, page.evaluate(SHIFTS), sticks_out(page)) == (width, 0, 0)


def test_pause_is_the_first_stop_of_the_bench_and_stops_it(open_page: OpenPage) -> None:
    page = live(open_page("/"))
    page.locator(".promise .button").last.focus()
    page.keyboard.press("Tab")
    pause = page.get_by_role("button", name="Pause")
    expect(pause).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_focused()


@pytest.mark.parametrize(("locale", "color_scheme"), [("en-US", "dark"), ("ko-KR", "light")])
def test_a_press_tells_what_to_look_at_and_the_way_on(open_page: OpenPage, locale: str, color_scheme: str) -> None:
    page = live(open_page("/", locale=locale, color_scheme=color_scheme))
    page.locator("[data-act=start]").click()
    expect(page.locator("[data-front-door] [role=status]")).to_contain_text("Shipping")
    expect(page.locator("[data-scene] [data-id='shipping/1']")).to_have_class(re.compile("up"))
    expect(page.locator("[data-act=stop]")).to_be_visible()
    expect(page.locator("[data-way-on] a")).to_have_attribute("href", re.compile("^/messaging/"))
    assert violations(page) == []


def test_with_a_queue_in_between_orders_wait_and_are_not_lost(open_page: OpenPage) -> None:
    page = live(open_page("/"))
    page.get_by_role("button", name="Put a queue in between").click()
    expect(page.get_by_role("button", name="Put a queue in between")).to_be_hidden()
    expect(page.locator("[data-count=waiting]")).not_to_have_text("0")
    before = lost(page)
    expect(page.locator("[data-count=waiting]")).to_have_text(re.compile(r"^([6-9]|\d\d+)$"))
    assert lost(page) <= before + 2  # what was on its way to Shipping
    page.get_by_role("button", name="Start Shipping again").click()
    told = page.locator("[data-look-at]")
    expect(told).to_contain_text("works off what has waited in its queue")
    expect(told).to_contain_text("what was lost before there was a queue (✕) stays lost")  # the count beside it is red
    expect(page.locator("[data-scene] [data-id='shipping/1']")).to_have_class(re.compile("up"))
    expect(page.get_by_role("button", name="Stop Shipping")).to_be_visible()


def test_with_reduced_motion_nothing_runs_before_it_is_asked_for(open_page: OpenPage) -> None:
    asked: list[str] = []
    page = open_page(
        "/", reduced_motion="reduce", before=lambda page: page.on("request", lambda sent: asked.append(sent.url))
    )
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "front-door" in url and "/static/" not in url]
    expect(page.locator("[data-still] svg.wide")).to_be_visible()
    page.get_by_role("button", name="Run", exact=True).click()
    live(page)


def test_without_a_room_the_still_stays_and_the_buttons_go(open_page: OpenPage) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(json={})

    page = open_page("/", before=lambda page: page.route("**/front-door/", refuse))
    expect(page.get_by_role("button", name="Start Shipping again")).to_be_hidden()
    expect(page.locator("[data-still] svg.wide")).to_be_visible()


def test_without_scripts_there_is_the_still(browser: Any, site: Any) -> None:
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    expect(page.locator("[data-still] svg.wide")).to_be_visible()
    expect(page.get_by_role("button", name="Start Shipping again")).to_be_hidden()
    context.close()
