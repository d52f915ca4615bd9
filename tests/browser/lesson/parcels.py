"""The lab "parcels" as a person uses it."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import OpenPage
from tests.browser.places import started_lab

PATH = "/messaging/parcels/"
LOST, NUMBER, CURVE = "lost", "parcels", "backlog"


def started(open_page: OpenPage, rung: str, **options: object) -> Page:
    """The lab's page with a room on that rung, standing at 0."""
    return started_lab(open_page, PATH, {"rung": rung}, **options)


def framed(page: Page) -> Page:
    page.locator("[data-frames=true]").wait_for(state="attached")
    page.locator("html[data-ready=true]").wait_for(state="attached")
    return page


def prediction(page: Page, name: str) -> Locator:
    return page.locator(f"[data-predict={name}]")


def choose(page: Page, option: int) -> None:
    form = prediction(page, LOST)
    form.locator(f"[value='{option}']").check()
    save(page, LOST)


def save(page: Page, name: str) -> None:
    prediction(page, name).locator(".act button").first.click()
    expect(prediction(page, name)).to_have_attribute("data-state", "made")


def foretell(page: Page, lost: int, parcels: int) -> None:
    choose(page, lost)
    prediction(page, NUMBER).locator("[name=value]").fill(str(parcels))
    save(page, NUMBER)


def run(page: Page, rate: str = "60") -> None:
    """Lets the run go, as fast as that."""
    page.locator("[data-rate]").select_option(rate)
    page.locator("[data-play]").click()
    playing(page)


def playing(page: Page) -> None:
    expect(page.locator("[data-play]")).to_have_attribute("data-playing", "true")


def stands(page: Page) -> None:
    expect(page.locator("[data-play]")).to_have_attribute("data-playing", "false")


def reaches(page: Page, face: str) -> None:
    """Waits until the clock's face matches."""
    expect(page.locator("[data-clock]")).to_have_text(re.compile(face))


def outcome(page: Page, name: str) -> Locator:
    """What is said once the outcome is known."""
    words = prediction(page, name).locator(".outcome-words")
    expect(words).to_be_visible()
    return words
