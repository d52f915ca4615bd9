"""boto3 in the test's own process: the real client, its requests answered by the gateway's ASGI application."""

import asyncio
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from botocore.awsrequest import AWSPreparedRequest, AWSResponse

from labs.gateways.aws.app import application
from tests.gateways.aws.asgi_client import CODE, Response, receiving
from tests.gateways.aws.clients import made_client

HOST = "workshop.example:8000"
ENDPOINT = f"http://{HOST}/rooms/{CODE}/aws"
SERVICES = ("sqs", "sns", "ses", "sesv2", "sts")


def client(service: str, *, name: str = "kim", secret: str = "any", region: str = "us-east-1", **options: Any) -> Any:
    """A client of the room at ENDPOINT; `options` are botocore's, a failing call is not tried again."""
    made = made_client(service, ENDPOINT, name, secret, region, **options)
    made.meta.events.register("before-send", _answer)
    return made


def _answer(request: AWSPreparedRequest, **kwargs: Any) -> AWSResponse:
    response = asyncio.run(ask(request))
    return AWSResponse(request.url, response.status, response.headers, _Raw(response.body))


async def ask(request: AWSPreparedRequest) -> Response:
    """Send what a client has prepared."""
    body = request.body.encode() if isinstance(request.body, str) else request.body or b""
    headers = {name.lower(): text(value) for name, value in request.headers.items()}
    return await send(request.method, request.url, headers, body)


def text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


async def send(method: str, url: str, headers: dict[str, str], body: bytes) -> Response:
    """Any request, as a server hands it to the application."""
    address = urlsplit(url)
    scope = {
        "type": "http", "method": method, "path": unquote(address.path), "raw_path": address.path.encode(),
        "query_string": address.query.encode(), "scheme": address.scheme, "client": ["192.0.2.7", 5000],
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in {"host": HOST, **headers}.items()],
    }  # fmt: skip
    response = Response()
    await application(scope, receiving({"type": "http.request", "body": body}), response.take)
    return response


class _Raw:
    """The body as urllib3 would give it."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, *args: Any, **kwargs: Any) -> Iterator[bytes]:
        yield self._body
