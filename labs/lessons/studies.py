"""A visitor's study of a lab: found by their cookie, begun by what they do first."""

from dataclasses import dataclass
from secrets import randbelow

from labs.catalog import Lab, get_lab
from labs.lessons.limits import SEED_MAX
from labs.lessons.models import Prediction, Study
from labs.rooms.models import Room, Visitor
from labs.rooms.opening import open_room
from labs.rooms.visitors import token_hash

WATCH, GAPS, ALONE = RUNGS = ("watch", "gaps", "alone")


@dataclass(frozen=True)
class Start:
    """How a lab is to be run: on which rung, and which build of it."""

    rung: str
    variant: str = ""


def study_of(token: str, lab: Lab) -> Study | None:
    """None for somebody who has done nothing here yet."""
    if not token:
        return None
    return Study.objects.filter(visitor__token_hash=token_hash(token), lab=lab.slug).select_related("room").first()


def last_study(token: str) -> Study | None:
    """What the visitor did last, of all labs."""
    if not token:
        return None
    return Study.objects.filter(visitor__token_hash=token_hash(token)).order_by("-updated_at").first()


def visitor_of(token: str) -> Visitor:
    visitor, _ = Visitor.objects.get_or_create(token_hash=token_hash(token))
    return visitor


def start(lab: Lab, how: Start, token: str) -> Study:
    """A new room of the lab, standing at its beginning; from now on it is the visitor's room here."""
    variant = get_lab(f"{lab.slug}.{how.variant}") if how.variant else lab
    room = open_room(variant.slug, token=token, seed=_seed(lab, how.rung), playing=False, earns=how.rung != WATCH)
    visitor = visitor_of(token)
    if not how.variant:
        Prediction.objects.filter(visitor=visitor, lab=lab.slug).update(made_us=0)  # before this run began
    study, _ = Study.objects.get_or_create(visitor=visitor, lab=lab.slug)
    own = (study.room, study.rung) if not study.variant else (study.own_room, study.own_rung)
    study.own_room, study.own_rung = own if how.variant else (None, "")
    study.room, study.rung, study.variant = room, how.rung, how.variant
    study.save()
    return study


def back_to_own(study: Study) -> None:
    """The variant leaves the bench for the room of the lab itself, which stands as it was left."""
    if study.own_room is None:
        return
    study.room, study.rung, study.variant = study.own_room, study.own_rung, ""
    study.own_room, study.own_rung = None, ""
    study.save()


def go_to(lab: Lab, step: str, token: str) -> Study:
    study, _ = Study.objects.update_or_create(visitor=visitor_of(token), lab=lab.slug, defaults={"step": step})
    return study


def room_of(study: Study | None) -> Room | None:
    return study.room if study else None


def _seed(lab: Lab, rung: str) -> int:
    """What is played from a script is the run that the note tells of."""
    return randbelow(SEED_MAX) + 1 if rung == ALONE else lab.seeds[0]
