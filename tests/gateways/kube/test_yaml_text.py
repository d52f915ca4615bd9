"""YAML documents: several, in JSON's values, without what multiplies, repeats or runs."""

import pytest

from labs.gateways.kube.text_errors import DEPTH_MAX, TextError
from labs.gateways.kube.yaml_text import yaml_documents


def test_documents_are_counted_empty_ones_too() -> None:
    text = "# first\n---\na: {b: [1, two]}\n---\n---\n- c:\n    d: |\n      x\n"
    assert yaml_documents(text) == [{"a": {"b": [1, "two"]}}, None, [{"c": {"d": "x\n"}}]]


def test_json_is_yaml() -> None:
    assert yaml_documents('{"a": {"b": ["1", 2, null]}}') == [{"a": {"b": ["1", 2, None]}}]


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"
WRONG = {
    BOMB: "document 1, line 2: the alias *a is not taken: write out what it stands for",
    "a: 1\n---\nb: 1\nc: 2\nb: 3": 'document 2, line 5: key "b" already set in map',
    "1: a\n'1': b": 'document 1, line 2: key "1" already set in map',
    "<<: {a: 1}": "document 1, line 1: the merge key << is not taken: write out what it stands for",
    "[a]: 1": "document 1, line 1: a key must be a text",
    "~: 1": "document 1, line 1: a key must be a text",
    "a: !!python/name:x y": "document 1, line 1: the tag tag:yaml.org,2002:python/name:x is not taken",
    "a: !mine {b: 1}": "document 1, line 1: the tag !mine is not taken",
    "a: b: c": "document 1, line 1: not YAML: mapping values are not allowed in this context",
    "a:\n\tb: 2": "document 1, line 2: not YAML: while scanning for the next token found character"
    " that cannot start any token",
    "a: x\x00": 'not YAML: unacceptable character #x0000: control characters are not allowed in "<unicode string>",'
    " position 4",
    "[" * (DEPTH_MAX + 1): "document 1, line 1: nested more than 100 deep",
}


@pytest.mark.parametrize(("text", "told"), WRONG.items(), ids=range(len(WRONG)))
def test_what_is_wrong_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(TextError) as refused:
        yaml_documents(text)
    assert str(refused.value) == told


def test_deep_is_not_too_deep() -> None:
    assert yaml_documents("[" * DEPTH_MAX + "]" * DEPTH_MAX)


def test_an_anchor_that_nobody_uses_is_nothing() -> None:
    assert yaml_documents("a: &x 1") == [{"a": 1}]
