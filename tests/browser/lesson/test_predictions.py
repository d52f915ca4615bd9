"""Predictions on the page: the gate before the first run, three kinds, the outcome laid over what was said."""

import json
import re
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.fixtures import OpenPage
from tests.browser.lesson.parcels import (
    CURVE,
    LOST,
    NUMBER,
    choose,
    foretell,
    framed,
    outcome,
    playing,
    prediction,
    reaches,
    run,
    save,
    stands,
    started,
)
from tests.browser.places import paused

pytestmark = pytest.mark.browser

# What another width or another theme may break.
OF_LOOKS = ("color-contrast", "link-in-text-block", "target-size")


def test_run_step_and_space_go_to_the_first_prediction_and_run_at_the_second_press_skips_it(
    open_page: OpenPage,
) -> None:
    page = started(open_page, "alone")
    first, gate = prediction(page, LOST).locator("input[type=radio]").first, prediction(page, LOST).locator(".gate")
    expect(first).to_be_focused()
    expect(page.locator("[data-part=guide]")).to_contain_text("First say what you expect")
    for key in (" ", "ArrowRight"):
        page.locator("[data-part=figure]").focus()
        page.keyboard.press(key)
        expect(gate).to_be_visible()
        stands(page)
        reaches(page, "^00:00.0$")
        page.reload()
        framed(page)
    page.locator("[data-play]").click()
    expect(gate).to_have_text("Predict first, or press Run again to skip.")
    expect(first).to_be_focused()
    stands(page)
    page.wait_for_timeout(600)  # a held key is one press
    page.locator("[data-play]").click()
    playing(page)
    expect(prediction(page, LOST)).to_have_attribute("data-state", "skipped")
    page.reload()
    expect(prediction(framed(page), LOST)).to_have_attribute("data-state", "skipped")


def test_what_the_run_gave_is_laid_over_a_choice_a_number_and_a_drawn_curve_and_stays(open_page: OpenPage) -> None:
    page = started(open_page, "alone")
    foretell(page, 1, 250)
    draw(page, [(0, 0), (0.5, 0.8), (1, 0.8)])
    points = kept(page)
    assert len(points) == 41
    assert (points[0], round(points[40], -1)) == (0, 80)
    assert abs(points[10] - 40) <= 4
    save(page, CURVE)
    run(page)
    a_choice_is_marked_by_sign_and_words(page)
    a_number_stands_on_one_line_with_the_runs(page)
    a_curve_is_laid_over_the_runs(page)
    paused(page).reload()
    outcome(framed(page), LOST)
    page.locator("[data-part=figure]").focus()
    page.keyboard.press("Home")
    reaches(page, "^00:00.0$")
    expect(prediction(page, LOST).locator(".outcome-words")).to_be_visible()
    expect(prediction(page, LOST).locator(".option").nth(0).locator(".option-mark")).to_have_count(1)


def a_choice_is_marked_by_sign_and_words(page: Page) -> None:
    expect(outcome(page, LOST)).to_have_text("You said “About fifty”. It was “None, they wait in its queue”.")
    options = prediction(page, LOST).locator(".option")
    expect(options.nth(0)).to_contain_text("✕ you said this")
    expect(options.nth(1)).to_contain_text("■ what happened")
    expect(prediction(page, LOST).locator("[data-explain]")).to_be_visible()
    expect(prediction(page, LOST).locator("[data-explain] h4:visible")).to_have_text("What explains the gap?")


def a_number_stands_on_one_line_with_the_runs(page: Page) -> None:
    words = outcome(page, NUMBER).inner_text()
    found = re.fullmatch(r"You said 250 parcels, the run gave (\d+) parcels: your number is (\d+) too high\.", words)
    assert found, words
    assert int(found[1]) + int(found[2]) == 250
    expect(prediction(page, NUMBER).locator(".number-line text")).to_have_text(["you 250", f"the run {found[1]}"])
    expect(prediction(page, NUMBER)).not_to_contain_text("You changed the bench")


def a_curve_is_laid_over_the_runs(page: Page) -> None:
    expect(outcome(page, CURVE)).to_contain_text("Farthest apart at")
    figure = prediction(page, CURVE).locator(".outcome-figure")
    expect(figure.locator(".line")).to_have_count(2)
    expect(figure.locator(".end-label")).to_have_text(["the run", "you"])
    figure.locator("summary").click()
    expect(figure.locator("tbody tr")).to_have_count(5)


def test_a_right_prediction_is_not_asked_for_a_gap_and_that_of_another_bench_is_folded_away(
    open_page: OpenPage,
) -> None:
    page = started(open_page, "alone")
    guide = page.locator("[data-part=guide]")
    prediction(page, NUMBER).locator("[name=value]").fill("250")
    save(page, NUMBER)
    choose(page, 2)
    expect(page.locator("[data-play]")).to_be_focused()
    expect(guide).to_contain_text("Press Run")
    page.keyboard.press("Enter")
    playing(page)
    expect(guide).to_contain_text("Make the goals below come true")
    page.get_by_role("button", name="Stop Shipping", exact=True).click()
    expect(page.locator("[data-part=scene] [data-id='shipping/1'].down")).to_be_visible()
    page.locator("[data-rate]").select_option("60")
    expect(outcome(page, LOST)).to_have_text("As you said.")
    expect(prediction(page, LOST).locator("[data-explain] h4:visible")).to_have_text("Why it is so")
    outcome(page, NUMBER)
    expect(prediction(page, NUMBER).locator("[data-outcome]")).to_contain_text("You changed the bench before that.")
    expect(prediction(page, NUMBER).locator("[data-explain]")).to_be_hidden()
    page.get_by_text("How it goes without the change").click()
    expect(prediction(page, NUMBER).get_by_text("Each order is packed once.").first).to_be_visible()


def field(page: Page) -> Locator:
    """It is made when it comes near."""
    prediction(page, CURVE).scroll_into_view_if_needed()
    return prediction(page, CURVE).locator(".curve-plot")


def draw(page: Page, points: list[tuple[float, float]]) -> None:
    """Pulls the pointer through shares of the field."""
    plot = field(page)
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box
    places = [(box["x"] + 40 + x * (box["width"] - 58), box["y"] + 156 - y * 146) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=8)
    page.mouse.up()


def kept(page: Page) -> dict[float, float]:
    return dict(json.loads(prediction(page, CURVE).locator("[data-points]").input_value()))


def test_on_a_phone_the_first_press_of_run_shows_the_question_and_says_why(open_page: OpenPage) -> None:
    page = started(open_page, "gaps", width=390, has_touch=True)
    run_button, reason = page.locator("[data-play]"), page.locator("[data-part=notice]")
    run_button.tap()
    expect(reason).to_have_text("Predict first, or press Run again to skip.")
    expect(page.locator(".gate")).to_be_in_viewport()
    assert page.evaluate("() => document.activeElement.matches('input')") is False  # no keyboard over the question
    page.wait_for_timeout(600)  # a held key is one press
    page.locator("[data-rate]").select_option("4")
    run_button.tap()
    expect(page.locator(".script-gap")).to_be_visible(timeout=20_000)
    run_button.tap()
    expect(reason).to_have_text("The run waits for your command: the question is above the scene.")
    expect(run_button).to_be_in_viewport()
    expect(reason).to_be_in_viewport()
    expect(page.locator(".script-gap")).to_be_in_viewport(ratio=1)  # it stays above the scene, and is told once
    expect(page.locator(".toast")).to_be_hidden()


def test_a_curve_is_drawn_by_keys_and_said_aloud_and_is_written_as_numbers(open_page: OpenPage) -> None:
    page = started(open_page, "alone", forgive="422")
    a_number_that_is_refused_gets_the_focus_back(page)
    form, plot = prediction(page, CURVE), field(page)
    expect(plot).to_have_role("slider")
    expect(plot).to_have_attribute("aria-valuetext", "0 s: nothing drawn yet")
    for key in ["ArrowUp", "ArrowRight", "ArrowRight", "PageUp", "PageUp", "PageUp", "ArrowDown", "End", "PageDown"]:
        plot.press(key)
    expect(plot).to_have_attribute("aria-valuetext", "40 s: 40 messages")
    points = kept(page)
    assert (points[0], points[1], points[2], points[40]) == (2, 31, 60, 40)
    form.locator(".curve-table > summary").click()
    for one, value in zip(form.locator(".curve-fields input").all(), ("0", "50", "100", "50", "0"), strict=True):
        one.fill(value)
    assert [kept(page)[at] for at in (0, 5, 10, 20, 30, 40)] == [0, 25, 50, 100, 50, 0]
    expect(form.locator(".curve-plot .line")).to_be_visible()
    save(page, CURVE)
    expect(form.locator(".curve-plot .line")).to_be_visible()
    page.reload()
    field(page)
    expect(form.locator(".curve-plot .line")).to_be_visible()
    run_that_is_pressed_while_an_answer_is_on_its_way_begins_when_it_is_there(framed(page))


def a_number_that_is_refused_gets_the_focus_back(page: Page) -> None:
    prediction(page, NUMBER).locator("[name=value]").fill("9000")
    prediction(page, NUMBER).locator(".act button").first.click()
    expect(prediction(page, NUMBER).get_by_role("alert")).to_be_visible()
    expect(prediction(page, NUMBER).locator("[name=value]")).to_be_focused()


def run_that_is_pressed_while_an_answer_is_on_its_way_begins_when_it_is_there(page: Page) -> None:
    held: list[Route] = []
    page.route("**/skip/**", lambda route: held.append(route))
    prediction(page, LOST).locator("[formaction]").click()
    while not held:
        page.wait_for_timeout(10)  # the request is seen before the route has it
    page.locator("[data-play]").click()
    stands(page)
    held[0].continue_()
    expect(prediction(page, LOST)).to_have_attribute("data-state", "skipped")
    playing(page)


def test_predictions_and_outcomes_stick_out_nowhere_and_axe_finds_nothing(open_page: OpenPage) -> None:
    page = started(open_page, "watch", color_scheme="light", width=390)
    page.locator("[data-play]").click()
    draw(page, [(0, 0.2), (1, 0.6)])
    fits(page, 390, "light", *OF_LOOKS)
    speak(page, "ko")
    page.locator("[data-play]").click()
    draw(page, [(0, 0.2), (1, 0.6)])
    fits(page, 320, "light", *OF_LOOKS)
    fits(page, 1440, "dark")
    foretell(page, 1, 50)
    save(page, CURVE)
    run(page, "4")
    expect(page.locator("[data-rate] [value='60']")).to_be_enabled()  # the script has nothing left to do
    page.locator("[data-rate]").select_option("60")
    for name in (LOST, NUMBER, CURVE):
        outcome(page, name)
    paused(page)
    fits(page, 1440, "dark")
    fits(page, 320, "light", *OF_LOOKS)
    speak(page, "en")
    for name in (LOST, NUMBER, CURVE):
        outcome(page, name)
    fits(page, 390, "light", *OF_LOOKS)


def speak(page: Page, language: str) -> None:
    with page.expect_navigation():
        page.locator(f"[name=language][value={language}]").click()
    framed(page)


def fits(page: Page, width: int, color_scheme: Literal["light", "dark"], *rules: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=color_scheme)
    assert sticks_out(page) == 0
    assert violations(page, *rules) == []
