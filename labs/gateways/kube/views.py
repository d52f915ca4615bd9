"""The page that explains a scheduler's decisions: manifests pasted or uploaded, nothing kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from labs.gateways.kube.apart import NoAnswer, explain_apart
from labs.gateways.kube.explaining import Options
from labs.gateways.kube.limits import (
    EXPLANATIONS_A_SECOND,
    EXPLANATIONS_BURST,
    FORM_BYTES_MAX,
    TEXT_SHOWN_MAX,
)
from labs.rooms.guesses import too_often
from labs.rooms.limits import Buckets

# What can be mended in the form is an ordinary page.
STATUSES = {"too_large": 413, "busy": 503, "too_long": 503, "too_much": 503, "broken": 500}

explanations = Buckets(EXPLANATIONS_A_SECOND, EXPLANATIONS_BURST)


@require_http_methods(["GET", "POST"])
@never_cache
def explain(request: HttpRequest) -> HttpResponse:
    """The form, and above it what the scheduler would do."""
    if request.method == "GET":
        return _page(request, {"bind": True, "preemption": True})
    return too_often(request, explanations) or _answer(request)


def _answer(request: HttpRequest) -> HttpResponse:
    asked = Options(bind="bind" in request.POST, preemption="preemption" in request.POST)
    told: dict[str, Any] = {"bind": asked.bind, "preemption": asked.preemption, "pasted": _shown(request)}
    content = _handed_in(request)
    if not content.strip():
        return _page(request, {**told, "trouble": "nothing"})
    if len(content) > FORM_BYTES_MAX:
        return _page(request, {**told, "trouble": "too_large"})
    try:
        answer = explain_apart(content, asked)
    except NoAnswer as error:
        return _page(request, {**told, "trouble": error.why})
    return _page(request, {**told, **answer, "trouble": "wrong" if "error" in answer else ""})


def _handed_in(request: HttpRequest) -> bytes:
    """The file, else what was pasted."""
    file = request.FILES.get("file")
    return file.read(FORM_BYTES_MAX + 1) if file else request.POST.get("text", "").encode()


def _shown(request: HttpRequest) -> str:
    """What was pasted, to be mended and sent again, where it is not long."""
    text = request.POST.get("text", "")
    return text if len(text) <= TEXT_SHOWN_MAX else ""


def _page(request: HttpRequest, told: dict[str, Any]) -> HttpResponse:
    return render(request, "kube/explain.html", told, status=STATUSES.get(told.get("trouble", ""), 200))
