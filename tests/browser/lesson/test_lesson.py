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
    foretell,
    framed,
    outcome,
    playing,
    prediction,
    reaches,
    run,
    stands,
    started,
)
from tests.browser.own_rooms import ask
from tests.browser.places import paused

pytestmark = pytest.mark.browser


def here(page: Page) -> Locator:
    """Where the bar shows the reader to be."""
    return page.locator("[data-step-mark] [aria-current=step]")


def states(page: Page) -> list[str]:
    found: list[str] = page.locator("[data-step-mark]").evaluate_all("(all) => all.map((one) => one.dataset.state)")
    return found


def test_watching_plays_the_solution_once_and_every_command_leads_to_its_moment(open_page: OpenPage) -> None:
    page = started(open_page, "watch")
    choose(page, 2)
    run(page, "1")
    script = page.locator("[data-part=script]")
    commands = script.locator("li")
    expect(commands).to_have_count(1)  # for ten seconds
    page.reload()
    framed(page)
    page.locator("[data-rate]").select_option("4")
    expect(script).to_contain_text("Shipping starts.")
    expect(commands).to_have_count(2)
    expect(script).to_contain_text("The script is at its end")
    expect(page.locator(".task")).to_contain_text(["reached by the solution", "reached by the solution"])
    paused(page)
    expect(page.locator("[data-part=log] li")).to_have_count(4)  # two commands, two goals
    minute, second = commands.first.locator(".num").inner_text().split(":")
    assert (minute, 5 <= float(second) < 15) == ("00", True)
    commands.first.get_by_role("button").click()
    expect(page.locator("[data-part=past]")).to_be_visible()
    reaches(page, f"^00:{float(second) + 0.2:04.1f}")  # where it is seen
    expect(script.locator(".script-words")).to_have_text("Shipping stops.")
    script.get_by_role("button", name="Next: fill two gaps yourself").click()
    expect(page.locator("[data-lesson]")).to_have_attribute("data-rung", "gaps")


def test_at_a_gap_the_run_waits_and_the_bar_of_steps_follows_and_the_site_remembers(open_page: OpenPage) -> None:
    page = started(open_page, "gaps")
    assert states(page) == ["todo", "todo", "todo"]
    foretell(page, 2, 50)
    run(page, "4")
    the_gaps_are_filled(page)
    expect(page.locator(".task")).to_contain_text(["reached", "reached"])
    paused(page)
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


def the_gaps_are_filled(page: Page) -> None:
    script = page.locator("[data-part=script]")
    expect(script).to_contain_text("What stops Shipping?")
    expect(script.locator(".script-gap")).to_be_focused()
    stands(page)
    page.locator("[data-play]").click()
    expect(script.locator("[data-reminded]")).to_be_visible()
    page.locator("[data-rate]").select_option("1")  # ten seconds until the next gap
    page.get_by_role("button", name="Stop Shipping", exact=True).click()
    expect(script).to_contain_text("Shipping stops.")
    playing(page)
    page.locator("[data-rate]").select_option("4")
    expect(script).to_contain_text("And what starts it?")
    script.get_by_role("button", name="Show me").click()
    expect(script).to_contain_text("Shipping starts.")
    playing(page)
    expect(script.locator(".script-gap")).to_be_hidden()


def test_buttons_and_names_in_the_prose_reach_the_bench_and_another_way_is_chosen_where_it_is_named(
    open_page: OpenPage,
) -> None:
    page = open_page(PATH)
    button = page.get_by_role("button", name="Stop Shipping", exact=True)
    button.click()
    expect(page.locator(".do-answer")).to_have_text("Start the lab first: the bench is waiting.")
    page.locator("form.rungs [value=alone]").click()
    framed(page)
    a_name_marks_its_thing(page)
    button.click()
    expect(page.locator("[data-part=scene] [data-id='shipping/1'].down")).to_be_visible()
    expect(page.locator(".do-answer")).to_have_count(0)
    choices = page.locator(".anew .rungs")
    expect(choices).to_be_hidden()
    page.get_by_role("link", name="Choose another way").click()
    expect(choices).to_be_in_viewport()
    choices.locator("[value=watch]").click()
    expect(page.locator(".work-head")).to_contain_text("Watch it done")


def a_name_marks_its_thing(page: Page) -> None:
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


def test_on_a_phone_title_and_idea_come_first_and_a_pressed_name_brings_the_bench_into_view(
    open_page: OpenPage,
) -> None:
    page = started(open_page, "alone", width=390, has_touch=True)
    tops = [
        page.locator(place).first.evaluate("(one) => one.getBoundingClientRect().top")
        for place in ("h1", ".idea", "[data-part=figure]", "[data-play]", ".note .prose", ".anew")
    ]
    assert tops == sorted(tops)
    page.locator("[data-mention='sqs/shipping']").first.tap()
    expect(page.locator("[data-part=figure]")).to_be_in_viewport(ratio=0.9)


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


def test_a_form_that_is_sent_before_htmx_is_there_waits_for_it(open_page: OpenPage) -> None:
    held: list[Route] = []
    page = open_page(PATH)
    page.route("**/htmx*.js", lambda route: held.append(route))
    prediction(page, LOST).locator("[formaction]").evaluate("(skip) => skip.click()")
    while not held:
        page.wait_for_timeout(10)  # the request is seen before the route has it
    held[0].continue_()
    expect(prediction(page, LOST)).to_have_attribute("data-state", "skipped")
    expect(prediction(page, LOST)).to_be_focused()  # which comes a moment later, and would take the key
    prediction(page, NUMBER).locator("[name=value]").fill("40")
    page.keyboard.press("Enter")
    expect(prediction(page, NUMBER)).to_have_attribute("data-state", "made")
    assert page.evaluate("() => performance.getEntriesByType('navigation').length") == 1
    assert "#" not in page.url  # where a form alone would have led


def test_next_leads_on_before_htmx_is_there_and_a_style_set_on_a_field_does_not_come_back(open_page: OpenPage) -> None:
    page = open_page(PATH)
    with page.expect_response("**/step") as answer:
        page.locator(".onward button").first.evaluate("(button) => button.click()")
    assert answer.value.status == 200
    assert page.evaluate("() => performance.getEntriesByType('navigation').length") == 1
    field = prediction(page, NUMBER).locator("[name=value]")
    field.fill("40")
    field.evaluate("(field) => field.style.setProperty('caret-color', 'transparent')")  # as password managers do
    field.press("Enter")
    expect(prediction(page, NUMBER)).to_have_attribute("data-state", "made")  # the console complains of inline styles


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

    def tab_to(selector: str, key: str = "Tab") -> None:
        for _ in range(120):
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
            press(key)
        raise AssertionError(f"no way to {selector}")

    tab_to("form.rungs [value=gaps]")
    press("Enter")
    framed(page)
    expect(prediction(page, LOST).locator("input[type=radio]").first).to_be_focused()
    press("ArrowDown")
    press("Enter")
    expect(page.locator("[data-play]")).to_be_focused()  # a moment after the answer has come
    tab_to("[data-rate]")
    press("4")
    tab_to("[data-play]", "Shift+Tab")
    press("Enter")
    playing(page)
    for question in ("What stops Shipping?", "And what starts it?"):
        expect(page.locator(".script-gap", has_text=question)).to_be_focused()
        ask(page, "room.set_rate", rate=1)  # ten seconds until the next gap
        press("Tab")
        press("Enter")  # Show me
        playing(page)
        ask(page, "room.set_rate", rate=4)
    tab_to(f"#predict-{CURVE} :is(input, .curve-plot)")
    expect(page.locator(".curve-plot")).to_be_visible()  # fetched when it is near
    press("Shift+Tab")
    tab_to(".curve-plot")
    for key in ("PageUp", "End", "ArrowUp"):
        press(key)
    tab_to(f"#predict-{CURVE} .act button")
    press("Enter")
    expect(prediction(page, CURVE)).to_have_attribute("data-state", "made")
    outcome(page, LOST)
