"""What a learner does with a lab as a whole: start it, go to a step."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from labs.catalog import Lab, get_lab
from labs.lessons import limits, studies
from labs.lessons.found import lab_at
from labs.lessons.pages import lab_page, steps_of, to_part, visit_of, wants_part
from labs.lessons.progress import BROKEN
from labs.lessons.visits import Told
from labs.rooms.guesses import too_often
from labs.rooms.limits import openings
from labs.rooms.visitors import new_token, remember, token_of

UNPROCESSABLE = 422


@require_POST
def start(request: HttpRequest, subject: str, slug: str) -> HttpResponse:
    """A new room of the lab on the rung in the form; the page then shows it."""
    lab = lab_at(subject, slug)
    refused = too_often(request, openings)
    if refused:
        return refused
    how = studies.Start(request.POST.get("rung", ""), request.POST.get("variant", ""))
    if not _can(lab, how):
        return lab_page(request, lab, Told("start", "no_rung"), UNPROCESSABLE)
    token = token_of(request) or new_token()
    studies.start(lab, how, token)
    response = to_part(lab, "broken") if how.variant else redirect("lessons:lab", subject, slug)
    remember(response, token)
    return response


@require_POST
def back(request: HttpRequest, subject: str, slug: str) -> HttpResponse:
    """From the broken variant to the visitor's own bench."""
    lab = lab_at(subject, slug)
    study = studies.study_of(token_of(request), lab)
    if study:
        studies.back_to_own(study)
    return to_part(lab, "broken")


@require_POST
def step(request: HttpRequest, subject: str, slug: str) -> HttpResponse:
    """Where the learner has come to in the note."""
    lab = lab_at(subject, slug)
    refused = too_often(request, limits.answers)
    if refused:
        return refused
    name = request.POST.get("step", "")
    if name not in [step.id for step in lab.note("en").steps]:
        return HttpResponseBadRequest()
    token = token_of(request) or new_token()
    studies.go_to(lab, name, token)
    response = _steps(request, lab, token) if wants_part(request) else to_part(lab, name)
    remember(response, token)
    return response


def _steps(request: HttpRequest, lab: Lab, token: str) -> HttpResponse:
    steps = steps_of(visit_of(request, lab, token=token), with_parts=False)
    return render(request, "lessons/_steps.html", {"steps": steps})


def _can(lab: Lab, how: studies.Start) -> bool:
    """Whether there is such a way to run the lab: only what has gaps can be filled."""
    if how.rung not in studies.RUNGS or how.variant not in ("", BROKEN):
        return False
    built = get_lab(f"{lab.slug}.{how.variant}") if how.variant else lab
    return how.rung != studies.GAPS or any(line["gap"] for line in built.script("en"))
