"""Pages of other sites get no WebSocket; scripts do."""

from typing import Any

import pytest
from channels.testing import WebsocketCommunicator

from workshop.origins import SameSite


async def accept(scope: dict[str, Any], receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})


@pytest.mark.parametrize(
    ("origin", "let_in"),
    [(b"http://localhost:8000", True), (b"https://evil.example", False), (b"null", False), (None, True)],
)
async def test_only_pages_of_this_site_and_clients_without_an_origin_are_let_in(
    origin: bytes | None, let_in: bool
) -> None:
    headers = [] if origin is None else [(b"origin", origin)]
    connection = WebsocketCommunicator(SameSite(accept), "/", headers)
    connected, _ = await connection.connect()
    assert connected is let_in
    await connection.disconnect()
