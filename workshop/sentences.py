"""Which sentences a page needs at once, and which come with the modules that are fetched later.

A module that is fetched later imports LATER before anything else; so the sentences of all that only it leads to are
there before they are said. What is needed at once is all that pages reach without such a module. The cluster's scene,
which few pages have, brings its own in the same way: with CLUSTER.
"""

import re
from collections.abc import Iterable
from pathlib import Path

# Scenes are imported by their names: here stands the one that most pages have.
ENTRIES = ("main.js", "embed.js", "scenes/messaging.js")
LATER = "#lab/later_sentences.js"
CLUSTER = "#lab/cluster_sentences.js"
IMPORT = re.compile(r"(?:\bfrom\s+|\bimport\(\s*|\bimport\s+)[\"']#lab/([^\"']+)[\"']")
SAID = re.compile(r"\bn?gettext\(\s*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)')")


def first_sentences(scripts: Path) -> set[str]:
    """The sentences of every module below `scripts` that a page may load before something is asked of it."""
    return _said_in(scripts, first_modules(scripts))


def cluster_sentences(scripts: Path) -> set[str]:
    """What the cluster's scene says at once, besides the first sentences."""
    asking = [path.relative_to(scripts).as_posix() for path in sorted(scripts.rglob("*.js")) if _asks(path, CLUSTER)]
    return _said_in(scripts, _reached(scripts, asking, LATER)) - first_sentences(scripts)


def first_modules(scripts: Path) -> set[str]:
    """Their names as below `scripts`: `room/store.js`."""
    return _reached(scripts, ENTRIES, LATER, CLUSTER)


def _said_in(scripts: Path, names: set[str]) -> set[str]:
    texts = [(scripts / name).read_text(encoding="utf-8") for name in sorted(names)]
    return {one or other for text in texts for one, other in SAID.findall(text)}


def _reached(scripts: Path, entries: Iterable[str], *without: str) -> set[str]:
    """All that these lead to but by modules that ask for such a catalogue."""
    catalogues = {catalogue.removeprefix("#lab/") for catalogue in (LATER, CLUSTER)}
    found: set[str] = set()
    waiting = list(entries)
    while waiting:
        name = waiting.pop()
        if name in found | catalogues or any(_asks(scripts / name, catalogue) for catalogue in without):
            continue
        found.add(name)
        waiting += IMPORT.findall((scripts / name).read_text(encoding="utf-8"))
    return found


def _asks(path: Path, catalogue: str) -> bool:
    return f'import "{catalogue}"' in path.read_text(encoding="utf-8")
