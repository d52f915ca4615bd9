"""Finds labs by their place: a folder with a scenario in the folder of its subject."""

from dataclasses import replace
from pathlib import Path
from threading import RLock

from labs.catalog.errors import UnknownLab
from labs.catalog.lab import BROKEN, Lab
from labs.catalog.sources import forget

Stamp = tuple[tuple[str, int, int], ...]  # of every file: name, when it was changed, size


class Shelf:
    """The labs below one folder, which is the Python package `package`.

    `watched` (in development): a lab whose files change is read and imported anew.
    """

    def __init__(self, folder: Path, package: str) -> None:
        self.folder, self.package = folder, package
        self.watched = False
        self._labs: tuple[Lab, ...] | None = None
        self._stamps: dict[Path, Stamp] = {}
        self._lock = RLock()

    def labs(self) -> tuple[Lab, ...]:
        """Every lab, by subject and order. Raises LabError."""
        if self._labs is None or (self.watched and self.stamps() != self._stamps):
            with self._lock:
                self._labs = self._find()
        return self._labs

    def get(self, slug: str) -> Lab:
        """A lab, or the variant of one: `fan-out.broken`. Raises UnknownLab."""
        return find(self.labs(), slug)

    def subjects(self) -> list[str]:
        """Every folder that may have labs."""
        return sorted(path.parent.name for path in self.folder.glob("*/__init__.py"))

    def stamps(self) -> dict[Path, Stamp]:
        """What would show that a lab has changed."""
        folders = sorted(path.parent for path in self.folder.glob("*/*/scenario.py"))
        return {folder: _stamp(folder) for folder in folders}

    def _find(self) -> tuple[Lab, ...]:
        stamps = self.stamps()
        kept = {lab.folder: lab for lab in self._labs or () if stamps.get(lab.folder) == self._stamps.get(lab.folder)}
        for folder in self._stamps.keys() - kept.keys():
            forget(self._package(folder), folder)
        labs = [kept.get(folder) or self._lab(folder) for folder in stamps]
        labs.sort(key=lambda lab: (lab.subject, lab.order, lab.slug))
        placed = _placed(labs)
        self._stamps = stamps
        return placed

    def _lab(self, folder: Path) -> Lab:
        return Lab(folder.name.replace("_", "-"), folder.parent.name, folder, self._package(folder))

    def _package(self, folder: Path) -> str:
        return ".".join([self.package, *folder.relative_to(self.folder).parts])


def find(labs: tuple[Lab, ...], slug: str) -> Lab:
    """Raises UnknownLab."""
    for lab in labs:
        if lab.slug == slug:
            return lab
        if f"{lab.slug}.{BROKEN}" == slug and not lab.is_bench:
            return lab.broken
    raise UnknownLab(slug)


def _placed(labs: list[Lab]) -> tuple[Lab, ...]:
    """The labs with their place among those of their subject that have a note."""
    placed = []
    for lab in labs:
        peers = [other.slug for other in labs if other.subject == lab.subject and not other.is_bench]
        number = 0 if lab.is_bench else peers.index(lab.slug) + 1
        same = (lab.number, lab.of) == (number, len(peers))
        placed.append(lab if same else replace(lab, number=number, of=len(peers)))
    return tuple(placed)


def _stamp(folder: Path) -> Stamp:
    files = sorted([*folder.glob("*.py"), *folder.glob("*.md")])
    return tuple((file.name, *_times(file)) for file in files)


def _times(file: Path) -> tuple[int, int]:
    try:
        status = file.stat()
    except FileNotFoundError:  # between being listed and being looked at
        return 0, 0
    return status.st_mtime_ns, status.st_size
