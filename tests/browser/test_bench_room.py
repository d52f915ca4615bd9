"""The bench on the running site: fan-out is rewired by hand, as its learner does it, and a step is taken back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import OpenPage
from tests.browser.test_bench import chip, middle, pull
from tests.site import Site

pytestmark = pytest.mark.browser

WIRED = [("orders", "shipping"), ("shipping", "Shipping 1"), ("shipping", "Shipping 2")]
# Whether a thing is seen whole, between the window's upper edge and its sheet.
ABOVE_ITS_SHEET = """(id) => {
    const place = document.querySelector(`[data-part=scene] [data-id="${id}"]`)?.getBoundingClientRect();
    const sheet = document.querySelector('[data-bench=inspector]').getBoundingClientRect();
    return place && place.top >= 0 && place.bottom <= sheet.top;
}"""


def fan_out(open_page: OpenPage, site: Site) -> Page:
    """A running room of the lab's own, whose visitor is the owner."""
    page = open_page(site.open_room("fan-out")["url"])
    page.locator("[data-frames=true]").wait_for(state="attached")
    return page


def wire(page: Page, start: str, end: str, told: str) -> None:
    """Pulls a wire, and waits until the room has taken it."""
    pull(page, start, middle(page, end))
    page.mouse.up()
    expect(page.locator(".undo")).to_have_text(f"Undo: {told} connected")


def test_shipping_gets_a_queue_of_its_own(open_page: OpenPage, site: Site) -> None:
    page = fan_out(open_page, site)
    page.locator("[data-add=queue]").click()
    page.get_by_label("Name of the new queue").press("Enter")
    expect(page.locator(".sheet-name")).to_have_text("shipping")
    ends = page.locator(".hands-link")
    wire(page, "sns/orders", "sqs/shipping", "orders → shipping")
    wire(page, "sqs/shipping", "shipping/1", "shipping → Shipping 1")
    wire(page, "shipping/2", "sqs/shipping", "shipping → Shipping 2")
    chip(page, "shipping queue").click()
    expect(ends).to_have_text([f"{one} → {two}{'Settings' * (one == 'orders')}Disconnect" for one, two in WIRED])
    chip(page, "orders").click()
    for instance in ("Shipping 1", "Shipping 2"):
        page.get_by_role("button", name=f"Disconnect orders → {instance}").click()
        expect(page.get_by_role("button", name=f"Disconnect orders → {instance}")).to_have_count(0)
    expect(page.locator("[data-id^=terminal]")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name="Disconnect orders → Shipping 2")).to_be_visible()
    expect(page.locator(".undo")).to_have_text("Undo: orders → Shipping 1 disconnected")


def test_a_new_instance_says_that_it_works_off_the_queue_of_its_program(open_page: OpenPage, site: Site) -> None:
    page = fan_out(open_page, site)
    page.locator("[data-add=queue]").click()
    page.get_by_label("Name of the new queue").fill("shipping")
    page.keyboard.press("Enter")
    expect(chip(page, "shipping queue")).to_be_visible()
    for instance in ("Shipping 1", "Shipping 2"):
        wire(page, "sqs/shipping", f"shipping/{instance[-1]}", f"shipping → {instance}")
    page.locator("[data-add=instance]").click()
    page.get_by_role("button", name="Create", exact=True).click()
    told = "Shipping 3 works off shipping right away, like the other instances of its program."
    expect(page.locator(".sheet-told span")).to_have_text(told)
    page.wait_for_function(ABOVE_ITS_SHEET, arg="shipping/3")


def test_a_parameter_of_a_queue_is_what_the_room_says_and_takes(open_page: OpenPage, site: Site) -> None:
    page = fan_out(open_page, site)
    page.locator("[data-add=queue]").click()
    page.get_by_label("Name of the new queue").press("Enter")
    field = page.get_by_label("Visibility timeout")
    expect(field).to_have_value("30")
    field.fill("45")
    field.press("Enter")
    expect(page.locator(".undo")).to_have_text("Undo: shipping: Visibility timeout 45 s")
    page.locator(".undo").click()
    expect(field).to_have_value("30")


def test_a_name_that_aws_holds_back_is_refused_in_words(open_page: OpenPage, site: Site) -> None:
    page = fan_out(open_page, site)
    page.locator("[data-add=queue]").click()
    page.get_by_label("Name of the new queue").press("Enter")
    page.locator(".sheet").get_by_role("button", name="Delete").click()
    expect(chip(page, "shipping queue")).to_have_count(0)
    page.locator("[data-add=queue]").click()
    page.get_by_label("Name of the new queue").press("Enter")
    expect(page.locator("#new-part-wrong")).to_contain_text("60 seconds")


def test_a_change_made_in_the_past_begins_a_branch(open_page: OpenPage, site: Site) -> None:
    page = fan_out(open_page, site)
    expect(page.locator("[data-clock]")).not_to_have_text("00:00.0")
    page.locator("[data-part=figure]").press(" ")
    page.locator("[data-part=figure]").press("Home")
    expect(page.locator("[data-part=past]")).to_be_visible()
    chip(page, "Shipping 1").click()
    page.locator(".sheet").get_by_role("button", name="Stop").click()
    expect(page.locator("[data-part=past]")).to_be_hidden()
    expect(chip(page, "Shipping 1")).to_contain_text("stopped")


def test_the_sign_of_what_was_delivered_again_leads_to_the_last_such_order(open_page: OpenPage, site: Site) -> None:
    page = fan_out(open_page, site)
    sign = page.locator("[data-why-again]")
    expect(sign).to_be_enabled()
    sign.click()
    expect(page.locator("[data-part=why] [data-subject]")).to_have_text(re.compile(r"order \d+"))
    expect(page.locator("[data-part=why] [data-lines]")).to_contain_text("Shipping 2")


def test_what_is_written_above_the_rail_is_seen_whole(open_page: OpenPage, site: Site) -> None:
    page = fan_out(open_page, site)
    page.locator("[data-part=figure]").press(" ")
    page.locator("[data-add=queue]").click()
    page.get_by_label("Name of the new queue").press("Enter")
    label = page.locator("[data-rail-label]")
    expect(label).not_to_be_empty()
    assert label.evaluate("(one) => one.scrollHeight <= one.clientHeight")
