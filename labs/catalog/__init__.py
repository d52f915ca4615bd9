"""The labs there are: reads `content/`, renders its notes, loads and runs scenarios and solutions by name."""

from pathlib import Path

from labs.catalog.errors import LabError, UnknownLab
from labs.catalog.lab import Lab
from labs.catalog.parts import (
    After,
    Broken,
    Glossary,
    GoalPart,
    LeavesOut,
    Note,
    Part,
    Predict,
    Prose,
    Review,
    Step,
    ThenNow,
)
from labs.catalog.shelf import Shelf, find

__all__ = [
    "CONTENT_DIR",
    "After",
    "Broken",
    "Glossary",
    "GoalPart",
    "Lab",
    "LabError",
    "LeavesOut",
    "Note",
    "Part",
    "Predict",
    "Prose",
    "Review",
    "Shelf",
    "Step",
    "ThenNow",
    "UnknownLab",
    "all_labs",
    "get_lab",
    "rules",
    "shelf",
]

CONTENT_DIR = Path(__file__).resolve().parents[1] / "content"
shelf = Shelf(CONTENT_DIR, "labs.content")


def all_labs() -> tuple[Lab, ...]:
    """Every lab, by subject and order, without variants. Raises LabError."""
    return shelf.labs()


def get_lab(slug: str) -> Lab:
    """A lab, or a variant of one: `fan-out.broken`. Raises UnknownLab, LabError."""
    return find(all_labs(), slug)


def rules(slug: str) -> str:
    """A hash of all that decides how a run goes. Raises UnknownLab, LabError."""
    return get_lab(slug).rules
