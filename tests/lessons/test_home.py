"""The first page and the pages of the subjects."""

import re

import pytest
from django.test import Client

from labs.catalog import Lab, all_labs
from labs.lessons.subjects import SUBJECTS
from labs.rooms.models import GoalReached
from tests.lessons.reader import PARCELS, Reader
from tests.lessons.rows import visitor


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_lab_is_named_in_the_visitors_language_and_leads_to_its_page(client: Client, language: str) -> None:
    page = client.get("/", headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in page
    for lab in all_labs():
        assert lab.title(language) in page
        assert lab.is_bench or f'href="/{lab.subject}/{lab.slug}/"' in page


def test_a_subject_without_labs_says_so(reader: Reader) -> None:
    reader.get("/")
    assert reader.text.count("There is no lab here yet") == len(SUBJECTS) - 1


def test_a_bench_is_opened_as_a_room(reader: Reader) -> None:
    reader.get("/")
    assert 'name="lab" value="open-shop"' in reader.text
    assert reader.text.count('name="lab" value="parcels"') == 1  # the room for many
    assert 'href="/messaging/open-shop/"' not in reader.text


def test_a_room_can_be_joined_and_a_run_opened_from_here(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'action="/rooms/join/"' in page
    assert 'href="/runs/import/"' in page


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("path", ["/", "/messaging/", PARCELS])
def test_a_page_is_only_read(parcels: Lab, client: Client, path: str, method: str) -> None:
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_has_a_page_and_is_marked_in_the_header(reader: Reader, subject: str) -> None:
    reader.get(f"/{subject}/")
    assert reader.response.status_code == 200
    assert re.findall(r'href="([^"]+)" aria-current="page"', reader.text) == [f"/{subject}/"]


@pytest.mark.parametrize("path", ["/messaging", "/messaging/parcels"])
def test_an_address_typed_without_its_last_slash_leads_to_the_page(reader: Reader, path: str) -> None:
    reader.get(path)
    assert reader.to == f"{path}/"


@pytest.mark.parametrize(
    "path", ["/cooking/", "/messaging/no-such-lab/", "/kubernetes/parcels/", "/messaging/open-shop/"]
)
def test_what_is_not_there_is_not_found(reader: Reader, path: str) -> None:
    reader.get(path)
    assert reader.response.status_code == 404


def test_a_page_asks_nothing_of_who_only_reads(reader: Reader) -> None:
    for path in ("/", "/messaging/", PARCELS):
        reader.get(path)
        assert not reader.token


def test_the_dots_show_how_many_goals_are_reached_also_to_those_who_do_not_see_them(reader: Reader) -> None:
    def dots() -> list[str]:
        pages = [reader.get("/"), reader.get("/messaging/")]
        return [
            re.sub(r"<[^>]+>", "", dot)
            for page in pages
            for dot in re.findall(r'<span class="dot".*?</span></span>', page)
        ]

    someone = visitor(reader)
    assert dots() == ["□Not begun: "] * 2
    for lab, goal in [("parcels", "pause"), ("other", "pause"), ("parcels", "long-gone")]:
        GoalReached.objects.create(visitor=someone, lab=lab, goal=goal, branch=0, at_us=1, digest="")
    assert dots() == ["◐1 of 3 goals reached: "] * 2
    for lab, goal in [("parcels", "restart"), ("parcels.broken", "mended")]:
        GoalReached.objects.create(visitor=someone, lab=lab, goal=goal, branch=0, at_us=1, digest="")
    assert dots() == ["■All goals reached: "] * 2


def test_somebody_elses_goals_are_not_mine(reader: Reader) -> None:
    GoalReached.objects.create(
        visitor=visitor(Reader("other")), lab="parcels", goal="pause", branch=0, at_us=1, digest=""
    )
    visitor(reader)
    assert "Not begun" in reader.get("/")


def test_the_first_page_offers_the_lab_and_step_where_one_was_last(reader: Reader) -> None:
    assert "Start with the first lab" in reader.get("/")
    reader.post("step", {"step": "step-2"})
    reader.get("/")
    assert 'href="/messaging/parcels/#step-2"' in reader.text
    assert "Go on where you were" in reader.text
    assert "step 2: Start it again" in reader.text
