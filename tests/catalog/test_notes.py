"""A note is read into steps and parts, and whatever is wrong in it has its file, its line and a reason."""

import pytest

from labs.catalog import CONTENT_DIR, Lab, LabError
from labs.catalog.lab import LANGUAGES
from labs.catalog.play import Played
from labs.catalog.solution import Solution
from tests.catalog.conftest import Folder

EN = "lab.en.md"


def test_a_note_has_an_introduction_and_steps(lab: Lab) -> None:
    steps = lab.note("ko").steps
    assert [step.id for step in steps] == ["intro", "step-1", "step-2"]
    assert [[part.kind for part in step.parts] for step in steps] == [
        ["prose", "predict"],
        ["prose", "goal"],
        ["broken", "review", "glossary", "leaves-out"],
    ]
    assert steps[0].title == ""
    assert [part.template for part in steps[2].parts][-1] == "lessons/parts/_leaves_out.html"


def test_numbers_are_those_of_the_run(lab: Lab) -> None:
    note = lab.note("en")
    assert f"the solution's run {lab.measures['waited']} orders waited" in note.predictions[0].explain
    assert note.broken is not None
    assert f"Of {lab.broken.measures['orders']} orders only {lab.broken.measures['done']} are done" in note.broken.story
    assert lab.broken.measures["done"] < lab.measures["done"]


def test_a_run_for_the_numbers_is_done_once(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    measured = []

    def measures(solution: Solution, played: Played) -> dict[str, int]:
        measured.append(solution)
        return {"waited": 5, "orders": 1, "done": 0}

    monkeypatch.setattr(Solution, "measures", measures)
    for language in LANGUAGES * 2:
        lab.note(language)
    assert len(measured) == 2  # the solution's run, and that of the broken variant


def test_long_numbers_are_grouped(folder: Folder, lab: Lab) -> None:
    folder.edit("solution.py", '"waited": _most_waiting(facts),', '"waited": 1234567,')
    assert "1,234,567 orders" in lab.note("en").predictions[0].explain


def test_goals_have_their_words_in_both_languages(lab: Lab) -> None:
    assert lab.goals("ko") == {"come-back": "✎ 학습자가 이루어야 할 것"}
    assert lab.broken.goals("en") == {"keep-up": "✎ What holds when it is mended"}
    assert lab.broken.slug == "small-shop.broken"


def test_the_script_has_its_words_in_one_language(lab: Lab) -> None:
    first = lab.script("ko")[0]
    assert (first["at_s"], first["command"], first["args"]) == (10, "shipping.stop", {})
    assert first["gap"] == "✎ 이제 무엇을 해야 할까요?"
    assert lab.broken.script("ko")[0]["gap"] is None


def test_a_question_is_answered_by_a_run_with_its_seed(lab: Lab) -> None:
    answers = {lab.review_answer("done", seed) for seed in range(20)}
    assert len(answers) > 1
    assert all(50 <= answer <= 57 for answer in answers)


CHANGES = [
    ("order: 1\n", "", 1, "'order' is missing"),
    ("order: 1\n", "order: first\n", 0, "'first' should be a whole number"),
    ("order: 1\n", "order: 1\ncolour: red\n", 1, "unknown key 'colour'; there are: title, idea"),
    ("order: 1\n", "order: 1\norder: 2\n", 1, "'order' stands here twice"),
    ("claims: []", "claims: [S1]", 0, "'S1' is no claim; one looks like S1.14"),
    ("claims: []", "claims: [S1.1", 1, "this is no YAML"),
    ("scene: messaging", "scene: kitchen", 0, "'kitchen' should be one of: messaging"),
    ("seeds: [1, 2, 3]", "seeds: []", 0, "at least 1 should stand here"),
    ("title: Small shop", "title: 5", 0, "5 should be a text"),
]
FRONT_LINES = {"'order' is missing": 2}


@pytest.mark.parametrize(("old", "new", "below", "reason"), CHANGES)
def test_what_is_wrong_in_the_front_matter_is_told(
    folder: Folder, lab: Lab, old: str, new: str, below: int, reason: str
) -> None:
    folder.edit(EN, 'title: "Small shop"', "title: Small shop")
    line = folder.edit(EN, old, new) + below
    with pytest.raises(LabError) as caught:
        lab.front("en")
    assert reason in caught.value.reason
    assert (caught.value.file, caught.value.line) == (lab.folder / EN, FRONT_LINES.get(reason, line))


BODY = [
    ("## ✎ Mend it", "# Mend it", 0, "a step begins with ##"),
    ("## ✎ Mend it", "- ## Mend it", 0, "cannot begin inside of something else"),
    ("```predict waiting", "```predikt waiting", 0, "unknown block 'predikt'; there are: predict, goal"),
    ("```predict waiting", "```predict", 0, "needs a name: ```predict NAME"),
    ("```predict waiting", "```predict So Many", 0, "'So Many' is no name"),
    ("```glossary", "```glossary words", 0, "has no name: ```glossary"),
    ("kind: number", "kind: colour", 0, "'colour' should be one of: choice, number, curve"),
    ("kind: number\n", "", 0, "'kind' is missing; it is one of: choice, number, curve"),
    ("unit: orders", "unit: 5", 0, "5 should be a text"),
    ("unit: orders", "unit:", 0, "'unit' is empty"),
    ("unit: orders", "unit: orders\nright: 1", 1, "unknown key 'right'; there are: kind, question"),
    ("least: 0", "least: 60", 0, "'least' should be less than 'most'"),
    ("least: 0", "least: none", 0, "'none' should be a number"),
    ("at_s: 20", "at_s: -1", 0, "a time is counted from 0"),
    ("at_s: 20", "at_s: 20\nafter: {program: shipping}", 1, "an anchor names an event"),
    ("at_s: 20", "at_s: 20\nproof: {waited: many}", 1, "'many' should be a whole number"),
    ("nudge: ✎ Where", "nudges: ✎ Where", 0, "unknown key 'nudges'; there are: title, nudge, hint, worked"),
    ("nudge: ✎ Where to look.\n", "", -1, "'nudge' is missing"),
    ("  keep-up:\n", "  Keep up:\n", 0, "'Keep up' is no name"),
    ("tolerance: 5", "tolerance: -5", 0, "'tolerance' is not negative"),
    ("commands: []", "commands: [{at_s: 1, command: stop}]", 0, "'stop' is no command; one looks like shipping.stop"),
    ("- ✎ The second.\n", "", -1, "three lines should stand here, not 2"),
    ("{{ run.waited }}", "{{ run.wated }}", 0, "unknown measure 'run.wated'; there are: orders, done, waited"),
    ("{{ broken.done }}", "{{ done }}", 0, "unknown number 'done'"),
    ("(bench:storefront)", "(bench:)", 0, "names nothing on the bench"),
    ("(do:shipping.stop)", "(do:stop)", 0, "is no command; write do:shipping.stop"),
    ("(do:shipping.stop)", "(javascript:alert)", 0, "a link may lead to https://"),
    ("(do:shipping.stop)", "(//example.com)", 0, "leaves this site"),
    ("✎ How to come to", "See ![x](x.png), how to come to", 0, "there are no pictures"),
    ("✎ How to come to", "[See](do:a.b) how to come to", 0, "stands in quotes"),
    ("✎ How to come to", "See [x](ftp://x) how to come to", 0, "a link may lead to https://"),
]


@pytest.mark.parametrize(("old", "new", "below", "reason"), BODY)
def test_what_is_wrong_in_the_text_is_told(
    folder: Folder, lab: Lab, old: str, new: str, below: int, reason: str
) -> None:
    line = folder.edit(EN, old, new) + below
    with pytest.raises(LabError) as caught:
        lab.note("en")
    assert reason in caught.value.reason
    assert (caught.value.file, caught.value.line) == (lab.folder / EN, line)


CHOICE = """kind: choice
question: Which?
options: [{text: This}, {text: That}]
right: 2
proof: {waited: 20}
explain: So."""


def test_a_choice_has_its_options(folder: Folder, lab: Lab) -> None:
    _put_choice(folder, CHOICE)
    prediction = lab.note("en").predictions[0]
    assert (prediction.asks, prediction.options, prediction.right) == ("choice", ("This", "That"), 2)
    assert prediction.proof == {"waited": 20}


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("right: 2", "right: 3", 16, "'right' is which option, from 1 to 2"),
        ("right: 2", "right: 0", 16, "'right' is which option, from 1 to 2"),
        (", {text: That}", "", 15, "at least 2 should stand here"),
        ("{text: That}", "That", 15, "here should stand: text"),
        ("proof: {waited: 20}\n", "", 13, "'proof' is missing"),
    ],
)
def test_a_wrong_choice_is_told(folder: Folder, lab: Lab, old: str, new: str, line: int, reason: str) -> None:
    _put_choice(folder, CHOICE.replace(old, new))
    with pytest.raises(LabError) as caught:
        lab.note("en")
    assert reason in caught.value.reason
    assert caught.value.line == line


def _put_choice(folder: Folder, block: str) -> None:
    text = (folder.path / EN).read_text()
    start = text.index("kind: number")
    folder.edit(EN, text[start : text.index("\n```", start)], block)


def test_the_same_name_twice_is_told(folder: Folder, lab: Lab) -> None:
    goal = "\n```goal come-back\ntitle: T\nnudge: N\nhint: H\nworked: W\n```\n"
    line = folder.edit(EN, "\n## ✎ Mend it", goal + "\n## ✎ Mend it")
    with pytest.raises(LabError, match="there is a goal 'come-back' already") as caught:
        lab.note("en")
    assert caught.value.line == line + 1


def test_an_error_shows_its_place_as_editors_read_it() -> None:
    error = LabError(CONTENT_DIR / "messaging" / "fan_out" / "lab.ko.md", 41, "why")
    assert str(error) == "labs/content/messaging/fan_out/lab.ko.md:41: why"


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("scenario.py", "ORDERS_PER_S = 2.0", "ORDERS_PER_S = = 2.0", "SyntaxError"),
        ("scenario.py", "from labs.engines.aws import Cloud", "from labs.engines.aws import Cloude", "ImportError"),
        ("scenario.py", "    cloud = Cloud(sim)", "    cloud = Cloud(simulation)", "NameError"),
        ("scenario.py", "            self.done += 1", "            self.dome += 1", "AttributeError"),
        ("solution.py", '        "orders": _count(', '        "orders": _cound(', "NameError"),
    ],
)
def test_what_fails_in_the_python_of_a_lab_has_its_line(
    folder: Folder, lab: Lab, name: str, old: str, new: str, reason: str
) -> None:
    line = folder.edit(name, old, new)
    with pytest.raises(LabError, match=reason) as caught:
        lab.note("en")
    assert (caught.value.file.name, caught.value.line) == (name, line)
