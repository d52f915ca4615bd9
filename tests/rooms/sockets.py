"""A browser's side of the live protocol, over Channels' test communicator."""

from collections.abc import Callable
from typing import Any

import orjson
from channels.testing import WebsocketCommunicator

from labs.rooms.models import Room
from tests.rooms.hubs import OWNER
from tests.rooms.live_rooms import Screen
from workshop.asgi import application

ORIGIN = b"http://localhost"
ANSWER_S_MAX = 5.0


class Socket:
    """One connection to a room; what comes down is sorted as it is read."""

    def __init__(self, code: str, token: str = OWNER, query: str = "", origin: bytes | None = ORIGIN) -> None:
        headers = [(b"host", b"localhost")]
        if origin is not None:
            headers.append((b"origin", origin))
        if token:
            headers.append((b"cookie", f"csrftoken=x; visitor={token}".encode()))
        self.pipe = WebsocketCommunicator(application, f"/rooms/{code}/live/{query}", headers=headers)
        self.screen = Screen()
        self.frames: list[dict[str, Any]] = []
        self.acks: dict[str | None, list[dict[str, Any]]] = {}
        self.you: dict[str, Any] = {}
        self.mine: list[dict[str, Any]] = []
        self.close_code: int | None = None

    async def open(self, lens: str = "scene", resume: list[Any] | None = None) -> "Socket":
        """Connect, say hello and read as far as the own role."""
        connected, _ = await self.pipe.connect(ANSWER_S_MAX)
        assert connected
        await self.send({"resume": resume, "lens": lens})
        await self.read_until(lambda: bool(self.you) or self.close_code is not None)
        return self

    async def send(self, content: dict[str, Any]) -> None:
        await self.pipe.send_to(text_data=orjson.dumps(content).decode())

    async def ask(self, command: str, key: str, **args: Any) -> dict[str, Any]:
        """Send a command and read as far as its ack."""
        return await self.ask_with(command, key, args)

    async def ask_with(self, command: str, key: str, args: dict[str, Any]) -> dict[str, Any]:
        before = len(self.acks.get(key, []))
        await self.send({"key": key, "command": command, "args": args})
        await self.read_until(lambda: len(self.acks.get(key, [])) > before)
        return self.acks[key][-1]

    async def read(self) -> None:
        message = await self.pipe.receive_output(ANSWER_S_MAX)
        if message["type"] == "websocket.close":
            self.close_code = message["code"]
            return
        content = orjson.loads(message["text"])
        if "n" in content:
            self.frames.append(self.screen.apply(message["text"]))
        elif "ack" in content:
            self.acks.setdefault(content["ack"], []).append(content)
        elif "you" in content:
            self.you = content["you"]
        else:
            self.mine.append(content["mine"])

    async def read_until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            await self.read()

    async def leave(self) -> None:
        await self.pipe.disconnect(1001, ANSWER_S_MAX)


async def opened(room: Room, token: str = OWNER, lens: str = "scene", resume: list[Any] | None = None) -> Socket:
    return await Socket(room.code, token).open(lens, resume)
