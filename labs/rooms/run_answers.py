"""What is answered when a run is asked for: the file, or why there is none."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from labs.rooms.exports import RunDocument, write_bytes

FORBIDDEN = 403
CONFLICT = 409
TOO_LARGE = 413
BUSY = 503


def attachment(run: RunDocument, name: str) -> HttpResponse:
    """`<lab>-<name>.json`. Raises BadDocument("too_large")."""
    headers = {"Content-Disposition": f'attachment; filename="{run.lab}-{name}.json"'}
    return HttpResponse(write_bytes(run), content_type="application/json", headers=headers)


def refuse(request: HttpRequest, status: int, code: str, **data: Any) -> HttpResponse:
    """As JSON to a script that asked for it, else as a page that says what to do."""
    if wants_json(request):
        return JsonResponse({"error": {"code": code, "data": data}}, status=status)
    return render(request, "rooms/refused.html", {"code": code, **data}, status=status)


def wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
