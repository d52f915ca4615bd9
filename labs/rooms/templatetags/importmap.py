"""The import map: every module of static/js under a bare name, with its hashed address."""

import json
from functools import cache

from django import template
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

FOLDER = "js/"


@register.simple_tag(takes_context=True)
def importmap(context: Context) -> SafeString:
    """The `<script type="importmap">` of the page; it must come before any module script."""
    # Printing the nonce is what makes django-csp create it: it is falsy before its first use, so it must not be tested.
    text = _map_now() if settings.DEBUG else _map_once()
    return format_html('<script type="importmap" nonce="{}">{}</script>', context["CSP_NONCE"], text)


@cache
def _map_once() -> SafeString:
    return _map_now()


def _map_now() -> SafeString:
    imports = {f"#lab/{path.removeprefix(FOLDER)}": staticfiles_storage.url(path) for path in module_paths()}
    # Our own file names, but "<" must never end the script element.
    return mark_safe(json.dumps({"imports": imports}).replace("<", "\\u003C"))  # noqa: S308


def module_paths() -> list[str]:
    """The static paths of all modules, sorted: `js/room/store.js`."""
    found = {path.replace("\\", "/") for finder in get_finders() for path, _ in finder.list([])}
    return sorted(path for path in found if path.startswith(FOLDER) and path.endswith(".js"))
