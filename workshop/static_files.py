"""Static files, served before Django's middleware."""

import re
from collections.abc import Callable
from typing import Any

from asgiref.wsgi import WsgiToAsgi
from django.conf import settings
from whitenoise import WhiteNoise

HASHED = re.compile(r"\.[0-9a-f]{12}\.")


def _not_found(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    start_response("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "0")])
    return []


_files = WhiteNoise(
    _not_found,
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    immutable_file_test=lambda path, url: bool(HASHED.search(url)),
)
static_application: Any = WsgiToAsgi(_files)  # type: ignore[no-untyped-call]
