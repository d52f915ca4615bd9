"""The first lab without a pointer: from the address bar to a review question, every step by keys."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import OpenPage
from tests.browser.own_rooms import ask, bring
from tests.browser.places import framed

pytestmark = pytest.mark.browser

LAB = "/messaging/fan-out/"
STOPS_MOST = 150
SLOW_MS = 60_000
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


def add_instance(page: Page, program: str) -> None:
    tab_to(page, "[data-add=instance]")
    press(page, "Enter")
    expect(page.get_by_label("One more instance of")).to_be_focused()
    press(page, program[0])
    tab_to(page, ".new-part button", "Create")
    press(page, "Enter")
    expect(page.locator(".sheet-name")).to_contain_text(program)
    press(page, "Escape")


def disconnect(page: Page, part: str, link: str) -> None:
    take_up(page, part)
    tab_to(page, ".hands-link-end button", link)
    press(page, "Enter")
    expect(page.locator(".hands-link:not(.ended)", has_text=link)).to_have_count(0)
    press(page, "Escape")


def begin(page: Page, rung: str) -> None:
    """From the address bar to a run that goes."""
    tab_to(page, "#predict-parcels [name=value]")
    press(page, *"200", "Enter")
    expect(page.locator("#predict-parcels")).to_have_attribute("data-state", "made")
    tab_to(page, f"form.rungs [value={rung}]")
    press(page, "Enter")
    framed(page)
    play(page, "true")


def play(page: Page, playing: str) -> None:
    """Run or Pause, which are one button."""
    tab_to(page, "[data-play]")
    press(page, "Enter")
    expect(page.locator("[data-play]")).to_have_attribute("data-playing", playing)


def goes(page: Page, rate: str) -> None:
    """Chooses how fast time goes by the letters of the list."""
    tab_to(page, "[data-rate]")
    press(page, *rate)
    expect(page.locator("[data-rate]")).to_have_value(rate)


def reached(page: Page, goal: str, words: str = "reached") -> None:
    expect(page.locator(f".task[data-goal={goal}]")).to_contain_text(words, timeout=SLOW_MS)


def test_the_first_lab_is_learned_by_keys_alone(open_page: OpenPage) -> None:
    page = open_page(LAB)
    begin(page, "alone")
    goes(page, "10")
    for queue, workers in (("shipping", ["Shipping 1", "Shipping 2"]), ("accounting", ["Accounting 1"])):
        add_queue(page, queue)
        connect(page, queue, "orders")
        for worker in workers:
            connect(page, queue, worker)
            disconnect(page, worker, f"orders → {worker}")
    reached(page, "own-queue")
    reached(page, "shipped-once")
    tab_to(page, "[data-do='shipping.stop']")
    press(page, "Enter")
    reached(page, "survive-without-shipping")
    play(page, "false")
    for instances in (3, 4, 5):
        add_instance(page, "Shipping")
        expect(page.locator("[data-part=scene] [data-id^='shipping/']")).to_have_count(instances)
    tab_to(page, "[data-do='shipping.start']")
    press(page, "Enter")
    play(page, "true")
    reached(page, "drain-backlog")
    ask(page, "room.pause")
    tab_to(page, "#review-three-subscribers [name=value]")
    press(page, "ArrowDown", "Enter")
    expect(page.locator("#review-three-subscribers .question")).to_be_visible()
    assert "?" not in page.url  # it came into the page


def test_in_korean_the_gaps_are_filled_by_keys_alone(open_page: OpenPage) -> None:
    page = open_page(LAB, locale="ko-KR")
    begin(page, "gaps")
    until(page, 36, 2)
    prediction_is_skipped(page, "who")
    answer_is_shown(page, "큐는 차오르는데")
    until(page, 46, 5)
    until(page, 73, 9)
    reached(page, "shipped-once", "달성")
    prediction_is_skipped(page, "backlog")
    expect(page.locator("[data-part=scene] [data-id='shipping/1'].down")).to_be_visible()
    until(page, 97, 10)
    ask(page, "room.play")
    answer_is_shown(page, "주문이 백여 건")
    ask(page, "room.set_rate", rate=60)
    for goal in ("own-queue", "shipped-once", "survive-without-shipping", "drain-backlog"):
        reached(page, goal, "달성")
    ask(page, "room.pause")
    tab_to(page, ".script button", "혼자 풀기")
    press(page, "Enter")
    expect(page.locator("[data-lesson]")).to_have_attribute("data-rung", "alone")


def until(page: Page, to_s: int, commands: int) -> None:
    """While nothing is to be pressed the room is brought on past the page, which gives the script's commands."""
    ask(page, "room.pause")
    bring(page, to_s)
    expect(page.locator(".script-done li")).to_have_count(commands)


def prediction_is_skipped(page: Page, name: str) -> None:
    """The run goes on until it waits for the prediction; without one it goes on by Run."""
    ask(page, "room.play")
    expect(page.locator("[data-part=guide] a")).to_have_attribute("href", f"#predict-{name}")
    expect(page.locator("[data-play]")).to_have_attribute("data-playing", "false")
    tab_to(page, f"#predict-{name} button", "건너뛰기")
    press(page, "Enter")
    expect(page.locator(f"#predict-{name}")).to_have_attribute("data-state", "skipped")
    tab_to(page, "[data-play]")
    press(page, "Enter")


def answer_is_shown(page: Page, gap: str) -> None:
    question = page.locator(".script-gap", has_text=gap)
    expect(question).to_be_focused()
    tab_to(page, ".script button", "답 보기")
    press(page, "Enter")
    expect(question).to_be_hidden()
    expect(page.locator("[data-play]")).to_have_attribute("data-playing", "true")
