"""From the words of an address to what they name, or the page that says there is nothing there."""

from typing import TypeVar

from django.http import Http404

from labs.catalog import Lab, Note, UnknownLab, get_lab

P = TypeVar("P")


def lab_at(subject: str, slug: str) -> Lab:
    """A lab with a note; a bench has no page. Raises Http404."""
    try:
        lab = get_lab(slug)
    except UnknownLab:
        raise Http404 from None
    if lab.subject != subject or lab.is_bench:
        raise Http404
    return lab


def part_in(note: Note, kind: type[P], name: str) -> P:
    """The prediction or review question of that name. Raises Http404."""
    for part in note.parts:
        if isinstance(part, kind) and getattr(part, "name", None) == name:
            return part
    raise Http404
