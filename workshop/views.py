"""What belongs to the site as a whole: health, the browser's catalogue of sentences, the icon."""

from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.cache import cache_control
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
def catalog(request: HttpRequest, language: str) -> HttpResponseBase:
    """The sentences of the browser in one language, as a classic script that defines `django.gettext`."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        return JavaScriptCatalog.as_view(packages=None, domain="djangojs")(request)


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here whatever the page says."""
    return redirect(staticfiles_storage.url("favicon.svg"), permanent=False)
