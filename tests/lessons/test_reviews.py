"""Review questions: an answer first, then what a run with a fresh seed gave."""

import re

import pytest

from labs.catalog import Lab
from labs.lessons import limits
from labs.lessons.models import ReviewAnswer
from tests.lessons.reader import PARCELS, Reader


def seed_on_page(reader: Reader, name: str = "sent") -> str:
    return re.search(r'name="seed" value="(\d+)"', reader.form(f"review-{name}"))[1]  # type: ignore[index]


def test_nothing_is_told_before_an_answer(reader: Reader) -> None:
    reader.get()
    form = reader.form("review-sent")
    assert "Five a second" not in form
    assert "answered" not in form


def test_every_look_at_the_page_asks_about_another_run(reader: Reader) -> None:
    seeds = set()
    for _ in range(4):
        reader.get()
        seeds.add(seed_on_page(reader))
    assert len(seeds) > 1


def test_an_answer_is_compared_with_a_run_of_its_seed(reader: Reader, parcels: Lab) -> None:
    truth = parcels.review_answer("sent", 77)
    for value, right in [(truth, True), (truth + 10, True), (truth + 11, False)]:
        assert reader.post("review/sent", {"value": str(value), "seed": "77"}) == 302
        assert reader.to == f"{PARCELS}#review-sent"
        answer = ReviewAnswer.objects.latest("id")
        assert (answer.seed, answer.value, answer.answer, answer.right) == (77, value, truth, right)
        reader.get()
        shown = reader.form("review-sent")
        assert f'data-right="{"yes" if right else "no"}"' in shown
        assert f"You said {value}; another run gave {truth}." in shown
        assert "Five a second" in shown


def test_a_choice_is_told_in_its_words(reader: Reader) -> None:
    reader.post("review/keeps", {"value": "1", "seed": "5"})
    reader.get()
    shown = reader.form("review-keeps")
    assert "You said: The topic" in shown
    assert "It was: The queue" in shown
    assert "A topic keeps nothing." in shown


def test_htmx_gets_the_answer_alone_and_asks_again_with_another_seed(reader: Reader) -> None:
    assert reader.htmx("review/sent", {"value": "120", "seed": "77"}) == 200
    assert reader.text.strip().startswith("<form")
    assert "another run gave" in reader.text
    reader.get(f"{PARCELS}review/sent", **{"hx-request": "true"})
    assert reader.text.strip().startswith("<form")
    assert seed_on_page(reader) != "77"
    assert ReviewAnswer.objects.count() == 1


def test_without_scripts_it_is_asked_again_by_a_link(reader: Reader) -> None:
    reader.post("review/sent", {"value": "120", "seed": "77"})
    reader.get()
    assert f'href="{PARCELS}review/sent"' in reader.form("review-sent")
    reader.get(f"{PARCELS}review/sent")
    assert reader.to == f"{PARCELS}?again=sent#review-sent"
    reader.get(f"{PARCELS}?again=sent")
    assert "another run gave" not in reader.form("review-sent")
    assert 'name="value"' in reader.form("review-sent")


@pytest.mark.parametrize(("form", "words"), [
    ({}, "Write a number."),
    ({"seed": "5"}, "Write a number."),
    ({"value": "x", "seed": "5"}, "Write a number."),
    ({"value": "120"}, "This question was too old."),
    ({"value": "120", "seed": "0"}, "This question was too old."),
    ({"value": "120", "seed": "1000001"}, "This question was too old."),
    ({"value": "120", "seed": "x"}, "This question was too old."),
    ({"value": "120", "seed": "9" * 5000}, "This question was too old."),
])  # fmt: skip
def test_what_cannot_be_taken_is_said_and_kept(reader: Reader, form: dict[str, str], words: str) -> None:
    for post in (reader.post, reader.htmx):
        assert post("review/sent", form) == 422
        shown = reader.form("review-sent")
        assert words in shown
        assert f'value="{form.get("value", "")}"' in shown
    assert ReviewAnswer.objects.count() == 0


def test_a_question_that_could_not_be_answered_keeps_its_seed_if_it_had_one(reader: Reader) -> None:
    reader.post("review/sent", {"value": "x", "seed": "5"})
    assert seed_on_page(reader) == "5"
    reader.post("review/sent", {"value": "120", "seed": "x"})
    assert 0 < int(seed_on_page(reader)) <= limits.SEED_MAX


def test_runs_are_not_made_without_end(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits.reviews, "_burst", 1.0)
    assert reader.post("review/sent", {"value": "120", "seed": "5"}) == 302
    assert reader.post("review/sent", {"value": "121", "seed": "6"}) == 429
    assert "Too many answers at once." in reader.form("review-sent")
    assert ReviewAnswer.objects.count() == 1
