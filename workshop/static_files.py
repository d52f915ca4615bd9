"""Static files, served before Django's middleware."""

import re

from asgiref.wsgi import WsgiToAsgi
from django.conf import settings
from whitenoise import WhiteNoise

HASHED = re.compile(r"\.[0-9a-f]{12}\.")


def _not_found(environ, start_response):  # type: ignore[no-untyped-def]  # WSGI
    start_response("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "0")])
    return []


static_application = WsgiToAsgi(
    WhiteNoise(
        _not_found,
        root=settings.STATIC_ROOT,
        prefix=settings.STATIC_URL,
        immutable_file_test=lambda path, url: bool(HASHED.search(url)),
    )
)
