"""The run in words: a sentence for every finding in both languages, written and told when the run pauses."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from labs.rooms import words
from tests.browser.conftest import pages_of
from tests.browser.fixtures import Modules, OpenPage
from tests.browser.frames import scene
from tests.browser.own_rooms import open_own
from tests.browser.places import paused
from tests.browser.visitors import Visitors
from tests.site import Site

pytestmark = pytest.mark.browser

GREW: dict[str, Any] = {"queue": "shipping", "most": 84, "oldest_s": 17.4}
FLAT: dict[str, Any] = {"queue": None, "most": 0, "oldest_s": 0}
COUNTS = {"handled": 1430, "moving": 2, "waiting": 84, "lost": 0, "again": 3}
SPANS: list[dict[str, Any]] = [{"for_us": 17_000_000}, {"for_us": None}]
PROGRAM = {"program": "shipping", "instance": None}
LINK = {"a": "sns", "b": "sqs"}


def troubles(**values: Any) -> list[dict[str, Any]]:
    """The finding while it lasts and over, with a queue that grew and without."""
    return [{**values, **span, **effect} for span in SPANS for effect in (GREW, FLAT)]


def changes(**values: Any) -> list[dict[str, Any]]:
    ends: list[dict[str, Any]] = [{**GREW, "grew_until_us": until} for until in (72_000_000, None)]
    return [{**values, **effect} for effect in (*ends, FLAT)]


def causes(what: dict[str, Any], *names: str) -> list[dict[str, Any]]:
    return [{**what, "program": program, "cause": name} for name in names for program in ("shipping", None)]


LOST = (
    "purged", "deleted", "expired", "dropped", "given_up", "crashed", "removed", "taken", "attached", "detached",
    "refused",
)  # fmt: skip
AGAIN = ("crashed", "slow", "answer_lost", "participant", "given_back", "copied_twice", "sent_twice")

VALUES: dict[str, list[dict[str, Any]]] = {
    "ran": [{"for_us": 43_200_000, "orders": 215, "commands": count} for count in (0, 1, 3)],
    "stopped": troubles(**PROGRAM),
    "crashed": troubles(program="shipping", instance=1),
    "slowed": troubles(**PROGRAM, factor=10),
    "paused": [{"program": "storefront", **span} for span in SPANS],
    "cut": troubles(**LINK),
    "loss": troubles(**LINK, per_million=125_000),
    "rate": [
        *changes(program="storefront", per_s=20, was_per_s=5),
        *changes(program="storefront", per_s=20, was_per_s=None),
    ],
    "scaled": [*changes(program="shipping", instances=1), *changes(program="shipping", instances=3)],
    "concurrency": changes(program="shipping", concurrency=10),
    "attached": changes(**PROGRAM, wire="jobs"),
    "detached": changes(program="shipping", instance=1, wire="jobs"),
    "subscribed": changes(topic="orders", target="shipping/1"),
    "unsubscribed": changes(topic="orders", target="sqs/shipping"),
    "purged": [{"queue": "shipping", "messages": 12}],
    "deleted": [{"queue": "shipping", "messages": 1}],
    "backlog": [GREW],
    "drained": [{"queue": "shipping", "program": program, "after_us": 9_000_000} for program in ("shipping", None)],
    "lost": causes({"orders": 4}, *LOST),
    "none_lost": [{"orders": 215}],
    "again": causes({"deliveries": 7}, *AGAIN),
    "goal_reached": [
        {"goals": ["survive-without-shipping"], "moments_us": [30_000_000]},
        {"goals": ["survive-without-shipping", "drain-backlog"], "moments_us": [30_000_000, 42_000_000]},
    ],
    "goal_missed": [{"goals": ["drain-backlog"], "moments_us": [42_000_000]}],
    "quiet": [COUNTS],
    "now": [
        {**COUNTS, "down": down, "queue": queue, "most": most}
        for down in ([], ["shipping"], ["shipping", "accounting"])
        for queue, most in (("shipping", 84), (None, 0))
    ],
}
FINDINGS = [
    {"line": line, "at_us": 26_000_000, "event": None, "command": None, "values": values}
    for line, each in VALUES.items()
    for values in each
]


def test_every_code_of_the_room_is_tried_here() -> None:
    codes = re.findall(r"^ {4}([a-z_]+) ", str(words.__doc__), re.MULTILINE)
    assert set(VALUES) == set(codes)


LOADED, STANDS = datetime(2026, 11, 22, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(scope="module")
def standing(visitors: Visitors, site: Site) -> Iterator[Page]:
    """An English page whose clock stands still."""
    with pages_of(visitors, site) as open_page:
        page = open_page("/", before=lambda page: page.clock.install(time=LOADED))
        page.clock.pause_at(STANDS)
        yield page


SENTENCES = """async ([findings, entities]) => {
    await import('#lab/later_sentences.js');  // as what asks for the findings does
    const { findingSentence } = await import('#lab/room/finding_words.js');
    const { Store } = await import('#lab/room/store.js');
    const store = new Store();
    store.apply({ n: 1, epoch: 'e', now_ms: 0, full: true, set: entities });
    return findings.map((finding) => findingSentence(finding, store));
}"""


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_every_finding_is_one_whole_sentence(standing: Page, modules: Modules, locale: str) -> None:
    given = [FINDINGS, scene(0)]
    sentences = standing.evaluate(SENTENCES, given) if locale == "en-US" else modules(SENTENCES, given)
    wrong = [one for one in sentences if not one or not re.fullmatch(r"[^{}]+[^.{}]\.", one) or "undefined" in one]
    assert wrong == []
    assert {sentence for sentence in sentences if re.search(r"\b(NaN|null)\b", sentence)} == set()
    assert len(set(sentences)) == len(sentences)
    assert all(bool(re.search("[가-힣]", sentence)) == (locale == "ko-KR") for sentence in sentences)


PANEL = """async (entities) => {
    const { RunWords } = await import('#lab/room/run_words.js');
    await import('#lab/room/finding_words.js'); // fetched before the clock stands still
    const { Store } = await import('#lab/room/store.js');
    const root = document.createElement('section');
    root.innerHTML = '<p data-empty></p><p data-until hidden></p><ol data-findings hidden></ol>';
    document.body.append(root);
    const told = { asked: 0, aloud: [], sought: [] };
    const store = new Store();
    const words = new RunWords(root, {
        ask: async () => { told.asked += 1; return globalThis.answer; },
        announce: (text) => told.aloud.push(text),
        seek: (ms) => told.sought.push(ms),
        own: { findings: () => import('#lab/room/finding_words.js') },
    });
    globalThis.step = (playing, nowMs) => {
        const room = { ...entities.room, playing };
        store.apply({ n: 1, epoch: 'e', now_ms: nowMs, full: true, set: { ...entities, room } });
        words.follow(store);
    };
    globalThis.panel = () => ({
        ...told,
        lines: [...root.querySelectorAll('li')].map((one) => one.textContent),
        until: root.querySelector('[data-until]').textContent,
        shown: root.querySelector('[data-empty]').hidden && !root.querySelector('ol').hidden,
    });
    globalThis.press = () => root.querySelectorAll('button')[told.sought.length].click();
}"""
ANSWER = {
    "result": {
        "findings": [
            {"line": "ran", "at_us": None, "values": VALUES["ran"][0]},
            {"line": "none_lost", "at_us": None, "values": {"orders": 215}},
            {"line": "stopped", "at_us": 26_000_000, "values": {**PROGRAM, "for_us": 17_000_000, **FLAT}},
            {"line": "of another version", "at_us": None, "values": {}},
        ]
    }
}
LINES = [
    "215 orders came in over 43 s, and nobody changed anything.",
    "Of 215 orders none was lost.",
    "At 26 s Shipping stopped for 17 s.",
]


class Panel:
    """The run's words beside a made-up store, on a page whose clock stands still."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.evaluate(PANEL, scene(0))
        self.answers(ANSWER)

    def answers(self, answer: dict[str, Any]) -> None:
        self.page.evaluate("(answer) => { globalThis.answer = answer; }", answer)

    def frame(self, *, playing: bool, now_ms: int, then_ms: int = 500) -> None:
        self.page.evaluate("([playing, nowMs]) => step(playing, nowMs)", [playing, now_ms])
        if then_ms:
            self.page.clock.run_for(then_ms)
        self.page.evaluate("async () => { await import('#lab/room/finding_words.js'); }")  # as the panel does

    def __getattr__(self, name: str) -> Any:
        return self.page.evaluate("panel()")[name]


@pytest.fixture
def panel(standing: Page) -> Panel:
    return Panel(standing)


def test_a_pause_is_written_and_told_once(panel: Panel) -> None:
    panel.frame(playing=True, now_ms=43_000)
    panel.frame(playing=False, now_ms=43_200)
    panel.frame(playing=False, now_ms=43_200)
    assert panel.lines == LINES
    assert panel.until == "Up to 00:43.2"
    assert panel.shown
    assert panel.aloud == [" ".join(LINES)]
    assert panel.asked == 1


def test_a_running_room_is_not_asked(panel: Panel) -> None:
    panel.frame(playing=True, now_ms=1000)
    panel.frame(playing=True, now_ms=2000)
    assert panel.asked == 0
    assert not panel.shown


def test_while_the_run_goes_on_its_words_say_that_they_are_of_before(panel: Panel) -> None:
    panel.frame(playing=True, now_ms=43_000)
    panel.frame(playing=False, now_ms=43_200)
    panel.frame(playing=True, now_ms=50_000)
    assert panel.until == "Up to 00:43.2; pause to bring it up to date"
    panel.frame(playing=False, now_ms=60_000)
    assert panel.until == "Up to 01:00.0"


def test_a_playhead_on_its_way_asks_when_it_rests_and_says_nothing(panel: Panel) -> None:
    for now_ms in (30_000, 20_000, 10_000):
        panel.frame(playing=False, now_ms=now_ms, then_ms=100)
    assert panel.asked == 0
    panel.frame(playing=False, now_ms=10_000)
    assert panel.asked == 1
    assert panel.until == "Up to 00:10.0"
    assert panel.aloud == []


def test_a_run_that_goes_on_at_once_tells_nothing(panel: Panel) -> None:
    panel.frame(playing=True, now_ms=1000)
    panel.frame(playing=False, now_ms=1100, then_ms=0)
    panel.frame(playing=True, now_ms=1100)
    assert panel.aloud == []


def test_a_room_that_does_not_answer_has_at_least_paused(panel: Panel) -> None:
    panel.answers({"error": {"code": "busy"}})
    panel.frame(playing=True, now_ms=1000)
    panel.frame(playing=False, now_ms=1100)
    assert panel.aloud[0].startswith("Paused")
    assert not panel.shown


def test_the_moments_of_a_finding_can_be_pressed(panel: Panel) -> None:
    goals = {"line": "goal_reached", "at_us": 42_000_000, "values": VALUES["goal_reached"][1]}
    panel.answers({"result": {"findings": [*ANSWER["result"]["findings"][2:3], goals]}})
    panel.frame(playing=False, now_ms=43_200)
    told = "Goals reached: “survive-without-shipping” at 30 s and “drain-backlog” at 42 s."
    assert panel.lines == [LINES[2], told]
    for _ in range(3):
        panel.page.evaluate("press()")
    assert panel.sought == [26_000, 30_000, 42_000]


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_a_room_that_pauses_tells_its_run_on_the_page_and_to_screen_readers(open_page: OpenPage, locale: str) -> None:
    page = open_own(open_page, at_s=5, locale=locale)
    page.locator("[data-play]").click()
    expect(page.locator("[data-play]")).to_have_attribute("data-playing", "true")
    paused(page)
    lines = page.locator("[data-part=words] li")
    expect(lines.nth(2)).to_be_visible()
    text = " ".join(lines.all_inner_texts())
    assert bool(re.search("[가-힣]", text)) == (locale == "ko-KR")
    expect(page.locator("[data-part=announcer]")).to_have_text(text)
