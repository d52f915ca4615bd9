"""Pages of the session's site in system Chromium; they complain about every console error."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser.fixtures import Modules, OpenPage
from tests.browser.places import room
from tests.browser.visitors import Visitors
from tests.chromium import FLAGS, MISSING, find_chromium
from tests.site import Site

PATIENCE_MS = 20_000  # a busy machine is slow, and not wrong
expect.set_options(timeout=PATIENCE_MS)
# A module alone may be one of those that come later, and speak of what messaging's scene has words for.
SPEECH = """async () => {
    for (const name of ['later_sentences', 'scenes/messaging', 'room/rare_sentences', 'room/rare_command_words']) {
        await import(`#lab/${name}.js`);
    }
}"""
# What a page says when a test leaves it before its live connection stands.
LEFT_EARLY = "WebSocket is closed before the connection is established"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; without one the tests are skipped, in CI they fail."""
    chromium = find_chromium()
    if chromium is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    return {**browser_type_launch_args, "executable_path": chromium, "args": FLAGS}


@contextmanager
def pages_of(visitors: Visitors, site: Site) -> Iterator[OpenPage]:
    """`open_page("/rooms/…/", locale="ko-KR", width=390)`: a ready page of a visitor of its own.

    `form` is sent to the path, and its answer is the page; `context` takes the visitor of another page;
    `before(page)` prepares it. Console errors and failed scripts are the test's failure, except where they match
    `forgive`.
    """
    taken: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(
        path: str,
        *,
        form: dict[str, str] | None = None,
        width: int = 1280,
        height: int = 900,
        context: BrowserContext | None = None,
        before: Callable[[Page], None] | None = None,
        forgive: str = r"(?!)",
        **options: Any,
    ) -> Page:
        if context is None:
            context = visitors.come(site.address, **options)
            taken.append(context)
        page = visitors.page(context, width, height, **options)

        def complain(text: str) -> None:
            if LEFT_EARLY not in text and not re.search(forgive, text):
                complaints.append(f"{path}: {text}")

        def hear(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                complain(message.text)

        page.on("console", hear)
        page.on("pageerror", lambda error: complain(str(error)))
        if before:
            before(page)
        page.goto(path if form is None else visitors.send(context, site.address, path, form))
        page.locator("html[data-ready=true]").wait_for(state="attached")
        return page

    yield open_one
    for context in taken:
        visitors.go(context, site.address)
    assert complaints == []


@pytest.fixture(scope="session")
def visitors(browser: Browser) -> Visitors:
    return Visitors(browser)


@pytest.fixture(scope="module")
def visitor(visitors: Visitors, site: Site) -> Iterator[Page]:
    """Who opens a new room in each test."""
    with pages_of(visitors, site) as open_page:
        yield open_page("/rooms/join/")


@pytest.fixture
def open_page(visitors: Visitors, site: Site) -> Iterator[OpenPage]:
    """As `pages_of` tells."""
    with pages_of(visitors, site) as open_one:
        yield open_one


@pytest.fixture
def open_room(open_page: OpenPage) -> OpenPage:
    """A new room; its visitor is the owner."""
    return lambda **options: room(open_page, **options)


@pytest.fixture(scope="module")
def modules(browser: Browser, site: Site) -> Iterator[Modules]:
    """`modules(script, *values)`: runs an async JavaScript function on a page that has the import map."""
    context = browser.new_context(base_url=site.address, locale="ko-KR")
    page = context.new_page()
    page.goto("/rooms/join/")  # has the import map, and runs nothing
    page.locator("html[data-ready=true]").wait_for(state="attached")
    page.evaluate(SPEECH)
    yield lambda script, *values: page.evaluate(f"async ([...values]) => await ({script})(...values)", list(values))
    context.close()
