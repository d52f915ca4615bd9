"""The cluster's first labs, played with their scripts: the gaps are filled on the bench, and every goal is reached."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import OpenPage

pytestmark = pytest.mark.browser

SLOW_MS = 60_000
# As fast as a room goes; where a script plays, the page itself offers no more than it can follow at leisure.
HURRY = """() => setInterval(() => {
    const rate = document.querySelector('[data-rate]');
    if (rate.value === '60') return;
    rate.value = '60';
    rate.dispatchEvent(new Event('change', { bubbles: true }));
}, 50)"""


def begun(open_page: OpenPage, lab: str, predictions: int, **options: object) -> Locator:
    """Runs with gaps, as fast as it goes and without predictions; gives the question of a gap."""
    page = open_page(f"/kubernetes/{lab}/", **options)
    page.locator("form.rungs [value=gaps]").click()
    page.locator("[data-frames=true]").wait_for(state="attached")
    for skipped in range(1, predictions + 1):
        page.locator("[data-predict][data-state=open] [formaction]").first.click()
        expect(page.locator("[data-predict][data-state=skipped]")).to_have_count(skipped)
    page.locator("[data-part=figure]").scroll_into_view_if_needed()
    expect(page.locator("[data-play]")).to_be_in_viewport(ratio=1)  # with the scene, however tall that is
    page.evaluate(HURRY)
    page.locator("[data-play]").click()
    return page.locator(".script-gap")


def take_up(page: Page, part: str) -> None:
    page.locator("[data-bench=parts] [role=option]", has_text=re.compile(f"^{part}")).first.click()
    expect(page.locator(".sheet-name")).to_have_text(part)


def test_one_object_is_followed_and_a_part_that_was_cut_off_comes_back(open_page: OpenPage) -> None:
    gap = begun(open_page, "follow-one-object", 3, width=390)
    expect(gap).to_contain_text("You want a third.", timeout=SLOW_MS)
    take_up(gap.page, "shipping")
    gap.page.locator(".sheet [type=number]").fill("3")
    gap.page.keyboard.press("Enter")
    expect(gap).to_be_hidden()  # though kubectl is answered only now that time goes by again
    expect(gap).to_contain_text("What has to come back", timeout=SLOW_MS)
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
    expect(gap).to_contain_text("Which node do you write into it?", timeout=SLOW_MS)
    gap.page.get_by_role("button", name="mail to node-a").click()
    expect(gap).to_be_hidden()
    expect(gap).to_contain_text("What do you give to node-a?", timeout=SLOW_MS)
    take_up(gap.page, "node-a")
    gap.page.get_by_label("Label; with - at its end it goes").fill("disk=ssd")
    gap.page.keyboard.press("Enter")
    expect(gap).to_be_hidden()
    expect(gap.page.locator(".task[data-status=reached]")).to_have_count(4, timeout=SLOW_MS)
