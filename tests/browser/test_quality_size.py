"""How much a page loads at once, as its bytes come over the network."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import Modules, OpenPage
from tests.browser.places import started_lab

pytestmark = pytest.mark.browser

LAB_SCRIPT_BYTES_MAX = 60_000  # with the sentences, whatever the language
ROOM_SCRIPT_BYTES_MAX = 46_000  # what a lesson adds must fit on top of it
READ_SCRIPT_BYTES_MAX = 20_000
SETTLED_MS = 1000
ONE_PRESS_MS = 600  # a key that is held down is one press
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.js$)")


def scripts(page: Page) -> dict[str, int]:
    """Every script that the page has loaded until it rests, with its packed size in bytes."""
    page.wait_for_timeout(SETTLED_MS)
    found: dict[str, int] = page.evaluate("""() => Object.fromEntries(performance.getEntriesByType('resource')
        .filter((entry) => /\\.js$/.test(entry.name))
        .map((entry) => [new URL(entry.name).pathname, entry.encodedBodySize]))""")
    return {HASH.sub("", name): size for name, size in found.items()}


def test_what_a_room_loads_at_once_is_small(open_room: OpenPage) -> None:
    """What is opened later (charts, log, sharing) is fetched then."""
    loaded = scripts(open_room())
    assert "/static/js/room/page.js" in loaded
    assert "/static/js/draw/chart.js" not in loaded
    assert 10_000 < sum(loaded.values()) <= ROOM_SCRIPT_BYTES_MAX


FAN_OUT, CLUSTER = "/messaging/fan-out", "/kubernetes/follow-one-object"
STARTED = [*((FAN_OUT, rung, locale) for rung in ("watch", "gaps", "alone") for locale in ("en-US", "ko-KR"))]


@pytest.mark.parametrize(("lab", "rung", "locale"), [*STARTED, (CLUSTER, "watch", "ko-KR")])
def test_a_lab_is_small_until_somebody_has_pressed_run(open_page: OpenPage, lab: str, rung: str, locale: str) -> None:
    """Both times, for the question before the first run holds the first one back."""
    page = started_lab(open_page, f"{lab}/", {"rung": rung}, locale=locale)
    at_rest = scripts(page)
    scene, other = ("cluster", "messaging") if lab == CLUSTER else ("messaging", "cluster")
    assert f"/catalog/{locale[:2]}/{scene}.js" in at_rest
    assert f"/static/js/scenes/{other}.js" not in at_rest
    page.locator("[data-play]").click()
    page.wait_for_timeout(ONE_PRESS_MS)
    page.locator("[data-play]").click()
    expect(page.locator("[data-play]")).to_have_attribute("data-playing", "true")
    loaded = scripts(page)
    assert at_rest.items() <= loaded.items()
    assert 40_000 < sum(loaded.values()) <= LAB_SCRIPT_BYTES_MAX, sum(loaded.values())


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_a_lab_that_is_only_read_is_smaller_still(open_page: OpenPage, locale: str) -> None:
    loaded = scripts(open_page("/messaging/fan-out/", locale=locale))
    assert 5_000 < sum(loaded.values()) <= READ_SCRIPT_BYTES_MAX


def test_every_module_is_whole_when_it_is_served_without_comments_and_spaces(modules: Modules) -> None:
    failed = modules("""async () => {
        const { imports } = JSON.parse(document.querySelector('script[type=importmap]').textContent);
        const isPart = (name) => name.split('/').length > 2 && name !== '#lab/lesson/reload.js'; // for itself
        const parts = Object.keys(imports).filter(isPart);
        const loads = await Promise.allSettled(parts.map((name) => import(name)));
        return [parts.length, loads.filter(({ status }) => status === 'rejected').map(({ reason }) => String(reason))];
    }""")
    assert failed[0] > 50
    assert failed[1] == []


def test_a_script_comes_without_its_comments(modules: Modules) -> None:
    text = modules("""async () => {
        const { imports } = JSON.parse(document.querySelector('script[type=importmap]').textContent);
        return (await fetch(imports['#lab/draw/layers.js'])).text();
    }""")
    assert "export function layersOf(nodes,edges)" in text
    assert "/*" not in text
