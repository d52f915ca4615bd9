"""Makes the folder of a new lab, from the template beside this file."""

from pathlib import Path
from shutil import copytree, ignore_patterns

from labs.catalog.schema import NAME
from labs.catalog.shelf import Shelf

TEMPLATE = Path(__file__).parent / "new_lab"
SLUG_LENGTH_MAX = 40
# What stands in the template's front matter.
ORDER, TITLES = "order: 99", {"ko": "새 실습", "en": "A new lab"}


class Refusal(ValueError):
    """There can be no lab of that name there."""


def make_lab(shelf: Shelf, subject: str, slug: str) -> Path:
    """The folder of a new lab that runs at once. Raises Refusal."""
    _check(shelf, subject, slug)
    folder = shelf.folder / subject / slug.replace("-", "_")
    there = [lab.order for lab in shelf.labs() if lab.subject == subject and not lab.is_bench]
    order = max(there, default=0) + 1
    copytree(TEMPLATE, folder, ignore=ignore_patterns("__pycache__"))
    for language, title in TITLES.items():
        file = folder / f"lab.{language}.md"
        words = slug.replace("-", " ").capitalize()
        named = f"{title}: {words}" if language == "ko" else words
        text = file.read_text(encoding="utf-8").replace(f"title: {title}\n", f'title: "{named}"\n', 1)
        file.write_text(text.replace(ORDER, f"order: {order}", 1), encoding="utf-8")
    return folder


def _check(shelf: Shelf, subject: str, slug: str) -> None:
    if subject not in shelf.subjects():
        raise Refusal(f"There is no subject {subject!r}. There are: {', '.join(shelf.subjects())}.")
    if not NAME.fullmatch(slug) or len(slug) > SLUG_LENGTH_MAX:
        raise Refusal(
            f"{slug!r} is no name for a lab: small letters and digits, words joined by -: visibility-timeout."
        )
    for lab in shelf.labs():
        if lab.slug == slug:
            raise Refusal(f"There is a lab {slug!r} already, in {lab.subject}.")
    if (shelf.folder / subject / slug.replace("-", "_")).exists():
        raise Refusal(f"The folder {subject}/{slug.replace('-', '_')} exists already, without a scenario.")
