"""The README names every variable of the settings, every command of the Makefile, and what the cluster is made of."""

import re

from labs.engines.kube.apiserver.registry import ROWS
from tests.house.sources import ROOT

VARIABLE = re.compile(r"""env\.\w+\(\s*["']([A-Z_]+)["']""")
PLUGIN = re.compile(r"^class (\w+)\(Plugin\)", re.MULTILINE)
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


def test_the_readme_tells_of_every_kind_and_every_plug_in_of_the_scheduler_how_whole_it_is() -> None:
    sources = (ROOT / "labs/engines/kube/scheduler/plugins").glob("*.py")
    plugins = [name for source in sources for name in PLUGIN.findall(source.read_text())]
    assert "NodePorts" in plugins
    table = (ROOT / "README.md").read_text().partition("## The cluster\n")[2].partition("\n## ")[0]
    told = set(re.findall(r"\w+", table))
    assert [name for name in [*plugins, *(row.kind for row in ROWS)] if name not in told] == []
