"""The bench on the first page: a room of the visitor's own, opened by the page's script while somebody looks."""

from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from labs.catalog import get_lab
from labs.lessons import limits
from labs.rooms.guesses import may_once_more
from labs.rooms.hub import hub
from labs.rooms.models import Room
from labs.rooms.opening import open_room
from labs.rooms.visitors import new_token, remember, token_hash, token_of

LAB = "front-door"
BEGINS_US = 12_000_000  # where a room begins: at the moment of the still
GOES_ON = timedelta(hours=1)  # who comes back within this finds what they did
KEPT = timedelta(days=1)
SWEPT_MOST = 50  # at once


@require_POST
def open_front_door(request: HttpRequest) -> JsonResponse:
    """{"live": address}, or {} where too many are open already: the page then keeps its still."""
    token = token_of(request) or new_token()
    room = _own(token)
    if room is None:
        if _too_many() or not may_once_more(request, limits.front_doors):
            return JsonResponse({})
        sweep()
        room = open_room(LAB, token=token, seed=get_lab(LAB).seeds[0], earns=False, at_us=BEGINS_US)
    response = JsonResponse({"live": reverse("rooms:live", args=[room.code])})
    remember(response, token)
    return response


def sweep() -> None:
    """Nobody comes back to these rooms after a day, so they go; one that is still watched goes another time."""
    old = _rooms().filter(created_at__lt=timezone.now() - KEPT).order_by("id")[:SWEPT_MOST]
    for room in old:
        if not hub.is_awake(room.code):
            room.delete()


def _own(token: str) -> Room | None:
    members = _rooms().filter(members__visitor__token_hash=token_hash(token))
    return members.filter(created_at__gt=timezone.now() - GOES_ON).order_by("-id").first()


def _too_many() -> bool:
    """They must not take the places of rooms that people have opened themselves."""
    since = timezone.now() - timedelta(seconds=limits.FRONT_DOORS_WITHIN_S)
    return _rooms().filter(created_at__gt=since).count() >= limits.FRONT_DOORS_MAX


def _rooms() -> QuerySet[Room]:
    """Those that were opened here: whoever opens the bench as a room keeps it."""
    return Room.objects.filter(lab=LAB, earns=False)
