"""The note and the bench know of each other: rungs, steps, names and buttons in the prose, all of it by keys."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import OpenPage
from tests.browser.lesson.parcels import (
    CURVE,
    LOST,
    NUMBER,
    PATH,
    choose,
    framed,
    outcome,
    paused,
    playing,
    prediction,
    reaches,
    run,
    save,
    started,
)

pytestmark = pytest.mark.browser


def states(page: Page) -> list[str]:
    found: list[str] = page.locator("[data-step-mark]").evaluate_all("(all) => all.map((one) => one.dataset.state)")
    return found


def test_watching_plays_the_solution_and_every_command_leads_to_its_moment(open_page: OpenPage) -> None:
    page = started(open_page, "watch")
    choose(page, 2)
    run(page, "4")
    script = page.locator("[data-part=script]")
    expect(script).to_contain_text("Shipping stops.", timeout=20_000)
    expect(script).to_contain_text("Shipping starts.", timeout=20_000)
    expect(script).to_contain_text("The script is at its end")
    expect(page.locator(".task")).to_contain_text(["reached", "reached"])
    page.locator("[data-play]").click()
    paused(page)
    commands = script.locator("li")
    expect(commands).to_have_count(2)
    commands.first.get_by_role("button").click()
    expect(page.locator("[data-part=past]")).to_be_visible()
    reaches(page, "^00:05")
    expect(script.locator(".script-words")).to_have_text("Shipping stops.")
    script.get_by_role("button", name="Next: fill two gaps yourself").click()
    framed(page)
    expect(page.locator("[data-lesson]")).to_have_attribute("data-rung", "gaps")


def test_a_reload_in_the_middle_repeats_no_command(open_page: OpenPage) -> None:
    page = started(open_page, "watch")
    choose(page, 2)
    run(page, "4")
    expect(page.locator("[data-part=script] li")).to_have_count(1, timeout=20_000)
    page.reload()
    framed(page)
    expect(page.locator("[data-part=script] li")).to_have_count(2, timeout=20_000)
    page.locator("[data-play]").click()
    expect(page.locator("[data-part=log] li")).to_have_count(4)  # two commands, two goals


def test_at_a_gap_the_run_waits_for_the_learner(open_page: OpenPage) -> None:
    page = started(open_page, "gaps")
    choose(page, 2)
    run(page, "4")
    script = page.locator("[data-part=script]")
    expect(script).to_contain_text("What stops Shipping?", timeout=20_000)
    expect(script.locator(".script-gap")).to_be_focused()
    paused(page)
    page.locator("[data-play]").click()
    expect(script.locator("[data-reminded]")).to_be_visible()
    page.get_by_role("button", name="Stop Shipping", exact=True).click()
    expect(script).to_contain_text("Shipping stops.")
    playing(page)
    expect(script).to_contain_text("And what starts it?", timeout=20_000)
    script.get_by_role("button", name="Show me").click()
    expect(script).to_contain_text("Shipping starts.")
    playing(page)


def test_a_name_in_the_prose_marks_its_thing_on_the_bench(open_page: OpenPage) -> None:
    page = started(open_page, "alone")
    mention = page.locator("[data-mention='sqs/shipping']").first
    box = page.locator("[data-part=scene] [data-id='sqs/shipping'][data-mentioned]")
    mention.hover()
    expect(box).to_have_count(1)
    page.mouse.move(0, 0)
    expect(box).to_have_count(0)
    mention.focus()
    expect(box).to_have_count(1)
    mention.blur()
    expect(box).to_have_count(0)
    mention.click()
    page.mouse.move(0, 0)
    expect(box).to_have_count(1)


def test_on_a_phone_a_pressed_name_brings_the_bench_into_view(open_page: OpenPage) -> None:
    page = started(open_page, "alone", width=390, has_touch=True)
    page.locator("[data-mention='sqs/shipping']").first.tap()
    expect(page.locator("[data-part=figure]")).to_be_in_viewport(ratio=0.9)


def test_a_button_in_the_prose_does_what_it_says_once_the_lab_is_started(open_page: OpenPage) -> None:
    page = open_page(PATH)
    button = page.get_by_role("button", name="Stop Shipping", exact=True)
    button.click()
    expect(page.locator(".do-answer")).to_have_text("Start the lab first: the bench is waiting.")
    page.locator("form.rungs [value=alone]").click()
    framed(page)
    button.click()
    expect(page.locator("[data-part=scene] [data-id='shipping/1'].down")).to_be_visible()
    expect(page.locator(".do-answer")).to_have_count(0)


def test_the_bar_of_steps_follows_reading_and_doing_and_the_site_remembers(open_page: OpenPage) -> None:
    page = started(open_page, "watch")
    assert states(page) == ["todo", "todo", "todo"]
    choose(page, 2)
    prediction(page, NUMBER).locator("[name=value]").fill("50")
    save(page, NUMBER)
    run(page, "4")
    expect(page.locator(".task")).to_contain_text(["reached", "reached"], timeout=20_000)
    page.locator("[data-play]").click()
    expect(page.locator("[data-step-mark=step-1]")).to_contain_text("(done)")
    expect(page.locator("[data-step-mark=step-2]")).not_to_contain_text("(done)")  # its curve is not drawn
    with page.expect_response("**/step"):
        page.locator("#step-2").evaluate("(section) => section.scrollIntoView()")
    expect(page.locator("[data-step-mark=step-2]")).to_have_attribute("data-state", "now")
    page.reload()
    expect(page.locator(".continue")).to_contain_text("Start it again")


def test_the_whole_lab_goes_by_keys_alone(open_page: OpenPage) -> None:
    page = open_page(PATH)
    press = page.keyboard.press

    def tab_to(selector: str) -> None:
        for _ in range(120):
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
            press("Tab")
        raise AssertionError(f"no way to {selector}")

    tab_to("form.rungs [value=gaps]")
    press("Enter")
    framed(page)
    expect(prediction(page, LOST).locator("input").nth(3)).to_be_attached()
    press("ArrowDown")
    press("Enter")
    expect(prediction(page, LOST)).to_have_attribute("data-state", "made")
    press("Enter")  # the focus is on Run
    playing(page)
    expect(page.locator(".script-gap")).to_be_focused(timeout=20_000)
    press("Tab")
    press("Enter")  # Show me
    playing(page)
    tab_to(".curve-plot")
    for key in ("PageUp", "End", "ArrowUp"):
        press(key)
    tab_to(f"#predict-{CURVE} .act button")
    press("Enter")
    expect(prediction(page, CURVE)).to_have_attribute("data-state", "made")
    expect(page.locator(".script-gap")).to_be_focused(timeout=20_000)
    press("Tab")
    press("Enter")
    playing(page)
    outcome(page, LOST)
