""" "Why?": a sentence for every line the engines know, and the panel that shows them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from playwright.sync_api import Page, expect

from labs.engines.aws.why import circumstances
from tests.browser.accessibility import sticks_out, violations
from tests.browser.conftest import pages_of
from tests.browser.fixtures import Modules
from tests.browser.visitors import Visitors
from tests.site import Site

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = sorted((ROOT / "labs" / "engines" / "aws" / "why").glob("*.py"))
SAY = """async (lines) => {
    const { whySentence } = await import('#lab/room/why_words.js');
    const names = { shipping: 'Shipping', 'shipping/1': 'Shipping 1', storefront: 'StoreFront' };
    const nameOf = (id) => names[id] ?? id.replace(/^(sqs|sns)\\//, '');
    return lines.map((line) => whySentence(line, nameOf));
}"""
VALUES: dict[str, Any] = {
    "order": 7, "message": "m", "program": "shipping", "instance": 1, "queue": "jobs", "topic": "orders", "by": "@kim",
    "to": "sqs/jobs", "a": "sns", "b": "sqs", "reason": "TimedOut", "count": 2, "attempts": 3, "done": False,
    "seconds": 5, "took_ms": 330, "work_ms": 45_000, "waited_ms": 400, "after_ms": 30_000, "rest_ms": 9000,
    "stored_ms": 60_000, "oldest_ms": 9980, "visible": 50, "hidden": 1, "delayed": 74, "busy": 1, "hands": 10,
    "ahead": 90, "waiting": 50, "sent": 154, "accepted": 100, "published": 99, "per_second": 60, "target": "shipping/1",
    "targets": ["sqs/jobs"],
    "per_million": 500_000, "factor": 100, "concurrency": 1, "messages": 105, "facts": 200_000, "fact": "Published",
}  # fmt: skip
LINES: list[tuple[str, int | None, dict[str, Any]]] = [
    ("handled", 1_730_000, {"order": 7, "program": "shipping", "instance": 1, "took_ms": 330}),
    ("stopped", 10_000_000, {"program": "shipping", "instance": None}),
    ("command", 10_000_000, {"name": "shipping.stop", "by": "kim"}),
    ("parameter", None, {"parameter": "rate_per_s", "value": 5, "program": "storefront"}),
]
PANEL = """async ({ markup, lines, error, slow }) => {
    const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/static/css/why.css' });
    document.head.append(style);
    await new Promise((resolve) => style.addEventListener('load', resolve));
    document.querySelector('main').innerHTML = '<h1>Room</h1><button type="button" id="asker">7</button>' + markup;
    const { WhyPanel } = await import('#lab/room/why.js');
    const root = document.querySelector('[data-part="why"]');
    window.asked = [];
    window.sought = [];
    window.answer = () => {};
    const ask = (args) => {
        window.asked.push(args);
        const reply = error ? { error } : { result: { lines } };
        return slow ? new Promise((resolve) => { window.answer = () => resolve(reply); }) : Promise.resolve(reply);
    };
    const nameOf = (id) => ({ shipping: 'Shipping', 'shipping/1': 'Shipping 1', storefront: 'StoreFront' })[id] ?? id;
    window.panel = new WhyPanel(root, { ask, seek: (atUs) => window.sought.push(atUs), nameOf });
    document.getElementById('asker').addEventListener('click', () => window.panel.open('order-7', 'order 7'));
}"""


def line(code: str, at_us: int | None = 0, values: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"line": code, "at_us": at_us, "event": None, "command": None, "values": values or {}}


def codes() -> list[str]:
    """Every code that the engines' sources write into a line."""
    found = re.compile(r"\b(?:line_of|Line)\(\s*\"(\w+)\"|\"(\w+)\" if trouble else \"(\w+)\"")
    written = {code for path in SOURCES for hit in found.findall(path.read_text()) for code in hit if code}
    return sorted(written | set(circumstances.EFFECTS.values()) - {"parameter", "command"})


def unsaid(said: list[str]) -> list[str]:
    """Sentences that are not one: a bare code, a place without its value."""
    return [sentence for sentence in said if " " not in sentence or re.search(r"[{}]|undefined|null|NaN", sentence)]


def test_every_line_of_the_engines_has_a_sentence(modules: Modules) -> None:
    told = [code for code in codes() if code not in ("parameter", "command")]
    assert len(told) > 50
    variants: list[dict[str, Any]] = [{"done": True, "order": None}, {"targets": [], "queue": None, "by": "shipping"}]
    lines = [line(code, 0, {**VALUES, **more}) for code in told for more in ({}, *variants[:1])]
    lines.append(line("copies_to", 0, {**VALUES, **variants[1]}))
    assert unsaid(modules(SAY, lines)) == []


def test_every_parameter_and_every_command_has_a_sentence(modules: Modules) -> None:
    parameters = ["rate_per_s", "hands", "latency_ms", *circumstances.ATTRIBUTES.values()]
    lines = [line("parameter", 0, {**VALUES, "parameter": name, "value": 30, "running": 2}) for name in parameters]
    names = ["stop", "start", "crash", "slow_down", "set_concurrency", "scale"]
    commands = [f"shipping.{name}" for name in names] + [f"network.{name}" for name in ("cut", "heal", "set_loss")]
    commands += ["storefront.set_rate", "shipping.attach", "shipping.detach"]
    topic = "create_topic delete_topic subscribe confirm_subscription set_subscription_attributes unsubscribe publish"
    commands += [f"sns.{name}" for name in topic.split()]
    queue = "create_queue set_queue_attributes purge_queue delete_queue send_message receive_message delete_message"
    commands += [f"sqs.{name}" for name in (*queue.split(), "change_message_visibility")]
    arguments = {**VALUES, "by": "kim", "instances": 3, "VisibilityTimeout": 0, "DelaySeconds": 30}
    for name in commands:
        lines.append(line("command", 0, {**arguments, "name": name}))
    said = modules(SAY, lines)
    assert unsaid(said) == []
    assert [sentence for sentence in said if "sqs." in sentence or "sns." in sentence] == []


SENTENCES: list[tuple[str, dict[str, Any], str]] = [
    (
        "delivered_again",
        {**VALUES, "by": "shipping"},
        "jobs 큐에서 주문 7이 2번 전달되었고, 이번에는 Shipping 1이 받았습니다",
    ),
    ("timed_out", VALUES, "kim이 30초 안에 삭제하지 않아 jobs 큐에 다시 나타났습니다"),
    ("at_work", {**VALUES, "done": True}, "Shipping 1이 처리하는 데 45초 걸렸습니다"),
    ("slowed", {**VALUES, "instance": None}, "Shipping이 100배 느리게 일합니다"),
    ("waiting", {**VALUES, "order": None}, "메시지가 jobs 큐에서 0.4초째 기다리고 있습니다"),
    ("under_way", {**VALUES, "a": "storefront"}, "주문 7이 StoreFront에서 jobs 큐로 가는 중입니다"),
    (
        "command",
        {"name": "network.cut", "by": "m-0123abcd", "a": "sns", "b": "sqs"},
        "이 방의 누군가가 SNS와 SQS 사이의 연결을 끊었습니다",
    ),
    ("command", {"name": "shipping.stop", "by": "owner", "instance": 1}, "방 주인이 Shipping 1을 멈췄습니다"),
    ("command", {"name": "room.dance", "by": "kim"}, "kim: room.dance"),
]


@pytest.mark.parametrize(("code", "values", "expected"), SENTENCES)
def test_sentences_are_korean_with_the_right_particles(
    modules: Modules, code: str, values: dict[str, Any], expected: str
) -> None:
    assert modules(SAY, [line(code, 0, values)]) == [expected]


def test_an_english_sentence_begins_with_a_capital_and_a_name_as_it_is_written(modules: Modules) -> None:
    begun = "async (all) => { const { begun } = await import('#lab/room/words.js'); return all.map(begun); }"
    given = ["order 7 accepted", "queue jobs is empty", "a message is lost", "kim stopped Shipping", "orders 토픽은"]
    assert modules(begun, given) == ["Order 7 accepted", "Queue jobs is empty", "A message is lost", *given[3:]]


# The panel


@pytest.fixture(scope="module")
def open_page_once(visitors: Visitors, site: Site) -> Iterator[Callable[[str], Page]]:
    """The one page of a language."""
    with pages_of(visitors, site) as open_page:
        pages: dict[str, Page] = {}
        yield lambda locale: pages.get(locale) or pages.setdefault(locale, open_page("/", locale=locale))


@pytest.fixture
def panel(open_page_once: Callable[[str], Page]) -> Callable[..., Page]:
    """A page with nothing but the panel and a button that asks; `lines` or `error` is the room's answer."""

    def open_one(
        *,
        lines: list[dict[str, Any]] | None = None,
        error: dict[str, Any] | None = None,
        slow: bool = False,
        locale: str = "en-US",
    ) -> Page:
        page = open_page_once(locale)
        with override(locale[:2]):
            markup = render_to_string("rooms/_why.html")
        given = [line(*one) for one in LINES] if lines is None else lines
        page.evaluate(PANEL, {"markup": markup, "lines": given, "error": error, "slow": slow})
        return page

    return open_one


def test_the_chain_is_an_ordered_list_and_each_line_leads_to_its_moment(panel: Callable[..., Page]) -> None:
    page = panel()
    page.locator("#asker").click()
    assert page.evaluate("() => asked") == [{"about": "order-7"}]
    lines = page.locator("[data-lines] > li")
    expect(lines).to_have_count(4)
    expect(lines.nth(0)).to_have_text("Shipping 1 handled order 7, 0.3 s after it came in00:01.7")
    expect(lines.nth(2)).to_contain_text("kim stopped Shipping")
    expect(page.get_by_role("region", name="Why? order 7")).to_be_focused()
    assert page.get_by_role("button", name="stopped").count() == 2
    page.get_by_role("button", name="kim stopped Shipping").click()
    assert page.evaluate("() => sought") == [10_000_000]
    expect(page.locator("[aria-current=step]")).to_contain_text("kim stopped Shipping")
    assert lines.nth(3).locator("button").count() == 0  # a line without a moment leads nowhere


def test_by_keyboard_alone_and_back_to_where_one_was(panel: Callable[..., Page]) -> None:
    page = panel()
    page.locator("#asker").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=why]")).to_be_focused()
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    assert page.evaluate("() => sought") == [1_730_000]
    page.keyboard.press("Escape")
    expect(page.locator("[data-part=why]")).to_be_hidden()
    expect(page.locator("#asker")).to_be_focused()


def test_while_the_past_is_read_one_is_told_and_afterwards_how_much_there_is(panel: Callable[..., Page]) -> None:
    page = panel(slow=True)
    page.locator("#asker").click()
    expect(page.get_by_role("status")).to_have_text("Looking into the past …")
    expect(page.locator("[data-part=why]")).to_have_attribute("aria-busy", "true")
    page.evaluate("() => answer()")
    expect(page.get_by_role("status")).to_have_text(re.compile("^4 lines: Shipping 1 handled order 7"))
    expect(page.locator("[data-part=why]")).not_to_have_attribute("aria-busy", "true")


def test_a_later_question_is_not_overtaken_by_an_earlier_answer(panel: Callable[..., Page]) -> None:
    page = panel(slow=True)
    page.locator("#asker").click()
    page.evaluate("() => { window.first = window.answer; panel.open('sqs/jobs', 'jobs', 5); }")
    page.evaluate("() => first()")
    expect(page.get_by_role("status")).to_have_text("Looking into the past …")
    assert page.evaluate("() => asked") == [{"about": "order-7"}, {"about": "sqs/jobs", "at_us": 5}]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"lines": []}, "Nothing is behind this."),
        (
            {"error": {"code": "bad_arguments", "data": {"argument": "about"}}},
            "Nothing is known about this at this moment.",
        ),
        ({"error": {"code": "busy", "data": {}}}, "The room is busy. Try again in a few seconds."),
    ],
)
def test_what_cannot_be_answered_says_so(panel: Callable[..., Page], answer: dict[str, Any], expected: str) -> None:
    page = panel(**answer)
    page.locator("#asker").click()
    expect(page.get_by_role("status")).to_have_text(expected)
    expect(page.locator("[data-lines]")).to_be_hidden()


def test_it_is_accessible_and_fits(panel: Callable[..., Page]) -> None:
    page = panel(locale="ko-KR")
    page.locator("#asker").click()
    expect(page.locator("[data-lines] > li")).to_have_count(4)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert sticks_out(page) <= 0
        heights = page.evaluate("[...document.querySelectorAll('button.why-line')].map((one) => one.clientHeight)")
        assert min(heights) >= 44
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, "color-contrast", "link-in-text-block") == []
