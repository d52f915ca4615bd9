"""The owner's page for real clients: whether they are let in, and the keys of single participants."""

from typing import Any

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from labs.rooms.access import role_in_room
from labs.rooms.guesses import guess_room
from labs.rooms.hub import NotWritten, Refused, RoomBroken, hub
from labs.rooms.roles import OWNER
from labs.rooms.run_answers import BUSY, FORBIDDEN, refuse
from labs.rooms.visitors import token_of
from labs.rooms.wire_keys import KEYS_MAX, NAME, NAME_LENGTH_MAX

BAD_REQUEST = 400


@sensitive_variables("made")
@require_http_methods(["GET", "POST"])
async def terminals(request: HttpRequest, code: str) -> HttpResponse:
    """Shows the switch and the keys; a POST changes one thing. A new key's secret stands on that answer only."""
    refused = await sync_to_async(_not_yours)(request, code)
    if refused:
        return refused
    made: dict[str, Any] = {}
    problem = ""
    try:
        if request.method == "POST":
            made = await _change(code, request.POST.get("do", ""), request.POST.get("name", ""))
            if "secret" not in made:
                return redirect("rooms:terminals", code)
    except Refused as error:
        problem = error.code
    except (RoomBroken, NotWritten):
        return await sync_to_async(refuse)(request, BUSY, "busy")
    return await _page(request, code, made, problem)


def _not_yours(request: HttpRequest, code: str) -> HttpResponse | None:
    refused = guess_room(request, code)
    if refused or role_in_room(code, token_of(request)) == OWNER:
        return refused
    return render(request, "403.html", status=FORBIDDEN)


async def _change(code: str, do: str, name: str) -> dict[str, Any]:
    """Raises Refused, RoomBroken, NotWritten."""
    match do:
        case "open" | "close":
            return await hub.control(code, "room.open_wire", {"open": do == "open"})
        case "make" | "drop":
            return await hub.control(code, f"room.{do}_key", {"name": name.strip()})
    raise Refused("unknown_command")


async def _page(request: HttpRequest, code: str, made: dict[str, Any], problem: str) -> HttpResponse:
    try:
        wire = await hub.wire(code)
    except (Refused, RoomBroken, NotWritten):
        return await sync_to_async(refuse)(request, BUSY, "busy")
    context = {
        "code": code, "is_open": wire.open, "names": sorted(wire.keys.values()), "made": made, "problem": problem,
        "keys_max": KEYS_MAX, "length_max": NAME_LENGTH_MAX, "pattern": NAME.pattern,
        "endpoint": request.build_absolute_uri(f"/rooms/{code}/aws"),
    }  # fmt: skip
    answer = await sync_to_async(render)(
        request, "rooms/terminals.html", context, status=BAD_REQUEST if problem else None
    )
    answer["Cache-Control"] = "no-store"
    return answer
