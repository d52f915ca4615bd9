"""One viewer's WebSocket: frames down, commands up."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from time import monotonic
from typing import Any
from urllib.parse import parse_qs

from channels.consumer import AsyncConsumer, get_handler_name
from channels.db import database_sync_to_async
from channels.exceptions import StopConsumer

from labs.rooms import codes, limits
from labs.rooms.access import role_in_room
from labs.rooms.answers import carry_out, refusal
from labs.rooms.hub import Refused, UnknownRoom, hub
from labs.rooms.messages import BadMessage, Hello, Seen, Wish, parse
from labs.rooms.transport import limit_send_buffer, transport_of
from labs.rooms.viewers import Viewer, text_message
from labs.rooms.visitors import address_of, name_in_room, token_in_scope

log = logging.getLogger(__name__)
CLOSE_UNKNOWN_ROOM = 4004
CLOSE_TOO_FAST = 4029
CLOSE_LIMIT = 4013
REFUSALS_MAX = 3_000  # messages over the rate before the connection is closed


class RoomConsumer(AsyncConsumer):
    """A stranger, a watcher or the owner: all get the same frames; only the owner's commands are carried out."""

    viewer: Viewer | None = None
    role = "stranger"
    closed = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Messages in turn. Channels would also listen to a layer, with a task and a hop to a thread for every message:
        here frames come from the hub, and nothing but `connect` touches the database."""
        self.scope, self.base_send = scope, send
        with suppress(StopConsumer):
            while True:
                message = await receive()
                await getattr(self, get_handler_name(message))(message)

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        self.code = _code(self.scope)
        self.tasks: set[asyncio.Task[None]] = set()
        self.bucket = limits.Bucket(limits.COMMANDS_A_SECOND, limits.COMMANDS_BURST, monotonic())
        self.refusals = 0
        await self.send({"type": "websocket.accept"})
        if not await self._find_room():
            await self._close(CLOSE_UNKNOWN_ROOM, "unknown_room")
            return
        self.hand: Any = self.base_send  # Channels types it for HTTP
        self.transport = transport_of(self.hand)
        limit_send_buffer(self.transport)

    async def _find_room(self) -> bool:
        """Learn the visitor's role; False for a wrong code, and for everybody who has guessed too often."""
        guesses = limits.guesses.of(_address(self.scope), monotonic())
        if guesses.empty(monotonic()) or not self.code:
            guesses.take(monotonic())
            return False
        token = token_in_scope(self.scope)
        claim = _asked(self.scope, "claim")
        role = await database_sync_to_async(role_in_room)(self.code, token, claim)
        if role is None:
            guesses.take(monotonic())
            return False
        self.role = role
        self.by = name_in_room(token, self.code) if token or not claim else "owner"
        return True

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        if self.closed:
            return  # what was on its way
        try:
            content = parse(message.get("text") or message.get("bytes"))
        except BadMessage as error:
            await self._refuse(error.code, error.key)
            return
        match content:
            case Seen(n) if self.viewer is not None:
                self.viewer.seen = min(n, self.viewer.sent)
            case Hello():
                await self._hello(content)
            case Wish() if self.bucket.take(monotonic()):
                self._start(content)
            case Wish(key):
                await self._refuse("too_fast", key)

    async def _hello(self, hello: Hello) -> None:
        if not self.bucket.take(monotonic()):
            await self._refuse("too_fast", None)
        elif self.viewer is not None:
            await hub.resume(self.code, self.viewer, hello.resume)
        else:
            viewer = Viewer(self.hand, hello.lens, self.by, self.transport)
            try:
                await hub.join(self.code, viewer, hello.resume)
            except UnknownRoom:
                await self._close(CLOSE_UNKNOWN_ROOM, "unknown_room")
            except Refused as error:
                await self._close(CLOSE_LIMIT, error.code)
            else:
                self.viewer = viewer
                await self.send(text_message({"you": {"role": self.role, "name": self.by}}))

    def _start(self, wish: Wish) -> None:
        """A command may wait long for its answer; the socket stays free meanwhile."""
        task = asyncio.get_running_loop().create_task(self._carry_out(wish))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _carry_out(self, wish: Wish) -> None:
        await self.send(text_message(await carry_out(self.code, self.role, self.by, wish)))

    async def _refuse(self, code: str, key: str | None) -> None:
        """Say why, log once, and close on somebody who will not stop."""
        await asyncio.sleep(0)  # whatever else waits goes before the rest of a flood
        self.refusals += 1
        if self.refusals == 1:
            log.warning("room %s: %s from a %s", self.code, code, self.role)
        if self.refusals > REFUSALS_MAX:
            await self._close(CLOSE_TOO_FAST, "too_fast")
        elif self.refusals <= limits.COMMANDS_BURST or key is not None:
            await self.send(text_message(refusal(code, key)))

    async def _close(self, close_code: int, reason: str) -> None:
        self.closed = True
        if self.viewer is not None:
            hub.leave(self.code, self.viewer)
        await self.send(text_message(refusal(reason)))
        await self.send({"type": "websocket.close", "code": close_code})

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        if self.viewer is not None:
            hub.leave(self.code, self.viewer)
        for task in self.tasks:
            task.cancel()
        raise StopConsumer


def _code(scope: Mapping[str, Any]) -> str:
    """Of the room, or of the look at a shared run; "" for what can be neither."""
    address: dict[str, str] = scope["url_route"]["kwargs"]
    if "run_id" in address:
        return codes.reading(address["run_id"], _asked(scope, "reading")) or ""
    return codes.normal(address["code"]) or ""


def _asked(scope: Mapping[str, Any], name: str) -> str:
    found: list[str] = parse_qs(scope["query_string"].decode("latin-1")).get(name, [""])
    return found[0]


def _address(scope: Mapping[str, Any]) -> str:
    headers = dict(scope["headers"])
    client = scope.get("client")
    return address_of(client[0] if client else None, headers.get(b"x-forwarded-for", b"").decode("latin-1"))
