"""Which sentences a page needs at once, and which come with the modules that are fetched later.

A module that is fetched later imports LATER before anything else; so the sentences of all that only it leads to are
there before they are said. What is needed at once is all that a page reaches without such a module, and that depends on
its scene: a page with a scene has no front door, which shows messaging's.
"""

import re
from collections.abc import Iterable
from pathlib import Path

ENTRIES = ("main.js", "embed.js")
FRONT_DOOR = "front_door.js"
LATER = "#lab/later_sentences.js"
IMPORT = re.compile(r"(?:\bfrom\s+|\bimport\(\s*|\bimport\s+)[\"']#lab/([^\"']+)[\"']")
SAID = re.compile(r"\bn?gettext\(\s*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)')")


def scenes(scripts: Path) -> set[str]:
    """The names of all scenes below `scripts`."""
    return {path.stem for path in (scripts / "scenes").glob("*.js")}


def first_sentences(scripts: Path, scene: str = "") -> set[str]:
    """The sentences of every module below `scripts` that a page with this scene may load before it is asked."""
    texts = [(scripts / name).read_text(encoding="utf-8") for name in sorted(first_modules(scripts, scene))]
    return {one or other for text in texts for one, other in SAID.findall(text)}


def first_modules(scripts: Path, scene: str = "") -> set[str]:
    """Their names as below `scripts`: `room/store.js`."""
    if not scene:
        return _reached(scripts, ENTRIES, set())
    return _reached(scripts, (*ENTRIES, f"scenes/{scene}.js"), {FRONT_DOOR})


def _reached(scripts: Path, entries: Iterable[str], without: set[str]) -> set[str]:
    """All that these lead to but by modules that ask for the later sentences."""
    passed = {LATER.removeprefix("#lab/"), *without}
    found: set[str] = set()
    waiting = list(entries)
    while waiting:
        name = waiting.pop()
        if name in found | passed:
            continue
        text = (scripts / name).read_text(encoding="utf-8")
        if f'import "{LATER}"' not in text:
            found.add(name)
            waiting += IMPORT.findall(text)
    return found
