"""Clients that shut their writing side after a request, as `nc -N` does, and wait for the answer."""

from typing import Any

from twisted.internet.interfaces import IHalfCloseableProtocol
from twisted.web.http import HTTPChannel
from zope.interface import implementer

Channel: Any = HTTPChannel  # Twisted types half of it
# Who hangs up looks the same until something is written: a long poll must not wait for nobody.
ANSWERED_S_MAX = 0.2


@implementer(IHalfCloseableProtocol)
class AnsweringChannel(Channel):  # type: ignore[misc]
    """Answers what was asked before the other side stopped writing, if that takes no longer than a short call."""

    half_closed = False
    _end: Any = None

    def readConnectionLost(self) -> None:  # noqa: N802  Twisted's names
        """Comes again when Twisted tries to read on after an answer."""
        if self.half_closed:
            return
        self.half_closed = True
        if self.requests:
            self._end = self.callLater(ANSWERED_S_MAX, self.loseConnection)
        else:
            self.loseConnection()

    def writeConnectionLost(self) -> None:  # noqa: N802
        """Belongs to the interface; who cannot be written to is gone, and that is told otherwise."""

    def requestDone(self, request: Any) -> None:  # noqa: N802
        super().requestDone(request)
        if self.half_closed and not self.requests:
            self.loseConnection()

    def connectionLost(self, reason: Any) -> None:  # noqa: N802
        if self._end is not None and self._end.active():
            self._end.cancel()
        super().connectionLost(reason)
