"""Who may come in by a code or an id, and how often: wrong ones and new things are counted by address."""

from collections.abc import Callable
from time import monotonic

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from labs.rooms import codes, limits
from labs.rooms.models import Room, SharedRun
from labs.rooms.visitors import address_of

NOT_FOUND = 404
TOO_MANY = 429


def may_once_more(request: HttpRequest, buckets: limits.Buckets) -> bool:
    """Whether the address may do this once more, which is then done."""
    return buckets.of(_address(request), monotonic()).take(monotonic())


def too_often(request: HttpRequest, buckets: limits.Buckets) -> HttpResponse | None:
    """None while the address may do this once more, which is then done; else the refusal."""
    return None if may_once_more(request, buckets) else render(request, "429.html", status=TOO_MANY)


def guess_room(request: HttpRequest, code: str) -> HttpResponse | None:
    """None for the code of a room, else the refusal (404 or 429)."""
    there = codes.normal(code) == code
    return _guess(request, lambda: there and Room.objects.filter(code=code).exists(), "404.html")


def guess_run(request: HttpRequest, run_id: str) -> HttpResponse | None:
    """The same for the id of a shared run."""
    there = run_id.isascii() and run_id.isprintable()
    return _guess(request, lambda: there and SharedRun.objects.filter(pk=run_id).exists(), "rooms/no_run.html")


def _guess(request: HttpRequest, is_right: Callable[[], bool], page: str) -> HttpResponse | None:
    """Who has guessed too often is not told whether a guess is right."""
    bucket = limits.guesses.of(_address(request), monotonic())
    if bucket.empty(monotonic()):
        return render(request, "429.html", status=TOO_MANY)
    if is_right():
        return None
    bucket.take(monotonic())
    return render(request, page, status=NOT_FOUND)


def _address(request: HttpRequest) -> str:
    return address_of(request.META.get("REMOTE_ADDR"), request.META.get("HTTP_X_FORWARDED_FOR", ""))
