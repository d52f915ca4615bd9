"""Which sentences a page needs at once, and which come with the modules that are fetched later.

A module that is fetched later imports LATER before anything else; so the sentences of all that only it leads to are
there before they are said. What is needed at once is all that pages reach without such a module.
"""

import re
from pathlib import Path

ENTRIES = ("main.js", "embed.js")
LATER = "#lab/later_sentences.js"
IMPORT = re.compile(r"(?:\bfrom\s+|\bimport\(\s*|\bimport\s+)[\"']#lab/([^\"']+)[\"']")
SAID = re.compile(r"\bn?gettext\(\s*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)')")


def first_sentences(scripts: Path) -> set[str]:
    """The sentences of every module below `scripts` that a page may load before something is asked of it."""
    texts = [(scripts / name).read_text(encoding="utf-8") for name in sorted(first_modules(scripts))]
    return {one or other for text in texts for one, other in SAID.findall(text)}


def first_modules(scripts: Path) -> set[str]:
    """Their names as below `scripts`: `room/store.js`."""
    found: set[str] = set()
    waiting = list(ENTRIES)
    while waiting:
        name = waiting.pop()
        text = (scripts / name).read_text(encoding="utf-8")
        if name not in found and f'import "{LATER}"' not in text:
            found.add(name)
            waiting += IMPORT.findall(text)
    return found
