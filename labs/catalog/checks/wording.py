"""What is still to be written, and what should be Korean and is not."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from django.utils.safestring import SafeString

from labs.catalog.checks.lines import line_of, line_with
from labs.catalog.errors import LabError
from labs.catalog.lab import Lab
from labs.catalog.markdown import plain

TO_WRITE = "✎"  # what the template of a new lab has where words are needed
HANGUL = re.compile("[가-힣]")
WORD = re.compile(r"[A-Za-z]{2,}")
FOREIGN_MOST = 3  # words; names and code stay as they are


def wording_problems(lab: Lab) -> list[LabError]:
    return [*_to_write(lab), *_front(lab), *([] if lab.is_bench else [*_texts(lab), *_script(lab)])]


def _to_write(lab: Lab) -> Iterator[LabError]:
    for file in sorted([*lab.folder.glob("*.md"), *lab.folder.glob("*.py")]):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if TO_WRITE in line:
                yield LabError(file, number, f"to be written: {line.strip()}")


def _front(lab: Lab) -> Iterator[LabError]:
    file = lab.note_file("ko")
    for key in ("title", "idea"):
        said = {code: getattr(lab.fronts[code], key) for code in ("ko", "en")}
        if said["ko"] == said["en"] or not HANGUL.search(said["ko"]):
            yield LabError(file, line_with(file, f"^{key}:"), f"{key!r} is not Korean yet")


def _texts(lab: Lab) -> Iterator[LabError]:
    for step in lab.note("ko").steps:
        for line, text in [(step.line, step.title), *_said(step.parts, step.line)]:
            if is_foreign(plain(text)):
                yield LabError(lab.note_file("ko"), line, f"this is not Korean yet: {plain(text).strip()[:60]}")


def _script(lab: Lab) -> Iterator[LabError]:
    file = lab.solution.file
    for place, line in enumerate(lab.solution.script("ko")):
        if is_foreign(line["comment"]) or is_foreign(line["gap"] or ""):
            yield LabError(file, line_of(file, "COMMANDS", place), "what is said in Korean is not Korean yet")


def _said(value: Any, line: int) -> Iterator[tuple[int, str]]:
    """Every text in a part, with the line of the part."""
    if isinstance(value, SafeString):
        yield line, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _said(getattr(value, field.name), getattr(value, "line", line))
    elif isinstance(value, tuple):
        for item in value:
            yield from _said(item, line)


def is_foreign(text: str) -> bool:
    return not HANGUL.search(text) and len(WORD.findall(text)) > FOREIGN_MOST
