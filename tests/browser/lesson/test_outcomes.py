"""What a run says to a prediction: when, which values, in which words."""

from typing import Any

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

OUTCOMES = "async (name, ...values) => (await import('#lab/lesson/outcomes.js'))[name](...values)"
WORDS = "async (name, ...values) => (await import('#lab/lesson/outcome_words.js'))[name](...values)"
ANCHOR = """async (pages, wanted, sinceUs) => {
    const { findAnchor } = await import('#lab/lesson/anchors.js');
    const asked = [];
    const ask = async (command, args) => {
        asked.push([command, args]);
        return pages[asked.length - 1];
    };
    return { found: await findAnchor(ask, wanted, sinceUs), asked };
}"""
S = 1_000_000


def spec(kind: str, **more: Any) -> dict[str, Any]:
    nothing = {
        "name": "x",
        "series": "q.visible",
        "at_s": None,
        "until_s": 0,
        "after": None,
        "made_us": 0,
        "unit": "건",
    }
    return {"kind": kind, "least": 0, "most": 100, "right": 2, **nothing, **more}


def history(*values: int) -> dict[str, Any]:
    return {"times_us": [S * (at + 1) for at in range(len(values))], "series": {"q.visible": list(values)}}


@pytest.mark.parametrize(
    ("asked", "anchor_us", "happens_us", "known_us"),
    [
        (spec("number", at_s=20), 0, 20 * S, 21 * S),
        (spec("number", at_s=20), 7 * S, 27 * S, 28 * S),
        (spec("curve", until_s=40), 5 * S, 45 * S, 46 * S),
        (spec("choice", at_s=10), 3 * S, 13 * S, 13 * S),
        (spec("choice"), 3 * S, 23 * S, 23 * S),
    ],
)
def test_an_outcome_is_known_when_the_sample_after_its_moment_is_there(
    modules: Modules, asked: dict[str, Any], anchor_us: int, happens_us: int, known_us: int
) -> None:
    assert modules(OUTCOMES, "happensUs", asked, anchor_us) == happens_us
    assert modules(OUTCOMES, "knownUs", asked, anchor_us) == known_us


@pytest.mark.parametrize(
    ("asked", "moments_s", "script_s", "is_changed"),
    [
        (spec("number", at_s=20), [], [], False),
        (spec("number", at_s=20), [20], [], False),
        (spec("number", at_s=20), [19], [], True),
        (spec("curve", until_s=20), [19], [], True),
        (spec("number", at_s=20), [19], [18, 21], False),
        (spec("number", at_s=20), [18, 19], [18, 21], True),
        (spec("number", at_s=20, after={"event": "WorkerStopped"}), [1], [], False),
        (spec("choice", at_s=20), [1], [], False),
    ],
)
def test_a_bench_on_which_more_was_done_than_the_script_does_is_another(
    modules: Modules, asked: dict[str, Any], moments_s: list[int], script_s: list[int], is_changed: bool
) -> None:
    done = {"commands": [{"at_us": at_s * S} for at_s in moments_s]}
    assert modules(OUTCOMES, "isChanged", asked, done, [{"at_s": at_s} for at_s in script_s]) is is_changed


def test_times_count_from_the_start_but_a_choice_without_a_moment_waits_from_when_it_was_made(modules: Modules) -> None:
    assert modules(OUTCOMES, "startUs", spec("number", at_s=20, made_us=9 * S)) == 0
    assert modules(OUTCOMES, "startUs", spec("choice", at_s=20, made_us=9 * S)) == 0
    assert modules(OUTCOMES, "startUs", spec("choice", made_us=9 * S)) == 9 * S


@pytest.mark.parametrize(("at_us", "value"), [(0, 0), (S // 2, 5), (S, 10), (1_500_000, 15), (3 * S, 40), (99 * S, 40)])
def test_between_two_samples_a_value_lies_on_a_straight_line(modules: Modules, at_us: int, value: int) -> None:
    assert modules(OUTCOMES, "valueAt", "q.visible", at_us, history(10, 20, 40)) == value


def test_a_series_that_never_was_is_0(modules: Modules) -> None:
    assert modules(OUTCOMES, "valueAt", "q.other", 2 * S, history(10, 20, 40)) == 0


def test_each_kind_has_its_outcome(modules: Modules) -> None:
    told = history(0, 10, 20, 30, 40, 50)
    assert modules(OUTCOMES, "outcomeOf", spec("choice"), 0, told) == 2
    assert modules(OUTCOMES, "outcomeOf", spec("number", at_s=2), 1_200_000, told) == 22
    points = modules(OUTCOMES, "outcomeOf", spec("curve", until_s=2), 1_500_000, told)
    assert points == [[0, 5], [0.5, 10], [1.5, 20], [2, 25]]


def test_two_curves_are_compared_where_they_are_farthest_apart(modules: Modules) -> None:
    gap = modules(OUTCOMES, "widestGap", [[0, 0], [10, 100]], [[0, 0], [5, 90], [10, 100]])
    assert gap == {"atS": 5, "mine": 50, "run": 90}


def fact(at_s: int, event: str = "WorkerStopped", **data: Any) -> dict[str, Any]:
    return {"id": at_s, "at_us": at_s * S, "event": event, "data": {"program": "shipping", **data}}


def test_an_anchor_is_the_first_event_meant_at_or_after_the_prediction_whatever_page_it_is_on(modules: Modules) -> None:
    newest = {"events": [fact(40), fact(30, program="mail")], "more": True, "next_us": 25 * S, "next_id": 25}
    older = {"events": [fact(20), fact(5)], "more": True, "next_us": 4 * S, "next_id": 4}
    wanted = {"event": "WorkerStopped", "program": "shipping"}
    told = modules(ANCHOR, [{"result": newest}, {"result": older}], wanted, 10 * S)
    assert told["found"] == 20 * S
    assert told["asked"] == [
        ["room.log", {"kind": "WorkerStopped", "limit": 200}],
        ["room.log", {"kind": "WorkerStopped", "limit": 200, "before_us": 25 * S, "before_id": 25}],
    ]


def test_where_nothing_like_it_has_happened_there_is_no_anchor(modules: Modules) -> None:
    nothing = {"result": {"events": [fact(3)], "more": False, "next_us": None, "next_id": None}}
    assert modules(ANCHOR, [nothing], {"event": "WorkerStopped"}, 10 * S)["found"] is None
    assert modules(ANCHOR, [{"error": {"code": "busy"}}], {"event": "WorkerStopped"}, 0)["found"] is None


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        ("numberSentence", [100, 0, spec("number")], "예측은 100건, 실제는 0건입니다. 100만큼 많게 보셨습니다."),
        ("numberSentence", [40, 97, spec("number")], "예측은 40건, 실제는 97건입니다. 57만큼 적게 보셨습니다."),
        ("numberSentence", [97, 97, spec("number")], "예측도 실제도 97건입니다."),
        ("numberSentence", [None, 1, spec("number", unit="parcels")], "실제 값은 1입니다."),
        ("numberSentence", [None, 1200, spec("number", unit="kB")], "실제 값은 1,200 kB입니다."),
        ("curveSentence", [[[0, 0], [9, 0]], [[0, 0], [9, 4]], spec("curve")], "예측한 선과 실제 선이 거의 겹칩니다."),
        (
            "curveSentence", [[[0, 0], [9, 0]], [[0, 0], [9, 40]], spec("curve")],
            "9초에 가장 많이 벌어졌습니다. 예측은 0건, 실제는 40건입니다.",
        ),
        (
            "curveSentence", [[[0, 0], [9, 100]], [[0, 40], [5, 90], [9, 70]], spec("curve")],
            "이미 있던 40건은 빼고 비교했습니다. 9초에 가장 많이 벌어졌습니다. 예측은 100건, 실제는 30건입니다.",
        ),
        ("curveSentence", [[[0, 9], [9, 0]], [[0, 9], [9, 4]], spec("curve")], "예측한 선과 실제 선이 거의 겹칩니다."),
    ],
)  # fmt: skip
def test_the_difference_is_said_in_words(modules: Modules, name: str, values: list[Any], sentence: str) -> None:
    assert modules(WORDS, name, *values) == sentence


@pytest.mark.parametrize(
    ("mine", "run", "asked", "is_off"),
    [
        (2, 2, spec("choice"), False),
        (1, 2, spec("choice"), True),
        (None, 2, spec("choice"), False),
        (95, 100, spec("number"), False),
        (94, 100, spec("number"), True),
        ([[0, 0], [9, 0]], [[0, 0], [9, 4]], spec("curve"), False),
        ([[0, 0], [9, 0]], [[0, 0], [9, 40]], spec("curve"), True),
        ([[0, 0], [9, 50]], [[0, 40], [9, 90]], spec("curve"), False),
    ],
)
def test_a_gap_is_there_to_be_explained_only_where_what_was_said_is_off(
    modules: Modules, mine: Any, run: Any, asked: dict[str, Any], is_off: bool
) -> None:
    assert modules(WORDS, "isOff", mine, run, asked) is is_off
