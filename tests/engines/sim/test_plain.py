"""What may come in from outside: checked, measured and copied."""

from typing import Any

import pytest

from labs.engines.sim import Refused
from labs.engines.sim.limits import ARGUMENT_BYTES_MAX, ARGUMENT_DEPTH_MAX, INT_MAX
from labs.engines.sim.plain import copy_arguments


def refusal(args: Any) -> dict[str, Any]:
    with pytest.raises(Refused) as error:
        copy_arguments(args)
    return error.value.as_dict()


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth - 1):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (float("nan"), "out_of_range"), (float("inf"), "out_of_range"), ([1, [float("-inf")]], "out_of_range"),
        (INT_MAX + 1, "out_of_range"), (-INT_MAX - 1, "out_of_range"), (10**6000, "out_of_range"),
        ({"a": 2**64}, "out_of_range"), ("\ud800", "not_unicode"), (["ok", {"x": "a\udfff"}], "not_unicode"),
        ({"\ud800": 1}, "not_unicode"), (b"bytes", "not_json"), ({1, 2}, "not_json"), ((1, 2), "not_json"),
        ({1: "a"}, "not_json"), (object(), "not_json"), (nested(ARGUMENT_DEPTH_MAX), "too_deep"),
        (nested(100_000), "too_deep"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isascii() else "",
)  # fmt: skip
def test_what_json_or_a_checkpoint_could_not_hold_is_refused(value: Any, problem: Any) -> None:
    assert refusal({"value": value})["data"] == {"problem": problem}


def test_the_depth_just_below_the_limit_is_taken() -> None:
    assert copy_arguments({"value": nested(ARGUMENT_DEPTH_MAX - 1)})


@pytest.mark.parametrize("args", [None, [], "text", 5, [["number", 1]]])
def test_arguments_that_are_no_object_are_refused(args: Any) -> None:
    assert refusal(args)["data"] == {"problem": "not_an_object"}


@pytest.mark.parametrize(
    "value",
    [
        "x" * ARGUMENT_BYTES_MAX, "한" * (ARGUMENT_BYTES_MAX // 3), [0] * (ARGUMENT_BYTES_MAX // 2),
        {str(n): "" for n in range(ARGUMENT_BYTES_MAX // 8)}, ["x" * 1_000_000] * 3,
    ],
    ids=["text", "korean", "numbers", "keys", "list"],
)  # fmt: skip
def test_more_than_two_mebibytes_are_refused_as_too_large(value: Any) -> None:
    assert refusal({"value": value}) == {
        "code": "too_large",
        "message": "",
        "data": {"bytes_max": ARGUMENT_BYTES_MAX},
    }


def test_one_mebibyte_in_base64_is_taken() -> None:
    assert copy_arguments({"text": "A" * 1_398_104})


def test_a_copy_is_equal_and_shares_nothing_that_can_change() -> None:
    args: dict[str, Any] = {"list": [1, {"a": [True, None]}], "share": 0.5, "text": "한글"}
    copied = copy_arguments(args)
    assert copied == args
    assert copied["list"] is not args["list"]
    assert copied["list"][1]["a"] is not args["list"][1]["a"]
