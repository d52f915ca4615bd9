"""The form of `solution.py`: commands in order, said in both languages, two of them left out in the second rung."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from labs.catalog.checks.lines import line_of
from labs.catalog.errors import LabError
from labs.catalog.lab import LANGUAGES, Lab
from labs.catalog.solution import Solution

READ_A_SECOND = {"en": 18, "ko": 12}  # characters of a comment, with the scene moving beside it
KEYS = {"at_s", "command", "args", "comment", "gap", "predict", "also"}
GAPS = 2


def script_problems(lab: Lab) -> Iterator[LabError]:
    for solution, name, end in (
        (lab.solution, "COMMANDS", "END_S"),
        (lab.broken.solution, "BROKEN_COMMANDS", "BROKEN_END_S"),
    ):
        yield from _commands(solution, name, end)
    file = lab.solution.file
    for place, line in enumerate(lab.solution.commands):
        for key in ("comment", "gap"):
            if (key == "comment" or key in line) and not _said(line.get(key)):
                yield LabError(file, line_of(file, "COMMANDS", place), f"{key!r} is needed in both languages")
    gaps = sum("gap" in line for line in lab.solution.commands)
    if gaps != GAPS:
        yield LabError(file, line_of(file, "COMMANDS"), f"exactly two commands have a 'gap', not {gaps}")
    asked = [line.get("predict") for line in lab.solution.commands]
    for prediction in lab.note("en").predictions[1:]:
        if asked.count(prediction.name) != 1:
            reason = f"one command has 'predict': {prediction.name!r}, the first after which its outcome shows"
            yield LabError(file, line_of(file, "COMMANDS"), reason)
    if not all(isinstance(value, int) for value in lab.solution.spread.values()):
        yield LabError(file, line_of(file, "SPREAD"), "SPREAD has a whole number for each measure")


def _commands(solution: Solution, name: str, end: str) -> Iterator[LabError]:
    file, before = solution.file, 0.0
    for place, line in enumerate(solution.commands):
        reason = _wrong(line) or ("" if line["at_s"] >= before else "earlier than the command before it")
        if reason:
            yield LabError(file, line_of(file, name, place), reason)
            return
        before = line["at_s"]
    if not _is_number(solution.end_s) or solution.end_s <= before:
        yield LabError(file, line_of(file, end), f"{end} comes after the last command")
    yield from _hurried(solution, name)


def _hurried(solution: Solution, name: str) -> Iterator[LabError]:
    """A comment stands until the next command."""
    for place, (line, following) in enumerate(pairwise(solution.commands)):
        comment = line.get("comment", {})
        reading_s = max((len(comment.get(code, "")) / READ_A_SECOND[code] for code in LANGUAGES), default=0)
        if following["at_s"] - line["at_s"] < reading_s:
            reason = f"reading the comment before it takes {reading_s:.1f} s"
            yield LabError(solution.file, line_of(solution.file, name, place + 1), reason)


def _wrong(line: Any) -> str:
    if not isinstance(line, dict) or not {"at_s", "command"} <= line.keys() or line.keys() - KEYS:
        return f"a command has at_s and command, and may have {', '.join(sorted(KEYS - {'at_s', 'command'}))}"
    if not _is_number(line["at_s"]) or line["at_s"] < 0:
        return "'at_s' is a time from 0 on"
    if not isinstance(line["command"], str) or not isinstance(line.get("args", {}), dict):
        return "'command' is a text and 'args' a dict"
    if not all(_is_command(other) for other in line.get("also", [])) or ("also" in line and "gap" not in line):
        return "'also' has the commands that fill the 'gap' as well, each with command and args"
    return ""


def _is_command(other: Any) -> bool:
    return isinstance(other, dict) and other.keys() == {"command", "args"}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _said(text: Any) -> bool:
    return isinstance(text, dict) and text.keys() == {*LANGUAGES} and all(text.values())
