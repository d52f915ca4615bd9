"""What a learner says: predictions before a run, answers to review questions."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from labs.catalog import Lab, Predict, Review
from labs.lessons import limits
from labs.lessons.answers import BadAnswer, answer_in, made_us_in, prediction_in, seed_in
from labs.lessons.forms import placed
from labs.lessons.found import lab_at, part_in
from labs.lessons.models import Prediction, ReviewAnswer
from labs.lessons.pages import lab_page, language_now, to_part, visit_of, wants_part
from labs.lessons.studies import visitor_of
from labs.lessons.visits import Told
from labs.rooms.guesses import TOO_MANY, may_once_more
from labs.rooms.visitors import new_token, remember, token_of

UNPROCESSABLE = 422


@require_POST
def predict(request: HttpRequest, subject: str, slug: str, name: str) -> HttpResponse:
    """Keep what the visitor foretells; what was foretold before stays."""
    lab = lab_at(subject, slug)
    part = part_in(lab.note(language_now()), Predict, name)
    if not may_once_more(request, limits.answers):
        return _refuse(request, lab, part, "too_often")
    try:
        value = prediction_in(request.POST, part)
    except BadAnswer as error:
        return _refuse(request, lab, part, error.code)
    return _keep(request, lab, part, json.dumps(value))


@require_POST
def skip(request: HttpRequest, subject: str, slug: str, name: str) -> HttpResponse:
    """The visitor would rather see it run; that is remembered too."""
    lab = lab_at(subject, slug)
    part = part_in(lab.note(language_now()), Predict, name)
    if not may_once_more(request, limits.answers):
        return _refuse(request, lab, part, "too_often")
    return _keep(request, lab, part, Prediction.SKIPPED)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, subject: str, slug: str, name: str) -> HttpResponse:
    """GET asks the question with a new seed, POST compares the answer with a run of that seed."""
    lab = lab_at(subject, slug)
    part = part_in(lab.note(language_now()), Review, name)
    if request.method != "POST":
        return _ask(request, lab, part)
    if not may_once_more(request, limits.reviews):
        return _refuse(request, lab, part, "too_often")
    try:
        value, seed = answer_in(request.POST, part), seed_in(request.POST)
    except BadAnswer as error:
        return _refuse(request, lab, part, error.code)
    token = token_of(request) or new_token()
    answer = lab.review_answer(name, seed)
    ReviewAnswer.objects.create(
        visitor=visitor_of(token), lab=lab.slug, name=name, seed=seed, value=value, answer=answer,
        right=abs(value - answer) <= part.tolerance,
    )  # fmt: skip
    return _answer(request, lab, part, token)


def _ask(request: HttpRequest, lab: Lab, part: Review) -> HttpResponse:
    if wants_part(request):
        return _part(request, lab, part, again=part.name)
    page = reverse("lessons:lab", args=[lab.subject, lab.slug])
    return redirect(f"{page}?again={part.name}#{_place(part)}")


def _keep(request: HttpRequest, lab: Lab, part: Predict, value: str) -> HttpResponse:
    token = token_of(request) or new_token()
    Prediction.objects.get_or_create(
        visitor=visitor_of(token), lab=lab.slug, name=part.name,
        defaults={"value": value, "made_us": made_us_in(request.POST)},
    )  # fmt: skip
    return _answer(request, lab, part, token)


def _answer(request: HttpRequest, lab: Lab, part: Predict | Review, token: str) -> HttpResponse:
    response = _part(request, lab, part, token=token) if wants_part(request) else to_part(lab, _place(part))
    remember(response, token)
    return response


def _refuse(request: HttpRequest, lab: Lab, part: Predict | Review, code: str) -> HttpResponse:
    """The form again, with what is wrong and all that stood in it."""
    told = Told(f"{part.kind} {part.name}", code, {key: str(value) for key, value in request.POST.items()})
    status = TOO_MANY if code == "too_often" else UNPROCESSABLE
    if wants_part(request):
        return _part(request, lab, part, told=told, status=status)
    return lab_page(request, lab, told, status)


def _part(request: HttpRequest, lab: Lab, part: Predict | Review, status: int = 200, **known: Any) -> HttpResponse:
    shown = placed(part, visit_of(request, lab, **known))
    return render(request, part.template, {"part": part, "state": shown.state, "fragment": True}, status=status)


def _place(part: Predict | Review) -> str:
    return f"{part.kind}-{part.name}"
