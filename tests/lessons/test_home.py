"""The first page."""

import re

import pytest
from django.test import Client

from labs.catalog import all_labs


def home(client: Client, language: str) -> str:
    response = client.get("/", headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_lab_is_named_with_its_idea_in_the_visitors_language(client: Client, language: str) -> None:
    page = home(client, language)
    assert f'<html lang="{language}"' in page
    for lab in all_labs():
        assert lab.title(language) in page
        assert lab.idea(language) in page


def test_every_lab_can_be_opened_by_a_form_with_its_slug(client: Client) -> None:
    page = home(client, "en")
    opened = re.findall(r'name="lab" value="([\w-]+)"', page)
    assert {*opened} == {lab.slug for lab in all_labs()}
    assert page.count('action="/rooms/"') == len(opened)
    assert page.count("csrfmiddlewaretoken") >= len(opened)


def test_a_room_can_be_joined_from_here(client: Client) -> None:
    assert 'action="/rooms/join/"' in home(client, "en")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_first_page_is_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)("/").status_code == 405
