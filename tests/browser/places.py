"""Every kind of page of the site, and how one gets there."""

from collections.abc import Callable

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


def room(open_page: OpenPage, **options: object) -> Page:
    """A new room; its visitor is the owner."""
    page = open_page("/rooms/join/", **options)
    page.goto(post(page, "/rooms/", lab="shop"))
    return framed(page)


def started_lab(open_page: OpenPage, **options: object) -> Page:
    """The lab's page with a room of its own on the middle rung, standing at 0."""
    page = open_page("/rooms/join/", **options)
    page.goto(post(page, "/messaging/fan-out/start", rung="alone"))
    return framed(page)


def shared_run(open_page: OpenPage, **options: object) -> Page:
    page = room(open_page, **options)
    page.goto(post(page, page.url + "share/", at_us="0"))
    return framed(page)


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
