"""Many viewers in one process: a WebSocket client that only counts frames, lighter than the server it loads."""

import asyncio
import base64
import os
from time import monotonic
from urllib.parse import urlsplit

import orjson


class CountingViewer(asyncio.Protocol):
    """Shakes hands, says hello, counts what comes; parses only numbers where asked."""

    def __init__(self, host: str, path: str, hello: bytes, keep: bool = False, check: bool = False) -> None:
        self._host, self._path, self._hello, self._keep, self._check = host, path, hello, keep, check
        self.frames = 0
        self.bytes = 0
        self.kept: list[bytes] = []
        self.n: int | None = None
        self.holes = 0
        self.latencies_ms: list[float] = []
        self.closed = False
        self._buffer = bytearray()
        self._open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {self._path} HTTP/1.1", f"Host: {self._host}", "Upgrade: websocket", "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", f"Origin: http://{self._host}", "", "",
        ]  # fmt: skip
        transport.write("\r\n".join(lines).encode())

    def data_received(self, data: bytes) -> None:
        self.bytes += len(data)
        self._buffer += data
        if not self._open:
            head, found, rest = bytes(self._buffer).partition(b"\r\n\r\n")
            if not found:
                return
            if b" 101 " not in head.split(b"\r\n")[0]:
                self.transport.close()
                return
            self._open, self._buffer = True, bytearray(rest)
            self.send(self._hello)
        self._take_frames()

    def _take_frames(self) -> None:
        buffer, start = self._buffer, 0
        while len(buffer) - start >= 2:
            length, head = buffer[start + 1] & 127, 2
            if length == 126:
                length, head = int.from_bytes(buffer[start + 2 : start + 4], "big"), 4
            elif length == 127:
                length, head = int.from_bytes(buffer[start + 2 : start + 10], "big"), 10
            if len(buffer) - start < head + length:
                break
            if buffer[start] & 15 == 1:
                self._frame(bytes(buffer[start + head : start + head + length]) if self._keep or self._check else b"")
            start += head + length
        del buffer[:start]

    def _frame(self, text: bytes) -> None:
        self.frames += 1
        if self._keep:
            self.kept.append(text)
        if self._check and text.startswith(b'{"n":'):
            frame = orjson.loads(text)
            if self.n is not None and frame["n"] != self.n + 1 and not frame["full"]:
                self.holes += 1
            self.n = frame["n"]

    def send(self, text: bytes) -> None:
        mask = os.urandom(4)
        length = bytes([128 | len(text)]) if len(text) < 126 else bytes([254]) + len(text).to_bytes(2, "big")
        self.transport.write(b"\x81" + length + mask + bytes(b ^ mask[i & 3] for i, b in enumerate(text)))

    def connection_lost(self, error: Exception | None) -> None:
        self.closed = True


class Crowd:
    """Viewers of one address, in this event loop."""

    def __init__(self, url: str, lens: str = "scene") -> None:
        self._parts = urlsplit(url)
        self._hello = orjson.dumps({"resume": None, "lens": lens})
        self.viewers: list[CountingViewer] = []

    async def join(self, count: int, *, keep: bool = False, check: bool = False) -> None:
        loop = asyncio.get_running_loop()
        path = self._parts.path + (f"?{self._parts.query}" if self._parts.query else "")
        for start in range(0, count, 25):
            made = [
                loop.create_connection(
                    lambda: CountingViewer(self._parts.netloc, path, self._hello, keep, check),
                    self._parts.hostname or "", self._parts.port or 80,
                )
                for _ in range(min(25, count - start))
            ]  # fmt: skip
            self.viewers += [protocol for _, protocol in await asyncio.gather(*made)]
        deadline_s = monotonic() + 60
        while not all(viewer.frames for viewer in self.viewers) and monotonic() < deadline_s:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        assert all(viewer.frames for viewer in self.viewers), "not every viewer got a frame"

    @property
    def frames(self) -> int:
        return sum(viewer.frames for viewer in self.viewers)

    async def say_seen(self) -> None:
        """Once a second, as the page does, spread over the second."""
        while True:
            for index, viewer in enumerate(self.viewers):
                viewer.send(b'{"seen":%d}' % (viewer.n or 1_000_000))
                if not index % 10:
                    await asyncio.sleep(10 / len(self.viewers))

    def leave(self) -> None:
        for viewer in self.viewers:
            viewer.transport.abort()
        self.viewers.clear()
