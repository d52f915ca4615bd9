"""A room that is not there and a client of the gateway's ASGI application, both in the test's own process."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from labs.gateways.aws.app import application
from labs.rooms.hub import Command, Query, Reply, UnknownRoom
from labs.rooms.wire_keys import Wire

CODE = "ABC234"
JSON_10 = "application/x-amz-json-1.0"
SIGNED_BY_KIM = "AWS4-HMAC-SHA256 Credential=kim/20261122/us-east-1/sqs/aws4_request, Signature=8c6e"


@dataclass
class FakeHub:
    """Answers every command with `reply`, remembers what it was asked."""

    reply: Reply = field(default_factory=lambda: Reply(result={}))
    is_open: bool = True
    kind: str | None = "command"
    error: Exception | None = None
    waits: bool = False
    keys: dict[str, str] = field(default_factory=dict)  # key id -> name
    asked: list[Command | Query] = field(default_factory=list)
    calls: list[tuple[str, str, str, str]] = field(default_factory=list)
    abandoned: int = 0

    async def wire(self, code: str) -> Wire:
        if code != CODE:
            raise UnknownRoom(code)
        return Wire(self.is_open, self.keys)

    def note_call(self, code: str, by: str, action: str, target: str, refused: str = "") -> None:
        self.calls.append((by, action, target, refused))

    async def kind_of(self, code: str, name: str) -> str | None:
        return self.kind

    async def query(self, code: str, query: Query) -> Any:
        self.asked.append(query)
        if self.error:
            raise self.error
        return self.reply.result

    async def execute(self, code: str, command: Command) -> Reply:
        self.asked.append(command)
        if self.error:
            raise self.error
        if self.waits:
            try:
                await asyncio.get_running_loop().create_future()
            except asyncio.CancelledError:
                self.abandoned += 1
                raise
        return self.reply


@dataclass
class Response:
    """What came back; `sent` counts ASGI messages."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    sent: int = 0

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    async def take(self, message: dict[str, Any]) -> None:
        """As ASGI's `send`."""
        self.sent += 1
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.body += message["body"]


Receive = Callable[[], Awaitable[dict[str, Any]]]


def receiving(*messages: dict[str, Any]) -> Receive:
    """A `receive` that gives these and then never anything."""
    left = list(messages)

    async def receive() -> dict[str, Any]:
        if not left:
            await asyncio.get_running_loop().create_future()
        return left.pop(0)

    return receive


async def call(
    action: str = "SendMessage",
    body: bytes | dict[str, Any] = b"{}",
    *,
    path: str = f"/rooms/{CODE}/aws",
    method: str = "POST",
    headers: dict[str, str] | None = None,
    receive: Receive | None = None,
    address: str = "192.0.2.7",
) -> Response:
    """One request; `headers` add to the usual ones or replace them."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    given = {
        "host": "workshop.example:8000", "x-amz-target": f"AmazonSQS.{action}", "content-type": JSON_10,
        "content-length": str(len(content)), "authorization": SIGNED_BY_KIM, **(headers or {}),
    }  # fmt: skip
    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"",
        "scheme": "http", "client": [address, 5000],
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in given.items()],
    }  # fmt: skip
    response = Response()
    await application(scope, receive or receiving({"type": "http.request", "body": content}), response.take)
    return response
