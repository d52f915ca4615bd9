"""The small checks, and what they make of null, of a wrong type and of a default."""

import pytest

from labs.engines.kube.manifests.problems import Problem
from labs.engines.kube.manifests.shapes import Check, between, integer, listed, mapped, one_of, record, text, truth

WRONG = [
    (text, 1, "f: Invalid value: 1: must be a string"),
    (truth, "true", 'f: Invalid value: "true": must be true or false'),
    (integer, True, "f: Invalid value: true: must be an integer"),
    (integer, 1.5, "f: Invalid value: 1.5: must be an integer"),
    (integer, 2**63, "f: Invalid value: 9223372036854775808: must be an integer of 64 bits"),
    (between(1, 3, "must be few"), 4, "f: Invalid value: 4: must be few"),
    (one_of("a", "b"), "c", 'f: Unsupported value: "c": supported values: "a", "b"'),
    (one_of("a"), ["a"], 'f: Unsupported value: ["a"]: supported values: "a"'),
    (listed(text), "a", 'f: Invalid value: "a": must be a list'),
    (listed(text), ["a", 1], "f[1]: Invalid value: 1: must be a string"),
    (mapped(text, text), [], "f: Invalid value: []: must be an object"),
    (mapped(text, text), {"a": 1}, "f[a]: Invalid value: 1: must be a string"),
    (record({}), [], "f: Invalid value: []: must be an object"),
    (record({"a": text}), {"a": 1}, "f.a: Invalid value: 1: must be a string"),
    (record({}, needs=("a",)), {"a": ""}, "f.a: Required value"),
    (record({}, needs=("a",)), {"a": None}, "f.a: Required value"),
    (record({}, needs=("a",)), {"a": []}, "f.a: Required value"),
]


@pytest.mark.parametrize(("check", "value", "told"), WRONG)
def test_a_wrong_value_is_told_with_its_path(check: Check, value: object, told: str) -> None:
    with pytest.raises(Problem) as refused:
        check(value, "f")
    assert str(refused.value) == told


def test_a_long_value_is_cut() -> None:
    with pytest.raises(Problem) as refused:
        integer("x" * 1_000, "f")
    assert len(str(refused.value)) < 300


def test_a_whole_number_is_an_integer_also_with_a_point() -> None:
    assert integer(2.0, "f") == 2
    assert isinstance(integer(2.0, "f"), int)


def test_null_is_absent_and_gets_the_default() -> None:
    check = record({"a": text}, defaults={"a": "x"})
    assert check({"a": None, "b": None, "c": 1}, "f") == {"a": "x", "c": 1}
    assert record({"a": text}, only=True)({"a": "y", "c": 1}, "f") == {"a": "y"}


def test_false_and_zero_are_there() -> None:
    assert record({}, needs=("a", "b"))({"a": 0, "b": False}, "f") == {"a": 0, "b": False}
