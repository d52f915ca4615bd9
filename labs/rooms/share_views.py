"""From a running room to a recorded run: a link, or a file."""

from dataclasses import replace

from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from labs.rooms.access import role_in_room
from labs.rooms.exports import BadDocument, RunDocument
from labs.rooms.guesses import TOO_MANY, guess_room, too_often
from labs.rooms.hub import NotWritten, Refused, RoomBroken, UnknownRoom, hub
from labs.rooms.limits import sharings
from labs.rooms.models import Room, SharedRun
from labs.rooms.roles import OWNER
from labs.rooms.run_answers import BUSY, CONFLICT, FORBIDDEN, TOO_LARGE, attachment, refuse, wants_json
from labs.rooms.sharing import share as keep
from labs.rooms.visitors import token_of


@require_POST
async def share(request: HttpRequest, code: str) -> HttpResponse:
    """The run as a link that shows the moment `at_us` (what is shown now, if none is given): {"url"}, or its page."""
    refused = await sync_to_async(_may_not_share)(request, code) or await sync_to_async(_too_often)(request)
    if refused:
        return refused
    run = await _recorded(request, code)
    if isinstance(run, HttpResponse):
        return run
    try:
        shared = await sync_to_async(_keep)(code, _shown_at(run, request.POST.get("at_us", "")))
    except Refused as error:
        return refuse(request, CONFLICT, error.code, **error.data)
    if not wants_json(request):
        return redirect("runs:show", shared.pk)
    return JsonResponse({"url": request.build_absolute_uri(reverse("runs:show", args=[shared.pk]))})


@require_GET
async def export(request: HttpRequest, code: str) -> HttpResponse:
    """The run as a file, for anyone who may see the room."""
    refused = await sync_to_async(guess_room)(request, code) or await sync_to_async(_too_often)(request)
    if refused:
        return refused
    run = await _recorded(request, code)
    if isinstance(run, HttpResponse):
        return run
    try:
        return await sync_to_async(attachment)(run, code)
    except BadDocument as error:
        return refuse(request, TOO_LARGE, "limit", what="export_bytes", most=error.data["bytes_max"])


def _may_not_share(request: HttpRequest, code: str) -> HttpResponse | None:
    refused = guess_room(request, code)
    if refused or role_in_room(code, token_of(request)) == OWNER:
        return refused
    return refuse(request, FORBIDDEN, "not_yours")


def _too_often(request: HttpRequest) -> HttpResponse | None:
    refused = too_often(request, sharings)
    return refuse(request, TOO_MANY, "too_fast") if refused and wants_json(request) else refused


async def _recorded(request: HttpRequest, code: str) -> RunDocument | HttpResponse:
    try:
        return await hub.export(code)
    except UnknownRoom:
        raise Http404 from None
    except (Refused, RoomBroken, NotWritten):
        return refuse(request, BUSY, "busy")


def _shown_at(run: RunDocument, typed: str) -> RunDocument:
    """Screens count milliseconds: within the one that is shown, the moment itself is meant and all that happened."""
    at_us = int(typed) if typed.isdecimal() and typed.isascii() and len(typed) <= 15 else run.at_us
    return replace(run, at_us=run.at_us if at_us // 1000 == run.at_us // 1000 else min(at_us, run.head_us))


def _keep(code: str, run: RunDocument) -> SharedRun:
    return keep(Room.objects.get(code=code), run)
