"""A shelf with one lab that has every kind of part, and one bench."""

from pathlib import Path

import pytest

from labs import catalog
from labs.lessons import limits
from labs.rooms import limits as room_limits
from tests.lessons.reader import Reader

CONTENT = catalog.Shelf(Path(__file__).parent / "content", "tests.lessons.content")


@pytest.fixture
def parcels(monkeypatch: pytest.MonkeyPatch, db: None) -> catalog.Lab:
    """The lab "parcels"; the only other is the bench "open-shop"."""
    monkeypatch.setattr(catalog, "shelf", CONTENT)
    return catalog.get_lab("parcels")


@pytest.fixture
def reader(parcels: catalog.Lab) -> Reader:
    """Somebody new on the site, without JavaScript."""
    return Reader()


@pytest.fixture(autouse=True)
def _full_buckets() -> None:
    """What one test has used up is not missing in the next."""
    for buckets in (limits.answers, limits.reviews, room_limits.openings, room_limits.guesses):
        buckets._kept.clear()
