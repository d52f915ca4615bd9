"""What can be seen of a lab without running it over its seeds: files, schemas, both languages."""

from collections.abc import Callable, Iterable, Iterator

from labs.catalog.checks.agreement import front_differences, note_differences
from labs.catalog.checks.script import script_problems
from labs.catalog.errors import LabError
from labs.catalog.lab import LANGUAGES, Lab
from labs.catalog.notes import read_front
from labs.catalog.sources import blamed
from labs.engines.sim import Simulation

Look = Callable[[Lab], Iterable[LabError]]
SECOND_US = 1_000_000


def structure_problems(lab: Lab) -> list[LabError]:
    """The first kind of problem that is found, for the later looks rest on the earlier."""
    for look in (_files, _scenario, front_differences):
        if found := list(_told(look, lab)):
            return found
    if lab.is_bench:
        return []
    for look in (_variant, script_problems, _notes, note_differences):
        if found := list(_told(look, lab)):
            return found
    return []


def _told(look: Look, lab: Lab) -> Iterator[LabError]:
    try:
        yield from look(lab)
    except LabError as error:
        yield error


def _files(lab: Lab) -> Iterator[LabError]:
    if not (lab.folder / "__init__.py").is_file():
        yield LabError(lab.folder / "__init__.py", 1, "this file is missing: a lab's folder is a Python package")
    for language in LANGUAGES:
        try:
            read_front(lab.note_file(language))
        except LabError as error:
            yield error


def _scenario(lab: Lab) -> Iterator[LabError]:
    with blamed(lab.folder):
        sim = Simulation(lab.seeds[0])
        lab.build(sim)
        sim.run_until(SECOND_US)
    yield from ()


def _variant(lab: Lab) -> Iterator[LabError]:
    return _scenario(lab.broken)


def _notes(lab: Lab) -> Iterator[LabError]:
    for language in LANGUAGES:
        try:
            lab.note(language)
        except LabError as error:
            yield error
