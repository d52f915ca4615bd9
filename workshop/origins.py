"""Which pages may open a WebSocket here."""

from typing import Any
from urllib.parse import ParseResult

from channels.security.websocket import OriginValidator
from django.conf import settings


class SameSite(OriginValidator):
    """Refuses pages of other sites.

    A client without an Origin is no page in a browser, so no visitor's cookie can be behind it: scripts may watch.
    """

    def __init__(self, application: Any) -> None:
        super().__init__(application, settings.ALLOWED_HOSTS)

    def valid_origin(self, parsed_origin: ParseResult | None) -> bool:
        return parsed_origin is None or self.validate_origin(parsed_origin)
