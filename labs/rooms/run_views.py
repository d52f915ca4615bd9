"""Pages of recorded runs: shared ones, which anybody may read, and files."""

from contextlib import suppress
from secrets import token_urlsafe
from typing import Any

from asgiref.sync import sync_to_async
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from labs.catalog import get_lab
from labs.rooms.exports import BadDocument, RunDocument, read
from labs.rooms.guesses import NOT_FOUND, guess_run, too_often
from labs.rooms.hub import NotWritten, Refused, RoomBroken, hub
from labs.rooms.limits import EXPORT_BYTES_MAX, takings
from labs.rooms.models import SharedRun
from labs.rooms.opening import open_recorded
from labs.rooms.run_answers import TOO_LARGE, attachment
from labs.rooms.sharing import UnknownRun, run_document, shared_run
from labs.rooms.visitors import remember, token_of

BAD_REQUEST = 400
READING_BYTES = 12


@require_GET
@never_cache  # every reader has a simulation of their own
def show(request: HttpRequest, run_id: str) -> HttpResponse:
    """A shared run, read-only."""
    found = _find(request, run_id)
    return render(request, "rooms/run.html", _context(request, found)) if isinstance(found, SharedRun) else found


@require_GET
@never_cache
def embed(request: HttpRequest, run_id: str) -> HttpResponseBase:
    """The same, small, for a page of another site: the only one that may be framed. Needs no cookie and sets none."""
    found = _find(request, run_id)
    if not isinstance(found, SharedRun):
        return found
    context = _context(request, found)
    page = csp_replace({"frame-ancestors": ["*"]})(lambda request: render(request, "rooms/embed.html", context))
    return xframe_options_exempt(page)(request)


def _find(request: HttpRequest, run_id: str) -> SharedRun | HttpResponse:
    """The run, else the refusal."""
    refused = guess_run(request, run_id)
    if refused:
        return refused
    try:
        return shared_run(run_id)
    except UnknownRun:
        return render(request, "rooms/no_run.html", status=NOT_FOUND)


def _context(request: HttpRequest, shared: SharedRun) -> dict[str, Any]:
    language = translation.get_language() or "en"
    lab = get_lab(shared.lab)
    address = reverse("runs:show", args=[shared.pk])
    return {
        "run": {
            "id": shared.pk,
            "title": lab.title(language),
            "url": request.build_absolute_uri(address),
            "scene": lab.scene,
        },
        "goals": lab.goals(language),
        "role": "reader",
        "live": f"{address}live/?reading={token_urlsafe(READING_BYTES)}",
    }


@require_GET
def export(request: HttpRequest, run_id: str) -> HttpResponse:
    """A shared run as a file."""
    found = _find(request, run_id)
    return attachment(run_document(found), run_id) if isinstance(found, SharedRun) else found


@require_POST
async def mine(request: HttpRequest, run_id: str) -> HttpResponse:
    """A room of one's own with the same commands, at the same moment."""
    found = await sync_to_async(_find)(request, run_id)
    if not isinstance(found, SharedRun):
        return found
    refused = await sync_to_async(too_often)(request, takings)
    return refused or await _open(request, await sync_to_async(run_document)(found))


@require_http_methods(["GET", "POST"])
async def take_in(request: HttpRequest) -> HttpResponse:
    """A file that somebody exported becomes a room of one's own."""
    if request.method == "GET":
        return _form(request)
    refused = await sync_to_async(too_often)(request, takings)
    if refused:
        return refused
    try:
        run = await sync_to_async(_uploaded)(request)
    except BadDocument as error:
        status = TOO_LARGE if error.code == "too_large" else BAD_REQUEST
        return _form(request, status, {"code": error.code, **error.data})
    return await _open(request, run)


def _form(request: HttpRequest, status: int = 200, error: dict[str, Any] | None = None) -> HttpResponse:
    return render(request, "rooms/import.html", {"bytes_most": EXPORT_BYTES_MAX, "error": error}, status=status)


def _uploaded(request: HttpRequest) -> RunDocument:
    """Raises BadDocument."""
    file = request.FILES.get("run")
    if file is None:
        raise BadDocument("no_file")
    return read(file.read(EXPORT_BYTES_MAX + 1))


async def _open(request: HttpRequest, run: RunDocument) -> HttpResponse:
    response = redirect("home")
    token = remember(response, token_of(request))
    room = await sync_to_async(open_recorded)(run, token)
    response["Location"] = reverse("rooms:room", args=[room.code])
    if run.at_us < run.head_us:
        with suppress(Refused, RoomBroken, NotWritten):  # the room is there; it shows its head
            await hub.control(room.code, "room.seek", {"at_us": run.at_us})
    return response
