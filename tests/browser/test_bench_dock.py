"""The sheet beside the lab's scene: what is edited, Run and the palette stay in the window; closing moves nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import OpenPage
from tests.browser.places import started_lab
from tests.browser.test_bench import box
from tests.browser.test_bench_touch import one_below_the_other

pytestmark = pytest.mark.browser

WINDOWS = [(1440, 900), (1440, 757), (390, 844)]
SCROLLED = "() => [scrollY, document.querySelector('.desk').scrollTop]"


def lab(open_page: OpenPage, width: int, height: int) -> Page:
    """The lab on its middle rung, whose script card stands above the scene."""
    return started_lab(open_page, form={"rung": "gaps"}, width=width, height=height)


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_what_is_edited_run_and_the_palette_are_in_the_window_together(
    open_page: OpenPage, width: int, height: int
) -> None:
    page = lab(open_page, width, height)
    for thing in ("shipping/1", "accounting/1", "sns/orders", "storefront"):
        box(page, thing).click()
        expect(page.locator(".sheet")).to_be_visible()
        one_below_the_other(page, thing)


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_closing_a_sheet_gives_the_focus_back_and_scrolls_nothing(open_page: OpenPage, width: int, height: int) -> None:
    page = lab(open_page, width, height)
    box(page, "accounting/1").click()
    page.locator(".sheet").get_by_role("button", name="Close").focus()
    before = page.evaluate(SCROLLED)
    page.keyboard.press("Enter")
    expect(page.locator(".sheet")).to_be_hidden()
    expect(page.locator("[data-bench=parts] :focus")).to_contain_text("Accounting 1")
    assert page.evaluate(SCROLLED) == before


EDGES = """() => ['[data-part=figure]', '.dock', '[data-play]'].map((one) => {
    const { top, bottom } = document.querySelector(one).getBoundingClientRect();
    return { top, bottom };
})"""


def test_a_sheet_moves_nothing_that_is_seen_and_folds_when_the_run_goes_on(open_page: OpenPage) -> None:
    page = started_lab(open_page, form={"variant": "broken"}, width=1366, height=800)
    before = page.evaluate(SCROLLED)
    box(page, "accounting/1").click()
    expect(page.locator(".sheet")).to_be_visible()
    assert page.evaluate(SCROLLED) == before
    *_, stood = page.evaluate(EDGES)
    page.locator("[data-play]").click()
    expect(page.locator(".hands-line")).to_be_hidden()
    figure, dock, stands = page.evaluate(EDGES)
    assert figure["bottom"] <= dock["top"] + 1, "the whole scene is seen"
    assert stands["top"] == pytest.approx(stood["top"], abs=1)
    page.locator("[data-play]").click()
    expect(page.locator(".hands-line")).to_be_visible()
