"""In development an open page hears of a saved lab, and a lab that cannot be read is told on its page."""

import json
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import AsyncRequestFactory, RequestFactory

from labs import catalog
from labs.catalog import LabError, Shelf
from labs.catalog.making import make_lab
from labs.lessons import development


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the only lab there is."""
    (tmp_path / "messaging").mkdir()
    (tmp_path / "messaging" / "__init__.py").touch()
    shelf = Shelf(tmp_path, "content_of_a_test")
    folder = make_lab(shelf, "messaging", "small-shop")
    monkeypatch.setattr(catalog, "shelf", shelf)
    monkeypatch.setattr(development, "WAIT_S", 0.3)
    return folder


def seen(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(development, "reverse", lambda name: f"/{name}")
    return development.changes(RequestFactory().get("/"))["changes"]


async def test_a_page_hears_of_what_was_saved_since_it_was_made(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = seen(monkeypatch)
    assert re.fullmatch(r"/changes\?seen=[0-9a-f]{16}", address)
    answer = await development.changed(AsyncRequestFactory().get(address))
    assert json.loads(answer.content) == {"changed": False}
    (lab / "lab.ko.md").write_text("other")
    answer = await development.changed(AsyncRequestFactory().get(address))
    assert json.loads(answer.content) == {"changed": True}


@pytest.mark.parametrize("name", ["lab.en.md", "scenario.py", "solution.py", "more.py"])
def test_every_file_of_a_lab_counts(lab: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = seen(monkeypatch)
    (lab / name).write_text("other")
    assert seen(monkeypatch) != before


def test_what_is_wrong_with_a_lab_is_told_on_the_page(lab: Path) -> None:
    errors = development.ShowLabErrors(lambda request: HttpResponse())
    error = LabError(lab / "lab.en.md", 7, "a <reason>")
    page = errors.process_exception(RequestFactory().get("/"), error)
    assert page is not None
    assert f"{lab}/lab.en.md:7: a &lt;reason&gt;" in page.content.decode()
    assert errors.process_exception(RequestFactory().get("/"), ValueError("a bug")) is None
