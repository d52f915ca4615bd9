"""A look into a queue, on the running site: what lies there, in every state, as text and nothing else."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.fixtures import OpenPage
from tests.browser.test_bench import chip
from tests.gateways.aws.clients import sqs_client
from tests.site import Site

pytestmark = pytest.mark.browser

LONG = 5_000
WATCHED_MS = 3_500


def look_into(page: Page, queue: str) -> Locator:
    chip(page, queue).click()
    page.locator(".peek > summary").click()
    return page.locator(".peek-list > li")


def filled(site: Site, *options: str) -> tuple[dict[str, Any], Any]:
    """A room with a FIFO queue: one group of two whose first is in kim's hands, and a long body in another."""
    room = site.open_room("shop", *options)
    kim = sqs_client(room, "kim")
    kim.create_queue(QueueName="f.fifo", Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true"})
    red = {"color": {"DataType": "String", "StringValue": "<i>red</i>"}}
    for body, group in (("a1", "a"), ("<b>a2</b>", "a"), ("x" * LONG, "b")):
        kim.send_message(QueueUrl="f.fifo", MessageBody=body, MessageGroupId=group, MessageAttributes=red)
    kim.receive_message(QueueUrl="f.fifo")
    return room, kim


def test_messages_are_seen_with_state_and_hands_and_group(open_page: OpenPage, site: Site) -> None:
    room, _ = filled(site, "--paused")
    messages = look_into(open_page(room["url"]), "f.fifo")
    expect(messages).to_have_count(3)
    expect(messages.nth(0)).to_contain_text("hidden, in the hands of kim, visible again in 30 s")
    expect(messages.nth(0)).to_contain_text("received 1 time · group a")
    expect(messages.nth(1)).to_contain_text("waits behind an earlier one of its group")
    expect(messages.nth(2)).to_contain_text("○ waiting")
    expect(messages.nth(1).locator(".peek-body")).to_have_text("<b>a2</b>")
    expect(messages.nth(1).locator(".peek-attributes")).to_have_text("color: <i>red</i> (String)")
    expect(messages.locator(":is(i, .peek-body b)")).to_have_count(0)


def test_a_long_body_is_shown_when_it_is_asked_for(open_page: OpenPage, site: Site) -> None:
    room, _ = filled(site, "--paused")
    long = look_into(open_page(room["url"]), "f.fifo").nth(2)
    expect(long.locator(".peek-body")).to_have_text(re.compile("^x{160}…$"))
    long.get_by_role("button", name="Show all 5,000 characters").press("Enter")
    expect(long.locator(".peek-body")).to_have_text(re.compile(r"^x{4096}… \(\+904\)$"))
    long.get_by_role("button", name="Show less").click()
    expect(long.locator(".peek-body")).to_have_text(re.compile("^x{160}…$"))


def test_what_comes_and_goes_in_a_room_that_stands_is_seen(open_page: OpenPage, site: Site) -> None:
    room = site.open_room("shop", "--paused")
    lee = sqs_client(room, "lee")
    lee.create_queue(QueueName="mine")
    page = open_page(room["url"])
    messages = look_into(page, "mine")
    expect(page.locator(".peek")).to_contain_text("There are no messages in it.")
    for number in range(12):
        lee.send_message(QueueUrl="mine", MessageBody=f"m{number}")
    expect(messages).to_have_count(10)
    page.get_by_role("button", name="Show 2 more").click()
    expect(messages).to_have_count(12)
    received = lee.receive_message(QueueUrl="mine")["Messages"][0]
    expect(messages.filter(has_text="in the hands of lee")).to_have_count(1)
    lee.delete_message(QueueUrl="mine", ReceiptHandle=received["ReceiptHandle"])
    expect(messages).to_have_count(11)


def test_a_room_in_full_run_is_asked_at_most_once_a_second_and_only_while_it_is_open(
    open_page: OpenPage, site: Site
) -> None:
    asked: list[str] = []

    def hear(socket: WebSocket) -> None:
        socket.on("framesent", lambda text: asked.append(str(text)) if "sqs.peek" in str(text) else None)

    page = open_page(site.open_room("shop")["url"], before=lambda page: page.on("websocket", hear))
    chip(page, "shipping").first.click()
    page.wait_for_timeout(WATCHED_MS)
    assert asked == []
    page.locator(".peek > summary").click()
    page.wait_for_timeout(WATCHED_MS)
    assert 2 <= len(asked) <= 4


@pytest.mark.parametrize(("locale", "color_scheme", "width"), [("ko-KR", "dark", 390), ("en-US", "light", 1440)])
def test_it_fits_everywhere_and_axe_finds_nothing(
    open_page: OpenPage, site: Site, locale: str, color_scheme: str, width: int
) -> None:
    room, _ = filled(site, "--paused")
    page = open_page(room["url"], locale=locale, color_scheme=color_scheme, width=width)
    first = look_into(page, "f.fifo").first
    expect(first).to_be_in_viewport()
    assert sticks_out(page) == 0
    assert violations(page) == []
