"""Reading a request's body, within a size and a time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from labs.gateways.aws.faults import TooLarge, TooSlow

BODY_BYTES_MAX = 3_407_872  # 3.25 MiB: a message of 1 MiB, every sign of it escaped as JSON allows, and the rest
READ_S_MAX = 20

Receive = Callable[[], Awaitable[dict[str, Any]]]


class ClientGone(Exception):
    """The connection was closed by the other side: nobody waits for an answer."""


async def read_body(receive: Receive, content_length: bytes) -> bytes:
    """Raises TooLarge, TooSlow, ClientGone."""
    if content_length.isdigit() and int(content_length) > BODY_BYTES_MAX:
        raise TooLarge(most=BODY_BYTES_MAX)
    try:
        async with asyncio.timeout(READ_S_MAX):
            return await _read(receive)
    except TimeoutError:
        raise TooSlow(seconds=READ_S_MAX) from None


async def _read(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    left = BODY_BYTES_MAX
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        chunks.append(message.get("body", b""))
        left -= len(chunks[-1])
        if left < 0:
            raise TooLarge(most=BODY_BYTES_MAX)
        if not message.get("more_body", False):
            return b"".join(chunks)
