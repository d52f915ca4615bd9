"""Pages of the rooms, and the same live protocol over plain HTTP."""

from time import monotonic

import orjson
from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from labs import catalog
from labs.rooms import codes, limits
from labs.rooms.access import claims, role_in_room
from labs.rooms.answers import carry_out, refusal
from labs.rooms.guesses import TOO_MANY, guess_room, guess_run, too_often
from labs.rooms.hub import NotWritten, Refused, UnknownRoom, hub
from labs.rooms.messages import BadMessage, Wish, parse, parse_poll
from labs.rooms.models import Room
from labs.rooms.opening import open_room
from labs.rooms.records import make_owner
from labs.rooms.roles import READER
from labs.rooms.visitors import name_in_room, remember, token_of

BUSY = 503


@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """Open a room of the lab in the form; whoever asks owns it."""
    refused = too_often(request, limits.openings)
    if refused:
        return refused
    response = redirect("home")
    token = remember(response, token_of(request))
    try:
        room = open_room(request.POST.get("lab", ""), token=token)
    except catalog.UnknownLab:
        raise Http404 from None
    response["Location"] = reverse("rooms:room", args=[room.code])
    return response


@require_GET
def join(request: HttpRequest) -> HttpResponse:
    """From a typed code to the room; a code that cannot be right says so on the page."""
    typed = request.GET.get("code", "")[: 2 * codes.LENGTH]
    code = codes.normal(typed)
    refused = guess_room(request, code or "") if typed else None
    if typed and not refused:
        return redirect("rooms:room", code)
    if refused and refused.status_code == TOO_MANY:
        return refused
    return render(request, "rooms/join.html", {"typed": typed}, status=404 if typed else 200)


@require_GET
def room(request: HttpRequest, code: str) -> HttpResponse:
    """The running lab."""
    refused = guess_room(request, code)
    if refused:
        return refused
    found = Room.objects.get(code=code)
    token = token_of(request)
    claim = request.GET.get("claim", "")
    if claim and claims(code, claim):
        claimed = redirect("rooms:room", code)
        make_owner(found, remember(claimed, token))
        return claimed
    try:
        lab = catalog.get_lab(found.lab)
    except catalog.UnknownLab:
        raise Http404 from None
    language = translation.get_language() or "en"
    title = lab.title(language)
    context = {
        "room": {"code": code, "lab": found.lab, "title": title, "seed": found.seed, "scene": lab.scene},
        "goals": lab.goals(language),
        "role": role_in_room(code, token),
        "endpoint": request.build_absolute_uri(f"/rooms/{code}/aws"),
    }
    response = render(request, "rooms/room.html", context)
    remember(response, token)
    return response


@require_http_methods(["GET", "POST"])
async def live(request: HttpRequest, code: str) -> HttpResponse:
    """Where WebSockets are refused: GET gives the missed frames as a list, POST takes one command."""
    refused = await sync_to_async(guess_room)(request, code)
    if refused:
        return refused
    token = token_of(request)
    role = await sync_to_async(role_in_room)(code, token)
    by = name_in_room(token, code)
    if request.method == "POST":
        return await _post(request, code, role or "", by)
    return await _poll(request, code, {"role": role, "name": by})


@csrf_exempt  # in a frame on another site there is no cookie; the reading's token is, and a reader changes nothing
@require_http_methods(["GET", "POST"])
async def live_run(request: HttpRequest, run_id: str) -> HttpResponse:
    """The same for somebody's own look at a shared run."""
    refused = await sync_to_async(guess_run)(request, run_id)
    if refused:
        return refused
    code = codes.reading(run_id, request.GET.get("reading", ""))
    if code is None:
        raise Http404
    if request.method == "POST":
        return await _post(request, code, READER, READER)
    return await _poll(request, code, {"role": READER, "name": READER})


async def _poll(request: HttpRequest, code: str, you: dict[str, str | None]) -> HttpResponse:
    try:
        hello = parse_poll(request.GET.get("resume", ""), request.GET.get("lens", "scene"))
        frames = await hub.poll(code, hello.lens, hello.resume)
    except BadMessage as error:
        return HttpResponseBadRequest(orjson.dumps(refusal(error.code)), content_type="application/json")
    except UnknownRoom:
        raise Http404 from None
    except (Refused, NotWritten):
        return HttpResponse(orjson.dumps(refusal("busy")), status=BUSY, content_type="application/json")
    personal = [
        orjson.dumps({"you": you}).decode(),
        orjson.dumps({"mine": await hub.mine(code, you["name"] or "")}).decode(),
    ]
    return HttpResponse(f"[{','.join(frames + personal)}]", content_type="application/json")


async def _post(request: HttpRequest, code: str, role: str, by: str) -> HttpResponse:
    try:
        wish = parse(request.body)
    except BadMessage as error:
        return HttpResponseBadRequest(orjson.dumps(refusal(error.code, error.key)), content_type="application/json")
    if not isinstance(wish, Wish):
        return HttpResponseBadRequest(orjson.dumps(refusal("malformed")), content_type="application/json")
    if not limits.posts.of(f"{code}/{by}", monotonic()).take(monotonic()):
        answer = refusal("too_fast", wish.key)
    else:
        answer = await carry_out(code, role, by, wish)
    return HttpResponse(orjson.dumps(answer), content_type="application/json")
