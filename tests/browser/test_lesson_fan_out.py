"""The first lab, played with its script: the gaps are filled on the bench, and every goal is reached."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import violations
from tests.browser.fixtures import OpenPage
from tests.browser.own_rooms import ask, bring
from tests.browser.places import framed, paused, post, started_lab

pytestmark = pytest.mark.browser

SLOW_MS = 60_000
ARN = "arn:aws:{service}:us-east-1:123456789012:{name}"
DO = """([command, args]) => {
    const button = Object.assign(document.createElement('button'), { type: 'button' });
    Object.assign(button.dataset, { do: command, args: JSON.stringify(args) });
    document.querySelector('.note').append(button);
    button.click();
    button.remove();
}"""


def started(open_page: OpenPage, rung: str, **options: Any) -> Page:
    page = started_lab(open_page, form={"rung": rung}, **options)
    expect(page.locator("[data-part=guide]")).not_to_be_empty()
    return page


def middle(page: Page, entity: str) -> tuple[float, float]:
    place = page.locator(f'[data-part=scene] [data-id="{entity}"]').bounding_box()
    assert place
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def connect(page: Page, start: str, end: str) -> None:
    """Pulls a wire from one thing to another."""
    page.mouse.move(*middle(page, start))
    page.locator(".sheet").wait_for(state="attached")  # the hands are fetched when somebody reaches for the scene
    page.mouse.down()
    page.mouse.move(*middle(page, end), steps=6)
    page.mouse.up()


def test_the_gaps_are_filled_on_the_bench_and_every_goal_is_reached(open_page: OpenPage) -> None:
    page = started(open_page, "gaps")
    giving_away = page.locator("[data-after=parcels]")
    expect(giving_away).to_be_hidden()
    page.locator("[data-predict=parcels] [name=value]").fill("100")
    page.keyboard.press("Enter")
    expect(page.locator("[data-predict=parcels]")).to_have_attribute("data-state", "made")
    expect(giving_away).to_be_visible()
    assert page.url.endswith("/fan-out/")  # the answer has come into the page
    page.locator("[data-predict=backlog] [formaction]").click()
    page.locator("[data-onward=step-2] button").click()
    expect(page.locator("[data-step-mark=step-1]")).to_have_attribute("data-state", "done")  # it asks nothing
    bring(page, 17)  # past the page, to shortly before the answer: its news is fresh however slow the machine is
    page.locator("[data-play]").click()
    news = page.locator(".toast", has_text="your number is")
    expect(news).to_be_visible(timeout=SLOW_MS)
    expect(news.locator("a")).to_have_attribute("href", "#predict-parcels")
    until(page, 36, 2)
    ask(page, "room.play")
    who = page.locator("[data-predict=who]")
    page.locator("[data-part=guide] a[href='#predict-who']").click(timeout=SLOW_MS)  # the run waits for it
    expect(page.locator("[data-play]")).to_have_attribute("data-playing", "false")
    who.locator("[value='2']").check()
    who.locator(".act .button").first.click()
    expect(page.locator("[data-play]")).to_be_focused()
    page.keyboard.press("Enter")
    gap = page.locator(".script-gap")
    expect(gap).to_contain_text("The queue fills, and nobody empties it.")
    expect(page.locator("[data-predict=parcels] .outcome-words")).to_contain_text("too low")
    page.locator("[data-part=words][data-told]").wait_for(state="attached")  # from now on nothing moves
    connect(page, "sqs/shipping", "shipping/1")
    expect(gap).to_have_text("The queue fills, and nobody empties it. Who should work it off, and how do you say so?")
    expect(page.locator(".script-partly")).to_have_text("Good, that is a part of it. Now the same for Shipping 2.")
    connect(page, "sqs/shipping", "shipping/2")
    expect(gap).to_be_hidden()
    expect(page.locator("[data-play]")).to_have_attribute("data-playing", "true")
    until(page, 46, 5)
    until(page, 73, 9)
    ask(page, "room.play")
    expect(page.locator("[data-part=scene] [data-id='shipping/1'].down")).to_be_visible()
    until(page, 97, 10)
    ask(page, "room.play")
    expect(gap).to_contain_text("About a hundred orders wait")
    assert violations(page) == []
    page.get_by_role("button", name="Show me").click()
    ask(page, "room.set_rate", rate=60)
    expect(page.locator(".task[data-status=reached]")).to_have_count(4, timeout=SLOW_MS)
    expect(page.get_by_role("button", name="Next: on your own")).to_be_visible()
    expect(page.locator("[data-part=guide]")).to_have_text(re.compile("^Every goal is reached. Next: .+"))


def until(page: Page, to_s: int, commands: int) -> None:
    """The room is brought on past the page, which gives the script's commands."""
    ask(page, "room.pause")
    bring(page, to_s)
    expect(page.locator(".script-done li")).to_have_count(commands)


def test_in_a_low_window_run_and_the_next_goal_are_seen_at_once(open_page: OpenPage) -> None:
    page = started(open_page, "watch", width=1440, height=757)
    for rung in ("watch", "gaps", "alone"):
        page.goto(post(page, "/messaging/fan-out/start", rung=rung))
        for language in page.locator("[name=language]").get_attribute("value"), None:
            expect(page.locator("[data-lesson]")).to_have_attribute("data-rung", rung)
            expect(page.locator("[data-part=guide]")).not_to_be_empty()
            run_and_the_next_goal_are_seen(framed(page))
            if language:
                page.locator("[name=language]").click()
                expect(page.locator("html")).to_have_attribute("lang", language)


def run_and_the_next_goal_are_seen(page: Page) -> None:
    goals = page.locator(".task")
    for scrolled in (0, 400):
        page.evaluate("(top) => scrollTo(0, top)", scrolled)
        for place in (page.locator("[data-play]"), page.locator("[data-part=figure]"), goals.first):
            expect(place).to_be_in_viewport(ratio=1)
    title = goals.nth(1).locator(".task-title")
    assert letters_px(title) < letters_px(goals.first.locator(".task-title"))  # a sign, until its turn comes
    title.focus()
    assert letters_px(title) == letters_px(goals.first.locator(".task-title"))


def letters_px(place: Locator) -> float:
    return float(place.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)"))


def do(page: Page, command: str, **args: Any) -> None:
    """What a button in the prose would do."""
    page.evaluate(DO, [command, args])


def test_a_goal_that_is_missed_names_the_event_and_leads_to_just_before_it(open_page: OpenPage) -> None:
    page = started(open_page, "alone")
    page.locator("[data-predict=parcels] [formaction]").click()
    expect(page.locator("[data-predict=parcels]")).to_have_attribute("data-state", "skipped")
    to_queue = {"Protocol": "sqs", "Endpoint": ARN.format(service="sqs", name="shipping")}
    do(page, "sqs.create_queue", QueueName="shipping")
    do(page, "sns.subscribe", TopicArn=ARN.format(service="sns", name="orders"), **to_queue)
    do(page, "shipping.attach", queue="shipping")
    for instance in (1, 2):
        do(page, "sns.unsubscribe", SubscriptionArn=f"$subscription orders>shipping/{instance}")
    page.locator("[data-play]").click()
    expect(page.locator("[data-part=scene] [data-id='sqs/shipping']")).to_be_visible()
    do(page, "shipping.stop")
    task = page.locator(".task[data-goal=survive-without-shipping]")
    expect(task).to_contain_text(re.compile("([2-9]|1[0-9]) / 20"))
    do(page, "sqs.purge_queue", QueueUrl="shipping")
    expect(task).to_have_attribute("data-status", "missed")
    expect(task).to_contain_text("What spoiled it:")
    paused(page)
    task.get_by_role("button", name="Go to just before it").click()
    expect(page.locator("[data-part=past]")).to_be_visible()
    expect(task).to_have_attribute("data-status", "not_yet")
    expect(task.locator("[data-goal-event]")).to_be_hidden()
