"""The scene at one moment, drawn beforehand: what a page shows before a room runs, and on paper."""

from django.utils.safestring import SafeString, mark_safe

from labs.catalog import Lab

SHAPES = ("still", "still-narrow")  # the place it stands in shows the one that fits


def still(lab: Lab, language: str) -> SafeString:
    """The lab's own drawings as SVG; nothing while there are none."""
    files = [lab.folder / f"{shape}.{language}.svg" for shape in SHAPES]
    drawings = [file.read_text(encoding="utf-8") for file in files if file.is_file()]
    return mark_safe("".join(drawings))  # noqa: S308  our own files
