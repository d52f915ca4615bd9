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
from workshop.sentences import cluster_sentences, first_sentences


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
    """The sentences that every page needs in one language, as a classic script that is there before every module."""
    return _script(f"globalThis.sentences={_sentences(language, 'first')};")


@require_safe
@cache_control(public=True, max_age=3600)
@gzip_page
def later_catalog(request: HttpRequest, language: str) -> HttpResponse:
    """The other sentences, as a module that is imported by those that are fetched later."""
    return _script(f"Object.assign(globalThis.sentences,{_sentences(language, 'later')});")


@require_safe
@cache_control(public=True, max_age=3600)
@gzip_page
def cluster_catalog(request: HttpRequest, language: str) -> HttpResponse:
    """Of these, what the cluster's scene says at once, as a module."""
    return _script(f"Object.assign(globalThis.sentences,{_sentences(language, 'cluster')});")


def _script(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@cache
def _sentences(language: str, which: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    scripts = settings.BASE_DIR / "static" / "js"
    named = cluster_sentences(scripts) if which == "cluster" else first_sentences(scripts)
    view = JavaScriptCatalog(translation=DjangoTranslation(language, domain="djangojs"))
    wanted = {text: said for text, said in view.get_catalog().items() if (text in named) != (which == "later")}
    return json.dumps(wanted, ensure_ascii=False, separators=(",", ":"))


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here whatever the page says."""
    return redirect(staticfiles_storage.url("favicon.svg"), permanent=False)
