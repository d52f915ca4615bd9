"""Daphne as this site runs it: messages and bodies have a limit, and a stop has an end."""

import asyncio
import gc
import os
import re
import threading
from collections.abc import Callable
from typing import Any

from daphne.endpoints import build_endpoint_description_strings
from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.server import Server
from daphne.ws_protocol import WebSocketProtocol
from django.conf import settings
from django.utils.module_loading import import_string
from twisted.internet.defer import Deferred

from labs.rooms.hub import hub
from workshop.half_closed import AnsweringChannel

MESSAGE_BYTES_MAX = 16_384
BODY_BYTES_MAX = 6_291_456  # of a request: a form with 5 MiB of manifests; the largest legal wire call has 3.25 MiB
# A longer body is read to its end and thrown away: who is answered before it has sent all sees a broken connection, and
# real clients then try again. The longest mail AWS takes has 40 MB, as base64 in a form up to 60.
THROWN_AWAY_BYTES_MAX = 67_108_864
WIRE_PATH = re.compile(rb"/rooms/[^/]*/aws(/|$)")
STOP_S_MAX = 1.5
# Collecting garbage among what is there for good costs every frame a few percent.
GC_THRESHOLDS = (10_000, 20, 50)


def calm_garbage_collection() -> None:
    """For a process that is up: what it holds now it holds for good."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)


class BoundedRequest(WebRequest):  # type: ignore[misc]
    """Daphne hands a request on when all of its body has come; this one does not take in more than it may.

    Twisted does not read forms besides: Django and the gateways do, and it would hold up everybody's frames.
    """

    taken_bytes = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, parsePOSTFormSubmission=False, **kwargs)

    def gotLength(self, length: int | None) -> None:  # noqa: N802  Twisted's name
        super().gotLength(length)
        if length is not None and length > THROWN_AWAY_BYTES_MAX:
            self._refuse()

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        left = BODY_BYTES_MAX - self.taken_bytes
        self.taken_bytes += len(data)
        if left > 0:
            super().handleContentChunk(data[:left])
        if self.taken_bytes > THROWN_AWAY_BYTES_MAX:
            self._refuse()

    def _refuse(self) -> None:
        self.channel.transport.write(
            b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        )
        self.channel.loseConnection()

    def process(self) -> Any:
        """What is left of a wire call is still too long for its gateway, which says so in AWS's form."""
        if self.taken_bytes > BODY_BYTES_MAX and not WIRE_PATH.match(self.path):
            return self.basic_error(413, b"Content Too Large", f"More than {BODY_BYTES_MAX} bytes.")
        return super().process()


class BoundedFactory(HTTPFactory):  # type: ignore[misc]
    """Makes each connection's requests bounded ones."""

    protocol = AnsweringChannel

    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802
        protocol = super().buildProtocol(addr)
        protocol.requestFactory = BoundedRequest
        return protocol

    def log(self, request: Any) -> None:
        """Nobody reads Twisted's access log, and writing a line for it cost every wire call two percent."""


class BroadcastProtocol(WebSocketProtocol):  # type: ignore[misc]
    """A text for many viewers is made into a WebSocket frame once: autobahn calls that a prepared message."""

    newest: tuple[str, Any] = ("", None)  # text and frame, of all connections

    def serverSend(self, content: str | bytes, binary: bool = False) -> None:  # noqa: N802
        if not isinstance(content, str) or self.state != self.STATE_OPEN:
            super().serverSend(content, binary)
            return
        text, frame = BroadcastProtocol.newest
        if text is not content:
            frame = self.factory.prepareMessage(content.encode(), isBinary=False, doNotCompress=True)
            BroadcastProtocol.newest = content, frame
        self.sendPreparedMessage(frame)


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

    @property
    def http_factory(self) -> HTTPFactory:
        return self._factory

    @http_factory.setter
    def http_factory(self, plain: HTTPFactory) -> None:
        """Daphne makes its own factory when it starts to run; ours takes its place."""
        self._factory = BoundedFactory(plain.server)

    def _ready(self) -> None:
        # By itself Daphne drops the connection of a message too large: code 1006. So the sender is told why: 1009.
        self.ws_factory.setProtocolOptions(failByDrop=False)
        self.ws_factory.protocol = BroadcastProtocol
        calm_garbage_collection()
        self._greet()

    def kill_all_applications(self) -> Any:
        """Saves where every room stands; ends the process if something would hold it: what counts is on disk."""
        timer = threading.Timer(STOP_S_MAX, os._exit, [0])
        timer.daemon = True
        timer.start()
        saved = Deferred.fromFuture(asyncio.ensure_future(hub.close()))
        saved.addCallback(lambda _: super(SiteServer, self).kill_all_applications())
        return saved
