"""A shelf of its own for each test, with one lab as `new_lab` makes it."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from labs.catalog import Lab, Shelf
from labs.catalog.making import make_lab

PACKAGE = "content_of_a_test"


@dataclass
class Folder:
    """The folder of a lab, and how an author changes its files."""

    path: Path

    def edit(self, name: str, old: str, new: str) -> int:
        """Returns the line where the change begins."""
        file = self.path / name
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new, 1))
        return text[: text.index(old)].count("\n") + 1

    def edit_both(self, old: str, new: str) -> int:
        """The same in the notes of both languages."""
        self.edit("lab.ko.md", old, new)
        return self.edit("lab.en.md", old, new)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """No lab, and one subject to put some into."""
    folder = tmp_path / PACKAGE
    (folder / "messaging").mkdir(parents=True)
    for package in (folder, folder / "messaging"):
        (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    shelf = Shelf(folder, PACKAGE)
    shelf.watched = True
    yield shelf
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture
def folder(shelf: Shelf) -> Folder:
    """A new lab, messaging/small-shop."""
    return Folder(make_lab(shelf, "messaging", "small-shop"))


@pytest.fixture
def lab(shelf: Shelf, folder: Folder) -> Lab:
    """The same, as it is read; a test edits its files first."""
    return Lab("small-shop", "messaging", folder.path, f"{PACKAGE}.messaging.small_shop")
