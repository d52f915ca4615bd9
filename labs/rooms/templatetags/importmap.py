"""The import map: every module of static/js under a bare name, with its hashed address, and the later sentences."""

import json
from functools import cache

from django import template
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

FOLDER = "js/"
LATER_SENTENCES = "#lab/later_sentences.js"  # no file: the page's language and scene say which


@register.simple_tag(takes_context=True)
def importmap(context: Context, scene: str = "") -> SafeString:
    """The `<script type="importmap">` of a page with this scene; it must come before any module script."""
    # Printing the nonce is what makes django-csp create it: it is falsy before its first use, so it must not be tested.
    language = get_language() or settings.LANGUAGE_CODE
    text = _map_now(language, scene) if settings.DEBUG else _map_once(language, scene)
    return format_html('<script type="importmap" nonce="{}">{}</script>', context["CSP_NONCE"], text)


@cache
def _map_once(language: str, scene: str) -> SafeString:
    return _map_now(language, scene)


def _map_now(language: str, scene: str) -> SafeString:
    imports = {f"#lab/{path.removeprefix(FOLDER)}": staticfiles_storage.url(path) for path in module_paths()}
    later = (
        reverse("later_scene_catalog", args=[language, scene]) if scene else reverse("later_catalog", args=[language])
    )
    imports[LATER_SENTENCES] = later
    # Our own file names, but "<" must never end the script element.
    return mark_safe(json.dumps({"imports": imports}).replace("<", "\\u003C"))  # noqa: S308


def module_paths() -> list[str]:
    """The static paths of all modules, sorted: `js/room/store.js`."""
    found = {path.replace("\\", "/") for finder in get_finders() for path, _ in finder.list([])}
    return sorted(path for path in found if path.startswith(FOLDER) and path.endswith(".js"))
