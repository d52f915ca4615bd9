"""While a lab is being written: open pages load anew when it is saved, and say what is wrong with it."""

import asyncio
from hashlib import blake2b
from time import monotonic

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.views.decorators.http import require_GET

from labs import catalog

WAIT_S = 20.0  # then the page asks again
LOOK_EVERY_S = 0.2


def changes(request: HttpRequest) -> dict[str, str]:
    """For templates: the address that answers when the labs are no longer what this page was made from."""
    return {"changes": f"{reverse('changes')}?seen={_state()}"}


@require_GET
async def changed(request: HttpRequest) -> HttpResponse:
    """Answers at the next change of a lab's file, or that there was none for a while."""
    until_s = monotonic() + WAIT_S
    # Files tell nobody that they were saved.
    while (same := request.GET.get("seen") == _state()) and monotonic() < until_s:  # noqa: ASYNC110
        await asyncio.sleep(LOOK_EVERY_S)
    return JsonResponse({"changed": not same})


class ShowLabErrors(MiddlewareMixin):
    """A page whose lab cannot be used says why; it comes back by itself when the file is mended."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, catalog.LabError):
            return render(request, "lessons/lab_error.html", {"error": error})
        return None


def _state() -> str:
    """Of all files of all labs."""
    return blake2b(repr(catalog.shelf.stamps()).encode(), digest_size=8).hexdigest()
