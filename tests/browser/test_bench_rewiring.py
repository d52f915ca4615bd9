"""Rewiring by hand: nothing slides under the pointer, what lets go says so, and orders stay on their wires."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.bench_stage import ORDERS, Entities, commands, open_bench, scene
from tests.browser.fixtures import OpenPage
from tests.browser.test_bench import chip, middle, pull

pytestmark = pytest.mark.browser

DAY_MS = 86_400_000
LONG_AGO_MS = -(3 * DAY_MS + 4 * 3_600_000)
# Texts of a box that lie outside of it or on one another, by what they say.
STICKS_OUT = """(id) => {
    const group = document.querySelector(`[data-part=scene] [data-id="${id}"]`);
    const box = group.querySelector('.box').getBBox();
    const texts = [...group.querySelectorAll('text')].filter((one) => one.textContent);
    const parts = texts.map((one) => ({ words: one.textContent, line: one.getAttribute('y'), box: one.getBBox() }));
    const right = ({ x, width }) => x + width;
    const outside = ({ box: one }) => one.x < 4 || right(one) > box.width - 4 || one.y + one.height > box.height;
    const met = (a, b) => a.line === b.line && a.box.x < b.box.x && right(a.box) > b.box.x;
    const wrong = parts.filter((one) => outside(one) || parts.some((other) => met(one, other)));
    return wrong.map(({ words }) => words);
}"""
# How far the only mark is from the only wire that is leaving, in the drawing's units.
FROM_LEAVING = """() => {
    const wire = document.querySelector('.wire.leaving');
    const mark = document.querySelector('.mark:not([display=none])');
    const [x, y] = mark.style.transform.match(/-?[\\d.]+/g).map(Number);
    const on = (at) => wire.getPointAtLength((at / 200) * wire.getTotalLength());
    const far = ({ x: a, y: b }) => Math.hypot(a - x, b - y);
    return Math.min(...Array.from({ length: 201 }, (_, at) => far(on(at))));
}"""


def working_off(queue: str) -> Entities:
    """Shipping 1 works off a queue."""
    entities = scene()
    entities["shipping/1"]["pulls"] = [f"sqs/{queue}"]
    return entities


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_a_double_click_disconnects_one_and_no_other_button_slides_under_it(open_room: OpenPage, width: int) -> None:
    page = open_bench(open_room, width=width)
    chip(page, "orders").click()
    page.get_by_role("button", name="Disconnect orders → Shipping 1").dblclick()
    expect(page.locator(".hands-link.ended")).to_have_text("orders → Shipping 1 disconnected", use_inner_text=True)
    assert [name for name, _ in commands(page)] == ["sns.unsubscribe"]
    place = page.locator(".hands-link.ended .hands-link-end .button").bounding_box()
    pressed = page.evaluate(
        "({ x, y, width, height }) => document.elementFromPoint(x + width / 2, y + height / 2)?.closest('button')",
        place,
    )
    assert pressed is None


def test_what_was_disconnected_has_its_row_back_when_it_is_connected_again(open_room: OpenPage) -> None:
    page = open_bench(open_room)
    chip(page, "orders").click()
    rows = page.locator(".hands-link > span:first-child").all_inner_texts()
    page.get_by_role("button", name="Disconnect orders → Shipping 1").click()
    expect(page.locator(".hands-link.ended")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(page.locator(".hands-link.ended")).to_have_count(0)
    assert page.locator(".hands-link > span:first-child").all_inner_texts() == rows
    chip(page, "spare").click()
    chip(page, "orders").click()
    expect(page.locator(".hands-link.ended")).to_have_count(0)


@pytest.mark.parametrize(
    ("locale", "told", "undo"),
    [
        ("en-US", "Shipping 1 has let go of accounting: an instance works off one queue at a time.",
         "Undo: spare → Shipping 1 connected instead of accounting"),
        ("ko-KR", "Shipping 1은 이제 accounting 큐를 처리하지 않습니다. 인스턴스 하나는 한 번에 큐 하나만 처리합니다.",
         "되돌리기: accounting 대신 spare → Shipping 1 연결"),
    ],
)  # fmt: skip
def test_an_instance_that_lets_go_of_its_queue_says_so_and_can_have_it_back(
    open_room: OpenPage, locale: str, told: str, undo: str
) -> None:
    page = open_bench(open_room, working_off("accounting"), locale=locale)
    pull(page, "sqs/spare", middle(page, "shipping/1"))
    page.mouse.up()
    expect(page.locator(".sheet-told span")).to_have_text(told)
    expect(page.locator(".undo")).to_have_text(undo)
    page.locator(".sheet-told .button").click()
    expect(page.locator(".sheet-told")).to_be_hidden()
    page.wait_for_function("() => played.commands.length === 2")
    attach = ["shipping.attach", {"queue": "spare", "instance": 1}]
    assert commands(page) == [attach, ["shipping.attach", {"queue": "accounting", "instance": 1}]]


def test_an_instance_that_had_no_queue_lets_go_of_none(open_room: OpenPage) -> None:
    page = open_bench(open_room)
    pull(page, "sqs/spare", middle(page, "shipping/1"))
    page.mouse.up()
    expect(page.locator(".undo")).to_have_text("Undo: spare → Shipping 1 connected")
    expect(page.locator(".sheet-told")).to_be_hidden()


def moving() -> Entities:
    """A paused room with an order on its way to Shipping 2."""
    entities = scene()
    entities["room"]["playing"] = False
    entities["move/1"] = {
        "kind": "move", "from": "sns/orders", "to": "shipping/2", "depart_ms": 0, "arrive_ms": 60_000,
        "trace": "order-1", "again": False,
    }  # fmt: skip
    return entities


def test_an_order_stays_on_the_wire_that_carries_it_until_it_arrives(open_room: OpenPage) -> None:
    page = open_bench(open_room, moving())
    expect(page.locator(".wire.leaving")).to_have_count(0)
    chip(page, "orders").click()
    page.get_by_role("button", name="Disconnect orders → Shipping 2").click()
    expect(page.locator(".wire.leaving")).to_have_count(1)
    assert page.evaluate(FROM_LEAVING) < 2
    page.evaluate("() => { delete played.entities['move/1']; played.frame({ now_ms: 61_000 }); }")
    expect(page.locator(".wire.leaving")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
@pytest.mark.parametrize(
    ("hidden", "delayed", "oldest_ms"),
    [(20, 0, -64_000), (12_345, 0, LONG_AGO_MS), (12_345, 12_345, LONG_AGO_MS), (0, 0, LONG_AGO_MS)],
)
def test_what_a_queue_says_stays_inside_its_box(
    open_room: OpenPage, width: int, locale: str, hidden: int, delayed: int, oldest_ms: int
) -> None:
    entities = scene()
    counts = {"visible": 12_345, "hidden": hidden, "delayed": delayed, "oldest_sent_ms": oldest_ms}
    entities["sqs/accounting"] |= counts
    page = open_bench(open_room, entities, locale=locale, width=width)
    assert page.evaluate(STICKS_OUT, "sqs/accounting") == []


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_a_queue_never_says_a_bare_number(open_room: OpenPage, width: int) -> None:
    page = open_bench(open_room, width=width)
    for queue in ("sqs/accounting", "sqs/spare"):
        expect(page.locator(f'[data-part=scene] [data-id="{queue}"]')).to_contain_text("0 waiting")


def test_a_program_says_what_its_small_circles_mean(open_room: OpenPage) -> None:
    page = open_bench(open_room)
    chip(page, "Shipping 1").click()
    expect(page.locator(".sheet-note")).to_contain_text("how many messages it works on at a time")


def test_a_queue_says_what_hidden_means(open_room: OpenPage) -> None:
    page = open_bench(open_room)
    note = page.locator(".sheet-note")
    chip(page, "spare").click()
    expect(note).to_contain_text("Hidden (dashed): received, not deleted yet.")
    chip(page, "orders").click()
    expect(note).to_be_hidden()


def line_of(page: Page) -> tuple[str, float]:
    """The colour behind the line for a terminal, and how high it is."""
    line = page.locator(".hands-line")
    place = line.bounding_box()
    assert place
    return line.evaluate("(one) => getComputedStyle(one).backgroundColor"), place["height"]


@pytest.mark.parametrize(("width", "most"), [(1280, 72), (390, 88)])
def test_without_a_line_there_is_no_terminal_to_be_seen(open_room: OpenPage, width: int, most: int) -> None:
    page = open_bench(open_room, width=width)
    chip(page, "orders").click()
    empty, height = line_of(page)
    assert (empty, height <= most) == ("rgba(0, 0, 0, 0)", True)
    page.get_by_role("button", name="Disconnect orders → Shipping 1").click()
    expect(page.locator(".hands-line code")).to_contain_text(f"--subscription-arn {ORDERS}:s1")
    filled, same = line_of(page)
    assert filled != empty
    assert same == height
