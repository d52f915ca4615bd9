"""The door of the editor: the text of a manifest comes in, what applying it would do goes back. Nothing is kept."""

from time import monotonic

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from labs.gateways.kube.limits import MANIFEST_BYTES_MAX, TRIALS_A_SECOND, TRIALS_BURST
from labs.gateways.kube.trying import tried
from labs.rooms.access import role_in_room
from labs.rooms.guesses import guess_room
from labs.rooms.hub import EngineError
from labs.rooms.limits import Buckets
from labs.rooms.roles import may
from labs.rooms.visitors import name_in_room, token_of

FORBIDDEN, NOT_FOUND, TOO_LARGE, TOO_MANY = 403, 404, 413, 429

trials = Buckets(TRIALS_A_SECOND, TRIALS_BURST)


@require_POST
async def trial(request: HttpRequest, code: str) -> HttpResponse:
    """As `tried` tells; for whoever may apply it."""
    refused = await sync_to_async(guess_room)(request, code)
    if refused:
        return refused
    token = token_of(request)
    if not may(await sync_to_async(role_in_room)(code, token) or "", "kubectl.apply"):
        return _refusal("not_yours", FORBIDDEN)
    if not trials.of(f"{code}/{name_in_room(token, code)}", monotonic()).take(monotonic()):
        return _refusal("too_fast", TOO_MANY)
    if len(request.body) > MANIFEST_BYTES_MAX:
        return _refusal("too_large", TOO_LARGE)
    try:
        return JsonResponse(await tried(code, request.body.decode(errors="replace")))
    except EngineError as error:
        return _refusal(error.code, NOT_FOUND)


def _refusal(code: str, status: int) -> JsonResponse:
    return JsonResponse({"refused": code}, status=status)
