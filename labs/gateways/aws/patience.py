"""Waiting for an answer that may take long, for as long as the caller does."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from labs.gateways.aws.bodies import ClientGone, Receive

# Nearly every call is answered sooner: only then is a task spent on noticing that the caller hangs up.
WATCH_AFTER_S = 0.1

Result = TypeVar("Result")


async def wait_with_caller(work: Coroutine[Any, Any, Result], wait_s: float, receive: Receive) -> Result:
    """The work's result; the work is cancelled when `wait_s` is over or the caller is gone.

    Raises TimeoutError, ClientGone, and what the work raises.
    """
    caller = _Caller(receive)
    try:
        async with asyncio.timeout(wait_s) as limit:
            caller.watch(limit)
            return await work
    except TimeoutError:
        if caller.gone:
            raise ClientGone from None
        raise
    finally:
        caller.forget()


class _Caller:
    """Looks for the end of the connection and then ends the wait."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._watch: asyncio.Task[None] | None = None
        self.gone = False

    def watch(self, limit: asyncio.Timeout) -> None:
        self._loop = asyncio.get_running_loop()
        self._timer = self._loop.call_later(WATCH_AFTER_S, self._start, limit)

    def _start(self, limit: asyncio.Timeout) -> None:
        self._watch = self._loop.create_task(self._end_when_gone(limit))

    async def _end_when_gone(self, limit: asyncio.Timeout) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        if not limit.expired():
            limit.reschedule(self._loop.time())

    def forget(self) -> None:
        self._timer.cancel()
        if self._watch is not None:
            self._watch.cancel()
