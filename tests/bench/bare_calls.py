"""What any server can reach with boto3 as its client: a raw ASGI application that gives the same answer to every call.

Started as `python -m daphne ... tests.bench.bare_calls:application`.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any

ANSWERS = {
    b"CreateQueue": {"QueueUrl": "http://127.0.0.1/bare"},
    b"SendMessage": {"MessageId": "1", "MD5OfMessageBody": "5d41402abc4b2a76b9719d911017c592"},
    b"ReceiveMessage": {"Messages": [{"MessageId": "1", "ReceiptHandle": "1", "Body": "hello"}]},
    b"DeleteMessage": {},
}
BODIES = {b"AmazonSQS." + action: json.dumps(answer).encode() for action, answer in ANSWERS.items()}


async def application(
    scope: dict[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """Any other path or action is answered with "nothing"."""
    while (await receive()).get("more_body"):
        pass
    body = BODIES.get(dict(scope["headers"]).get(b"x-amz-target", b""), b"{}")
    headers = [(b"content-type", b"application/x-amz-json-1.0"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
