"""The note and the bench know of each other: rungs, steps, names and buttons in the prose, all of it by keys."""

import re

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

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


def here(page: Page) -> Locator:
    """Where the bar shows the reader to be."""
    return page.locator("[data-step-mark] [aria-current=step]")


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
    expect(page.locator(".task")).to_contain_text(["reached by the solution", "reached by the solution"])
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
    page = started(open_page, "gaps")
    assert states(page) == ["todo", "todo", "todo"]
    choose(page, 2)
    prediction(page, NUMBER).locator("[name=value]").fill("50")
    save(page, NUMBER)
    run(page, "4")
    for _ in range(2):
        page.get_by_role("button", name="Show me").click(timeout=20_000)
        expect(page.locator(".script-gap")).to_be_hidden()
    expect(page.locator(".task")).to_contain_text(["reached", "reached"], timeout=20_000)
    page.locator("[data-play]").click()
    expect(page.locator("[data-step-mark=step-1]")).to_contain_text("(done)")
    expect(page.locator("[data-step-mark=step-2]")).not_to_contain_text("(done)")  # its curve is not drawn
    page.locator("#step-2").evaluate("(section) => section.scrollIntoView()")
    expect(here(page)).to_have_attribute("href", "#step-2")
    with page.expect_response("**/step"):
        page.locator("#step-2 summary").first.click()
    page.reload()
    expect(page.locator(".continue")).to_contain_text("Start it again")
    page.locator("#step-2").evaluate("(section) => section.scrollIntoView()")
    expect(here(page)).to_have_attribute("href", "#step-2")
    page.locator("#anew > summary").click()
    page.locator("#anew [value=alone]").click()
    expect(page).to_have_url(re.compile("#step-2$"))  # another way, and the text is where it was


def test_looking_through_the_note_is_not_coming_to_its_end_but_staying_is(open_page: OpenPage) -> None:
    told: list[str | None] = []
    page = open_page(PATH, before=lambda page: page.clock.install())

    def hear(sent: Request) -> None:
        if sent.url.endswith("/step"):
            told.append(sent.post_data)

    page.on("request", hear)
    for step in ("step-1", "step-2", "step-3", "step-1"):
        page.locator(f"#{step}").evaluate("(section) => section.scrollIntoView()")
        expect(here(page)).to_have_attribute("href", f"#{step}")
        page.clock.run_for(3_000)
    assert told == []
    assert states(page) == ["todo", "todo", "todo"]
    page.clock.run_for(15_000)
    assert told == ["step=step-1"]


def test_another_way_is_chosen_where_the_way_is_named(open_page: OpenPage) -> None:
    page = started(open_page, "alone")
    choices = page.locator(".anew .rungs")
    expect(choices).to_be_hidden()
    page.get_by_role("link", name="Choose another way").click()
    expect(choices).to_be_in_viewport()
    choices.locator("[value=watch]").click()
    framed(page)
    expect(page.locator(".work-head")).to_contain_text("Watch it done")


def test_on_a_phone_title_and_idea_come_first_then_the_scene_then_the_note(open_page: OpenPage) -> None:
    page = started(open_page, "alone", width=390)
    tops = [
        page.locator(place).first.evaluate("(one) => one.getBoundingClientRect().top")
        for place in ("h1", ".idea", "[data-part=figure]", "[data-play]", ".note .prose", ".anew")
    ]
    assert tops == sorted(tops)


def test_a_form_that_is_sent_before_htmx_is_there_waits_for_it(open_page: OpenPage) -> None:
    def slowly(route: Route) -> None:
        page.wait_for_timeout(500)
        route.continue_()

    page = open_page(PATH)
    page.route("**/htmx*.js", slowly)
    prediction(page, LOST).locator("[formaction]").evaluate("(skip) => skip.click()")
    expect(prediction(page, LOST)).to_have_attribute("data-state", "skipped")
    prediction(page, NUMBER).locator("[name=value]").fill("40")
    page.keyboard.press("Enter")
    expect(prediction(page, NUMBER)).to_have_attribute("data-state", "made")
    assert page.evaluate("() => performance.getEntriesByType('navigation').length") == 1
    assert "#" not in page.url  # where a form alone would have led


def test_the_first_press_of_next_leads_on_though_htmx_is_not_there_yet(open_page: OpenPage) -> None:
    page = open_page(PATH)
    with page.expect_response("**/step") as answer:
        page.locator(".onward button").first.evaluate("(button) => button.click()")
    assert answer.value.status == 200
    assert page.evaluate("() => performance.getEntriesByType('navigation').length") == 1


def test_a_style_that_something_set_on_a_field_does_not_come_back_as_an_inline_style(open_page: OpenPage) -> None:
    page = open_page(PATH)  # every complaint of the console fails the test
    field = prediction(page, NUMBER).locator("[name=value]")
    field.fill("40")
    field.evaluate("(field) => field.style.setProperty('caret-color', 'transparent')")  # as password managers do
    field.press("Enter")
    expect(prediction(page, NUMBER)).to_have_attribute("data-state", "made")


def test_a_form_is_sent_as_a_form_where_htmx_cannot_be_had(open_page: OpenPage) -> None:
    page = open_page(PATH, forgive="ERR_FAILED")
    page.route("**/htmx*.js", lambda route: route.abort())
    prediction(page, LOST).locator("[value='2']").check()
    prediction(page, LOST).locator(".act button").first.click()
    expect(prediction(page, LOST)).to_have_attribute("data-state", "made")
    assert page.url.endswith("#predict-lost")


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
    expect(page.locator("[data-play]")).to_be_focused()  # a moment after the answer has come
    press("Enter")
    playing(page)
    expect(page.locator(".script-gap")).to_be_focused(timeout=20_000)
    press("Tab")
    press("Enter")  # Show me
    playing(page)
    tab_to(f"#predict-{CURVE} :is(input, .curve-plot)")
    expect(page.locator(".curve-plot")).to_be_visible()  # fetched when it is near
    press("Shift+Tab")
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
