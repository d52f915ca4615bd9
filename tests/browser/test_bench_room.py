"""The bench on the running site: fan-out is rewired by hand, as its learner does it, and a step is taken back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.own_rooms import own_room
from tests.browser.test_bench import chip, middle, pull

pytestmark = pytest.mark.browser

WIRED = [("orders", "shipping"), ("shipping", "Shipping 1"), ("shipping", "Shipping 2")]
# Whether a thing is seen whole, between the window's upper edge and its sheet.
ABOVE_ITS_SHEET = """(id) => {
    const place = document.querySelector(`[data-part=scene] [data-id="${id}"]`)?.getBoundingClientRect();
    const sheet = document.querySelector('[data-bench=inspector]').getBoundingClientRect();
    return place && place.top >= 0 && place.bottom <= sheet.top;
}"""


@pytest.fixture
def owned(visitor: Page) -> Page:
    """A room of the lab's own, which stands; its boxes do not glide away from the pointer."""
    visitor.emulate_media(reduced_motion="reduce")
    return own_room(visitor, "fan-out")


def add_queue(page: Page) -> None:
    """With the name that is offered."""
    page.locator("[data-add=queue]").click()
    page.get_by_label("Name of the new queue").press("Enter")
    expect(page.locator(".sheet-name")).to_have_text("shipping")


def wire(page: Page, start: str, end: str, told: str) -> None:
    """Pulls a wire, and waits until the room has taken it."""
    pull(page, start, middle(page, end))
    page.mouse.up()
    expect(page.locator(".undo")).to_have_text(f"Undo: {told} connected")


def test_shipping_gets_a_queue_of_its_own_and_one_instance_more(owned: Page) -> None:
    add_queue(owned)
    ends = owned.locator(".hands-link")
    wire(owned, "sns/orders", "sqs/shipping", "orders → shipping")
    wire(owned, "sqs/shipping", "shipping/1", "shipping → Shipping 1")
    wire(owned, "shipping/2", "sqs/shipping", "shipping → Shipping 2")
    chip(owned, "shipping queue").click()
    expect(ends).to_have_text([f"{one} → {two}{'Settings' * (one == 'orders')}Disconnect" for one, two in WIRED])
    chip(owned, "orders").click()
    for instance in ("Shipping 1", "Shipping 2"):
        owned.get_by_role("button", name=f"Disconnect orders → {instance}").click()
        expect(owned.get_by_role("button", name=f"Disconnect orders → {instance}")).to_have_count(0)
    expect(owned.locator("[data-id^=terminal]")).to_have_count(0)
    owned.keyboard.press("Control+z")
    expect(owned.get_by_role("button", name="Disconnect orders → Shipping 2")).to_be_visible()
    expect(owned.locator(".undo")).to_have_text("Undo: orders → Shipping 1 disconnected")
    owned.locator("[data-add=instance]").click()
    owned.get_by_role("button", name="Create", exact=True).click()
    told = "Shipping 3 works off shipping right away, like the other instances of its program."
    expect(owned.locator(".sheet-told span")).to_have_text(told)
    owned.wait_for_function(ABOVE_ITS_SHEET, arg="shipping/3")


def test_what_is_made_is_seen_whole_above_the_rail_and_its_parameter_is_what_the_room_says_and_takes(
    owned: Page,
) -> None:
    add_queue(owned)
    label = owned.locator("[data-rail-label]")
    expect(label).not_to_be_empty()
    assert label.evaluate("(one) => one.scrollHeight <= one.clientHeight")
    field = owned.get_by_label("Visibility timeout")
    expect(field).to_have_value("30")
    field.fill("45")
    field.press("Enter")
    expect(owned.locator(".undo")).to_have_text("Undo: shipping: Visibility timeout 45 s")
    owned.locator(".undo").click()
    expect(field).to_have_value("30")


def test_a_name_that_aws_holds_back_is_refused_in_words(owned: Page) -> None:
    add_queue(owned)
    owned.locator(".sheet").get_by_role("button", name="Delete").click()
    expect(chip(owned, "shipping queue")).to_have_count(0)
    owned.locator("[data-add=queue]").click()
    owned.get_by_label("Name of the new queue").press("Enter")
    expect(owned.locator("#new-part-wrong")).to_contain_text("60 seconds")


def test_the_sign_of_what_was_delivered_again_leads_to_the_last_such_order_and_a_change_in_the_past_to_a_branch(
    visitor: Page,
) -> None:
    page = own_room(visitor, "fan-out", at_s=20)
    sign = page.locator("[data-why-again]")
    expect(sign).to_be_enabled()
    sign.click()
    expect(page.locator("[data-part=why] [data-subject]")).to_have_text(re.compile(r"order \d+"))
    expect(page.locator("[data-part=why] [data-lines]")).to_contain_text("Shipping 2")
    page.locator("[data-part=figure]").press("Home")
    expect(page.locator("[data-part=past]")).to_be_visible()
    chip(page, "Shipping 1").click()
    page.locator(".sheet").get_by_role("button", name="Stop").click()
    expect(page.locator("[data-part=past]")).to_be_hidden()
    expect(chip(page, "Shipping 1")).to_contain_text("stopped")
