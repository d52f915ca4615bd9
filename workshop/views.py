"""What belongs to the site as a whole: health, the browser's catalogue of sentences, the icon."""

import json
from collections.abc import Mapping
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
from workshop.sentences import first_sentences, scenes


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
def catalog(request: HttpRequest, language: str, scene: str = "") -> HttpResponse:
    """The sentences that a page with this scene needs at once, as a classic script: there before every module."""
    first, _ = _sentences(language, scene)
    return _script(f"globalThis.sentences={first};")


@require_safe
@cache_control(public=True, max_age=3600)
@gzip_page
def later_catalog(request: HttpRequest, language: str, scene: str = "") -> HttpResponse:
    """The other sentences, as a module that is imported by those that are fetched later."""
    _, later = _sentences(language, scene)
    return _script(f"Object.assign(globalThis.sentences,{later});")


def _script(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@cache
def _sentences(language: str, scene: str) -> tuple[str, str]:
    """The first and the later ones."""
    scripts = settings.BASE_DIR / "static" / "js"
    if language not in dict(settings.LANGUAGES) or scene not in {"", *scenes(scripts)}:
        raise Http404
    named = first_sentences(scripts, scene)
    known = JavaScriptCatalog(translation=DjangoTranslation(language, domain="djangojs")).get_catalog().items()
    first = {text: said for text, said in known if text in named}
    later = {text: said for text, said in known if text not in named}
    return _as_json(first), _as_json(later)


def _as_json(sentences: Mapping[str, object]) -> str:
    return json.dumps(sentences, ensure_ascii=False, separators=(",", ":"))


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here whatever the page says."""
    return redirect(staticfiles_storage.url("favicon.svg"), permanent=False)
