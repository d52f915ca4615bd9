"""What a note is made of. Texts are SafeString: HTML, with the numbers of the run filled in.

Everything else in a part is the same in every language; `line` is where it stands in its file.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from django.utils.safestring import SafeString

Text = SafeString
NONE = Text("")
Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Part:
    """Base of all parts; `kind` is the word of its block, `template` draws it."""

    kind: ClassVar[str]
    line: int = field(default=0, compare=False)

    @property
    def template(self) -> str:
        return f"lessons/parts/_{self.kind.replace('-', '_')}.html"


@dataclass(frozen=True, kw_only=True)
class Prose(Part):
    """Text between the blocks."""

    kind = "prose"
    html: Text


@dataclass(frozen=True, kw_only=True)
class Predict(Part):
    """A prediction; `asks` is choice (options, right), number (at_s) or curve (until_s)."""

    kind = "predict"
    name: str
    asks: str
    question: Text
    explain: Text
    unit: Text = NONE
    least: int | float = 0
    most: int | float = 0
    series: str | None = None  # of the room's history
    at_s: int | float | None = None  # the moment whose value is the outcome
    until_s: int | float = 0
    after: Json | None = None  # {"event": ..., a field of its data: ...}: times count from the first such event
    options: tuple[Text, ...] = ()
    right: int | None = None  # counted from 1
    proof: dict[str, int] = field(default_factory=dict)  # measures of the solution's run that make it so


@dataclass(frozen=True, kw_only=True)
class After(Part):
    """Paragraphs that would give a prediction away: they are shown once it is made or skipped."""

    kind = "after"
    name: str  # of the prediction
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class GoalPart(Part):
    """What the learner should make true, and the ladder of hints."""

    kind = "goal"
    name: str
    title: Text
    nudge: Text
    hint: Text
    worked: Text
    over: Text | None = None  # when the time of a try ran out; {seconds} and {left} are the goal's own


@dataclass(frozen=True, kw_only=True)
class ThenNow(Part):
    """What the notes of 2018 said, and what holds today."""

    kind = "then-now"
    claim: str
    then: Text
    now: Text
    source: str
    label: Text


@dataclass(frozen=True, kw_only=True)
class Review(Part):
    """A question that a run with a fresh seed answers; `asks` is choice (options, right) or number (measure)."""

    kind = "review"
    name: str
    asks: str
    question: Text
    explain: Text
    options: tuple[Text, ...] = ()
    right: int | None = None  # counted from 1
    commands: tuple[Json, ...] | None = None  # instead of the solution's
    until_s: int | float | None = None  # instead of the solution's end
    measure: str | None = None
    tolerance: int | float = 0
    proof: dict[str, int] = field(default_factory=dict)  # measures of the question's own run that make it so


@dataclass(frozen=True, kw_only=True)
class Broken(Part):
    """The broken variant: its story and its own goals."""

    kind = "broken"
    title: Text
    story: Text
    goals: tuple[GoalPart, ...]
    tasks: tuple[Text, ...] = ()  # what to do, one after the other


@dataclass(frozen=True, kw_only=True)
class Glossary(Part):
    """Terms and what they mean."""

    kind = "glossary"
    terms: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, kw_only=True)
class LeavesOut(Part):
    """What this model leaves out."""

    kind = "leaves-out"
    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Step:
    """A `##` part of a note; "intro" is what stands before the first, without a title."""

    id: str
    title: Text
    parts: tuple[Part, ...]
    line: int = field(default=0, compare=False)

    @cached_property
    def goals(self) -> tuple[GoalPart, ...]:
        return tuple(part for part in self.parts if isinstance(part, GoalPart))

    @cached_property
    def predictions(self) -> tuple[Predict, ...]:
        return tuple(part for part in self.parts if isinstance(part, Predict))


@dataclass(frozen=True)
class Note:
    """A lab's text in one language."""

    language: str
    steps: tuple[Step, ...]

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return tuple(part for step in self.steps for part in step.parts)

    @cached_property
    def goals(self) -> tuple[GoalPart, ...]:
        return tuple(goal for step in self.steps for goal in step.goals)

    @cached_property
    def predictions(self) -> tuple[Predict, ...]:
        return tuple(prediction for step in self.steps for prediction in step.predictions)

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        return tuple(part for part in self.parts if isinstance(part, Review))

    @cached_property
    def broken(self) -> Broken | None:
        return next((part for part in self.parts if isinstance(part, Broken)), None)
