"""A lab's solution: its script, and the measures of a run that the note quotes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from labs.catalog.errors import LabError
from labs.catalog.play import Build, Played, play
from labs.catalog.sources import blamed
from labs.engines.sim import Fact

Measures = dict[str, int]
Measure = Callable[[list[Fact]], Measures]


@dataclass(frozen=True)
class Solution:
    """What `solution.py` says of one variant: commands with their times, the end, how to measure a run."""

    file: Path
    build: Build
    commands: list[dict[str, Any]]
    end_s: float
    measure: Measure
    spread: dict[str, int] = field(default_factory=dict)  # how far a measure may differ between seeds; else 0

    def script(self, language: str) -> list[dict[str, Any]]:
        """The commands with what to say beside them in one language."""
        return [
            {
                "at_s": line["at_s"],
                "command": line["command"],
                "args": line.get("args", {}),
                "comment": _say(line.get("comment"), language) or "",
                "gap": _say(line.get("gap"), language),
                "predict": line.get("predict"),
                "also": line.get("also", []),
            }
            for line in self.commands
        ]

    def otherwise(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """The script with another command in a gap, for each that fills it as well; and the gap's place."""
        for place, line in enumerate(self.commands):
            for other in line.get("also", []):
                yield place, [*self.commands[:place], {**line, **other}, *self.commands[place + 1 :]]

    def run(self, seed: int, commands: list[dict[str, Any]] | None = None, end_s: float | None = None) -> Played:
        """Raises LabError where the scenario or the script fails."""
        script = self.commands if commands is None else commands
        with blamed(self.file.parent):
            return play(self.build, seed, script, self.end_s if end_s is None else end_s)

    def measures(self, played: Played) -> Measures:
        """Raises LabError."""
        with blamed(self.file.parent):
            return self.measure(played.facts)


def solved(file: Path, module: ModuleType, build: Build) -> Solution:
    """The solution of the lab itself. Raises LabError."""
    need = _Needs(file, module)
    spread = getattr(module, "SPREAD", {})
    return Solution(file, build, need("COMMANDS"), need("END_S"), need("measures"), spread)


def mended(file: Path, module: ModuleType, build: Build) -> Solution:
    """The solution of the broken variant; it is measured left alone. Raises LabError."""
    need = _Needs(file, module)
    spread = getattr(module, "SPREAD", {})
    return Solution(file, build, need("BROKEN_COMMANDS"), need("BROKEN_END_S"), need("broken_measures"), spread)


@dataclass(frozen=True)
class _Needs:
    """Names that a module has to have."""

    file: Path
    module: ModuleType

    def __call__(self, name: str) -> Any:
        if not hasattr(self.module, name):
            raise LabError(self.file, 1, f"{name} is missing")
        return getattr(self.module, name)


def _say(said: dict[str, str] | None, language: str) -> str | None:
    return said.get(language, said.get("en")) if said else None
