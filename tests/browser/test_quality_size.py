"""How much a page loads at once, as its bytes come over the network."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.fixtures import Modules, OpenPage

pytestmark = pytest.mark.browser

ROOM_SCRIPT_BYTES_MAX = 41_000  # what a lesson adds must fit on top of it
SENTENCES_BYTES_MAX = 13_000  # Korean; in English there is nothing to translate
SETTLED_MS = 1000
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.js$)")


def scripts(page: Page) -> dict[str, int]:
    """Every script that the page has loaded until it rests, with its packed size in bytes."""
    page.wait_for_timeout(SETTLED_MS)
    found: dict[str, int] = page.evaluate("""() => Object.fromEntries(performance.getEntriesByType('resource')
        .filter((entry) => entry.name.includes('/static/js/'))
        .map((entry) => [new URL(entry.name).pathname, entry.encodedBodySize]))""")
    return {HASH.sub("", name): size for name, size in found.items()}


def test_what_a_room_loads_at_once_is_small(open_room: OpenPage) -> None:
    """What is opened later (charts, log, sharing) is fetched then."""
    loaded = scripts(open_room())
    assert "/static/js/room/page.js" in loaded
    assert "/static/js/draw/chart.js" not in loaded
    assert 10_000 < sum(loaded.values()) <= ROOM_SCRIPT_BYTES_MAX


def test_the_sentences_of_a_language_come_packed(open_page: OpenPage) -> None:
    page = open_page("/", locale="ko-KR")
    size = page.evaluate("""() => performance.getEntriesByType('resource')
        .find((entry) => entry.name.includes('/catalog/ko')).encodedBodySize""")
    assert 1000 < size <= SENTENCES_BYTES_MAX


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
