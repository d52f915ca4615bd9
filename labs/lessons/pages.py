"""Puts the lab page together: the note with the visitor's answers in it, and their room beside it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation

from labs.catalog import Lab, Step, all_labs, get_lab
from labs.catalog.markdown import plain
from labs.lessons.forms import Placed, placed
from labs.lessons.stills import still
from labs.lessons.studies import ALONE, GAPS, WATCH
from labs.lessons.visits import Told, Visit, visit
from labs.rooms.visitors import token_of

NEXT_RUNG = {WATCH: GAPS, GAPS: ALONE, ALONE: ALONE}


@dataclass(frozen=True)
class ShownStep:
    """A step of the note as one visitor sees it; `number` counts those with a title."""

    step: Step
    title: str  # without markup
    number: int
    done: bool
    here: bool  # the visitor has come as far as this
    parts: list[Placed]
    next: "ShownStep | None"


def language_now() -> str:
    return translation.get_language() or "en"


def visit_of(request: HttpRequest, lab: Lab, told: Told | None = None, token: str = "", again: str = "") -> Visit:
    """`token` is that of a visitor who has none in their request yet, `again` a review to be asked once more."""
    return visit(lab, language_now(), token or token_of(request), told, again or request.GET.get("again", ""))


def lab_page(request: HttpRequest, lab: Lab, told: Told | None = None, status: int = 200) -> HttpResponse:
    """The whole page; `told` is the form in it that could not be taken."""
    seen = visit_of(request, lab, told)
    steps = steps_of(seen)
    context = {
        "lab": lab_words(lab, seen.language),
        "subject": lab.subject,
        "steps": steps,
        "here": here(steps),
        "start": _start(seen, steps),
        "step_action": _address("step", lab),
        "still": still(lab, seen.language),
        "next_lab": _next(lab, seen.language),
        **_room(request, seen),
    }
    return render(request, "lessons/lab.html", context, status=status)


def _next(lab: Lab, language: str) -> dict[str, Any] | None:
    """The one that follows in the subject."""
    following = (other for other in all_labs() if other.subject == lab.subject and other.number == lab.number + 1)
    return next((lab_words(other, language) for other in following if not other.is_bench), None)


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks: it puts a piece of the page in place of the form, where a browser alone goes to a page."""
    return bool(getattr(request, "htmx", False))


def to_part(lab: Lab, part: str) -> HttpResponse:
    return redirect(f"{_address('lab', lab)}#{part}")


def lab_words(lab: Lab, language: str) -> dict[str, Any]:
    return {
        "slug": lab.slug,
        "title": lab.title(language),
        "idea": lab.idea(language),
        "minutes": lab.minutes,
        "scene": lab.scene,
        "number": lab.number,
        "of": lab.of,
    }


def steps_of(seen: Visit, with_parts: bool = True) -> list[ShownStep]:
    """A step is done when all it asks is; one that asks nothing when the visitor has come past it, or to the end."""
    steps = seen.lab.note(seen.language).steps
    come_to = seen.study.step if seen.study else ""
    at = max((n for n, step in enumerate(steps) if step.id == come_to), default=0)
    shown: list[ShownStep] = []
    for n, step in reversed([*enumerate(steps)]):
        asked = seen.asked(step)
        done = all(asked) if asked else n < at or n == at == len(steps) - 1
        parts = [placed(part, seen) for part in step.parts] if with_parts else []
        shown.append(
            ShownStep(step, plain(step.title), _number(step), done, n == at, parts, shown[-1] if shown else None)
        )
    return shown[::-1]


def here(steps: list[ShownStep]) -> ShownStep | None:
    """The next step that is not done, from where the visitor is; nothing at the beginning, nor when all is done."""
    at = next((n for n, shown in enumerate(steps) if shown.here), 0)
    return next((shown for shown in [*steps[at:], *steps[1:at]] if not shown.done), None) if at else None


def _number(step: Step) -> int:
    """The introduction is number 0."""
    _, _, number = step.id.partition("-")
    return int(number or 0)


def _start(seen: Visit, steps: list[ShownStep]) -> dict[str, Any]:
    """The rung to offer: none is left out, and none is offered before the first prediction."""
    rung = seen.study.rung if seen.study else ""
    foretold = not any(part.state.get("first") for shown in steps for part in shown.parts)
    return {
        "action": _address("start", seen.lab),
        "next": NEXT_RUNG.get(rung, GAPS) if foretold else "",
        "told": seen.told_of("start"),
    }


def _room(request: HttpRequest, seen: Visit) -> dict[str, Any]:
    """The visitor's room of this lab, if there is one yet."""
    study = seen.study
    if study is None or study.room is None:
        return {"room": None}
    lab = get_lab(f"{seen.lab.slug}.{study.variant}") if study.variant else seen.lab
    broken = seen.lab.note(seen.language).broken if study.variant else None
    room = study.room
    played = study.rung in (WATCH, GAPS)
    return {
        "room": {"code": room.code, "lab": lab.slug, "seed": room.seed, "scene": lab.scene},
        "broken_title": plain(broken.title) if broken else "",
        "study": study,
        "back": _address("back", seen.lab) if study.own_room_id else "",
        "role": "owner",
        "goals": lab.goals(seen.language),
        "script": lab.script(seen.language) if played else None,
        "endpoint": request.build_absolute_uri(f"/rooms/{room.code}/aws"),
        "room_url": request.build_absolute_uri(reverse("rooms:room", args=[room.code])),
    }


def _address(name: str, lab: Lab) -> str:
    return reverse(f"lessons:{name}", args=[lab.subject, lab.slug])
