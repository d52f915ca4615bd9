"""Predictions: saved once, or skipped; what cannot be taken comes back with all that stood in it."""

import json
import re

import pytest

from labs.lessons import limits
from labs.lessons.models import Prediction
from tests.lessons.reader import PARCELS, Reader


def saved() -> list[tuple[str, str]]:
    return list(Prediction.objects.values_list("name", "value"))


@pytest.mark.parametrize(("name", "form", "value"), [
    ("lost", {"value": "2"}, "2"),
    ("parcels", {"value": "80"}, "80"),
    ("parcels", {"value": " 1e2 "}, "100"),
    ("parcels", {"value": "0.5"}, "0.5"),
    ("backlog", {"value": "[[0, 0], [12.5, 50], [40, 0]]"}, "[[0, 0], [12.5, 50], [40, 0]]"),
    ("backlog", {f"at-{n}": str(n) for n in range(5)}, "[[0, 0], [10, 1], [20, 2], [30, 3], [40, 4]]"),
    ("backlog", {"value": "", **{f"at-{n}": "7" for n in range(5)}}, "[[0, 7], [10, 7], [20, 7], [30, 7], [40, 7]]"),
])  # fmt: skip
def test_a_prediction_is_kept_and_shown(reader: Reader, name: str, form: dict[str, str], value: str) -> None:
    assert reader.post(f"predict/{name}", form) == 302
    assert reader.to == f"{PARCELS}#predict-{name}"
    assert saved() == [(name, value)]
    reader.get()
    shown = reader.form(f"predict-{name}")
    assert 'data-state="made"' in shown
    assert "<fieldset disabled>" in shown
    assert "Save my prediction" not in shown
    spec = json.loads(re.search(r"data-spec>(.*?)</script>", shown)[1])  # type: ignore[index]
    assert (spec["value"], spec["made_us"]) == (json.loads(value), 0)


def test_what_gives_a_prediction_away_is_marked_until_it_is_made_or_skipped(reader: Reader) -> None:
    told = '<div class="prose" data-after="lost"{}>'
    assert told.format(" data-open") in reader.get()
    assert reader.post("skip/lost") == 302
    assert told.format("") in reader.get()


@pytest.mark.parametrize(("name", "form", "words"), [
    ("lost", {}, "Choose one of the answers."),
    ("lost", {"value": "0"}, "Choose one of the answers."),
    ("lost", {"value": "4"}, "Choose one of the answers."),
    ("lost", {"value": "1.5"}, "Choose one of the answers."),
    ("parcels", {"value": ""}, "Write a number."),
    ("parcels", {"value": "many"}, "Write a number."),
    ("parcels", {"value": "nan"}, "Write a number."),
    ("parcels", {"value": "inf"}, "Write a number."),
    ("parcels", {"value": "301"}, "Write a number from 0 to 300."),
    ("parcels", {"value": "-1"}, "Write a number from 0 to 300."),
    ("backlog", {}, "Draw the whole line"),
    ("backlog", {"at-0": "1"}, "Draw the whole line"),
    ("backlog", {f"at-{n}": "x" for n in range(5)}, "Write a number."),
    ("backlog", {"value": "[]"}, "Draw the whole line"),
    ("backlog", {"value": "[[0, 1]]"}, "Draw the whole line"),
    ("backlog", {"value": "[[0, 1], [41, 1]]"}, "Draw the whole line"),
    ("backlog", {"value": "[[9, 1], [3, 1]]"}, "Draw the whole line"),
    ("backlog", {"value": "[[0, 1], [3, 101]]"}, "Write a number from 0 to 100."),
    ("backlog", {"value": "[[0, 1], [3, 1e400]]"}, "Draw the whole line"),
    ("backlog", {"value": f"[[0, 1], [3, {10**400}]]"}, "Draw the whole line"),
    ("backlog", {"value": "[[0, true], [3, null]]"}, "Draw the whole line"),
    ("backlog", {"value": '{"a": 1}'}, "Draw the whole line"),
    ("backlog", {"value": "[" * 5000}, "Draw the whole line"),
    ("backlog", {"value": str([[n / 10, 1] for n in range(201)])}, "Draw the whole line"),
    ("backlog", {"value": "[" + "1" * 9000}, "Draw the whole line"),
])  # fmt: skip
def test_what_cannot_be_taken_is_said_beside_the_form(
    reader: Reader, name: str, form: dict[str, str], words: str
) -> None:
    for post in (reader.post, reader.htmx):
        assert post(f"predict/{name}", form) == 422
        shown = reader.form(f"predict-{name}")
        assert words in shown
        assert 'role="alert"' in shown
    assert saved() == []


def test_nothing_that_was_written_is_lost(reader: Reader) -> None:
    reader.post("predict/parcels", {"value": "8o"})
    assert 'value="8o"' in reader.form("predict-parcels")
    assert 'aria-invalid="true"' in reader.form("predict-parcels")
    reader.post("predict/backlog", {"at-0": "3", "at-1": '"5'})
    shown = reader.part(r'<form[^>]*id="predict-backlog".*?</form>')
    assert 'name="at-0" type="number" inputmode="decimal" step="any" min="0" max="100" value="3"' in shown


def test_htmx_gets_the_form_alone(reader: Reader) -> None:
    assert reader.htmx("predict/lost", {"value": "2"}) == 200
    assert reader.text.strip().startswith("<form")
    assert "<html" not in reader.text
    assert 'data-state="made"' in reader.text
    assert reader.token


def test_skipping_is_remembered_too(reader: Reader) -> None:
    assert reader.post("skip/lost") == 302
    assert saved() == [("lost", "skipped")]
    reader.get()
    shown = reader.form("predict-lost")
    assert 'data-state="skipped"' in shown
    assert '"value": "skipped"' in shown
    assert "checked" not in shown


def test_what_was_foretold_stays(reader: Reader) -> None:
    reader.post("predict/lost", {"value": "1"})
    reader.post("predict/lost", {"value": "2"})
    reader.post("skip/lost")
    assert saved() == [("lost", "1")]


@pytest.mark.parametrize(("made_us", "kept"), [
    ("7000000", 7_000_000), ("", 0), ("-5", 0), ("x", 0), ("9" * 17, 604_800_000_000), ("9" * 400, 0),
])  # fmt: skip
def test_the_moment_of_the_run_comes_from_the_browser(reader: Reader, made_us: str, kept: int) -> None:
    reader.post("predict/parcels", {"value": "80", "made_us": made_us})
    assert Prediction.objects.get().made_us == kept


@pytest.mark.parametrize("path", ["predict/nothing", "skip/nothing", "predict/sent", "review/lost", "review/nothing"])
def test_a_question_that_is_not_asked_is_not_found(reader: Reader, path: str) -> None:
    assert reader.post(path, {"value": "1"}) == 404


def test_too_many_answers_are_refused_and_nothing_is_lost(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits.answers, "_burst", 1.0)
    reader.post("predict/lost", {"value": "1"})
    for post in (reader.post, reader.htmx):
        assert post("predict/parcels", {"value": "80"}) == 429
        assert "Too many answers at once." in reader.form("predict-parcels")
        assert 'value="80"' in reader.form("predict-parcels")
    assert saved() == [("lost", "1")]


def test_without_scripts_the_answer_can_be_opened_after_the_prediction_only(reader: Reader) -> None:
    reader.get()
    assert "<noscript>" not in reader.form("predict-lost")
    reader.post("predict/lost", {"value": "1"})
    reader.get()
    answer = reader.form("predict-lost").partition("<noscript>")[2]
    assert "None, they wait in its queue" in answer
    assert "asks again" in answer
