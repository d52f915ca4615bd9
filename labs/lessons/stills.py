"""The scene at one moment, drawn beforehand: what a page shows before a room runs, and on paper."""

from django.utils.safestring import SafeString, mark_safe

from labs.catalog import Lab


def still(lab: Lab, language: str) -> SafeString | None:
    """The lab's own drawing as SVG, or None while there is none."""
    drawing = lab.folder / f"still.{language}.svg"
    return mark_safe(drawing.read_text(encoding="utf-8")) if drawing.is_file() else None  # noqa: S308  our own file
