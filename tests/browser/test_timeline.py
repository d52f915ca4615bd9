"""The run's time in the hand, on the running site: the rail, the past, branches, sharing."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.fixtures import OpenPage

pytestmark = pytest.mark.browser

FACE = r"\d\d:\d\d\.\d"


def rail(page: Page) -> Locator:
    return page.get_by_role("slider", name="Moment of the run")


def go_on(page: Page) -> None:
    """From the past, on a branch."""
    page.locator("[data-continue]").click()
    expect(page.locator("[data-part=past]")).to_be_hidden()
    expect(page.locator("[data-play]")).to_have_attribute("data-playing", "true")


def run_to(page: Page, seconds: int) -> None:
    """Run the room at full rate until it is past a moment, then pause."""
    page.locator("[data-rate]").select_option("60")
    page.wait_for_function("ms => document.querySelector('[data-scrubber]').valueAsNumber >= ms", arg=seconds * 1000)
    page.locator("[data-play]").click()
    expect(page.locator("[data-play]")).to_have_attribute("data-playing", "false")
    page.evaluate("async () => { for (let at = 0; at < 2; at += 1) await new Promise(requestAnimationFrame); }")


def pull_to(page: Page, share: float) -> None:
    """Drag the thumb to a place on the rail."""
    rail(page).scroll_into_view_if_needed()
    box = rail(page).bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] - 9, y)
    page.mouse.down()
    for at in (0.9, 0.5 + share / 2, share):
        page.mouse.move(box["x"] + 9 + (box["width"] - 18) * at, y)
    page.mouse.up()


def clock_ms(page: Page) -> float:
    minutes, seconds = page.locator("[data-clock]").inner_text().split(":")
    return 60_000 * int(minutes) + 1000 * float(seconds)


def comes_to_stand_before(page: Page, at_ms: int) -> int:
    """By the rail, in ms: ten events may lie within a tenth of a second, so that the clock shows the same as before."""
    script = "ms => { const at = document.querySelector('[data-scrubber]').valueAsNumber; return at < ms && [at]; }"
    [stands] = page.wait_for_function(script, arg=at_ms).json_value()
    return int(stands)


def in_the_past(page: Page) -> Page:
    """A paused run of a minute, looked at halfway."""
    run_to(page, 60)
    pull_to(page, 0.5)
    expect(page.locator("[data-part=past]")).to_be_visible()
    return page


def with_two_branches(page: Page) -> Page:
    in_the_past(page)
    page.locator("[data-rate]").select_option("1")
    page.get_by_role("button", name="Continue from here").click()
    expect(page.locator(".branch")).to_have_count(2)
    play = page.locator("[data-play]")
    expect(play).to_have_attribute("data-playing", "true")
    play.click()
    expect(play).to_have_attribute("data-playing", "false")
    return page


def test_the_clock_and_the_thumb_follow_the_hand_and_the_past_says_so(open_room: OpenPage) -> None:
    page = open_room()
    run_to(page, 60)
    head, head_ms = page.locator("[data-clock]").inner_text(), clock_ms(page)
    lies = rail(page).bounding_box()
    pull_to(page, 0.5)
    past = page.locator("[data-part=past]")
    expect(page.get_by_role("button", name="Continue from here")).to_be_visible()
    assert rail(page).bounding_box() == lies, "the way on comes beside the rail, and moves nothing under the hand"
    expect(past).to_contain_text(re.compile(rf"You are looking at {FACE}; the run stands at {re.escape(head)}\."))
    assert clock_ms(page) == pytest.approx(rail(page).evaluate("e => e.valueAsNumber"), abs=100)
    assert 0.4 * head_ms < clock_ms(page) < 0.6 * head_ms
    expect(rail(page)).to_have_attribute("aria-valuetext", page.locator("[data-clock]").inner_text())
    page.get_by_role("button", name="Back to now").click()
    expect(past).to_be_hidden()
    expect(page.locator("[data-clock]")).to_have_text(head)
    expect(page.locator("[data-part=figure]")).to_be_focused()


def test_the_room_shows_what_the_clock_says_wherever_the_thumb_is_put(open_room: OpenPage) -> None:
    page = open_room()
    run_to(page, 60)
    handled = int(page.locator("[data-count=handled]").inner_text())
    for share in (0.6, 0.3, 0.8):
        pull_to(page, share)
        page.wait_for_function(
            "([least, most]) => { const n = Number(document.querySelector('[data-count=handled]').textContent);"
            " return least < n && n < most; }",
            arg=[handled * (share - 0.15), handled * (share + 0.05)],
        )


def test_keys_on_the_rail_move_by_seconds_and_to_both_ends(open_room: OpenPage) -> None:
    page = open_room()
    run_to(page, 60)
    head_ms = clock_ms(page)
    rail(page).press("ArrowLeft")
    assert clock_ms(page) == pytest.approx(head_ms - 1000, abs=200)
    rail(page).press("Shift+ArrowLeft")
    assert clock_ms(page) == pytest.approx(head_ms - 11_000, abs=200)
    rail(page).press("PageUp")
    assert clock_ms(page) == pytest.approx(head_ms - 1000, abs=200)
    rail(page).press("Home")
    expect(page.locator("[data-clock]")).to_have_text("00:00.0")
    expect(page.locator("[data-part=past]")).to_be_visible()
    rail(page).press("End")
    expect(page.locator("[data-part=past]")).to_be_hidden()


def test_keys_on_the_figure_step_back_and_forth_and_to_both_ends(open_room: OpenPage) -> None:
    sent: list[str] = []

    def listen(page: Page) -> None:
        page.on("websocket", lambda socket: socket.on("framesent", lambda text: sent.append(str(text))))

    page = open_room(before=listen)
    run_to(page, 20)
    figure, clock = page.locator("[data-part=figure]"), page.locator("[data-clock]")
    head, head_ms = clock.inner_text(), rail(page).evaluate("e => e.valueAsNumber")
    figure.press("Shift+ArrowLeft")
    expect(page.locator("[data-part=past]")).to_be_visible()
    ten_back = comes_to_stand_before(page, head_ms)
    figure.press("Shift+ArrowLeft")
    comes_to_stand_before(page, ten_back)
    figure.press("Shift+ArrowRight")
    expect(rail(page)).to_have_value(str(ten_back))
    figure.press("Home")
    expect(clock).to_have_text("00:00.0")
    figure.press("End")
    expect(clock).to_have_text(head)
    expect(page.locator("[data-part=past]")).to_be_hidden()
    sent.clear()
    figure.press("ArrowLeft")
    expect(page.locator("[data-part=past]")).to_be_visible()
    figure.press("ArrowRight")
    expect(page.locator("[data-part=past]")).to_be_hidden()
    steps = [json.loads(text) for text in sent if "room.step" in text]
    assert [(step["command"], step["args"]) for step in steps] == [("room.step_back", {}), ("room.step", {})]


def test_the_bar_steps_back_and_the_past_can_be_played(open_room: OpenPage) -> None:
    page = open_room()
    run_to(page, 20)
    page.get_by_role("button", name="Step back").click()
    expect(page.locator("[data-part=past]")).to_be_visible()
    pull_to(page, 0.25)
    before = clock_ms(page)
    page.get_by_role("button", name="Run", exact=True).click()
    page.wait_for_function("ms => document.querySelector('[data-scrubber]').valueAsNumber > ms + 500", arg=before)


def test_commands_and_goals_stand_on_the_rail_and_the_newest_before_the_thumb_is_named(open_room: OpenPage) -> None:
    page = open_room()
    page.get_by_role("button", name="Stop: Shipping", exact=True).click()
    run_to(page, 30)
    expect(page.locator(".rail-mark[data-sort=fault]")).to_have_attribute("title", re.compile("Shipping stops"))
    expect(page.locator(".rail-mark[data-sort=reached]")).to_have_count(1)
    expect(page.locator(".rail-label")).to_contain_text("Goal reached")
    pull_to(page, 0.4)
    expect(page.locator(".rail-label")).to_have_text("Shipping stops")
    page.reload()
    expect(page.locator(".rail-mark")).to_have_count(2)


def test_watchers_see_the_rail_and_why_they_cannot_move_it(open_room: OpenPage, open_page: OpenPage) -> None:
    owner = in_the_past(open_room())
    watcher = open_page(owner.url)
    expect(rail(watcher)).to_be_disabled()
    expect(rail(watcher)).to_have_accessible_description(re.compile("Only the person who opened this room"))
    expect(watcher.locator("[data-part=past]")).to_contain_text("You are looking at")
    expect(watcher.get_by_role("button", name="Back to now")).to_be_hidden()
    expect(watcher.get_by_role("button", name="Continue from here")).to_be_hidden()
    expect(rail(owner)).to_have_accessible_description("")


def test_a_change_in_the_past_starts_a_branch_and_the_original_is_still_there(open_room: OpenPage) -> None:
    page = in_the_past(open_room())
    page.get_by_role("button", name="Stop: Shipping", exact=True).click()
    rows = page.locator(".branch")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Original")
    expect(rows.nth(1)).to_contain_text("Branch 2")
    expect(rows.nth(1)).to_have_attribute("aria-current", "true")
    expect(page.locator("[data-part=past]")).to_be_hidden()


def test_branches_are_switched_and_keep_their_own_time(open_room: OpenPage) -> None:
    page = with_two_branches(open_room())
    there = clock_ms(page)
    page.get_by_role("button", name="Switch: Original").click()
    expect(page.locator(".branch").nth(0)).to_have_attribute("aria-current", "true")
    page.wait_for_function("ms => document.querySelector('[data-scrubber]').valueAsNumber > ms + 10000", arg=there)
    page.get_by_role("button", name="Switch: Branch 2").click()
    expect(page.locator(".branch").nth(1)).to_have_attribute("aria-current", "true")
    assert clock_ms(page) == pytest.approx(there, abs=200)


def test_a_branch_is_renamed_in_korean_by_keyboard(open_room: OpenPage) -> None:
    page = with_two_branches(open_room())
    page.get_by_role("button", name="Rename: Branch 2").press("Enter")
    field = page.get_by_label("Name of Branch 2")
    expect(field).to_be_focused()
    field.fill("배송이 멈춘 뒤")
    field.press("Enter")
    expect(page.locator(".branch").nth(1)).to_contain_text("배송이 멈춘 뒤")
    expect(page.get_by_role("button", name="Rename: 배송이 멈춘 뒤")).to_be_focused()
    page.reload()
    expect(page.locator(".branch").nth(1)).to_contain_text("배송이 멈춘 뒤")


def test_escape_leaves_a_name_as_it_was(open_room: OpenPage) -> None:
    page = with_two_branches(open_room())
    page.get_by_role("button", name="Rename: Branch 2").click()
    page.get_by_label("Name of Branch 2").fill("another")
    page.keyboard.press("Escape")
    expect(page.locator(".branch").nth(1)).to_contain_text("Branch 2")


def test_a_branch_is_deleted_only_after_a_question_and_never_the_one_shown_or_the_original(open_room: OpenPage) -> None:
    page = with_two_branches(open_room())
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


def test_watchers_see_the_branches_but_no_buttons_for_them(open_room: OpenPage, open_page: OpenPage) -> None:
    owner = with_two_branches(open_room())
    watcher = open_page(owner.url)
    expect(watcher.locator(".branch")).to_have_count(2)
    expect(watcher.locator(".branch button:visible")).to_have_count(0)


def test_a_run_is_shared_with_the_moment_shown_and_anybody_opens_it_there(
    open_room: OpenPage, open_page: OpenPage
) -> None:
    page = in_the_past(open_room())
    moment = page.locator("[data-clock]").inner_text()
    page.get_by_role("button", name="Share run").click()
    dialog = page.get_by_role("dialog", name="Share this run")
    expect(dialog).to_contain_text(f"opened at {moment}")
    link = dialog.locator("[data-link]").inner_text()
    assert "/runs/" in link
    assert dialog.get_by_role("link", name="Export as a file").get_attribute("href") == f"{_path(page.url)}export/"
    reader = open_page(_path(link))
    expect(reader.locator("[data-clock]")).to_have_text(moment)
    expect(rail(reader)).to_be_enabled()
    expect(reader.get_by_role("button", name="Continue from here")).to_be_hidden()
    expect(reader.get_by_role("button", name="Share run")).to_be_hidden()


def test_a_refused_share_is_told_in_the_dialog(open_room: OpenPage) -> None:
    page = open_room(forgive=r"409 \(Conflict\)")
    error = {"error": {"code": "limit", "data": {"what": "shares", "most": 50}}}
    page.route("**/share/", lambda route: route.fulfill(status=409, json=error))
    page.get_by_role("button", name="Share run").click()
    dialog = page.get_by_role("dialog", name="Share this run")
    expect(dialog).to_contain_text("At most 50 moments of a room are shared.")
    expect(dialog.locator("[data-link]")).to_be_hidden()


def test_the_moment_shown_is_saved_as_a_picture(open_room: OpenPage) -> None:
    page = in_the_past(open_room())
    minutes, seconds = page.locator("[data-clock]").inner_text().split(".")[0].split(":")
    page.get_by_role("button", name="Share run").click()
    for kind in ("SVG", "PNG"):
        with page.expect_download() as saved:
            page.get_by_role("button", name=f"Picture ({kind})").click()
        assert saved.value.suggested_filename == f"shop-{minutes}m{seconds}s.{kind.lower()}"


@pytest.mark.parametrize(("locale", "color_scheme"), [("en-US", "light"), ("ko-KR", "dark")])
def test_axe_finds_nothing_in_the_past_with_branches_and_in_both_dialogs(
    open_room: OpenPage, locale: str, color_scheme: str
) -> None:
    page = open_room(locale=locale, color_scheme=color_scheme)
    run_to(page, 30)
    for _ in range(2):
        page.locator("[data-scrubber]").press("PageDown")
        go_on(page)
    page.locator("[data-scrubber]").press("PageDown")
    expect(page.locator("[data-part=past]")).to_be_visible()
    assert violations(page) == []
    page.locator("[data-part=share-button]").click()
    page.locator("[data-copy]").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_at_320_pixels_nothing_sticks_out_and_all_that_is_pressed_is_large(open_room: OpenPage, locale: str) -> None:
    page = open_room(width=320, locale=locale)
    run_to(page, 30)
    page.locator("[data-scrubber]").press("PageDown")
    go_on(page)
    page.locator("[data-scrubber]").press("PageDown")
    expect(page.locator("[data-part=past]")).to_be_visible()
    assert sticks_out(page) == 0
    pressed = page.locator(".stage :is(button, select, input, a):visible")
    sizes = [(box["width"], box["height"]) for one in pressed.all() if (box := one.bounding_box())]
    assert len(sizes) >= 12
    assert [size for size in sizes if min(size) < 44] == []


def test_the_rail_is_scrubbed_by_touch(open_room: OpenPage) -> None:
    page = open_room(width=390, has_touch=True)
    run_to(page, 30)
    head_ms = clock_ms(page)
    rail(page).scroll_into_view_if_needed()
    box = rail(page).bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("[data-part=past]")).to_be_visible()
    assert 0.4 * head_ms < clock_ms(page) < 0.6 * head_ms


def test_why_is_asked_of_a_box_of_a_name_and_of_an_order_and_leads_to_the_moment(open_room: OpenPage) -> None:
    page = open_room()
    page.get_by_role("button", name="Stop: Shipping", exact=True).click()
    run_to(page, 30)
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


def _path(url: str) -> str:
    return re.sub(r"^https?://[^/]+", "", url)


def test_the_short_log_has_what_happened_until_the_moment_shown_also_after_a_reload(open_room: OpenPage) -> None:
    page = open_room()
    page.locator("[data-part=faults]").get_by_role("button", name="Stop").nth(1).click()
    line = page.locator("[data-part=log] li").filter(has_text="Shipping 1 stopped")
    expect(line).to_have_count(1)
    page.reload()
    expect(line).to_have_count(1)
    page.locator("[data-play]").click()
    page.locator("[data-scrubber]").press("Home")
    expect(line).to_have_count(0)
    page.locator("[data-scrubber]").press("End")
    expect(line).to_have_count(1)
