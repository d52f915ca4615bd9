"""The page of a lab: what stands on it before and after a room was started."""

import json
import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from labs.catalog import Lab
from labs.rooms.models import Room
from tests.lessons.reader import PARCELS, Reader
from tests.lessons.rows import visitor

QUERIES_MAX = 5


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_note_is_there_in_the_language_of_the_site_and_no_room_yet(parcels: Lab, language: str) -> None:
    reader = Reader(language=language)
    page = reader.get()
    assert reader.response.status_code == 200
    assert f"<h1>{parcels.title(language)}</h1>" in page
    assert parcels.idea(language) in page
    assert 'data-lesson="parcels"' in page
    assert "data-room" not in page
    assert Room.objects.count() == 0


def test_every_kind_of_part_is_on_it(reader: Reader) -> None:
    page = reader.get()
    for sign in [
        'data-predict="lost" data-kind="choice"', 'data-predict="parcels" data-kind="number"',
        'data-predict="backlog" data-kind="curve"', 'data-goal="pause"', 'data-goal="mended"',
        'class="then-now" data-claim="S1.15"', 'data-broken', 'data-review="sent" data-kind="number"',
        'data-review="keeps" data-kind="choice"', 'class="glossary"', 'class="leaves-out"',
        'data-mention="sqs/shipping"', 'data-do="shipping.stop"',
    ]:  # fmt: skip
        assert sign in page, sign


def test_headings_come_in_order(reader: Reader) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", reader.get())]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_id_stands_once(reader: Reader) -> None:
    reader.post("start", {"rung": "gaps"})
    ids = re.findall(r'\sid="([^"]+)"', reader.get())
    assert sorted(ids) == sorted(set(ids))


def test_hints_are_a_ladder_each_rung_inside_the_one_before(reader: Reader) -> None:
    reader.get()
    goal = reader.part(r'<section class="card goal" id="goal-pause".*?</section>')
    assert re.findall(r'data-hint="(\w+)"', goal) == ["nudge", "hint", "worked"]
    assert goal.count("<details") == 3
    assert "</details>" not in goal[: goal.index("Press <strong>Stop</strong>")]


def test_the_browser_is_told_what_a_prediction_needs(reader: Reader) -> None:
    reader.get()
    spec = json.loads(re.search(r"data-spec>(.*?)</script>", reader.form("predict-parcels"))[1])  # type: ignore[index]
    assert spec == {
        "name": "parcels", "kind": "number", "question": "How many parcels has Shipping packed after 20 s?",
        "unit": "parcels", "least": 0, "most": 300, "series": "shipping.finished", "at_s": 20, "until_s": 0,
        "after": None, "right": None, "options": 0, "made_us": None, "value": None,
    }  # fmt: skip


def test_outcome_and_explanation_wait_hidden(reader: Reader) -> None:
    reader.get()
    form = reader.form("predict-lost")
    assert "<div data-outcome hidden>" in form
    assert re.search(r"<div data-explain hidden>.*until <code>shipping</code> asks again", form, re.DOTALL)


def test_a_room_brings_the_bench_the_tasks_and_the_way_for_others(reader: Reader) -> None:
    reader.post("start", {"rung": "alone"})
    page = reader.get()
    code = Room.objects.get().code
    for sign in [
        f'data-room="{code}" data-scene="messaging" data-role="owner"',
        f'data-live="/rooms/{code}/live/" data-rung="alone"',
        '<li class="card task" data-goal="pause"', 'data-part="scene"', 'data-part="terminal"', 'data-part="words"',
        f"http://testserver/rooms/{code}/", 'id="goal-titles"',
    ]:  # fmt: skip
        assert sign in page, sign
    assert 'id="script"' not in page


@pytest.mark.parametrize("rung", ["watch", "gaps"])
def test_what_is_played_brings_its_script(reader: Reader, rung: str) -> None:
    reader.post("start", {"rung": rung})
    reader.get()
    script = json.loads(reader.part(r'(?<=<script id="script" type="application/json">).*?(?=</script>)'))
    assert [line["command"] for line in script] == ["shipping.stop", "shipping.start"]
    assert script[0]["comment"] == "Shipping stops."
    assert script[0]["gap"] == "What stops Shipping?"


def test_the_page_costs_few_queries(reader: Reader) -> None:
    visitor(reader)
    reader.post("start", {"rung": "watch"})
    reader.post("predict/lost", {"value": "2"})
    with CaptureQueriesContext(
        connection,
    ) as queries:
        reader.get()
    assert len(queries) <= QUERIES_MAX
    with CaptureQueriesContext(connection) as none:
        Reader().get(PARCELS)
    assert len(none) == 0
