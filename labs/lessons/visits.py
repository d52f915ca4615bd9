"""Somebody at a lab: what the site knows of them there, in a handful of queries."""

from dataclasses import dataclass, field

from labs.catalog import Broken, GoalPart, Lab, Part, Predict, Review, Step
from labs.lessons.limits import REVIEWS_SHOWN_MAX
from labs.lessons.models import Prediction, ReviewAnswer, Study
from labs.lessons.progress import BROKEN, goals_reached
from labs.lessons.studies import study_of
from labs.rooms.visitors import token_hash


@dataclass(frozen=True)
class Told:
    """A form that was just sent and could not be taken: what is wrong with it, and what stood in its fields."""

    form: str  # "predict parcels"
    code: str
    typed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Visit:
    """One visitor, one lab, one language."""

    lab: Lab
    language: str
    study: Study | None = None
    predictions: dict[str, Prediction] = field(default_factory=dict)
    reviews: dict[str, ReviewAnswer] = field(default_factory=dict)  # the latest of each
    reached: dict[str, set[str]] = field(default_factory=dict)
    told: Told | None = None
    again: str = ""  # the review that is to be asked once more

    def told_of(self, form: str) -> Told | None:
        return self.told if self.told and self.told.form == form else None

    def asked(self, step: Step) -> list[bool]:
        """Whether it is done, for each thing that a step asks: predictions, goals, questions."""
        return [done for part in step.parts for done in self._asked(part)]

    def _asked(self, part: Part) -> list[bool]:
        match part:
            case Predict():
                return [part.name in self.predictions]
            case Review():
                return [part.name in self.reviews]
            case GoalPart():
                return [part.name in self.reached.get(self.lab.slug, ())]
            case Broken():
                mended = self.reached.get(f"{self.lab.slug}.{BROKEN}", ())
                return [goal.name in mended for goal in part.goals]
        return []


def visit(lab: Lab, language: str, token: str, told: Told | None = None, again: str = "") -> Visit:
    """A new visitor costs no query."""
    if not token:
        return Visit(lab, language, told=told, again=again)
    mine = {"visitor__token_hash": token_hash(token), "lab": lab.slug}
    predictions = {row.name: row for row in Prediction.objects.filter(**mine)}
    answers = ReviewAnswer.objects.filter(**mine).order_by("-id")[:REVIEWS_SHOWN_MAX]
    reviews = {row.name: row for row in reversed(answers)}
    return Visit(lab, language, study_of(token, lab), predictions, reviews, goals_reached(token), told, again)
