"""The ASGI application at /rooms/<code>/aws: real AWS clients as participants of a room."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any
from uuid import uuid4

from django.conf import settings

from labs.gateways.aws import faults, json10
from labs.gateways.aws.addresses import Endpoint, find_endpoint
from labs.gateways.aws.answers import Answer
from labs.gateways.aws.bodies import ClientGone, Receive, read_body
from labs.gateways.aws.participants import participant
from labs.gateways.aws.patience import wait_with_caller
from labs.gateways.aws.wire import Operation, Service, services, wait_s, with_queue_urls
from labs.rooms.codes import normal
from labs.rooms.hub import Command, EngineError, NotWritten, Query, Refused, RoomBroken, UnknownRoom, hub
from labs.rooms.limits import guesses
from labs.rooms.visitors import address_of

log = logging.getLogger(__name__)
LOAD_S_MAX = 5.0  # a room that comes back after a restart is waited for that long
ANSWER_S_MAX = 20.0  # a call that does not ask to wait

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """One call, one answer, in AWS's form whatever happens."""
    try:
        answer = await Call(scope, receive).answer()
    except ClientGone:
        return
    headers = [
        *answer.headers,
        (b"content-length", str(len(answer.body)).encode()),
        (b"x-amzn-requestid", str(uuid4()).encode()),
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


class Call:
    """One HTTP request on its way to a room. The Authorization header is read and never logged."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.scope = scope
        self.receive = receive
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self.service: Service | None = None

    async def answer(self) -> Answer:
        """Raises ClientGone."""
        try:
            return await self._answer()
        except faults.Fault as fault:
            return json10.failure(fault, self.service)
        except (ClientGone, asyncio.CancelledError):
            raise
        except Exception:
            log.exception("a wire call to %s failed", self.scope["path"])
            return json10.failure(faults.Unavailable(), self.service)

    async def _answer(self) -> Answer:
        host = self._header(b"host")
        endpoint = find_endpoint(self.scope, host, tls=settings.TLS)
        if endpoint is None:
            raise faults.UnknownAddress
        if self.scope["method"] != "POST":
            raise faults.WrongMethod(method=self.scope["method"])
        code = await self._enter(endpoint)
        body = await read_body(self.receive, self.headers.get(b"content-length", b""))
        self.service, operation = json10.find_operation(await services(), self.headers)
        result = await self._ask_room(code, operation, json10.parse(operation, body))
        return json10.result(with_queue_urls(operation, result, endpoint))

    def _header(self, name: bytes) -> str:
        return self.headers.get(name, b"").decode("latin-1")

    async def _enter(self, endpoint: Endpoint) -> str:
        """The room's code, once the room is there and lets wire clients in. Raises Fault."""
        client = self.scope.get("client")
        address = address_of(client[0] if client else None, self._header(b"x-forwarded-for"))
        bucket = guesses.of(address, monotonic())
        if bucket.empty(monotonic()):
            raise faults.TooManyGuesses
        code = normal(endpoint.code)
        try:
            if code is None:
                raise UnknownRoom
            async with asyncio.timeout(LOAD_S_MAX):
                is_open = await hub.wire_is_open(code)
        except UnknownRoom:
            bucket.take(monotonic())
            raise faults.NoSuchRoom(code=endpoint.code) from None
        except Refused:  # no place for one more room in this process
            raise faults.Throttled from None
        except (TimeoutError, RoomBroken, NotWritten):
            raise faults.Unavailable from None
        if not is_open:
            raise faults.WireClosed(code=code)
        return code

    async def _ask_room(self, code: str, operation: Operation, args: dict[str, Any]) -> dict[str, Any]:
        """The result of a command or query. Raises Fault, ClientGone."""
        by = participant(self.headers.get(b"authorization", b""))
        method = operation.method
        try:
            kind = await hub.kind_of(code, method)
            if kind == "query":
                return await hub.query(code, Query(method, args, by))  # type: ignore[no-any-return]
            if kind == "command":
                return await self._execute(code, Command(method, args, by), wait_s(operation, args))
        except EngineError as error:
            raise faults.from_engine(error.as_dict(), method) from None
        except (RoomBroken, NotWritten, UnknownRoom):
            raise faults.Unavailable from None
        raise faults.NotSimulated(feature=operation.model.name)

    async def _execute(self, code: str, command: Command, asked_s: float) -> dict[str, Any]:
        """The result; after the `asked_s` seconds of a long poll the empty one."""
        try:
            reply = await wait_with_caller(hub.execute(code, command), asked_s or ANSWER_S_MAX, self.receive)
        except TimeoutError:
            if asked_s:
                return {}
            raise faults.Unavailable from None
        if reply.error is not None:
            raise faults.from_engine(reply.error, command.name)
        return reply.result or {}  # a wait that ended because its room went on in another branch has none
