"""The labs there are: reads `content/`, loads a lab's scenario by name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from labs.engines.sim import Simulation

LABS_DIR = Path(__file__).parent
CONTENT_DIR = LABS_DIR / "content"


class UnknownLab(LookupError):
    """There is no lab of that name."""


@dataclass(frozen=True)
class Lab:
    """One folder of `content/`: `slug` in words with hyphens, `front` = language -> front matter."""

    slug: str
    subject: str
    folder: Path
    front: dict[str, dict[str, Any]]

    def title(self, language: str) -> str:
        return str(self._say("title", language))

    def idea(self, language: str) -> str:
        return str(self._say("idea", language))

    def goals(self, language: str) -> dict[str, str]:
        """Goal of the scenario -> what it asks, in words; a bench has none."""
        return dict(self._note(language).get("goals", {}))

    @property
    def minutes(self) -> int:
        return int(self._say("minutes", "en"))

    @property
    def order(self) -> int:
        return int(self._say("order", "en"))

    @property
    def build(self) -> Callable[[Simulation], None]:
        """The scenario: puts components into a simulation."""
        module = ".".join(["labs", *self.folder.relative_to(LABS_DIR).parts, "scenario"])
        build: Callable[[Simulation], None] = import_module(module).build
        return build

    def _say(self, key: str, language: str) -> Any:
        return self._note(language)[key]

    def _note(self, language: str) -> dict[str, Any]:
        return self.front.get(language, self.front["en"])


@cache
def all_labs() -> tuple[Lab, ...]:
    """Every lab, by subject and order."""
    folders = sorted(path.parent for path in CONTENT_DIR.glob("*/*/scenario.py"))
    labs = [
        Lab(
            folder.name.replace("_", "-"),
            folder.parent.name,
            folder,
            {code: _front(folder, code) for code in ("ko", "en")},
        )
        for folder in folders
    ]
    return tuple(sorted(labs, key=lambda lab: (lab.subject, lab.order)))


def get_lab(slug: str) -> Lab:
    """Raises UnknownLab."""
    for lab in all_labs():
        if lab.slug == slug:
            return lab
    raise UnknownLab(slug)


def _front(folder: Path, language: str) -> dict[str, Any]:
    """The YAML between the two `---` lines that a note starts with."""
    _, front, _ = (folder / f"lab.{language}.md").read_text(encoding="utf-8").split("---\n", 2)
    read: dict[str, Any] = yaml.safe_load(front)
    return read


@cache
def rules(slug: str) -> str:
    """A hash of all that decides how a run goes: the engines' sources and the lab's own scenario."""
    lab = get_lab(slug)
    digest = blake2b(digest_size=8)
    for source in [*sorted((LABS_DIR / "engines").rglob("*.py")), lab.folder / "scenario.py"]:
        digest.update(source.relative_to(LABS_DIR).as_posix().encode() + source.read_bytes())
    return digest.hexdigest()
