"""The sheet beside the lab's scene: what is edited, Run and the palette stay in the window; closing moves nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import pages_of
from tests.browser.fixtures import OpenPage
from tests.browser.places import framed, started_lab
from tests.browser.test_bench import box, middle
from tests.browser.test_bench_touch import one_below_the_other
from tests.browser.visitors import Visitors
from tests.site import Site

pytestmark = pytest.mark.browser

WINDOWS = [(1440, 900), (1440, 757), (390, 844)]
SCROLLED = "() => [scrollY, document.querySelector('.desk').scrollTop]"
# Upper and lower edges of the scene, the dock and Run, once no picture moves them any more.
EDGES = """async () => {
    const edges = () => ['[data-part=figure]', '.dock', '[data-play]'].map((one) => {
        const { top, bottom } = document.querySelector(one).getBoundingClientRect();
        return { top, bottom };
    });
    for (let before = '', still = 0; still < 3; still = JSON.stringify(edges()) === before ? still + 1 : 0) {
        before = JSON.stringify(edges());
        await new Promise(requestAnimationFrame);
    }
    return edges();
}"""


@pytest.fixture(scope="module")
def visit(visitors: Visitors, site: Site) -> Iterator[Page]:
    """The lab on its rung with gaps, whose script card stands above the scene."""
    with pages_of(visitors, site) as open_page:
        yield started_lab(open_page, form={"rung": "gaps"})


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_what_is_edited_run_and_the_palette_are_in_the_window_together_and_closing_a_sheet_puts_the_page_back(
    visit: Page, width: int, height: int
) -> None:
    visit.set_viewport_size({"width": width, "height": height})
    visit.reload()
    framed(visit)
    for thing in ("shipping/1", "sns/orders", "storefront", "accounting/1"):
        box(visit, thing).click()
        expect(visit.locator(".sheet")).to_be_visible()
        one_below_the_other(visit, thing)
    close = visit.locator(".sheet").get_by_role("button", name="Close")
    close.press("Enter")
    place = middle(visit, "accounting/1")
    before = visit.evaluate(SCROLLED)
    visit.mouse.click(*place)
    one_below_the_other(visit, "accounting/1")
    close.press("Enter")
    expect(visit.locator(".sheet")).to_be_hidden()
    expect(visit.locator("[data-bench=parts] :focus")).to_contain_text("Accounting 1")
    visit.evaluate(EDGES)
    assert visit.evaluate(SCROLLED) == pytest.approx(before, abs=2)


def test_a_sheet_moves_nothing_that_is_seen_and_folds_when_the_run_goes_on(open_page: OpenPage) -> None:
    page = started_lab(open_page, form={"variant": "broken"}, width=1366, height=800)
    page.evaluate(EDGES)
    place = middle(page, "accounting/1")
    before = page.evaluate(SCROLLED)
    page.mouse.click(*place)  # a click on the element would itself scroll where something still covers it
    expect(page.locator(".sheet")).to_be_visible()
    *_, stood = page.evaluate(EDGES)
    assert page.evaluate(SCROLLED) == before
    page.locator("[data-play]").click()
    expect(page.locator(".hands-line")).to_be_hidden()
    figure, dock, stands = page.evaluate(EDGES)
    assert figure["bottom"] <= dock["top"] + 1, "the whole scene is seen"
    assert stands["top"] == pytest.approx(stood["top"], abs=1)
    page.locator("[data-play]").click()
    expect(page.locator(".hands-line")).to_be_visible()
