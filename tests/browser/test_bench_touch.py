"""The bench under a finger: taps, wires pulled from a ring, and a page that still scrolls."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.bench_stage import asked, asleep, commands, open_bench, restage
from tests.browser.conftest import pages_of
from tests.browser.places import room
from tests.browser.test_bench import TO_SPARE, box, middle
from tests.browser.visitors import Visitors
from tests.site import Site

pytestmark = pytest.mark.browser

STEPS = 8
SIZE = {"width": 390, "height": 844}
PHONE: dict[str, Any] = {**SIZE, "has_touch": True, "is_mobile": True}
# Where things are, from upper to lower edge, once no picture moves them any more.
EDGES = """async (thing) => {
    const things = [`[data-id="${thing}"]`, '[data-bench=inspector]', '[data-play]', '[data-add=instance]'];
    const edges = () => things.map((one) => document.querySelector(one).getBoundingClientRect())
        .flatMap(({ top, bottom }) => [top, bottom]);
    for (let before = '', still = 0; still < 3; still = String(edges()) === before ? still + 1 : 0) {
        before = String(edges());
        await new Promise(requestAnimationFrame);
    }
    return [0, ...edges(), innerHeight];
}"""


@pytest.fixture(scope="module")
def bench(visitors: Visitors, site: Site) -> Iterator[Page]:
    with pages_of(visitors, site) as open_page:
        yield open_bench(lambda **options: room(open_page, **options), **PHONE)


@pytest.fixture
def phone(bench: Page) -> Page:
    """As new for each test."""
    return restage(bench, **SIZE)


def swipe(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """One finger, in some steps, as the system tells the browser of it."""
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        named = [{"x": x, "y": y} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": named})

    touch("touchStart", start)
    for step in range(1, STEPS + 1):
        share = step / STEPS
        touch("touchMove", (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share))
    touch("touchEnd")


def ring(page: Page, entity: str) -> tuple[float, float]:
    place = page.locator(f'[data-handle="{entity}"]').bounding_box()
    assert place
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def test_a_finger_pulls_a_wire_from_the_ring_of_a_topic(phone: Page) -> None:
    swipe(phone, ring(phone, "sns/orders"), middle(phone, "sqs/spare"))
    assert asked(phone, 1) == [TO_SPARE]
    assert phone.evaluate("() => scrollY") == 0


def test_a_thing_that_is_taken_up_can_be_pulled_itself(phone: Page) -> None:
    box(phone, "sqs/spare").tap()
    expect(phone.locator("[data-bench=inspector]")).to_be_visible()
    swipe(phone, middle(phone, "sqs/spare"), middle(phone, "sns/orders"))
    assert asked(phone, 1) == [TO_SPARE]


def test_a_swipe_over_other_things_scrolls_the_page(phone: Page) -> None:
    x, y = middle(phone, "sqs/accounting")
    swipe(phone, (x, y), (x, y - 200))
    phone.wait_for_function("() => scrollY > 50")
    assert commands(phone) == []
    expect(phone.locator("[data-picking]")).to_have_count(0)


def test_a_tap_on_a_ring_and_on_a_target_connects(phone: Page) -> None:
    phone.locator('[data-handle="sns/orders"]').tap()
    expect(phone.locator(".picking")).to_be_visible()
    box(phone, "sqs/spare").tap()
    assert asked(phone, 1) == [TO_SPARE]


def test_after_connecting_from_a_sheet_the_new_wire_is_seen_and_not_the_sheet(phone: Page) -> None:
    box(phone, "sns/orders").tap()
    phone.locator(".sheet-acts .button").first.tap()
    expect(phone.locator(".picking")).to_be_visible()
    box(phone, "sqs/spare").tap()
    expect(phone.locator("[data-bench=inspector]")).to_be_hidden()
    assert asked(phone, 1) == [TO_SPARE]


def test_the_first_tap_of_all_is_not_lost(bench: Page) -> None:
    page = asleep(bench, **SIZE)
    page.locator('[data-handle="sns/orders"]').tap()
    expect(page.locator(".picking")).to_be_visible()


def test_beside_a_sheet_its_thing_and_run_and_the_palette_are_in_the_window_and_what_is_pressed_is_large_enough(
    phone: Page,
) -> None:
    for thing in ("accounting/1", "sqs/accounting"):
        box(phone, thing).tap()
        expect(phone.locator("[data-bench=inspector]")).to_be_visible()
        one_below_the_other(phone, thing)
    small = phone.evaluate(
        """() => [...document.querySelectorAll('.hands :is(button, input, select, [role=option]), .hand-handle')]
            .map((one) => [one.textContent, one.getBoundingClientRect()])
            .filter(([, { width, height }]) => width && Math.min(width, height) < 43.9)
            .map(([words]) => words)"""
    )
    assert small == []


def one_below_the_other(page: Page, thing: str) -> None:
    """The thing, its sheet, the bar and the palette, from the window's upper edge to its lower one."""
    edges = page.evaluate(EDGES, thing)
    assert edges == sorted(edges)
