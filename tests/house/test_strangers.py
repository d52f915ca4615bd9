"""Nothing in the repository speaks of the machine it was written on, or of where packages come from."""

import re

from tests.house.sources import offences, texts

# In pieces, so that this file does not hold what it looks for.
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org", "crates" + ".io")
HOMES = ("/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "/wo" + "rk/", "/op" + "t/")
PLACES = [
    *map(re.escape, REGISTRIES),
    rf"(?<![\w.}}>*-])(?:{'|'.join(HOMES)})[\w.]",
    r"(?<![\w/])(?:\.\./)?shar" + "ed/",
]
STRANGER = re.compile("|".join(PLACES))


def strangers(text: str) -> list[str]:
    """Places outside the repository that a text names, as `line: match`."""
    return [
        f"{number}: {match.group()}"
        for number, line in enumerate(text.splitlines(), start=1)
        for match in STRANGER.finditer(line)
    ]


def test_no_file_names_this_machine_or_a_registry() -> None:
    found = [f"{name}:{line}" for name, text in texts() for line in strangers(text)]
    assert not found, offences(found)


def test_the_check_sees_what_it_looks_for() -> None:
    assert strangers("see ../shar" + "ed/style.md")
    assert strangers("cd /wo" + "rk/main")
    assert strangers("PYTHON=/ro" + "ot/.pyenv/bin/python3")
    assert strangers("index = https://pypi" + ".org/simple")
    assert not strangers("rooms are shared; /rooms/<code>/aws; static/js/home/main.js; #lab/work/x.js")
