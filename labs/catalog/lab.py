"""A lab: one folder of `content/`, read when something of it is wanted."""

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from threading import RLock

from labs.catalog.errors import LabError
from labs.catalog.markdown import plain
from labs.catalog.notes import Front, has_text, read_front, read_note
from labs.catalog.parts import Note, Review
from labs.catalog.play import Build
from labs.catalog.solution import Measures, Solution, mended, solved
from labs.catalog.sources import load

LANGUAGES = ("ko", "en")
BROKEN = "broken"
STILL_S = 20
READING = RLock()  # one note is read at a time, so that a run is done once for all who wait for its numbers
ENGINES = Path(__file__).resolve().parents[1] / "engines"


@dataclass(frozen=True)
class Lab:
    """`number` of `of` is its place among the labs of its subject that have a note. Everything may raise LabError."""

    slug: str
    subject: str
    folder: Path
    package: str
    number: int = 0
    of: int = 0
    variant: str = ""
    _read: dict[str, Note] = field(default_factory=dict, init=False, repr=False, compare=False)

    def title(self, language: str) -> str:
        return self.front(language).title

    def idea(self, language: str) -> str:
        return self.front(language).idea

    @property
    def minutes(self) -> int:
        return self.front("en").minutes

    @property
    def order(self) -> int:
        return self.front("en").order

    @property
    def scene(self) -> str:
        return self.front("en").scene

    @property
    def claims(self) -> tuple[str, ...]:
        return self.front("en").claims

    @property
    def seeds(self) -> tuple[int, ...]:
        """The runs that the prose is tested with; the first is that of scripted rungs and of the numbers."""
        return self.front("en").seeds

    @property
    def still_s(self) -> int | None:
        """The moment of its still in the scenario's own run; a bench need not have one."""
        own = self.front("en").still_s
        usual = None if self.is_bench else STILL_S
        return usual if own is None else own

    @cached_property
    def is_bench(self) -> bool:
        """A scenario without a note."""
        return not has_text(self.note_file("en"))

    def goals(self, language: str) -> dict[str, str]:
        """Goal of the scenario -> what it asks, in plain words."""
        if self.is_bench:
            return self.front(language).goals
        return {goal.name: plain(goal.title) for goal in self.note(language).goals}

    def note(self, language: str) -> Note:
        known = language if language in LANGUAGES else "en"
        with READING:
            if known not in self._read:
                self._read[known] = read_note(self.note_file(known), known, self.measured)
            return self._read[known]

    def measured(self, name: str) -> int:
        """The number behind {{ run.parcels }} or {{ broken.parcels }}. Raises LookupError."""
        run, _, measure = name.partition(".")
        if run not in ("run", BROKEN):
            raise LookupError(f"unknown number {name!r}; one is written run.NAME or broken.NAME")
        found = self.measures if run == "run" else self.broken.measures
        if measure not in found:
            raise LookupError(f"unknown measure {name!r}; there are: {', '.join(found)}")
        return found[measure]

    @cached_property
    def measures(self) -> Measures:
        """Of the solution's run with the first seed."""
        return self.solution.measures(self.solution.run(self.seeds[0]))

    def script(self, language: str) -> list[dict[str, object]]:
        """[{"at_s", "command", "args", "comment", "gap" or None, "also"}]"""
        return self.solution.script(language)

    def review_answer(self, name: str, seed: int) -> int:
        """The right option, or the measure of a run with this seed."""
        review = next(review for review in self.note("en").reviews if review.name == name)
        if review.right is not None:
            return review.right
        return self.measured_for(review, seed)[review.measure or ""]

    def measured_for(self, review: Review, seed: int) -> Measures:
        """The measures of a review question's own run."""
        commands = None if review.commands is None else list(review.commands)
        found = self.solution.measures(self.solution.run(seed, commands, review.until_s))
        if review.measure and review.measure not in found:
            reason = f"unknown measure {review.measure!r}; there are: {', '.join(found)}"
            raise LabError(self.note_file("en"), review.line, reason)
        return found

    @cached_property
    def build(self) -> Build:
        """The scenario: puts components into a simulation."""
        return self._part("build")

    @cached_property
    def solution(self) -> Solution:
        return solved(self.folder / "solution.py", load(self.package, self.folder, "solution"), self.build)

    @cached_property
    def broken(self) -> "Lab":
        return BrokenLab(self.slug + "." + BROKEN, self.subject, self.folder, self.package, variant=BROKEN, base=self)

    @cached_property
    def rules(self) -> str:
        """A hash of all that decides how a run goes: the engines' sources and the lab's own scenario."""
        digest = blake2b(digest_size=8)
        scenario = [path for path in sorted(self.folder.glob("*.py")) if path.name != "solution.py"]
        for root, sources in ((ENGINES.parent, sorted(ENGINES.rglob("*.py"))), (self.folder, scenario)):
            for source in sources:
                digest.update(source.relative_to(root).as_posix().encode() + source.read_bytes())
        return digest.hexdigest()

    def front(self, language: str) -> Front:
        return self.fronts.get(language, self.fronts["en"])

    @cached_property
    def fronts(self) -> dict[str, Front]:
        return {code: read_front(self.note_file(code)) for code in LANGUAGES}

    def note_file(self, language: str) -> Path:
        return self.folder / f"lab.{language}.md"

    def _part(self, name: str) -> Build:
        module = load(self.package, self.folder, "scenario")
        if not hasattr(module, name):
            raise LabError(self.folder / "scenario.py", 1, f"{name}(sim) is missing")
        found: Build = getattr(module, name)
        return found


@dataclass(frozen=True)
class BrokenLab(Lab):
    """The broken variant of a lab, with the same note."""

    base: Lab = field(kw_only=True)

    def goals(self, language: str) -> dict[str, str]:
        broken = self.note(language).broken
        return {goal.name: plain(goal.title) for goal in broken.goals} if broken else {}

    def note(self, language: str) -> Note:
        return self.base.note(language)

    @cached_property
    def build(self) -> Build:
        return self._part("build_broken")

    @cached_property
    def solution(self) -> Solution:
        return mended(self.folder / "solution.py", load(self.package, self.folder, "solution"), self.build)

    @cached_property
    def measures(self) -> Measures:
        """Of the variant left alone, with the first seed."""
        return self.solution.measures(self.solution.run(self.seeds[0], []))

    @cached_property
    def fronts(self) -> dict[str, Front]:
        return self.base.fronts
