"""The ASGI application at /rooms/<code>/aws: real AWS clients as participants of a room."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any
from uuid import uuid4

from django.conf import settings

from labs.gateways.aws import faults
from labs.gateways.aws.addresses import Endpoint, find_endpoint
from labs.gateways.aws.answers import Answer
from labs.gateways.aws.bodies import ClientGone, Receive, read_body
from labs.gateways.aws.credentials import credentials_in
from labs.gateways.aws.participants import name_of
from labs.gateways.aws.patience import wait_with_caller
from labs.gateways.aws.protocols import protocol_of
from labs.gateways.aws.requests import Request
from labs.gateways.aws.targets import target_of
from labs.gateways.aws.wire import Operation, Service, services, wait_s, with_queue_urls
from labs.rooms.codes import normal
from labs.rooms.hub import Command, EngineError, NotWritten, Query, Refused, RoomBroken, UnknownRoom, hub
from labs.rooms.limits import guesses
from labs.rooms.visitors import address_of
from labs.rooms.wire_keys import Wire, is_issued

log = logging.getLogger(__name__)
LOAD_S_MAX = 5.0  # a room that comes back after a restart is waited for that long
ANSWER_S_MAX = 20.0  # a call that does not ask to wait
IN_THREAD_BYTES = 131_072  # a longer body is read by a thread: nobody's frames wait for it
SCOPE = "Region"  # what the engine's services take besides their own parameters

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """One call, one answer, in AWS's form whatever happens."""
    call = Call(scope, receive)
    try:
        answer = await call.answer()
    except ClientGone:
        return
    headers = [
        *answer.headers,
        (b"content-length", str(len(answer.body)).encode()),
        (b"x-amzn-requestid", call.request_id.encode()),
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else answer.body})


class Call:
    """One HTTP request on its way to a room. The Authorization header is read and never logged."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.scope = scope
        self.receive = receive
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self.endpoint = find_endpoint(scope, self._header(b"host"), tls=settings.TLS)
        self.protocol = protocol_of(self.endpoint, self.headers)
        self.service: Service | None = None
        self.request_id = str(uuid4())

    async def answer(self) -> Answer:
        """Raises ClientGone."""
        try:
            return await self._answer()
        except faults.Fault as fault:
            return self._failure(fault)
        except (ClientGone, asyncio.CancelledError):
            raise
        except Exception:
            log.exception("a wire call to %s failed", self.scope["path"])
            return self._failure(faults.Unavailable())

    def _failure(self, fault: faults.Fault) -> Answer:
        return self.protocol.failure(fault, self.service, self.request_id)

    async def _answer(self) -> Answer:
        endpoint = self.endpoint
        if endpoint is None:
            raise faults.UnknownAddress
        code, wire = await self._enter(endpoint)
        credentials = credentials_in(self.headers.get(b"authorization", b""))
        known = await services()
        if credentials:
            self.service = known.get(credentials.service)  # until it is read what is asked for
        if not wire.open and not (credentials and is_issued(credentials.key_id)):
            raise faults.WireClosed(code=code)
        body = await read_body(self.receive, self.headers.get(b"content-length", b""))
        path, query = (self.scope[part].decode("latin-1") for part in ("raw_path", "query_string"))
        request = Request(self.scope["method"], path, query, self.headers, endpoint, credentials, body)
        by = name_of(request, wire)
        if len(body) > IN_THREAD_BYTES:
            operation, args = await asyncio.to_thread(self._read, request, known)
        else:
            operation, args = self._read(request, known)
        result = await self._ask_room(code, operation, args, by)
        assert self.service is not None
        return self.protocol.result(
            with_queue_urls(operation, result, endpoint), self.service, operation, self.request_id
        )

    def _read(self, request: Request, known: dict[str, Service]) -> tuple[Operation, dict[str, Any]]:
        """The operation asked for and its arguments. Raises Fault."""
        self.service, operation = self.protocol.find_operation(request, known)
        args = self.protocol.parse(request, self.service, operation)
        if request.credentials is not None and request.credentials.elsewhere:
            args[SCOPE] = request.credentials.elsewhere
        return operation, args

    def _header(self, name: bytes) -> str:
        return self.headers.get(name, b"").decode("latin-1")

    async def _enter(self, endpoint: Endpoint) -> tuple[str, Wire]:
        """The room's code and whom it lets in, once the room is there. Raises Fault."""
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
                return code, await hub.wire(code)
        except UnknownRoom:
            bucket.take(monotonic())
            raise faults.NoSuchRoom(code=endpoint.code) from None
        except Refused:  # no place for one more room in this process
            raise faults.Throttled from None
        except (TimeoutError, RoomBroken, NotWritten):
            raise faults.Unavailable from None

    async def _ask_room(self, code: str, operation: Operation, args: dict[str, Any], by: str) -> dict[str, Any]:
        """The result of a command or query; whoever watches the room sees that it was asked.

        Raises Fault, ClientGone.
        """
        assert self.service is not None
        target = target_of(args)
        try:
            result = await self._result(code, operation, args, by)
        except faults.Fault as fault:
            hub.note_call(code, by, operation.action, target, fault.said_by(self.service.name).query_code)
            raise
        hub.note_call(code, by, operation.action, target)
        return result

    async def _result(self, code: str, operation: Operation, args: dict[str, Any], by: str) -> dict[str, Any]:
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
