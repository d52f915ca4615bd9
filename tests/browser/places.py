"""Every kind of page of the site, and how one gets there."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.fixtures import OpenPage

NO_SUCH_PAGE = r"404 \(Not Found\)"
POST = """async ([path, fields]) => {
    const headers = { 'X-CSRFToken': document.querySelector('meta[name="csrf-token"]').content,
        Accept: path.endsWith('/share/') ? 'application/json' : 'text/html' };
    const answer = await fetch(path, { method: 'POST', headers, body: new URLSearchParams(fields) });
    return path.endsWith('/share/') ? (await answer.json()).url : answer.url;
}"""


def post(page: Page, path: str, **fields: str) -> str:
    """Sends a form from the page; the address that it leads to."""
    return str(page.evaluate(POST, [path, fields]))


def framed(page: Page) -> Page:
    page.locator("[data-frames=true]").wait_for(state="attached")
    return page


def room(open_page: OpenPage, lab: str = "shop", **options: object) -> Page:
    """A new room; its visitor is the owner."""
    return framed(open_page("/rooms/", form={"lab": lab}, **options))


def started_lab(
    open_page: OpenPage, lab: str = "/messaging/fan-out/", form: dict[str, str] | None = None, **options: object
) -> Page:
    """The lab's page with a room of its own, standing at 0; on the last rung where `form` names no other."""
    return framed(open_page(f"{lab}start", form={"rung": "alone", **(form or {})}, **options))


def shared_run(open_page: OpenPage, **options: Any) -> Page:
    page = room(open_page, **options)
    page.goto(post(page, page.url + "share/", at_us="0"))
    return framed(page)


def paused(page: Page) -> Page:
    """Presses Pause; what has happened is then written below the scene, which moves what stands further down."""
    page.locator("[data-play][data-playing=true]").click()
    page.locator("[data-part=words][data-told]").wait_for(state="attached")
    return page


def at(path: str, forgive: str = "(?!)") -> Callable[..., Page]:
    return lambda open_page, **options: open_page(path, forgive=forgive, **options)


PLACES: dict[str, Callable[..., Page]] = {
    "home": at("/"),
    "subject": at("/messaging/"),
    "lab": at("/messaging/fan-out/"),
    "started lab": started_lab,
    "room": room,
    "join": at("/rooms/join/"),
    "shared run": shared_run,
    "import": at("/runs/import/"),
    "404": at("/no/such/page/", NO_SUCH_PAGE),
}
