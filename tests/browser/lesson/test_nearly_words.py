"""A gap that was filled in part says what is still missing."""

from typing import Any

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

NEARLY = """async (line, done) => {
    const { nearlyWords } = await import('#lab/lesson/nearly_words.js');
    const entities = { shipping: { name: 'Shipping' }, 'shipping/2': { name: 'Shipping 2' } };
    const all = new Map(Object.entries(entities));
    const store = { get: (id) => entities[id], entities: all, ofKind: () => [] };
    return nearlyWords(line, done, store);
}"""
TAKE = """async (wanted, ...acts) => {
    const { Filling } = await import('#lab/lesson/filling.js');
    const ids = ['shipping/1', 'shipping/2', 'shipping/3'];
    const store = { ofKind: () => ids.map((id) => [id, { program: 'shipping' }]) };
    const filling = new Filling();
    return acts.map((args) => [filling.take([wanted], { command: wanted.command, args }, store), filling.rest]);
}"""
FILL = """async (ways, done) => {
    const { Filling } = await import('#lab/lesson/filling.js');
    const filling = new Filling();
    return [filling.take(ways, done, { ofKind: () => [] }), filling.least];
}"""
ATTACH: dict[str, Any] = {"command": "shipping.attach", "args": {"queue": "shipping"}}
SCALE: dict[str, Any] = {"command": "shipping.scale", "args": {"instances": 4}}
LESS: dict[str, Any] = {"command": "shipping.scale", "args": {"instances": 3}}
WIDER: dict[str, Any] = {"command": "shipping.set_concurrency", "args": {"concurrency": 8}}


def hide(seconds: str, **more: str) -> dict[str, Any]:
    attributes = {"VisibilityTimeout": seconds, **more}
    return {"command": "sqs.set_queue_attributes", "args": {"QueueUrl": "shipping", "Attributes": attributes}}


def test_what_was_done_for_one_instance_is_still_to_be_done_for_the_others(modules: Modules) -> None:
    acts = [{"queue": "shipping", "instance": instance} for instance in (2, 1, 3)]
    assert modules(TAKE, ATTACH, *acts) == [["nearly", [1, 3]], ["nearly", [3]], ["filled", []]]


@pytest.mark.parametrize(
    ("done", "so", "least"),
    [
        ({"command": "shipping.scale", "args": {"instances": 3}}, "filled", LESS),
        ({"command": "shipping.scale", "args": {"instances": 5}}, "filled", LESS),
        ({"command": "shipping.scale", "args": {"instances": 1}}, "nearly", LESS),
        ({"command": "shipping.set_concurrency", "args": {"concurrency": 9}}, "filled", WIDER),
        ({"command": "shipping.set_concurrency", "args": {"concurrency": 6}}, "nearly", WIDER),
        ({"command": "shipping.start", "args": {}}, "other", None),
    ],
)
def test_whatever_reaches_what_a_gap_is_for_fills_it(
    modules: Modules, done: dict[str, Any], so: str, least: dict[str, Any] | None
) -> None:
    assert modules(FILL, [LESS, WIDER, SCALE], done) == [so, least]


def test_a_message_may_be_hidden_for_longer_than_it_takes(modules: Modules) -> None:
    ways = [hide("10"), hide("15")]
    done = [hide("20"), hide("100", DelaySeconds="0"), hide("9"), {**hide("20"), "args": {"QueueUrl": "accounting"}}]
    assert [modules(FILL, ways, one)[0] for one in done] == ["filled", "filled", "nearly", "nearly"]


@pytest.mark.parametrize(
    ("line", "done", "words"),
    [
        (ATTACH, {"rest": [2], "args": {}}, "좋습니다, 여기까지는 맞습니다. 이제 Shipping 2에도 똑같이 해 보세요."),
        (
            SCALE, {"rest": [], "args": {"instances": 3}},
            "방향은 맞습니다. 다만 3개로는 부족하고 4개는 있어야 합니다.",
        ),
        (
            hide("10"), {"rest": [], "args": hide("9")["args"]},
            "방향은 맞습니다. 다만 9초로는 짧고 10초는 되어야 합니다.",
        ),
        (ATTACH, {"rest": [], "args": {"queue": "other"}}, "거의 맞았습니다."),
    ],
)  # fmt: skip
def test_the_words_name_what_is_missing(
    modules: Modules, line: dict[str, Any], done: dict[str, Any], words: str
) -> None:
    assert str(modules(NEARLY, line, done)).startswith(words)
