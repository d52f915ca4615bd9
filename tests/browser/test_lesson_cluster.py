"""The cluster's first labs, played with their scripts: the gaps are filled on the bench, and every goal is reached."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import OpenPage
from tests.browser.places import room, started_lab

pytestmark = pytest.mark.browser

SLOW_MS = 60_000
# As fast as a room goes; where a script plays, the page itself offers no more than it can follow at leisure.
HURRY = """() => setInterval(() => {
    const rate = document.querySelector('[data-rate]');
    if (rate.value === '60') return;
    rate.value = '60';
    rate.dispatchEvent(new Event('change', { bubbles: true }));
}, 50)"""


# Whether a mark that is seen has moved a little since the last look.
SLIDES = """() => {
    const placeOf = (mark) => mark.style.transform.match(/-?[\\d.]+/g)?.map(Number) ?? [];
    const shown = [...document.querySelectorAll('.mark')].filter((mark) => mark.checkVisibility());
    const before = window.before ?? new Map();
    window.before = new Map(shown.map((mark) => [mark, placeOf(mark)]));
    return shown.some((mark) => {
        const [[x, y], [oldX, oldY]] = [placeOf(mark), before.get(mark) ?? []];
        const way = Math.hypot(x - oldX, y - oldY);
        return way > 0.1 && way < 20;
    });
}"""


def begun(open_page: OpenPage, lab: str, predictions: int, **options: Any) -> Locator:
    """Runs with gaps, as fast as it goes and without predictions; gives the question of a gap."""
    page = started_lab(open_page, f"/kubernetes/{lab}/", {"rung": "gaps"}, **options)
    for skipped in range(1, predictions + 1):
        page.locator("[data-predict][data-state=open] [formaction]").first.click()
        expect(page.locator("[data-predict][data-state=skipped]")).to_have_count(skipped)
    page.locator("[data-part=figure]").scroll_into_view_if_needed()
    expect(page.locator("[data-play]")).to_be_in_viewport(ratio=1)  # with the scene, however tall that is
    page.evaluate(HURRY)
    page.locator("[data-play]").click()
    return page.locator(".script-gap")


def asks(gap: Locator, words: str) -> None:
    """The run has come to that gap; what has happened so far has then been written below the scene."""
    expect(gap).to_contain_text(words, timeout=SLOW_MS)
    gap.page.locator("[data-part=words][data-told]").wait_for(state="attached")


def take_up(page: Page, part: str) -> None:
    page.locator("[data-bench=parts] [role=option]", has_text=re.compile(f"^{part}")).first.click()
    expect(page.locator(".sheet-name")).to_have_text(part)


def test_what_is_said_slides_along_the_wires(open_page: OpenPage) -> None:
    page = room(open_page, "follow-one-object")
    page.wait_for_function(SLIDES)


def test_one_object_is_followed_and_a_part_that_was_cut_off_comes_back(open_page: OpenPage) -> None:
    gap = begun(open_page, "follow-one-object", 3, width=390)
    asks(gap, "You want a third.")
    take_up(gap.page, "shipping")
    gap.page.locator(".sheet [type=number]").fill("3")
    gap.page.keyboard.press("Enter")
    expect(gap).to_be_hidden()  # though kubectl is answered only now that time goes by again
    asks(gap, "What has to come back")
    expect(gap.page.locator("[data-bench=parts] [role=option]", has_text="Pending")).to_have_count(2)
    expect(gap.page.locator(".undo")).to_be_hidden()  # the gap rests on what was done before it
    mend = gap.page.get_by_role("button", name="mend the wire")
    mend.click()
    back = gap.page.get_by_role("button", name="Back to the text")
    expect(back).to_be_in_viewport()
    back.click()
    expect(mend).to_be_in_viewport()
    expect(gap.page.locator(".task[data-status=reached]")).to_have_count(3, timeout=SLOW_MS)
    expect(gap.page.get_by_role("button", name="Next: on your own")).to_be_visible()


def test_a_learner_is_the_scheduler_and_what_is_placed_stays(open_page: OpenPage) -> None:
    gap = begun(open_page, "scheduler", 3, height=700)
    asks(gap, "Which node do you write into it?")
    gap.page.get_by_role("button", name="mail to node-a").click()
    expect(gap).to_be_hidden()
    asks(gap, "What do you give to node-a?")
    take_up(gap.page, "node-a")
    gap.page.get_by_label("Label; with - at its end it goes").fill("disk=ssd")
    gap.page.keyboard.press("Enter")
    expect(gap).to_be_hidden()
    expect(gap.page.locator(".task[data-status=reached]")).to_have_count(4, timeout=SLOW_MS)
