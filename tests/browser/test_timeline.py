"""The run's time in the hand, on the running site: the rail, the past, branches, sharing."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.conftest import pages_of
from tests.browser.fixtures import OpenPage
from tests.browser.own_rooms import ask, bring, open_own, own_room
from tests.browser.visitors import Visitors
from tests.site import Site

pytestmark = pytest.mark.browser

FACE = r"\d\d:\d\d\.\d"
# The words on the run are of the moment in the hand.
TOLD = """() => Math.abs(Number(document.querySelector('[data-part=words]').dataset.told)
    - document.querySelector('[data-scrubber]').valueAsNumber) <= 1"""
COLOURS = ("color-contrast", "link-in-text-block")


@pytest.fixture(scope="module")
def minute(visitors: Visitors, site: Site) -> Iterator[Page]:
    """A room that has come to a minute; where a test has put its playhead, `run` takes it back from."""
    with pages_of(visitors, site) as open_page:
        yield open_own(open_page, at_s=60)


@pytest.fixture
def run(minute: Page) -> Page:
    return at_the_head(minute)


@pytest.fixture(scope="module")
def stopped(visitors: Visitors, site: Site) -> Iterator[Page]:
    """A room whose owner has stopped Shipping after two seconds, and which has come to its first goal."""
    with pages_of(visitors, site) as open_page:
        page = open_own(open_page, at_s=2)
        page.get_by_role("button", name="Stop: Shipping", exact=True).click()
        expect(page.locator("[data-part=log] li").filter(has_text="Shipping 1 stopped")).to_have_count(1)
        bring(page, 40)
        yield page


@pytest.fixture
def broken_run(stopped: Page) -> Page:
    return at_the_head(stopped)


def at_the_head(page: Page) -> Page:
    ask(page, "room.pause")
    ask(page, "room.to_head")
    expect(page.locator("[data-part=past]")).to_be_hidden()
    expect(page.locator("[data-play]")).to_have_attribute("data-playing", "false")
    return page


def rail(page: Page) -> Locator:
    return page.get_by_role("slider", name="Moment of the run")


def rail_ms(page: Page) -> int:
    """More than the clock shows: ten events may lie within a tenth of a second."""
    return int(page.locator("[data-scrubber]").evaluate("(one) => one.valueAsNumber"))


def clock_ms(page: Page) -> float:
    minutes, seconds = page.locator("[data-clock]").inner_text().split(":")
    return 60_000 * int(minutes) + 1000 * float(seconds)


def pull_to(page: Page, share: float) -> None:
    """Drag the thumb to a place on the rail, and wait until the room has come there and has told of it."""
    rail(page).scroll_into_view_if_needed()
    box = rail(page).bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] - 9, y)
    page.mouse.down()
    for at in (0.9, 0.5 + share / 2, share):
        page.mouse.move(box["x"] + 9 + (box["width"] - 18) * at, y)
    page.mouse.up()
    page.wait_for_function(TOLD)


def comes_to_stand_before(page: Page, at_ms: int) -> int:
    script = "ms => { const at = document.querySelector('[data-scrubber]').valueAsNumber; return at < ms && [at]; }"
    return int(page.wait_for_function(script, arg=at_ms).json_value()[0])


def in_the_past(page: Page) -> Page:
    """Looked at halfway."""
    ask(page, "room.seek", at_us=500 * rail_ms(page))
    expect(page.locator("[data-part=past]")).to_be_visible()
    return page


def with_two_branches(page: Page) -> Page:
    """In a new room of the page's visitor, on the second of them, which stands where it begins."""
    own_room(page, at_s=20)
    ask(page, "room.seek", at_us=5_000_000)
    ask(page, "room.branch")
    expect(page.locator(".branch")).to_have_count(2)
    expect(page.locator("[data-part=past]")).to_be_hidden()
    return page


def test_the_clock_and_the_thumb_follow_the_hand_and_the_past_says_so(run: Page) -> None:
    head, head_ms = run.locator("[data-clock]").inner_text(), rail_ms(run)
    lies = rail(run).bounding_box()
    pull_to(run, 0.5)
    past = run.locator("[data-part=past]")
    expect(run.get_by_role("button", name="Continue from here")).to_be_visible()
    assert rail(run).bounding_box() == lies, "the way on comes beside the rail, and moves nothing under the hand"
    expect(past).to_contain_text(re.compile(rf"You are looking at {FACE}; the run stands at {re.escape(head)}\."))
    assert clock_ms(run) == pytest.approx(rail_ms(run), abs=100)
    assert 0.4 * head_ms < clock_ms(run) < 0.6 * head_ms
    expect(rail(run)).to_have_attribute("aria-valuetext", run.locator("[data-clock]").inner_text())
    run.get_by_role("button", name="Back to now").click()
    expect(past).to_be_hidden()
    expect(run.locator("[data-clock]")).to_have_text(head)
    expect(run.locator("[data-part=figure]")).to_be_focused()


def test_the_room_shows_what_the_clock_says_wherever_the_thumb_is_put(run: Page) -> None:
    handled = int(run.locator("[data-count=handled]").inner_text())
    for share in (0.6, 0.3, 0.8):
        pull_to(run, share)
        run.wait_for_function(
            "([least, most]) => { const n = Number(document.querySelector('[data-count=handled]').textContent);"
            " return least < n && n < most; }",
            arg=[handled * (share - 0.15), handled * (share + 0.05)],
        )


def test_keys_on_the_rail_move_by_seconds_and_to_both_ends(run: Page) -> None:
    head_ms = rail_ms(run)
    for key, moved_ms in (("ArrowLeft", -1000), ("Shift+ArrowLeft", -11_000), ("PageUp", -1000)):
        rail(run).press(key)
        expect(run.locator("[data-scrubber]")).to_have_value(str(head_ms + moved_ms))
        assert clock_ms(run) == pytest.approx(head_ms + moved_ms, abs=200)
    rail(run).press("Home")
    expect(run.locator("[data-clock]")).to_have_text("00:00.0")
    expect(run.locator("[data-part=past]")).to_be_visible()
    rail(run).press("End")
    expect(run.locator("[data-part=past]")).to_be_hidden()


def test_keys_on_the_figure_step_back_and_forth_and_to_both_ends(run: Page) -> None:
    sent: list[str] = []
    run.on("websocket", lambda socket: socket.on("framesent", lambda text: sent.append(str(text))))
    run.reload()
    figure, clock = run.locator("[data-part=figure]"), run.locator("[data-clock]")
    expect(clock).not_to_have_text("00:00.0")
    head, head_ms = clock.inner_text(), rail_ms(run)
    figure.press("Shift+ArrowLeft")
    expect(run.locator("[data-part=past]")).to_be_visible()
    ten_back = comes_to_stand_before(run, head_ms)
    figure.press("Shift+ArrowLeft")
    comes_to_stand_before(run, ten_back)
    figure.press("Shift+ArrowRight")
    expect(rail(run)).to_have_value(str(ten_back))
    figure.press("Home")
    expect(clock).to_have_text("00:00.0")
    figure.press("End")
    expect(clock).to_have_text(head)
    expect(run.locator("[data-part=past]")).to_be_hidden()
    sent.clear()
    figure.press("ArrowLeft")
    expect(run.locator("[data-part=past]")).to_be_visible()
    figure.press("ArrowRight")
    expect(run.locator("[data-part=past]")).to_be_hidden()
    steps = [json.loads(text) for text in sent if "room.step" in text]
    assert [(step["command"], step["args"]) for step in steps] == [("room.step_back", {}), ("room.step", {})]


def test_the_bar_steps_back_and_the_past_can_be_played(run: Page) -> None:
    run.get_by_role("button", name="Step back").click()
    expect(run.locator("[data-part=past]")).to_be_visible()
    pull_to(run, 0.25)
    before = rail_ms(run)
    run.get_by_role("button", name="Run", exact=True).click()
    run.wait_for_function("ms => document.querySelector('[data-scrubber]').valueAsNumber > ms + 500", arg=before)


def test_a_run_is_shared_with_the_moment_shown_as_a_picture_and_by_a_link_that_anybody_opens_there(
    run: Page, open_page: OpenPage
) -> None:
    in_the_past(run)
    moment = run.locator("[data-clock]").inner_text()
    minutes, seconds = moment.split(".")[0].split(":")
    run.get_by_role("button", name="Share run").click()
    dialog = run.get_by_role("dialog", name="Share this run")
    expect(dialog).to_contain_text(f"opened at {moment}")
    link = dialog.locator("[data-link]").inner_text()
    assert "/runs/" in link
    assert dialog.get_by_role("link", name="Export as a file").get_attribute("href") == f"{_path(run.url)}export/"
    for kind in ("SVG", "PNG"):
        with run.expect_download() as saved:
            run.get_by_role("button", name=f"Picture ({kind})").click()
        assert saved.value.suggested_filename == f"shop-{minutes}m{seconds}s.{kind.lower()}"
    run.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    reader = open_page(_path(link))
    expect(reader.locator("[data-clock]")).to_have_text(moment)
    expect(rail(reader)).to_be_enabled()
    expect(reader.get_by_role("button", name="Continue from here")).to_be_hidden()
    expect(reader.get_by_role("button", name="Share run")).to_be_hidden()


def _path(url: str) -> str:
    return re.sub(r"^https?://[^/]+", "", url)


def test_a_refused_share_is_told_in_the_dialog(open_page: OpenPage) -> None:
    page = open_own(open_page, forgive=r"409 \(Conflict\)")
    error = {"error": {"code": "limit", "data": {"what": "shares", "most": 50}}}
    page.route("**/share/", lambda route: route.fulfill(status=409, json=error))
    page.get_by_role("button", name="Share run").click()
    dialog = page.get_by_role("dialog", name="Share this run")
    expect(dialog).to_contain_text("At most 50 moments of a room are shared.")
    expect(dialog.locator("[data-link]")).to_be_hidden()


def test_commands_and_goals_stand_on_the_rail_and_the_newest_before_the_thumb_is_named(broken_run: Page) -> None:
    expect(broken_run.locator(".rail-mark[data-sort=fault]")).to_have_attribute("title", re.compile("Shipping stops"))
    expect(broken_run.locator(".rail-mark[data-sort=reached]")).to_have_count(1)
    expect(broken_run.locator(".rail-label")).to_contain_text("Goal reached")
    pull_to(broken_run, 0.4)
    expect(broken_run.locator(".rail-label")).to_have_text("Shipping stops")


def test_why_is_asked_of_a_box_of_a_name_and_of_an_order_and_leads_to_the_moment(broken_run: Page) -> None:
    page = broken_run
    answer = page.locator("[data-part=why]")
    page.locator(".drawing [data-id='sqs/shipping'] .title").click()
    page.locator(".hands").get_by_role("button", name="Why?").click()
    expect(answer.locator("[data-lines] > li").last).to_contain_text("Shipping")
    page.locator("[data-entity]").select_option(label="Shipping 1")
    page.locator("[data-part=ask-why]").get_by_role("button", name="Why?").first.press("Enter")
    expect(answer).to_contain_text("Why? Shipping 1")
    page.get_by_label("Number of an order").first.fill("3")
    page.get_by_label("Number of an order").first.press("Enter")
    expect(answer).to_contain_text("Why? order 3")
    answer.locator("button.why-line").first.click()
    expect(page.locator("[data-part=past]")).to_be_visible()


def test_marks_and_the_short_log_are_there_after_a_reload_and_the_log_goes_until_the_moment_shown(
    broken_run: Page,
) -> None:
    line = broken_run.locator("[data-part=log] li").filter(has_text="Shipping 1 stopped")
    expect(line).to_have_count(1)
    broken_run.reload()
    expect(line).to_have_count(1)
    expect(broken_run.locator(".rail-mark")).to_have_count(2)
    broken_run.locator("[data-scrubber]").press("Home")
    expect(line).to_have_count(0)
    broken_run.locator("[data-scrubber]").press("End")
    expect(line).to_have_count(1)


def test_watchers_see_the_rail_and_why_they_cannot_move_it_and_branches_without_buttons(open_page: OpenPage) -> None:
    owner = in_the_past(open_own(open_page, at_s=20))
    watcher = open_page(owner.url)
    expect(rail(watcher)).to_be_disabled()
    expect(rail(watcher)).to_have_accessible_description(re.compile("Only the person who opened this room"))
    expect(watcher.locator("[data-part=past]")).to_contain_text("You are looking at")
    expect(watcher.get_by_role("button", name="Back to now")).to_be_hidden()
    expect(watcher.get_by_role("button", name="Continue from here")).to_be_hidden()
    expect(rail(owner)).to_have_accessible_description("")
    ask(owner, "room.branch")
    expect(watcher.locator(".branch")).to_have_count(2)
    expect(owner.locator(".branch button:visible").first).to_be_visible()
    expect(watcher.locator(".branch button:visible")).to_have_count(0)


def test_a_change_in_the_past_starts_a_branch_and_the_original_is_still_there(visitor: Page) -> None:
    page = in_the_past(own_room(visitor, at_s=20))
    page.get_by_role("button", name="Stop: Shipping", exact=True).click()
    rows = page.locator(".branch")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Original")
    expect(rows.nth(1)).to_contain_text("Branch 2")
    expect(rows.nth(1)).to_have_attribute("aria-current", "true")
    expect(page.locator("[data-part=past]")).to_be_hidden()


def test_one_goes_on_from_the_past_and_branches_are_switched_and_keep_their_own_time(visitor: Page) -> None:
    page = in_the_past(own_room(visitor, at_s=30))
    page.get_by_role("button", name="Continue from here").click()
    rows = page.locator(".branch")
    expect(rows).to_have_count(2)
    expect(page.locator("[data-play]")).to_have_attribute("data-playing", "true")
    ask(page, "room.pause")
    expect(page.locator("[data-play]")).to_have_attribute("data-playing", "false")
    there = rail_ms(page)
    page.get_by_role("button", name="Switch: Original").click()
    expect(rows.nth(0)).to_have_attribute("aria-current", "true")
    page.wait_for_function("ms => document.querySelector('[data-scrubber]').valueAsNumber > ms + 10000", arg=there)
    page.get_by_role("button", name="Switch: Branch 2").click()
    expect(rows.nth(1)).to_have_attribute("aria-current", "true")
    expect(page.locator("[data-scrubber]")).to_have_value(str(there))


def test_a_branch_is_renamed_in_korean_by_keyboard_and_escape_leaves_a_name_as_it_was(visitor: Page) -> None:
    page = with_two_branches(visitor)
    row = page.locator(".branch").nth(1)
    page.get_by_role("button", name="Rename: Branch 2").click()
    page.get_by_label("Name of Branch 2").fill("another")
    page.keyboard.press("Escape")
    expect(row).to_contain_text("Branch 2")
    page.get_by_role("button", name="Rename: Branch 2").press("Enter")
    field = page.get_by_label("Name of Branch 2")
    expect(field).to_be_focused()
    field.fill("배송이 멈춘 뒤")
    field.press("Enter")
    expect(row).to_contain_text("배송이 멈춘 뒤")
    expect(page.get_by_role("button", name="Rename: 배송이 멈춘 뒤")).to_be_focused()
    page.reload()
    expect(row).to_contain_text("배송이 멈춘 뒤")


def test_a_branch_is_deleted_only_after_a_question_and_never_the_one_shown_or_the_original(visitor: Page) -> None:
    page = with_two_branches(visitor)
    delete = page.get_by_role("button", name=re.compile("^Delete: "))
    expect(delete).to_have_count(0)
    page.get_by_role("button", name="Switch: Original").click()
    delete.click()
    dialog = page.get_by_role("dialog", name="Delete “Branch 2”?")
    dialog.get_by_role("button", name="Keep it").click()
    expect(page.locator(".branch")).to_have_count(2)
    delete.click()
    dialog.get_by_role("button", name="Delete the branch").click()
    expect(page.locator("[data-part=branches]")).to_be_hidden()
    expect(page.locator("[data-part=figure]")).to_be_focused()


def with_three_branches(open_page: OpenPage, locale: str) -> Page:
    """On the third of them, in the past."""
    page = open_own(open_page, at_s=30, locale=locale, width=320)
    for _ in range(2):
        in_the_past(page)
        ask(page, "room.branch")
        expect(page.locator("[data-part=past]")).to_be_hidden()
    expect(page.locator(".branch")).to_have_count(3)
    return in_the_past(page)


def nothing_sticks_out_and_all_that_is_pressed_is_large(page: Page) -> None:
    assert sticks_out(page) == 0
    pressed = page.locator(".stage :is(button, select, input, a):visible")
    sizes = [(box["width"], box["height"]) for one in pressed.all() if (box := one.bounding_box())]
    assert len(sizes) >= 12
    assert [size for size in sizes if min(size) < 44] == []


def test_at_320_pixels_the_past_with_branches_sticks_out_nowhere_and_axe_finds_nothing_in_it_and_in_its_dialog(
    open_page: OpenPage,
) -> None:
    page = with_three_branches(open_page, "en-US")
    nothing_sticks_out_and_all_that_is_pressed_is_large(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert violations(page) == []
    page.locator("[data-part=share-button]").click()
    page.locator("[data-copy]").wait_for()
    assert violations(page) == []


def test_in_korean_and_by_night_too(open_page: OpenPage) -> None:
    page = with_three_branches(open_page, "ko-KR")
    nothing_sticks_out_and_all_that_is_pressed_is_large(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="dark")
    assert violations(page, *COLOURS) == []
    page.locator("[data-part=share-button]").click()
    page.locator("[data-copy]").wait_for()
    assert violations(page, *COLOURS) == []


def test_the_rail_is_scrubbed_by_touch(open_page: OpenPage) -> None:
    page = open_own(open_page, at_s=20, width=390, has_touch=True)
    head_ms = rail_ms(page)
    rail(page).scroll_into_view_if_needed()
    box = rail(page).bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("[data-part=past]")).to_be_visible()
    assert 0.4 * head_ms < clock_ms(page) < 0.6 * head_ms
