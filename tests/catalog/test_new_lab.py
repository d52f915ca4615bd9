"""A new lab runs at once, and says what is still to be written."""

import pytest
from django.core.management import CommandError, call_command

from labs import catalog
from labs.catalog import Lab, Shelf
from labs.catalog.checks import Trial, completeness_problems, run_problems, spread_problems, structure_problems
from labs.catalog.making import Refusal, make_lab
from tests.catalog.conftest import Folder


def test_it_is_found_after_the_labs_of_its_subject(shelf: Shelf, folder: Folder) -> None:
    first = shelf.get("small-shop")
    assert (first.order, first.number, first.of) == (1, 1, 1)
    make_lab(shelf, "messaging", "another-one")
    assert [(lab.slug, lab.order, lab.number, lab.of) for lab in shelf.labs()] == [
        ("small-shop", 1, 1, 2),
        ("another-one", 2, 2, 2),
    ]
    assert (first.title("en"), first.title("ko")) == ("Small shop", "새 실습: Small shop")


def test_its_structure_is_right(lab: Lab) -> None:
    assert structure_problems(lab) == []


def test_its_solution_and_its_broken_variant_do_what_they_promise(lab: Lab) -> None:
    trials = [Trial(lab, seed) for seed in range(1, 11)]
    assert [problem for trial in trials for problem in run_problems(trial)] == []
    assert spread_problems(trials) == []


def test_what_is_to_be_written_is_told_with_its_line(lab: Lab) -> None:
    told = [str(problem) for problem in completeness_problems(lab)]
    assert all("to be written" in line or "a note has 2 to 5" in line for line in told)
    assert [
        line
        for line in told
        if line.endswith("lab.ko.md:3: to be written: idea: ✎ 이 실습의 핵심 생각을 한 문장으로 적습니다.")
    ]
    marks = sum(file.read_text().count("\n") for file in lab.folder.glob("lab.*.md"))
    assert 40 < len(told) < marks


@pytest.mark.parametrize("slug", ["", "Small", "small_shop", "../small", "small-", "1st", "a" * 41, "큐"])
def test_a_name_that_cannot_be_an_address_is_refused(shelf: Shelf, slug: str) -> None:
    with pytest.raises(Refusal, match="is no name for a lab"):
        make_lab(shelf, "messaging", slug)
    assert shelf.labs() == ()


def test_a_lab_that_is_there_stays_as_it_is(shelf: Shelf, folder: Folder) -> None:
    with pytest.raises(Refusal, match="There is a lab 'small-shop' already, in messaging"):
        make_lab(shelf, "messaging", "small-shop")


def test_a_subject_that_is_not_there_is_refused(shelf: Shelf) -> None:
    with pytest.raises(Refusal, match=r"no subject 'cooking'. There are: messaging\."):
        make_lab(shelf, "cooking", "soup")


def test_the_command_says_what_to_do_next(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalog, "shelf", shelf)
    call_command("new_lab", "messaging", "small-shop")
    told = capsys.readouterr().out
    assert f"{shelf.folder}/messaging/small_shop/" in told
    assert "check_labs small-shop" in told
    with pytest.raises(CommandError, match="already"):
        call_command("new_lab", "messaging", "small-shop")
