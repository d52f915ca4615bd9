"""Every connection starts here: sockets, static files and the gateways beside Django, pages in it."""

import os
from typing import Any

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workshop.settings")
django_application = get_asgi_application()  # before anything that needs the apps

from labs.gateways.aws.app import application as aws_application  # noqa: E402
from labs.rooms.routing import websocket_urlpatterns  # noqa: E402
from workshop.origins import SameSite  # noqa: E402
from workshop.static_files import static_application  # noqa: E402


async def no_socket(scope: Any, receive: Any, send: Any) -> None:
    """Refuses: without it the address would be answered with 500 and a traceback in the log."""
    await send({"type": "websocket.close"})


route: Any = re_path  # typed for views; an ASGI application is called the same way

application = ProtocolTypeRouter(
    {
        "http": URLRouter(
            [
                # Plain ASGI: a wire call through Django's middleware would cost six to ten times as much.
                route(r"^rooms/[^/]*/aws(?:/|$)", aws_application),
                route(r"^static/", static_application),
                route(r"", django_application),
            ]
        ),
        "websocket": SameSite(URLRouter([*websocket_urlpatterns, route(r"", no_socket)])),
    }
)
