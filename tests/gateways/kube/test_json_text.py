"""JSON documents, and what of Python's JSON is none of Kubernetes'."""

import pytest

from labs.gateways.kube.json_text import json_documents
from labs.gateways.kube.text_errors import DEPTH_MAX, TextError


@pytest.mark.parametrize("between", ["", "\n", "\n---\n", "  \n--- \n\n"])
def test_documents_follow_each_other(between: str) -> None:
    assert json_documents(f'{{"a": 1}}{between}{{"b": [null, true, 1.5]}}\n') == [{"a": 1}, {"b": [None, True, 1.5]}]


def nested(depth: int) -> str:
    return '{"a":' + "[" * depth + "]" * depth + "}"


WRONG = {
    '{"a": 1,\n"b" 2}': "document 1, line 2: not JSON: Expecting ':' delimiter",
    '{"a": 1}\n{"b": 2': "document 2, line 2: not JSON: Expecting ',' delimiter",
    '{"a": 1} kind': "document 2, line 1: not JSON: Expecting value",
    '{"a": {"b": 1, "c": 2, "b": 3}}': 'document 1: key "b" already set in map',
    '{"a": NaN}': "document 1: NaN is not a value of JSON",
    '{"a": "\\ud800"}': "document 1: a character that is written with half a surrogate pair",
    '{"a": %s}' % ("9" * 5_000): "document 1: a number with too many digits",
    nested(DEPTH_MAX): "document 1: nested more than 100 deep",
    nested(100_000): "document 1: nested more than 100 deep",
}


@pytest.mark.parametrize(("text", "told"), WRONG.items(), ids=range(len(WRONG)))
def test_what_is_wrong_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(TextError) as refused:
        json_documents(text)
    assert str(refused.value) == told


def test_deep_is_not_too_deep_and_whole_characters_are_taken() -> None:
    assert len(json_documents(nested(DEPTH_MAX - 2))) == 1
    assert json_documents('{"a": "\\ud55c\\ud83d\\ude00"}') == [{"a": "한😀"}]
