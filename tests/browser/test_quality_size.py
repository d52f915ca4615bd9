"""How much a page loads at once, as its bytes come over the network."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import Modules, OpenPage
from tests.browser.places import started_lab

pytestmark = pytest.mark.browser

LAB_SCRIPT_BYTES_MAX = 60_000  # with the sentences, whatever the language
ONE_PRESS_MS = 600  # a key that is held down is one press
# Until for a while no script has come.
RESTS = """async () => {
    const count = () => performance.getEntriesByType('resource').length;
    for (let before = -1; before !== count();) {
        before = count();
        await new Promise((done) => setTimeout(done, 600));
    }
}"""
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.js$)")


def scripts(page: Page) -> dict[str, int]:
    """Every script that the page has loaded until it rests, with its packed size in bytes."""
    page.wait_for_load_state("networkidle")
    page.evaluate(RESTS)
    found: dict[str, int] = page.evaluate("""() => Object.fromEntries(performance.getEntriesByType('resource')
        .filter((entry) => /\\.js$/.test(entry.name))
        .map((entry) => [new URL(entry.name).pathname, entry.encodedBodySize]))""")
    return {HASH.sub("", name): size for name, size in found.items()}


FAN_OUT, CLUSTER = "/messaging/fan-out", "/kubernetes/follow-one-object"
STARTED = [*((FAN_OUT, rung, "ko-KR") for rung in ("watch", "gaps", "alone")), (FAN_OUT, "alone", "en-US")]


@pytest.mark.parametrize(("lab", "rung", "locale"), [*STARTED, (CLUSTER, "watch", "ko-KR")])
def test_a_lab_is_small_until_somebody_has_pressed_run(open_page: OpenPage, lab: str, rung: str, locale: str) -> None:
    """Both times, for the question before the first run holds the first one back.

    A rung brings the same scripts in every language.
    """
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


def test_the_korean_sentences_are_the_larger_ones(modules: Modules) -> None:
    """So that what is measured in Korean holds in English."""
    sizes = modules("""async () => {
        const { imports } = JSON.parse(document.querySelector('script[type=importmap]').textContent);
        const korean = Object.values(imports).filter((path) => path.startsWith('/catalog/ko'));
        const size = async (path) => (await (await fetch(path)).arrayBuffer()).byteLength;
        const both = (path) => Promise.all([size(path.replace('/ko', '/en')), size(path)]);
        return Promise.all(korean.map(both));
    }""")
    assert sizes
    assert [both for both in sizes if both[0] > both[1]] == []


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
