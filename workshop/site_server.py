"""Daphne as this site runs it: small messages only, and a stop that has an end."""

import os
import threading
from collections.abc import Callable
from typing import Any

from daphne.endpoints import build_endpoint_description_strings
from daphne.server import Server
from django.conf import settings
from django.utils.module_loading import import_string

MESSAGE_BYTES_MAX = 16_384
STOP_S_MAX = 1.5


class SiteServer(Server):  # type: ignore[misc]  # Daphne carries no types.
    """Serves the site's ASGI application on a socket that listens already."""

    def __init__(self, descriptor: int, greet: Callable[[], None]) -> None:
        self._greet = greet
        super().__init__(
            application=import_string(settings.ASGI_APPLICATION),
            endpoints=build_endpoint_description_strings(file_descriptor=descriptor),
            websocket_timeout=-1,
            websocket_max_message_size=MESSAGE_BYTES_MAX,
            websocket_max_frame_size=MESSAGE_BYTES_MAX,
            ping_interval=20,
            ping_timeout=30,
            application_close_timeout=10,
            verbosity=0,
            server_name="",
            ready_callable=self._ready,
        )

    def _ready(self) -> None:
        # By itself Daphne drops the connection of a message too large: code 1006. So the sender is told why: 1009.
        self.ws_factory.setProtocolOptions(failByDrop=False)
        self._greet()

    def kill_all_applications(self) -> Any:
        """Ends the process if an open request would hold it: what counts is on disk already."""
        timer = threading.Timer(STOP_S_MAX, os._exit, [0])
        timer.daemon = True
        timer.start()
        return super().kill_all_applications()
