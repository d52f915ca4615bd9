"""The bench under a finger: taps, wires pulled from a ring, and a page that still scrolls."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.bench_stage import commands, open_bench
from tests.browser.fixtures import OpenPage
from tests.browser.test_bench import TO_SPARE, box, middle

pytestmark = pytest.mark.browser

STEPS = 8
PHONE: dict[str, Any] = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}


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


def test_a_finger_pulls_a_wire_from_the_ring_of_a_topic(open_room: OpenPage) -> None:
    page = open_bench(open_room, **PHONE)
    swipe(page, ring(page, "sns/orders"), middle(page, "sqs/spare"))
    page.wait_for_function("() => played.commands.length")
    assert commands(page) == [TO_SPARE]
    assert page.evaluate("() => scrollY") == 0


def test_a_thing_that_is_taken_up_can_be_pulled_itself(open_room: OpenPage) -> None:
    page = open_bench(open_room, **PHONE)
    box(page, "sqs/spare").tap()
    swipe(page, middle(page, "sqs/spare"), middle(page, "sns/orders"))
    page.wait_for_function("() => played.commands.length")
    assert commands(page) == [TO_SPARE]


def test_a_swipe_over_other_things_scrolls_the_page(open_room: OpenPage) -> None:
    page = open_bench(open_room, **PHONE)
    x, y = middle(page, "sqs/accounting")
    swipe(page, (x, y), (x, y - 200))
    page.wait_for_function("() => scrollY > 50")
    assert commands(page) == []
    expect(page.locator("[data-picking]")).to_have_count(0)


def test_a_tap_on_a_ring_and_on_a_target_connects(open_room: OpenPage) -> None:
    page = open_bench(open_room, **PHONE)
    page.locator('[data-handle="sns/orders"]').tap()
    expect(page.locator(".picking")).to_be_visible()
    box(page, "sqs/spare").tap()
    assert commands(page) == [TO_SPARE]


def test_after_connecting_from_a_sheet_the_new_wire_is_seen_and_not_the_sheet(open_room: OpenPage) -> None:
    page = open_bench(open_room, **PHONE)
    box(page, "sns/orders").tap()
    page.locator(".sheet-acts .button").first.tap()
    expect(page.locator(".picking")).to_be_visible()
    box(page, "sqs/spare").tap()
    expect(page.locator("[data-bench=inspector]")).to_be_hidden()
    assert commands(page) == [TO_SPARE]


def test_the_first_tap_of_all_is_not_lost(open_room: OpenPage) -> None:
    page = open_room(**PHONE)
    page.locator('[data-handle="sns/orders"]').tap()
    expect(page.locator(".picking")).to_be_visible()


@pytest.mark.parametrize("thing", ["accounting/1", "sqs/accounting"])
def test_beside_a_sheet_its_thing_and_run_and_the_palette_are_in_the_window(open_room: OpenPage, thing: str) -> None:
    page = open_bench(open_room, **PHONE)
    box(page, thing).tap()
    expect(page.locator("[data-bench=inspector]")).to_be_visible()
    one_below_the_other(page, thing)


def one_below_the_other(page: Page, thing: str) -> None:
    """The thing, its sheet, the bar and the palette, from the window's upper edge to its lower one."""
    edges = page.evaluate(
        """(thing) => [`[data-id="${thing}"]`, '[data-bench=inspector]', '[data-play]', '[data-add=instance]']
            .map((selector) => document.querySelector(selector).getBoundingClientRect())
            .flatMap(({ top, bottom }) => [top, bottom])""",
        thing,
    )
    assert [0, *edges, page.evaluate("() => innerHeight")] == sorted([0, *edges, page.evaluate("() => innerHeight")])


def test_what_is_pressed_on_a_phone_is_large_enough(open_room: OpenPage) -> None:
    page = open_bench(open_room, **PHONE)
    box(page, "sqs/accounting").tap()
    small = page.evaluate(
        """() => [...document.querySelectorAll('.hands :is(button, input, select, [role=option]), .hand-handle')]
            .map((one) => [one.textContent, one.getBoundingClientRect()])
            .filter(([, { width, height }]) => width && Math.min(width, height) < 43.9)
            .map(([words]) => words)"""
    )
    assert small == []
