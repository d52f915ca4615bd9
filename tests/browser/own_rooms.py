"""Rooms brought by requests to where a test begins: no page plays meanwhile, and no process is started."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.fixtures import OpenPage
from tests.browser.places import framed

# Sends commands to a room's address; a refused one is the test's failure. `bring` goes on to the first events at
# or after a moment, in steps: how far that is does not hang on how fast the machine is.
ASK = """const headers = { 'X-CSRFToken': document.querySelector('meta[name="csrf-token"]').content };
    const send = (url, body) => fetch(url, { method: 'POST', headers, body });
    const ask = async (room, command, args = {}) => {
        const wish = { key: crypto.randomUUID(), command, args };
        const { error } = await (await send(`${room}live/`, JSON.stringify(wish))).json();
        if (error) throw new Error(`${command}: ${JSON.stringify(error)}`);
    };
    const nowMs = async (room) => (await (await fetch(`${room}live/?resume=&lens=scene`)).json())[0].now_ms;
    const bring = async (room, ms) => {
        while (await nowMs(room) < ms) await ask(room, 'room.step', { count: 100 });
    };"""
HERE = "document.querySelector('[data-live]').dataset.live.replace(/live.$/, '')"  # beside a note, too
OPEN = f"""async ({{ lab, ms, wire, playing }}) => {{
    {ASK}
    const {{ url }} = await send('/rooms/', new URLSearchParams({{ lab }}));
    if (!playing) await ask(url, 'room.pause');
    if (wire) await ask(url, 'room.open_wire', {{ open: true }});
    if (ms) await bring(url, ms);
    return url;
}}"""


def own_room(page: Page, lab: str = "shop", *, at_s: int = 0, wire: bool = False, playing: bool = False) -> Page:
    """Brings a page of the site to a new room of its visitor, which stands at `at_s` simulated seconds, or plays.

    `wire` lets real clients in, at `{page.url}aws`.
    """
    page.goto(page.evaluate(OPEN, {"lab": lab, "ms": 1000 * at_s, "wire": wire, "playing": playing}))
    return framed(page)


def open_own(open_page: OpenPage, lab: str = "shop", *, at_s: int = 0, wire: bool = False, **options: Any) -> Page:
    """The page of a new visitor's room, which stands."""
    return own_room(open_page("/rooms/join/", **options), lab, at_s=at_s, wire=wire)


def ask(page: Page, command: str, **args: Any) -> None:
    """Gives the room of the page a command past the page."""
    page.evaluate(f"async ([command, args]) => {{ {ASK} await ask({HERE}, command, args); }}", [command, args])


def bring(page: Page, to_s: int) -> None:
    """Steps the room of the page on to a moment, past the page."""
    page.evaluate(f"async (ms) => {{ {ASK} await bring({HERE}, ms); }}", 1000 * to_s)


def step(page: Page, times: int) -> None:
    """So many times as far as one command goes."""
    for _ in range(times):
        ask(page, "room.step", count=100)


def record(page: Page) -> Page:
    """Twenty seconds of a room's run, Shipping stopped after twelve; it stands still, and says what has happened."""
    ask(page, "room.pause")
    step(page, 7)
    ask(page, "shipping.stop")
    step(page, 5)
    page.locator("[data-id='shipping/1'].stopped").wait_for(state="attached")
    page.locator("[data-part=words][data-told]").wait_for(state="attached")
    return page
