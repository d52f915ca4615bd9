"""Browsers over real WebSockets: they come back by themselves and ask again for what was not answered."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Any

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from tests.rooms.live_rooms import Screen

RETRY_S = 0.02
WAIT_S_MAX = 20.0


class Member:
    """One visitor of a real site; `frames` are all it was sent, `answered` the acks by key."""

    def __init__(self, live_url: str, lens: str = "scene", token: str = "") -> None:
        self.url, self.lens, self.token = live_url, lens, token
        self.screen = Screen()
        self.frames: list[dict[str, Any]] = []
        self.sizes_bytes: list[int] = []
        self.mine: list[dict[str, Any]] = []
        self.you: dict[str, Any] = {}
        self.unanswered: dict[str, str] = {}
        self.answered: dict[str, dict[str, Any]] = {}
        self.frame_s = 0.0  # when the last frame came
        self._socket: ClientConnection | None = None
        self._news = asyncio.Event()

    @asynccontextmanager
    async def at_the_page(self) -> AsyncIterator["Member"]:
        """Watching, until the block ends."""
        task = asyncio.get_running_loop().create_task(self._stay())
        try:
            yield self
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def ask(self, command: str, **args: Any) -> dict[str, Any]:
        """Send a command and wait for its answer, over as many connections as it takes."""
        key = await self.send(command, **args)
        await self.until(lambda: key in self.answered)
        return self.answered[key]

    async def send(self, command: str, **args: Any) -> str:
        """Send a command and go on; returns its key."""
        key = f"key-{len(self.unanswered) + len(self.answered)}"
        self.unanswered[key] = orjson.dumps({"key": key, "command": command, "args": args}).decode()
        if self._socket is not None:
            with suppress(WebSocketException):
                await self._socket.send(self.unanswered[key])
        return key

    async def until(self, condition: Callable[[], bool], wait_s: float = WAIT_S_MAX) -> None:
        """Raises TimeoutError."""
        async with asyncio.timeout(wait_s):
            while not condition():
                self._news.clear()
                await self._news.wait()

    async def _stay(self) -> None:
        headers = {"Cookie": f"visitor={self.token}"} if self.token else {}
        origin = Origin("http://localhost")
        while True:
            with suppress(OSError, EOFError, WebSocketException):
                async with connect(self.url, origin=origin, additional_headers=headers, proxy=None) as socket:
                    await self._listen(socket)
            self._socket = None
            await asyncio.sleep(RETRY_S)

    async def _listen(self, socket: ClientConnection) -> None:
        last = [self.frames[-1]["epoch"], self.frames[-1]["n"]] if self.frames else None
        await socket.send(orjson.dumps({"resume": last, "lens": self.lens}).decode())
        for wish in list(self.unanswered.values()):
            await socket.send(wish)
        self._socket = socket
        async for text in socket:
            self._take(str(text))
            self._news.set()

    def _take(self, text: str) -> None:
        content = orjson.loads(text)
        if "n" in content:
            self.frames.append(self.screen.apply(text))
            self.sizes_bytes.append(len(text.encode()))
            self.frame_s = monotonic()
        elif "ack" in content:
            self.unanswered.pop(content["ack"], None)
            self.answered[content["ack"]] = content
        elif "you" in content:
            self.you = content["you"]
        else:
            self.mine.append(content["mine"])
