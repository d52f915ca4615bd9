"""The steps of a note: where a visitor has come to, and how they come back to it."""

import re

import pytest

from labs.catalog import Lab
from labs.lessons.models import Study
from labs.rooms.models import GoalReached, Room, Visitor
from tests.lessons.reader import PARCELS, Reader


def states(reader: Reader) -> dict[str, str]:
    return dict(re.findall(r'data-step-mark="([\w-]+)" data-state="(\w+)"', reader.text))


def reach(lab: str, *goals: str) -> None:
    room, visitor = Room.objects.get(), Visitor.objects.get()
    for goal in goals:
        GoalReached.objects.create(visitor=visitor, lab=lab, goal=goal, room=room, branch=0, at_us=1, digest="")


def test_somebody_new_stands_before_the_first_step(reader: Reader) -> None:
    reader.get()
    assert states(reader) == {"step-1": "todo", "step-2": "todo", "step-3": "todo"}
    assert "A bar fills when its goals and questions are done" in reader.text
    assert "Continue at step" not in reader.text


def test_the_bar_says_how_far_the_visitor_has_come(reader: Reader) -> None:
    assert reader.post("step", {"step": "step-2"}) == 302
    assert reader.to == f"{PARCELS}#step-2"
    reader.get()
    assert re.findall(r'href="#([\w-]+)"[^>]*aria-current="step"', reader.text) == ["step-2"]


def test_a_step_that_asks_something_is_done_when_that_is_and_not_by_being_read(reader: Reader, parcels: Lab) -> None:
    reader.post("start", {"rung": "alone"})
    reader.post("step", {"step": "step-3"})
    reader.get()
    assert set(states(reader).values()) == {"todo"}
    reader.post("predict/parcels", {"value": "50"})
    reach("parcels", "pause", "restart")
    reach("parcels.broken", "mended")
    reader.get()
    assert states(reader) == {"step-1": "done", "step-2": "todo", "step-3": "todo"}  # a curve, two questions
    reader.post("skip/backlog")
    for review in parcels.note("en").reviews:
        reader.post(f"review/{review.name}", {"value": "1", "seed": "7"})
    reader.get()
    assert set(states(reader).values()) == {"done"}
    assert "Continue at step" not in reader.text
    reader.htmx("step", {"step": "step-1"})
    assert set(states(reader).values()) == {"done"}


def test_whoever_comes_back_is_offered_to_go_on(reader: Reader) -> None:
    reader.post("step", {"step": "step-3"})
    reader.get()
    assert re.search(r'<a class="button" href="#step-3">\s*Continue at step 3: Prove it', reader.text)


def test_nobody_is_led_back_to_what_is_done(reader: Reader, parcels: Lab) -> None:
    reader.post("start", {"rung": "alone"})
    reader.post("step", {"step": "step-1"})
    reader.post("predict/parcels", {"value": "50"})
    reach(parcels.slug, "pause", "restart")
    reader.get()
    assert states(reader)["step-1"] == "done"
    assert re.search(r'<a class="button" href="#step-2">\s*Continue at step 2', reader.text)


def test_every_step_but_the_last_leads_to_the_next(reader: Reader) -> None:
    reader.get()
    assert re.findall(r'name="step" value="([\w-]+)"', reader.text) == ["step-1", "step-2", "step-3"]


def test_htmx_gets_the_bar_alone(reader: Reader) -> None:
    assert reader.htmx("step", {"step": "step-1"}) == 200
    assert reader.text.strip().startswith("<nav")
    assert 'aria-current="step"' in reader.text


@pytest.mark.parametrize("step", ["", "step-4", "../", "x" * 500])
def test_a_step_that_is_not_there_is_refused(reader: Reader, step: str) -> None:
    assert reader.post("step", {"step": step}) == 400
    assert Study.objects.count() == 0


def test_the_step_stays_when_the_lab_is_started(reader: Reader) -> None:
    reader.post("step", {"step": "step-2"})
    reader.post("start", {"rung": "alone"})
    assert Study.objects.get().step == "step-2"
