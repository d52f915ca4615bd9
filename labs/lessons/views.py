"""Pages for reading and study."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from labs import catalog
from labs.lessons import front_door
from labs.lessons.found import lab_at
from labs.lessons.pages import here, lab_page, lab_words, language_now, steps_of, visit_of
from labs.lessons.progress import goals_reached, progress_of
from labs.lessons.stills import still
from labs.lessons.studies import last_study
from labs.lessons.subjects import SUBJECTS
from labs.rooms.visitors import token_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, every lab there is, and where the visitor was last."""
    reached = goals_reached(token_of(request))
    shelves = {subject: _shelf(subject, reached) for subject in SUBJECTS}
    context = {
        "shelves": shelves,
        "first": next((entry for shelf in shelves.values() for entry in shelf if entry["url"]), None),
        "last": _last(request),
        "still": _still(),
    }
    response = render(request, "lessons/home.html", context)
    patch_vary_headers(response, ["Cookie"])
    return response


@require_safe
def subject(request: HttpRequest, subject: str) -> HttpResponse:
    """One subject with its labs."""
    context = {"subject": subject, "labs": _shelf(subject, goals_reached(token_of(request)))}
    return render(request, "lessons/subject.html", context)


@require_safe
def lab(request: HttpRequest, subject: str, slug: str) -> HttpResponse:
    """The note, and beside it the visitor's room or the way to start one."""
    return lab_page(request, lab_at(subject, slug))


def _still() -> SafeString | None:
    bench = next((lab for lab in catalog.all_labs() if lab.slug == front_door.LAB), None)
    return still(bench, language_now()) if bench else None


def _shelf(subject: str, reached: dict[str, set[str]]) -> list[dict[str, Any]]:
    """Without the bench that the first page shows anyway."""
    labs = [lab for lab in catalog.all_labs() if lab.subject == subject and lab.slug != front_door.LAB]
    return [_entry(lab, reached) for lab in labs]


def _entry(lab: catalog.Lab, reached: dict[str, set[str]]) -> dict[str, Any]:
    """A line of a list of labs; a bench is opened as a room, for it has nothing to read."""
    words = {"slug": lab.slug, "title": lab.title(language_now()), "idea": lab.idea(language_now())}
    if lab.is_bench:
        return {**words, "url": ""}
    url = reverse("lessons:lab", args=[lab.subject, lab.slug])
    return {**words, "url": url, "minutes": lab.minutes, "progress": progress_of(lab, reached)}


def _last(request: HttpRequest) -> dict[str, Any] | None:
    """The lab that the visitor did something in last, and the step they had come to."""
    study = last_study(token_of(request))
    found = next((lab for lab in catalog.all_labs() if study and lab.slug == study.lab and not lab.is_bench), None)
    if found is None:
        return None
    step = here(steps_of(visit_of(request, found), with_parts=False))
    url = reverse("lessons:lab", args=[found.subject, found.slug])
    return {**lab_words(found, language_now()), "url": url, "step": step}
