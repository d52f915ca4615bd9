"""What the server still holds for a viewer that does not read."""

import socket
from collections.abc import Callable
from typing import Any

SEND_BUFFER_BYTES = 128 * 1024  # of the kernel, for one viewer: autotuned it would hide minutes of stale frames


def transport_of(send: Callable[..., Any]) -> Any | None:
    """The Twisted transport behind daphne's `send`, None under any other server.

    daphne's `send` never waits: without a look at this, a viewer that stops reading makes the process grow without end.
    """
    protocol = next(iter(getattr(send, "args", ())), None)
    return getattr(protocol, "transport", None)


def buffered_bytes(transport: Any | None) -> int:
    """Bytes handed over and not yet taken by the kernel."""
    try:
        return len(transport.dataBuffer) + transport._tempDataLen  # type: ignore[union-attr,no-any-return]
    except AttributeError:  # another server's
        return 0


def limit_send_buffer(transport: Any | None) -> None:
    handle = getattr(transport, "socket", None)
    if handle is not None:
        handle.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
