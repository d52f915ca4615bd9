"""Rewiring by hand: nothing slides under the pointer, what lets go says so, and orders stay on their wires."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.bench_stage import ORDERS, Entities, asked, commands, open_bench, restage, scene
from tests.browser.conftest import pages_of
from tests.browser.places import room
from tests.browser.test_bench import chip, middle, pull
from tests.browser.visitors import Visitors
from tests.site import Site

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


# Counts come with the next frame; two pictures later they are drawn.
COUNT = """async (counts) => {
    Object.assign(played.entities['sqs/accounting'], counts);
    played.frame();
    for (let at = 0; at < 2; at += 1) await new Promise(requestAnimationFrame);
}"""
COUNTS: list[dict[str, Any]] = [
    {"visible": 12_345, "hidden": hidden, "delayed": delayed, "oldest_sent_ms": oldest_ms}
    for hidden, delayed, oldest_ms in (
        (20, 0, -64_000), (12_345, 0, LONG_AGO_MS), (12_345, 12_345, LONG_AGO_MS), (0, 0, LONG_AGO_MS)
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def bench(visitors: Visitors, site: Site) -> Iterator[Page]:
    """What each test brings its own scene to."""
    with pages_of(visitors, site) as open_page:
        yield open_bench(lambda **options: room(open_page, **options))


@pytest.fixture(scope="module")
def korean(visitors: Visitors, site: Site) -> Iterator[Page]:
    with pages_of(visitors, site) as open_page:
        yield open_bench(lambda **options: room(open_page, **options), locale="ko-KR")


def working_off(queue: str) -> Entities:
    """Shipping 1 works off a queue."""
    entities = scene()
    entities["shipping/1"]["pulls"] = [f"sqs/{queue}"]
    return entities


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_a_double_click_disconnects_one_and_no_other_button_slides_under_it(bench: Page, width: int) -> None:
    restage(bench, width=width)
    chip(bench, "orders").click()
    bench.get_by_role("button", name="Disconnect orders → Shipping 1").dblclick()
    expect(bench.locator(".hands-link.ended")).to_have_text("orders → Shipping 1 disconnected", use_inner_text=True)
    assert [name for name, _ in commands(bench)] == ["sns.unsubscribe"]
    place = bench.locator(".hands-link.ended .hands-link-end .button").bounding_box()
    pressed = bench.evaluate(
        "({ x, y, width, height }) => document.elementFromPoint(x + width / 2, y + height / 2)?.closest('button')",
        place,
    )
    assert pressed is None


def test_what_was_disconnected_has_its_row_back_when_it_is_connected_again(bench: Page) -> None:
    restage(bench)
    chip(bench, "orders").click()
    rows = bench.locator(".hands-link > span:first-child").all_inner_texts()
    bench.get_by_role("button", name="Disconnect orders → Shipping 1").click()
    expect(bench.locator(".hands-link.ended")).to_have_count(1)
    bench.keyboard.press("Control+z")
    expect(bench.locator(".hands-link.ended")).to_have_count(0)
    assert bench.locator(".hands-link > span:first-child").all_inner_texts() == rows
    chip(bench, "spare").click()
    chip(bench, "orders").click()
    expect(bench.locator(".hands-link.ended")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "told", "undo"),
    [
        ("bench", "Shipping 1 has let go of accounting: an instance works off one queue at a time.",
         "Undo: spare → Shipping 1 connected instead of accounting"),
        ("korean", "Shipping 1은 이제 accounting 큐를 처리하지 않습니다. 인스턴스 하나는 한 번에 큐 하나만 처리합니다.",
         "되돌리기: accounting 대신 spare → Shipping 1 연결"),
    ],
)  # fmt: skip
def test_an_instance_that_lets_go_of_its_queue_says_so_and_can_have_it_back(
    request: pytest.FixtureRequest, language: str, told: str, undo: str
) -> None:
    page = restage(request.getfixturevalue(language), working_off("accounting"))
    pull(page, "sqs/spare", middle(page, "shipping/1"))
    page.mouse.up()
    expect(page.locator(".sheet-told span")).to_have_text(told)
    expect(page.locator(".undo")).to_have_text(undo)
    page.locator(".sheet-told .button").click()
    expect(page.locator(".sheet-told")).to_be_hidden()
    attach = ["shipping.attach", {"queue": "spare", "instance": 1}]
    assert asked(page, 2) == [attach, ["shipping.attach", {"queue": "accounting", "instance": 1}]]


def test_an_instance_that_had_no_queue_lets_go_of_none(bench: Page) -> None:
    restage(bench)
    pull(bench, "sqs/spare", middle(bench, "shipping/1"))
    bench.mouse.up()
    expect(bench.locator(".undo")).to_have_text("Undo: spare → Shipping 1 connected")
    expect(bench.locator(".sheet-told")).to_be_hidden()


def moving() -> Entities:
    """A paused room with an order on its way to Shipping 2."""
    entities = scene()
    entities["room"]["playing"] = False
    entities["move/1"] = {
        "kind": "move", "from": "sns/orders", "to": "shipping/2", "depart_ms": 0, "arrive_ms": 60_000,
        "trace": "order-1", "again": False,
    }  # fmt: skip
    return entities


def test_an_order_stays_on_the_wire_that_carries_it_until_it_arrives(bench: Page) -> None:
    restage(bench, moving())
    expect(bench.locator(".wire.leaving")).to_have_count(0)
    chip(bench, "orders").click()
    bench.get_by_role("button", name="Disconnect orders → Shipping 2").click()
    expect(bench.locator(".wire.leaving")).to_have_count(1)
    assert bench.evaluate(FROM_LEAVING) < 2
    bench.evaluate("() => { delete played.entities['move/1']; played.frame({ now_ms: 61_000 }); }")
    expect(bench.locator(".wire.leaving")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize(("language", "none"), [("bench", "0 waiting"), ("korean", "대기 0")])
def test_what_a_queue_says_is_never_a_bare_number_and_stays_inside_its_box(
    request: pytest.FixtureRequest, language: str, none: str, width: int
) -> None:
    page = restage(request.getfixturevalue(language), width=width)
    for queue in ("sqs/accounting", "sqs/spare"):
        expect(page.locator(f'[data-part=scene] [data-id="{queue}"]')).to_contain_text(none)
    for counts in COUNTS:
        page.evaluate(COUNT, counts)
        expect(page.locator('[data-part=scene] [data-id="sqs/accounting"]')).to_contain_text("12,345")
        assert page.evaluate(STICKS_OUT, "sqs/accounting") == [], counts


def test_a_program_says_what_its_small_circles_mean_and_a_queue_what_hidden_means(bench: Page) -> None:
    restage(bench)
    note = bench.locator(".sheet-note")
    chip(bench, "Shipping 1").click()
    expect(note).to_contain_text("how many messages it works on at a time")
    chip(bench, "spare").click()
    expect(note).to_contain_text("Hidden (dashed): received, not deleted yet.")
    chip(bench, "orders").click()
    expect(note).to_be_hidden()


def line_of(page: Page) -> tuple[str, float]:
    """The colour behind the line for a terminal, and how high it is."""
    line = page.locator(".hands-line")
    place = line.bounding_box()
    assert place
    return line.evaluate("(one) => getComputedStyle(one).backgroundColor"), place["height"]


@pytest.mark.parametrize(("width", "most"), [(1280, 72), (390, 88)])
def test_without_a_line_there_is_no_terminal_to_be_seen(bench: Page, width: int, most: int) -> None:
    restage(bench, width=width)
    chip(bench, "orders").click()
    empty, height = line_of(bench)
    assert (empty, height <= most) == ("rgba(0, 0, 0, 0)", True)
    bench.get_by_role("button", name="Disconnect orders → Shipping 1").click()
    expect(bench.locator(".hands-line code")).to_contain_text(f"--subscription-arn {ORDERS}:s1")
    filled, same = line_of(bench)
    assert filled != empty
    assert same == height
