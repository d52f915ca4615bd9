"""The first lab without a pointer: from the address bar to a review question, every step by keys."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import OpenPage
from tests.browser.places import framed

pytestmark = pytest.mark.browser

LAB = "/messaging/fan-out/"
STOPS_MOST = 150
HERE = """([selector, words]) => {
    const { activeElement: here } = document;
    const said = here.getAttribute('aria-label') ?? here.textContent;
    return here.matches(selector) && said.includes(words) && here.checkVisibility();
}"""


def tab_to(page: Page, selector: str, words: str = "") -> None:
    """As many presses of Tab as it takes; the focus must be seen all the time."""
    for _ in range(STOPS_MOST):
        if page.evaluate(HERE, [selector, words]):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {selector} {words}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def take_up(page: Page, chip: str) -> None:
    """Walks along the list of parts, which is one stop of the Tab key."""
    tab_to(page, "[data-bench=parts] [role=option]")
    press(page, "Home")
    for _ in range(20):
        if page.evaluate(HERE, ["[role=option]", chip]):
            return press(page, "Enter")
        press(page, "ArrowRight")
    raise AssertionError(f"no chip {chip}")


def connect(page: Page, part: str, other: str) -> None:
    take_up(page, part)
    tab_to(page, ".sheet button", "Connect…")
    press(page, "Enter")
    take_up(page, other)
    expect(page.locator("[data-bench=inspector]")).to_be_focused()
    press(page, "Escape")


def add_queue(page: Page, name: str) -> None:
    tab_to(page, "[data-add=queue]")
    press(page, "Enter")
    expect(page.get_by_label("Name of the new queue")).to_have_value(name)
    press(page, "Enter")
    expect(page.locator(".sheet-name")).to_have_text(name)
    press(page, "Escape")


def disconnect(page: Page, part: str, link: str) -> None:
    take_up(page, part)
    tab_to(page, ".hands-link button", link)
    press(page, "Enter")
    expect(page.locator(".hands-link", has_text=link)).to_have_count(0)
    press(page, "Escape")


def test_the_first_lab_is_learned_by_keys_alone(open_page: OpenPage) -> None:
    page = open_page(LAB)
    tab_to(page, "#predict-parcels [name=value]")
    press(page, *"200", "Enter")
    expect(page.locator("#predict-parcels")).to_have_attribute("data-state", "made")
    tab_to(page, "form.rungs [value=alone]")
    press(page, "Enter")
    framed(page)
    tab_to(page, "[data-play]")
    press(page, "Enter")
    expect(page.locator("[data-play]")).to_have_attribute("data-playing", "true")
    for queue, workers in (("shipping", ["Shipping 1", "Shipping 2"]), ("accounting", ["Accounting 1"])):
        add_queue(page, queue)
        connect(page, queue, "orders")
        for worker in workers:
            connect(page, queue, worker)
            disconnect(page, worker, f"orders → {worker}")
    task = page.locator("[data-goal=own-queue]").first
    expect(task).to_contain_text("reached")
    expect(page.locator("[data-goal=shipped-once]").first).to_contain_text("reached", timeout=30_000)
    tab_to(page, "#review-three-subscribers [name=value]")
    press(page, "ArrowDown", "Enter")
    expect(page.locator("#review-three-subscribers .question")).to_be_visible()
    assert "?" not in page.url  # it came into the page
