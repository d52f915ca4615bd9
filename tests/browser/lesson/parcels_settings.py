"""The site with the small labs of the lessons' tests instead of its own."""

from pathlib import Path

from labs import catalog
from workshop.settings import *  # noqa: F403

CONTENT = Path(__file__).parents[2] / "lessons" / "content"
catalog.shelf = catalog.Shelf(CONTENT, "tests.lessons.content")
