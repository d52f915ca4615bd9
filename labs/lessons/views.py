"""Pages for reading and study."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from labs import catalog


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and every lab there is."""
    language = translation.get_language() or "en"
    labs = [
        {
            "slug": lab.slug,
            "subject": lab.subject,
            "title": lab.title(language),
            "idea": lab.idea(language),
            "minutes": lab.minutes,
        }
        for lab in catalog.all_labs()
    ]
    return render(request, "lessons/home.html", {"labs": labs})
