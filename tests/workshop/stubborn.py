"""Settings of a site whose application does not end when it is told to."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from workshop.settings import *  # noqa: F403

ASGI_APPLICATION = "tests.workshop.stubborn.application"


Send = Callable[[dict[str, Any]], Awaitable[None]]


async def application(scope: dict[str, Any], receive: object, send: Send) -> None:
    """Begins an answer, or accepts a socket, and then does nothing for ever."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"begun", "more_body": True})
    while True:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            continue
