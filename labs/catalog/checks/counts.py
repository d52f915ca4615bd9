"""What every note has: how many goals and questions, a prediction before the first run, all the parts there must be."""

from collections.abc import Iterator

from labs.catalog.checks.lines import line_with, targets
from labs.catalog.errors import LabError
from labs.catalog.lab import Lab
from labs.catalog.parts import After, Broken, Glossary, GoalPart, LeavesOut, Note, Part, Review, ThenNow

MINUTES = range(8, 16)
SEEDS_LEAST = 3
FEW = range(2, 6)
COUNTS: tuple[tuple[type[Part], range], ...] = (
    (GoalPart, FEW), (Review, FEW), (Broken, range(1, 2)), (Glossary, range(1, 2)), (LeavesOut, range(1, 2)),
)  # fmt: skip


def miscounts(lab: Lab) -> Iterator[LabError]:
    """In the English note, which the Korean one agrees with."""
    file, note = lab.note_file("en"), lab.note("en")
    for key, right in (("minutes", lab.minutes in MINUTES), ("seeds", len({*lab.seeds}) >= SEEDS_LEAST)):
        if not right:
            least = (
                f"from {MINUTES[0]} to {MINUTES[-1]}" if key == "minutes" else f"at least {SEEDS_LEAST} different ones"
            )
            yield LabError(file, line_with(file, f"^{key}:"), f"{key!r} should be {least}")
    if not any(step.title for step in note.steps):
        yield LabError(file, 1, "there is no step: a line that begins with ##")
    for kind, allowed in COUNTS:
        found = [part.line for part in note.parts if isinstance(part, kind)]
        if len(found) not in allowed:
            most = f" to {allowed[-1]}" if len(allowed) > 1 else ""
            line = found[-1] if found else line_with(file, r"\Z")
            yield LabError(
                file, line, f"a note has {allowed[0]}{most} of the block {kind.kind!r}, this one {len(found)}"
            )
    yield from _predicted(lab, note)
    yield from _told_after(lab, note)
    yield from _claims(lab, note)


def _predicted(lab: Lab, note: Note) -> Iterator[LabError]:
    """Nothing is run before the first prediction."""
    file = lab.note_file("en")
    if not note.predictions:
        yield LabError(file, 1, "there is no prediction: a block 'predict'")
        return
    first = note.predictions[0].line
    runs = [line for line, target in targets(file) if target.startswith("do:")]
    for line in [*runs, *(goal.line for goal in note.goals)]:
        if line < first:
            yield LabError(file, line, f"this stands before the first prediction (line {first})")
            return


def _told_after(lab: Lab, note: Note) -> Iterator[LabError]:
    """What waits for a prediction stands below it."""
    lines = {prediction.name: prediction.line for prediction in note.predictions}
    for part in note.parts:
        if isinstance(part, After) and lines.get(part.name, part.line) >= part.line:
            yield LabError(lab.note_file("en"), part.line, f"no prediction {part.name!r} stands before this")


def _claims(lab: Lab, note: Note) -> Iterator[LabError]:
    file = lab.note_file("en")
    boxes = [part for part in note.parts if isinstance(part, ThenNow)]
    for box in boxes:
        if box.claim not in lab.claims:
            yield LabError(file, box.line, f"{box.claim} is not among the claims of the front matter")
    for claim in lab.claims:
        if claim not in {box.claim for box in boxes}:
            yield LabError(file, line_with(file, "^claims:"), f"there is no block 'then-now {claim}'")
