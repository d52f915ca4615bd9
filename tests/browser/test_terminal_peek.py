"""A look into a queue, on the running site: what lies there, in every state, as text and nothing else."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.fixtures import Modules, OpenPage
from tests.browser.own_rooms import open_own
from tests.browser.test_bench import chip
from tests.gateways.aws.clients import sqs_client

pytestmark = pytest.mark.browser

LONG = 5_000
# A frame every tenth of a simulated second, each with something new: what is asked of the room while the look is
# closed, while it is open and after it, and the most questions within a second. Time is the test's own.
FULL_RUN = """async () => {
    const { Peek } = await import('#lab/bench/peek.js');
    const { SOURCES } = await import('#lab/bench/peek_sources.js');
    const { Store } = await import('#lab/room/store.js');
    const kept = { setTimeout, now: performance.now };
    const timers = [];
    let nowMs = 0;
    globalThis.setTimeout = (act, ms) => timers.push({ act, at: nowMs + ms });
    performance.now = () => nowMs;
    const settle = () => new Promise((done) => kept.setTimeout.call(globalThis, done, 0));
    const asked = [];
    const ask = async () => { asked.push(nowMs); return { result: { answer: { messages: [], more: 0 } } }; };
    const peek = new Peek(ask, SOURCES);
    document.querySelector('main').replaceChildren(peek.element);
    const store = new Store();
    const run = async (forMs) => {
        for (const end = nowMs + forMs; nowMs < end; nowMs += 100) {
            const set = { it: { kind: 'queue', name: 'shipping', visible: nowMs } };
            store.apply({ n: 1, epoch: 'e', now_ms: nowMs, full: true, set });
            peek.show('it', store);
            for (const one of timers.filter(({ at }) => at <= nowMs)) {
                timers.splice(timers.indexOf(one), 1);
                one.act();
                await settle();
            }
        }
    };
    const counts = [];
    try {
        for (const open of [false, true, false]) {
            peek.element.open = open;
            await settle();
            await run(3500);
            counts.push(asked.length);
        }
    } finally {
        globalThis.setTimeout = kept.setTimeout;
        performance.now = kept.now;
    }
    const within = asked.map((at) => asked.filter((other) => at <= other && other < at + 1000).length);
    return [counts[0], counts[1], Math.max(...within), counts[2]];
}"""


def look_into(page: Page, queue: str) -> Locator:
    chip(page, queue).click()
    page.locator(".peek > summary").click()
    return page.locator(".peek-list > li")


def test_messages_are_seen_with_state_and_hands_and_group_and_a_long_body_when_it_is_asked_for(
    open_page: OpenPage,
) -> None:
    """A FIFO queue: one group of two whose first is in kim's hands, and a long body in another."""
    page = open_own(open_page, wire=True)
    kim = sqs_client({"aws_endpoint": f"{page.url}aws"}, "kim")
    kim.create_queue(QueueName="f.fifo", Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true"})
    red = {"color": {"DataType": "String", "StringValue": "<i>red</i>"}}
    for body, group in (("a1", "a"), ("<b>a2</b>", "a"), ("x" * LONG, "b")):
        kim.send_message(QueueUrl="f.fifo", MessageBody=body, MessageGroupId=group, MessageAttributes=red)
    kim.receive_message(QueueUrl="f.fifo")
    messages = look_into(page, "f.fifo")
    expect(messages).to_have_count(3)
    expect(messages.nth(0)).to_contain_text("hidden, in the hands of kim, visible again in 30 s")
    expect(messages.nth(0)).to_contain_text("received 1 time · group a")
    expect(messages.nth(1)).to_contain_text("waits behind an earlier one of its group")
    expect(messages.nth(2)).to_contain_text("○ waiting")
    expect(messages.nth(1).locator(".peek-body")).to_have_text("<b>a2</b>")
    expect(messages.nth(1).locator(".peek-attributes")).to_have_text("color: <i>red</i> (String)")
    expect(messages.locator(":is(i, .peek-body b)")).to_have_count(0)
    it_fits(page, messages.first, 1440)
    assert violations(page) == []
    long = messages.nth(2)
    expect(long.locator(".peek-body")).to_have_text(re.compile("^x{160}…$"))
    long.get_by_role("button", name="Show all 5,000 characters").press("Enter")
    expect(long.locator(".peek-body")).to_have_text(re.compile(r"^x{4096}… \(\+904\)$"))
    long.get_by_role("button", name="Show less").click()
    expect(long.locator(".peek-body")).to_have_text(re.compile("^x{160}…$"))
    korean = open_page(page.url, locale="ko-KR", color_scheme="dark", width=390)
    it_fits(korean, look_into(korean, "f.fifo").first, 390)
    assert violations(korean, "color-contrast", "link-in-text-block") == []


def it_fits(page: Page, first: Locator, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    expect(first).to_be_in_viewport()
    assert sticks_out(page) == 0


def test_what_comes_and_goes_in_a_room_that_stands_is_seen(open_page: OpenPage) -> None:
    page = open_own(open_page, wire=True)
    lee = sqs_client({"aws_endpoint": f"{page.url}aws"}, "lee")
    lee.create_queue(QueueName="mine")
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


def test_a_room_in_full_run_is_asked_at_most_once_a_second_and_only_while_it_is_open(modules: Modules) -> None:
    closed, opened, most, shut = modules(FULL_RUN)
    assert closed == 0
    assert opened == 4, "at once, and after each of three seconds"
    assert most == 1
    assert shut == opened
