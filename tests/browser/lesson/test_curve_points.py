"""A curve in the making: strokes of the hand, keys, numbers."""

from typing import Any

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

DRAW = """async (spec, points, acts) => {
    const { CurvePoints } = await import('#lab/lesson/curve_points.js');
    const curve = new CurvePoints(spec, points);
    for (const [name, ...values] of acts) curve[name](...values);
    return { empty: curve.empty, points: curve.points(), step: curve.step };
}"""
SPEC = {"until_s": 4, "least": 0, "most": 100}


def drawn(modules: Modules, *acts: list[Any], points: list[Any] | None = None, **spec: float) -> dict[str, Any]:
    told: dict[str, Any] = modules(DRAW, SPEC | spec, points, list(acts))
    return told


def test_a_new_field_is_empty(modules: Modules) -> None:
    assert drawn(modules)["empty"]


def test_beside_what_was_drawn_the_line_is_level_and_between_it_straight(modules: Modules) -> None:
    told = drawn(modules, ["set", 1, 10], ["set", 3, 30])
    assert told["points"] == [[0, 10], [1, 10], [2, 20], [3, 30], [4, 30]]


def test_a_quick_stroke_leaves_no_moment_out_in_either_direction(modules: Modules) -> None:
    assert [v for _, v in drawn(modules, ["stroke", [0, 0], [4, 80]])["points"]] == [0, 20, 40, 60, 80]
    assert [v for _, v in drawn(modules, ["stroke", [4, 0], [0, 80]])["points"]] == [80, 60, 40, 20, 0]


def test_a_later_stroke_goes_over_an_earlier_one(modules: Modules) -> None:
    told = drawn(modules, ["stroke", [0, 0], [4, 80]], ["stroke", [1, 5], [2, 5]])
    assert [v for _, v in told["points"]] == [0, 5, 5, 60, 80]


def test_a_value_stays_inside_the_field_and_is_whole_where_things_are_counted(modules: Modules) -> None:
    told = drawn(modules, ["set", 0, -7], ["set", 1, 33.4], ["set", 2, 1000])
    assert [v for _, v in told["points"]][:3] == [0, 33, 100]
    assert told["step"] == 2
    fine = drawn(modules, ["set", 0, 0.25], most=1)
    assert fine["points"][0] == [0, 0.25]


def test_numbers_take_the_place_of_what_was_drawn(modules: Modules) -> None:
    told = drawn(modules, ["stroke", [0, 50], [4, 50]], ["replace", [[0, 0], [2, 40], [4, 0]]])
    assert [v for _, v in told["points"]] == [0, 20, 40, 20, 0]


def test_a_stored_curve_comes_back_as_it_was(modules: Modules) -> None:
    points = [[0, 1], [1, 5], [2, 3], [3, 3], [4, 9]]
    assert drawn(modules, points=points)["points"] == points


def test_a_long_time_has_a_moment_every_few_seconds(modules: Modules) -> None:
    assert len(drawn(modules, until_s=600)["points"]) == 61
