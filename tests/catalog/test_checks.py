"""check_labs sees what a lab does not keep, each with its line."""

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command

from labs import catalog
from labs.catalog import Lab, LabError, Shelf
from labs.catalog.checks import (
    Trial,
    check_lab,
    completeness_problems,
    run_problems,
    spread_problems,
    structure_problems,
)
from tests.catalog.conftest import Folder

KO, EN, SCENARIO, SOLUTION = "lab.ko.md", "lab.en.md", "scenario.py", "solution.py"
Check = Callable[[Lab], list[LabError]]


def one_run(lab: Lab) -> list[LabError]:
    return run_problems(Trial(lab, lab.seeds[0]))


def all_runs(lab: Lab) -> list[LabError]:
    return spread_problems([Trial(lab, seed) for seed in lab.seeds])


def completeness(lab: Lab) -> list[LabError]:
    return [problem for problem in completeness_problems(lab) if "to be written" not in problem.reason]


ALSO_STOP = '"also": [{"command": "storefront.stop", "args": {}}], "gap": {"en": "✎ How'
CASES: list[tuple[Check, str, str, str, str]] = [
    (structure_problems, KO, "order: 1", "order: 2", "'order' differs from lab.en.md"),
    (structure_problems, KO, "seeds: [1, 2, 3]", "seeds: [1, 2]", "'seeds' differs from lab.en.md"),
    (structure_problems, KO, "least: 0", "least: 1", "'least' of this predict differs from lab.en.md:12"),
    (structure_problems, KO, "```predict waiting", "```predict waited", "'name' of this predict differs"),
    (structure_problems, KO, "## ✎ 고치기", "### ✎ 고치기", "1 steps after an introduction here, 2 steps after"),
    (structure_problems, KO, "  keep-up:", "  kept-up:", "'goals' of this broken differs"),
    (structure_problems, KO, "(do:shipping.stop)", "(do:shipping.crash)", "do:shipping.crash is not in lab.en.md"),
    (structure_problems, SCENARIO, "def build_broken(", "def build_other(", "build_broken(sim) is missing"),
    (structure_problems, SOLUTION, "END_S = 50", "STOP_S = 50", "END_S is missing"),
    (structure_problems, SOLUTION, "END_S = 50", "END_S = 20", "END_S comes after the last command"),
    (structure_problems, SOLUTION, '"at_s": 20', '"at_s": 9', "earlier than the command before it"),
    (structure_problems, SOLUTION, '"at_s": 20', '"at": 20', "a command has at_s and command"),
    (structure_problems, SOLUTION, '"at_s": 20', '"at_s": 11', "reading the comment before it takes 2.8 s"),
    (structure_problems, SOLUTION, '"gap": {"en": "✎ How', '# {"en": "✎ How', "exactly two commands have a 'gap'"),
    (structure_problems, SOLUTION, '"gap": {"en": "✎ How', '"also": [{}], "gap": {"en": "✎ How', "'also' has"),
    (structure_problems, SOLUTION, '"en": "✎ What this', '"fr": "✎ What this', "'comment' is needed in both languages"),
    (completeness, EN, "minutes: 10", "minutes: 30", "'minutes' should be from 8 to 15"),
    (completeness, EN, "claims: []", "claims: [S1.14]", "there is no block 'then-now S1.14'"),
    (completeness, EN, "✎ What the learner", "[Stop](do:shipping.stop) What", "this stands before the first"),
    (completeness, EN, "```goal come", "```after waited\n- T.\n```\n\n```goal come", "no prediction 'waited' stands"),
    (completeness, KO, "title: \"새 실습: Small shop\"", "title: Small shop", "'title' is not Korean yet"),
    (completeness, KO, "nudge: ✎ 어디를 보면 되는지 적습니다.", "nudge: Look at the queue.", "this is not Korean yet"),
    (completeness, SOLUTION, "✎ 무엇이 달라졌는지 적습니다.", "What has this changed?", "is not Korean yet"),
    (one_run, EN, "```goal come-back", "```goal come-again", "the scenario has no goal 'come-again'"),
    (one_run, SCENARIO, '"keep-up"', '"keep-on"', "the note does not tell the goal 'keep-on'"),
    (one_run, SOLUTION, '"command": "shipping.stop"', '"command": "shipping.halt"', "refused with seed 1: unknown"),
    (one_run, SCENARIO, "AFTER_STOP = 20", "AFTER_STOP = 90", "the solution does not reach 'come-back' with seed 1"),
    (one_run, SOLUTION, '"gap": {"en": "✎ How', ALSO_STOP, "the solution with 'storefront.stop' in a gap does not"),
    (one_run, SOLUTION, '{"concurrency": 10}', '{"concurrency": 1}', "BROKEN_COMMANDS does not reach 'keep-up'"),
    (one_run, SCENARIO, "IN_TIME = 60 ", "IN_TIME = 10 ", "the broken variant, left alone, reaches 'keep-up'"),
    (one_run, EN, "unit: orders", "unit: orders\nproof: {done: 50}", "'done' is 94 with seed 1, not 50"),
    (one_run, EN, "unit: orders", "unit: orders\nproof: {left: 50}", "unknown measure 'left'; "),
    (one_run, EN, "measure: done", "measure: gone", "unknown measure 'gone'; there are: orders, done"),
    (one_run, EN, "series: sqs.shipping.visible", "series: sqs.shop", "unknown series 'sqs.shop'; there are: ledger."),
    (one_run, EN, "most: 60", "most: 5", "lies outside of the axis (seed 1)"),
    (one_run, EN, "at_s: 20", "at_s: 51", "the outcome is known at 51 s, and the solution ends at 50 s"),
    (one_run, EN, "at_s: 20", "at_s: 20\nafter: {event: WorkerLeft}", "run has no event {'event': 'WorkerLeft'}"),
    (one_run, EN, "(bench:storefront)", "(bench:shop)", "nothing on the bench is called 'shop'; there are: goal/"),
    (one_run, EN, "(do:shipping.stop)", "(do:shipping.halt)", "there is no command 'shipping.halt'"),
    (one_run, KO, "(do:shipping.stop)", "(do:shipping.stop?which=1)", "shipping.stop takes no which"),
    (all_runs, SOLUTION, 'SPREAD = {"done": 4, "waited": 4}', 'SPREAD = {"done": 0}', "'done' differs by more than 0"),
    (all_runs, SOLUTION, 'SPREAD = {"done": 4,', 'SPREAD = {"lost": 1, "done": 4,', "unknown measure 'lost'"),
    (all_runs, SOLUTION, '"done": _count(facts, "MessageDeleted")', '"done": 1.5', "'done' is not a whole number"),
]  # fmt: skip
# Where it is shown, if not at the change.
ELSEWHERE = {
    "'least' of": (KO, "```predict"), "1 steps": (KO, "## ✎ 첫"), "'goals' of": (KO, "```broken"),
    "build_broken": (SCENARIO, '"""'), "END_S is": (SOLUTION, '"""'),
    "earlier than": (SOLUTION, "    {\n        \"at_s\": 9"),
    "a command has": (SOLUTION, '    {\n        "at": 20'), "exactly two": (SOLUTION, "COMMANDS: "),
    "reading the": (SOLUTION, '    {\n        "at_s": 11'),
    "'comment' is": (SOLUTION, '    {\n        "at_s": 20'),
    "is not Korean yet": (SOLUTION, '    {\n        "at_s": 20'),
    "this is not Korean yet": (KO, "```goal"), "'title' is": (KO, "title"),
    "'also' has": (SOLUTION, "    {\n        \"at_s\": 20"), "the solution with": (SOLUTION, "COMMANDS: "),
    "refused with": (SOLUTION, "    {\n        \"at_s\": 10"), "the solution does not": (SOLUTION, "COMMANDS: "),
    "BROKEN_COMMANDS does": (SOLUTION, "BROKEN_COMMANDS: "), "the broken variant": (SCENARIO, "def build_broken"),
    "'done' is 94": (EN, "```predict"),
    "unknown measure 'left'": (EN, "```predict"), "unknown measure 'gone'": (EN, "```review"),
    "unknown series": (EN, "```predict"),
    "lies outside": (EN, "```predict"), "the outcome": (EN, "```predict"), "run has no": (EN, "```predict"),
    "'done' differs": (SOLUTION, "SPREAD = "), "'done' is not": (SOLUTION, "def measures"),
}  # fmt: skip


@pytest.mark.parametrize(("check", "name", "old", "new", "reason"), CASES, ids=[case[4] for case in CASES])
def test_a_broken_promise_is_told(
    folder: Folder, lab: Lab, check: Check, name: str, old: str, new: str, reason: str
) -> None:
    line = folder.edit(name, old, new)
    found = [problem for problem in check(lab) if reason in problem.reason]
    assert found, [str(problem) for problem in check(lab)]
    expected = name, line
    for words, (file, text) in ELSEWHERE.items():
        if reason.startswith(words):
            source = (folder.path / file).read_text()
            expected = file, source[: source.index(text)].count("\n") + 1
    assert (found[0].file.name, found[0].line) == expected


def test_what_agrees_in_both_languages_is_counted(folder: Folder, lab: Lab) -> None:
    folder.edit_both("```glossary", "```yaml")
    line = folder.edit_both("```leaves-out", "```leaves-out\n- a\n- b\n- c\n```\n\n```leaves-out")
    told = [(problem.line, problem.reason) for problem in completeness(lab)]
    assert (line + 6, "a note has 1 of the block 'leaves-out', this one 2") in told
    assert any("'glossary', this one 0" in reason for _, reason in told)


def test_a_claim_has_its_box_and_a_box_its_claim(folder: Folder, lab: Lab) -> None:
    box = "```then-now S1.15\nthen: T\nnow: N\nsource: https://example.com/\nlabel: L\n```\n\n```broken"
    line = folder.edit_both("```broken", box)
    assert (line, "S1.15 is not among the claims of the front matter") in [
        (problem.line, problem.reason) for problem in completeness(lab)
    ]
    folder.edit_both("claims: []", "claims: [S1.15]")
    again = Lab(lab.slug, lab.subject, lab.folder, lab.package)
    assert not [problem for problem in completeness(again) if "S1.15" in problem.reason]


def test_a_missing_file_is_told(folder: Folder, lab: Lab) -> None:
    for name in ("__init__.py", KO):
        (folder.path / name).unlink()
    told = [(problem.file.name, problem.line) for problem in structure_problems(lab)]
    assert told == [("__init__.py", 1), (KO, 1)]


def test_a_lab_that_cannot_be_read_is_not_run(folder: Folder, lab: Lab) -> None:
    folder.edit(EN, "unit: orders", "units: orders")
    assert [problem.reason[:11] for problem in check_lab(lab)] == ["unknown key"]


def test_a_lab_that_keeps_every_promise_is_well(folder: Folder, lab: Lab) -> None:
    for file in (*folder.path.glob("*.md"), folder.path / SOLUTION):
        file.write_text(file.read_text().replace("✎ ", ""))
    folder.edit(SCENARIO, "    ComeBack(sim)\n", "    ComeBack(sim)\n    KeepUp(sim)\n")
    for name in (KO, EN):
        text = (folder.path / name).read_text()
        for block, other in (("goal come-back", "goal keep-up"), ("review done", "review done-again")):
            start = text.index(f"```{block}")
            whole = text[start : text.index("\n```\n", start) + 5]
            text = text.replace(whole, f"{whole}\n{whole.replace(block, other)}")
        (folder.path / name).write_text(text)
    assert [str(problem) for problem in check_lab(lab)] == []


@pytest.fixture
def bench(folder: Folder, lab: Lab) -> Lab:
    """The same scenario, without a note and a solution."""
    for name in (KO, EN):
        text = (folder.path / name).read_text()
        front = text[: text.index("---", 4)].replace("✎ ", "")
        (folder.path / name).write_text(f"{front}goals:\n  come-back: 돌아오기\n---\n")
    (folder.path / SOLUTION).unlink()
    return lab


def test_a_bench_needs_no_solution(bench: Lab) -> None:
    assert bench.is_bench
    assert bench.goals("en") == {"come-back": "돌아오기"}
    assert check_lab(bench) == []


def test_the_goals_of_a_bench_are_those_of_its_scenario(folder: Folder, bench: Lab) -> None:
    line = folder.edit(KO, "  come-back:", "  come-again:")
    goal = (folder.path / SCENARIO).read_text().split('"come-back"')[0].count("\n") + 1
    assert [(problem.file.name, problem.line) for problem in check_lab(bench)] == [(KO, line), (SCENARIO, goal)]


def test_the_goals_of_a_note_do_not_stand_in_its_front_matter(folder: Folder, lab: Lab) -> None:
    line = folder.edit(KO, "claims: []", "goals: {come-back: 돌아오기}")
    assert (line, "the goals of a lab") in [(problem.line, problem.reason[:18]) for problem in structure_problems(lab)]


def test_the_command_prints_every_problem_and_fails(
    shelf: Shelf, folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalog, "shelf", shelf)
    with pytest.raises(SystemExit) as ended:
        call_command("check_labs", "small-shop")
    assert ended.value.code == 1
    told = capsys.readouterr()
    assert f"{folder.path}/lab.en.md:3: to be written: idea: ✎ The one idea of this lab, in one sentence." in told.out
    assert told.err == f"small-shop: {len(told.out.splitlines())} problems\n"
    with pytest.raises(CommandError, match="There is no lab 'other'"):
        call_command("check_labs", "other")
