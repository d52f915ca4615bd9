"""Both languages of a lab must be the same lab: same steps, blocks, names and values."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from django.utils.safestring import SafeString

from labs.catalog.checks.lines import line_with, targets
from labs.catalog.errors import LabError
from labs.catalog.lab import Lab
from labs.catalog.parts import Part, Step

SAME = ("minutes", "order", "scene", "claims", "seeds", "still_s")  # in the front matter
OTHER = "lab.en.md"


def front_differences(lab: Lab) -> Iterator[LabError]:
    file = lab.note_file("ko")
    for key in SAME:
        ko, en = getattr(lab.fronts["ko"], key), getattr(lab.fronts["en"], key)
        if ko != en:
            yield LabError(file, line_with(file, f"^{key}:"), f"{key!r} differs from {OTHER}")
    if lab.fronts["ko"].goals and not lab.is_bench:
        yield LabError(file, line_with(file, "^goals:"), "the goals of a lab with a note are blocks: ```goal NAME")


def note_differences(lab: Lab) -> Iterator[LabError]:
    file = lab.note_file("ko")
    ko, en = lab.note("ko").steps, lab.note("en").steps
    if [step.id for step in ko] != [step.id for step in en]:
        yield LabError(file, ko[-1].line if ko else 1, f"{_count(ko)} here, {_count(en)} in {OTHER}")
        return
    for one, other in zip(ko, en, strict=True):
        difference = _in_step(one, other)
        if difference:
            yield LabError(file, *difference)
    yield from _links(lab)


def _count(steps: tuple[Step, ...]) -> str:
    titled = [step for step in steps if step.title]
    return f"{len(titled)} steps{' after an introduction' if len(titled) < len(steps) else ''}"


def _in_step(ko: Step, en: Step) -> tuple[int, str] | None:
    """The first part in which a step differs, with its line."""
    for one, other in zip(ko.parts, en.parts, strict=False):
        if one.kind != other.kind:
            return one.line, f"here stands {one.kind}, where {OTHER}:{other.line} has {other.kind}"
        for key in _differing(one, other):
            return one.line, f"{key!r} of this {one.kind} differs from {OTHER}:{other.line}"
    if len(ko.parts) != len(en.parts):
        return ko.line, f"this step has {len(ko.parts)} parts, and {len(en.parts)} in {OTHER}:{en.line}"
    return None


def _differing(one: Part, other: Part) -> list[str]:
    keys = [field.name for field in fields(one) if field.compare]
    return [key for key in keys if _shape(getattr(one, key)) != _shape(getattr(other, key))]


def _shape(value: Any) -> Any:
    """What must be the same in every language: of a text only whether it is there."""
    if isinstance(value, SafeString):
        return bool(value)
    if is_dataclass(value):
        return [(field.name, _shape(getattr(value, field.name))) for field in fields(value) if field.compare]
    if isinstance(value, tuple):
        return [_shape(item) for item in value]
    return value


def _links(lab: Lab) -> Iterator[LabError]:
    """What one language leads to on the bench, the other leads to as well."""
    files = [lab.note_file("ko"), lab.note_file("en")]
    for here, there in (files, files[::-1]):
        known = {target for _, target in targets(there)}
        for line, target in targets(here):
            if target not in known:
                yield LabError(here, line, f"{target} is not in {there.name}")
                known.add(target)
