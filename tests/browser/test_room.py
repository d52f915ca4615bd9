"""The room page on the running site: one person breaks, everybody sees."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.fixtures import OpenPage
from tests.browser.own_rooms import ask, step
from tests.browser.places import framed, paused

pytestmark = pytest.mark.browser

SHIPPING = "[data-id='sqs/shipping']"
PICTURE_MS_MAX = 8
TRIES_MOST = 5  # a busy machine makes some of them slow
# What half of sixty pictures take at most, in milliseconds.
DRAWING = """async () => {
    const original = window.requestAnimationFrame;
    const spent = [];
    window.requestAnimationFrame = (act) => original((at) => {
        const from = performance.now();
        act(at);
        spent.push(performance.now() - from);
    });
    for (let picture = 0; picture < 60; picture += 1) await new Promise(original);
    window.requestAnimationFrame = original;
    return spent.sort((a, b) => a - b)[Math.floor(spent.length / 2)];
}"""


def stop_shipping(page: Page) -> None:
    page.get_by_role("button", name="Stop: Shipping", exact=True).click()


def open_everything(page: Page) -> None:
    page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")
    page.locator("[data-state] tr").first.wait_for()
    page.locator("[data-charts] svg").first.wait_for()


def run_at(page: Page, rate: str) -> None:
    page.get_by_label("Rate of simulated time").select_option(rate)


@pytest.mark.parametrize(("locale", "color_scheme"), [("en-US", "light"), ("ko-KR", "dark")])
def test_with_everything_open_axe_finds_nothing_and_nothing_sticks_out_at_320_pixels(
    open_room: OpenPage, locale: str, color_scheme: str
) -> None:
    page = open_room(locale=locale, color_scheme=color_scheme)
    ask(page, "room.pause")
    step(page, 2)
    page.locator("[data-part=words][data-told]").wait_for(state="attached")
    page.locator("[data-part=help-button]").click()
    page.get_by_role("dialog").wait_for()
    assert violations(page, within="[data-part=help]") == []
    page.keyboard.press("Escape")
    open_everything(page)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert sticks_out(page) == 0


def test_stop_shipping_in_one_browser_and_see_its_queue_grow_in_another_that_cannot_steer(
    open_room: OpenPage, open_page: OpenPage
) -> None:
    owner = open_room()
    watcher = framed(open_page(owner.url))
    expect(watcher.locator("[data-watches]")).to_be_visible()
    expect(watcher.locator("[data-play]")).to_be_hidden()
    expect(watcher.locator("[data-part=faults]")).to_be_hidden()
    watcher.locator("[data-part=figure]").press(" ")
    expect(watcher.locator("[data-part=notice]")).to_contain_text("Only the person who opened this room")
    run_at(owner, "10")
    stop_shipping(owner)
    worker = watcher.locator("[data-id='shipping/1']")
    expect(worker).to_contain_text("stopped")
    expect(worker).to_have_class(re.compile(r"\bdown\b"))
    expect(watcher.locator(SHIPPING)).to_contain_text(re.compile(r"[2-9]\d waiting"))
    expect(watcher.locator("[data-part=log]")).to_contain_text("Shipping 1 stopped")
    owner.get_by_role("button", name="Start: Shipping", exact=True).click()
    expect(worker).not_to_have_class(re.compile(r"\bdown\b"))


def test_the_keys_work_while_the_figure_has_the_focus_and_tab_reaches_every_large_control(open_room: OpenPage) -> None:
    page = open_room()
    figure, label, clock = (
        page.locator("[data-part=figure]"),
        page.locator("[data-label]"),
        page.locator("[data-clock]"),
    )
    expect(label).to_have_text("Pause")
    figure.press(" ")
    expect(label).to_have_text("Run")
    page.locator("[data-part=words][data-told]").wait_for(state="attached")
    before = clock.inner_text()
    for _ in range(10):  # one step may be shorter than the tenth of a second that the clock shows
        figure.press("ArrowRight")
    expect(clock).not_to_have_text(before)
    figure.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.locator("[data-part=table] > summary").focus()
    page.keyboard.press("ArrowRight")
    expect(label).to_have_text("Run")
    page.set_viewport_size({"width": 390, "height": 900})
    page.locator("[data-part=figure]").focus()
    small, seen = [], set()
    for _ in range(40):
        page.keyboard.press("Tab")
        name, width, height = page.evaluate(
            "() => { const e = document.activeElement, b = e.getBoundingClientRect();"
            " return [e.ariaLabel || e.textContent.trim(), Math.round(b.width), Math.round(b.height)]; }"
        )
        seen.add(name)
        if min(width, height) < 44 and name:
            small.append((name, width, height))
    assert {"Stop: Shipping 1", "Crash: Accounting", "Cut the connection: SNS – SQS"} <= seen
    assert [one for one in small if not one[0].startswith("aws ")] == []


def test_the_ledger_adds_up_to_all_orders_and_the_table_tells_the_state_and_the_last_events(
    open_room: OpenPage,
) -> None:
    page = open_room()
    run_at(page, "10")
    stop_shipping(page)
    expect(page.locator("[data-count=handled]")).to_have_text(re.compile(r"[1-9]\d"))
    paused(page)
    counts = {
        name: int(page.locator(f"[data-count={name}]").inner_text().replace(",", ""))
        for name in ("handled", "moving", "waiting", "lost")
    }
    page.locator("[data-part=table] > summary").click()
    table = page.locator("[data-part=table]")
    expect(table.locator("[data-state]")).to_contain_text("Shipping 1")
    expect(table.locator("[data-state]")).to_contain_text("stopped")
    expect(table.locator("[data-events] tr")).to_have_count(20)
    cells = page.locator("[data-programs] td").all_inner_texts()
    each = [sum(int(cell.replace(",", "")) for cell in cells[at : at + 4]) for at in range(0, len(cells), 5)]
    assert sum(each) == sum(counts.values()) > 0


def test_milestones_are_told_a_cut_network_is_drawn_and_mended_and_a_stopped_picture_stands_still(
    open_room: OpenPage,
) -> None:
    """The told ones are for screen readers; the room goes on behind the stopped picture."""
    page = open_room()
    stop_shipping(page)
    expect(page.get_by_role("status")).to_contain_text(re.compile("Shipping [12] stopped|waiting"))
    page.get_by_role("button", name=re.compile("Cut the connection")).click()
    expect(page.locator(".wire.cut")).to_have_count(2)
    page.get_by_role("button", name=re.compile("Mend the connection")).click()
    expect(page.locator(".wire.cut")).to_have_count(0)
    run_at(page, "10")
    assert any(page.evaluate(DRAWING) < PICTURE_MS_MAX for _ in range(TRIES_MOST))
    page.get_by_label("Motion").select_option("still")
    page.evaluate("async () => { for (let at = 0; at < 2; at += 1) await new Promise(requestAnimationFrame); }")
    held, handled = page.locator("[data-clock]").inner_text(), page.locator("[data-count=handled]").inner_text()
    run_at(page, "60")
    expect(page.locator("[data-count=handled]")).to_have_text(re.compile(r"[1-9]\d\d"))
    expect(page.locator("[data-count=handled]")).not_to_have_text(handled)
    assert page.locator("[data-clock]").inner_text() == held


def test_with_reduced_motion_the_marks_stand_on_few_places(open_room: OpenPage) -> None:
    page = open_room(reduced_motion="reduce")
    expect(page.get_by_label("Motion")).to_have_value("steps")
    page.locator(".mark:not([display=none])").first.wait_for(state="attached")
    places = page.evaluate(
        """async () => {
            const places = new Set();
            for (let frame = 0; frame < 60; frame += 1) {
                await new Promise(requestAnimationFrame);
                const marks = document.querySelectorAll('.mark:not([display=none])');
                for (const mark of marks) places.add(mark.style.transform);
            }
            return places.size;
        }"""
    )
    assert 0 < places <= 6 * 4  # wires, and places on each


def test_where_sockets_are_refused_the_room_is_polled_and_can_be_steered(
    open_page: OpenPage, open_room: OpenPage
) -> None:
    def refuse(page: Page) -> None:
        page.add_init_script("globalThis.WebSocket = class { constructor() { throw new Error('refused'); } };")

    page = open_room(before=refuse)
    expect(page.locator("[data-part=connection]")).to_have_attribute("data-state", "polling")
    stop_shipping(page)
    expect(page.locator("[data-id='shipping/1']")).to_contain_text("stopped")
