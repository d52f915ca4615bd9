"""The README names every variable that the settings read, and every command of the Makefile."""

import re

from tests.house.sources import ROOT

VARIABLE = re.compile(r"""env\.\w+\(\s*["']([A-Z_]+)["']""")
TARGET = re.compile(r"^([a-z]+):.*##", re.MULTILINE)


def test_the_readme_lists_every_variable_of_the_settings() -> None:
    variables = VARIABLE.findall((ROOT / "workshop/settings.py").read_text())
    assert "WORKSHOP_PORT" in variables
    readme = (ROOT / "README.md").read_text()
    assert [name for name in variables if f"`{name}`" not in readme] == []


def test_the_readme_lists_no_variable_that_nothing_reads() -> None:
    listed = set(re.findall(r"`(WORKSHOP_[A-Z_]+)`", (ROOT / "README.md").read_text()))
    assert listed - set(VARIABLE.findall((ROOT / "workshop/settings.py").read_text())) == set()


def test_the_readme_lists_every_command_of_the_makefile() -> None:
    targets = TARGET.findall((ROOT / "Makefile").read_text())
    assert "run" in targets
    readme = (ROOT / "README.md").read_text()
    assert [name for name in targets if f"`make {name}`" not in readme] == []
