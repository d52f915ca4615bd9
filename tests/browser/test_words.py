"""Words of the browser: Korean particles, times, sentences."""

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

PARTICLE = "async (text, pair) => (await import('#lab/room/particles.js')).particle(text, pair)"


@pytest.mark.parametrize(
    ("text", "pair", "expected"),
    [
        ("큐", "은/는", "는"),
        ("토픽", "은/는", "은"),
        ("서울", "으로/로", "로"),
        ("부산", "으로/로", "으로"),
        ("대구", "으로/로", "로"),
        ("Shipping", "이/가", "이"),
        ("Accounting", "을/를", "을"),
        ("StoreFront", "은/는", "는"),
        ("orders", "이/가", "가"),
        ("topic", "이/가", "이"),
        ("kim", "이/가", "이"),
        ("queue", "을/를", "를"),
        ("SQS", "은/는", "는"),
        ("SQL", "은/는", "은"),
        ("SQL", "으로/로", "로"),
        ("role", "으로/로", "로"),
        ("Shipping 1", "이/가", "이"),
        ("Shipping 2", "이/가", "가"),
        ("Shipping 3", "이/가", "이"),
        ("Shipping 8", "으로/로", "로"),
        ("6", "으로/로", "으로"),
        ("10", "을/를", "을"),
        ("100", "과/와", "과"),
        ("(큐)", "은/는", "는"),
        ("‘토픽’", "을/를", "을"),
    ],
)
def test_the_particle_follows_how_the_word_is_read(modules: Modules, text: str, pair: str, expected: str) -> None:
    assert modules(PARTICLE, text, pair) == expected


def test_a_sentence_gets_its_values_before_its_particles(modules: Modules) -> None:
    say = "async (sentence, values) => (await import('#lab/room/words.js')).say(sentence, values)"
    assert (
        modules(say, "{name}{이/가} {place}{으로/로} 갑니다", {"name": "주문", "place": "SQS"}) == "주문이 SQS로 갑니다"
    )


@pytest.mark.parametrize(
    ("ms", "expected"),
    [(400, "0.4초"), (17_900, "17초"), (125_000, "2분 5초"), (3_720_000, "1시간 2분"), (-5, "0.0초")],
)
def test_durations_are_told_in_the_unit_that_says_enough(modules: Modules, ms: int, expected: str) -> None:
    assert modules("async (ms) => (await import('#lab/room/words.js')).duration(ms)", ms) == expected


@pytest.mark.parametrize(("ms", "expected"), [(43_290, "00:43.2"), (0, "00:00.0"), (3_723_400, "1:02:03.4")])
def test_the_clock_shows_tenths_of_seconds(modules: Modules, ms: int, expected: str) -> None:
    assert modules("async (ms) => (await import('#lab/room/words.js')).clockFace(ms)", ms) == expected


def test_every_refusal_code_of_the_protocol_has_a_sentence(modules: Modules) -> None:
    codes = "malformed too_large too_fast unknown_command bad_arguments not_yours unknown_room room_broken busy limit"
    sentences = modules(
        "async (codes) => { const { refusalSentence } = await import('#lab/room/refusals.js');"
        " return codes.map((code) => refusalSentence({ code })); }",
        codes.split(),
    )
    assert [sentence for sentence in sentences if "거절됨" in sentence] == []
    assert len(set(sentences)) == len(sentences)
