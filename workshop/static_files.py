"""Static files, served before Django's middleware.

ServeStatic, not WhiteNoise behind a WSGI adapter: under keep-alive that adapter's context (a finished executor) leaks
into the connection's next request, which then fails.
"""

import re

from django.conf import settings
from servestatic import ServeStaticASGI

HASHED = re.compile(r"\.[0-9a-f]{12}\.")

static_application = ServeStaticASGI(
    None,
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    immutable_file_test=lambda path, url: bool(HASHED.search(url)),
)
