"""What belongs to the site as a whole: health, the browser's catalogue of sentences, the icon."""

import json
from functools import cache

from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation.trans_real import DjangoTranslation
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from django.views.i18n import JavaScriptCatalog

from workshop import settings


@require_safe
async def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers; touches nothing else."""
    return JsonResponse({"ok": True})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 once the database answers, else Django's 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@require_safe
@cache_control(public=True, max_age=3600)
@gzip_page
def catalog(request: HttpRequest, language: str) -> HttpResponse:
    """The sentences of the browser in one language, as a classic script that is there before every module."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return HttpResponse(_sentences(language), content_type="text/javascript; charset=utf-8")


@cache
def _sentences(language: str) -> str:
    view = JavaScriptCatalog(translation=DjangoTranslation(language, domain="djangojs"))
    sentences = json.dumps(view.get_catalog(), ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.sentences={sentences};"


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here whatever the page says."""
    return redirect(staticfiles_storage.url("favicon.svg"), permanent=False)
