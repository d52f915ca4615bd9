"""Connections that behave badly, on the running site."""

import asyncio
import http.client
import json
from collections.abc import Iterator
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError

from tests.gateways.aws.clients import aws_client, sqs_client
from tests.site import Site

CROWD = 200
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
NOTICED_S = 0.5  # wall time in which the site must have noticed that a client is gone


@pytest.fixture(scope="module")
def room(site: Site) -> dict[str, Any]:
    return site.open_room("shop", "--paused")


@pytest.fixture
def connection(room: dict[str, Any]) -> Iterator[http.client.HTTPConnection]:
    opened = http.client.HTTPConnection(urlsplit(room["aws_endpoint"]).netloc, timeout=20)
    yield opened
    opened.close()


def post(
    connection: http.client.HTTPConnection, room: dict[str, Any], action: str, body: bytes, **headers: str
) -> None:
    path = urlsplit(room["aws_endpoint"]).path
    connection.request("POST", path, body, {"X-Amz-Target": f"AmazonSQS.{action}", **headers})


def test_one_connection_serves_many_calls(connection: http.client.HTTPConnection, room: dict[str, Any]) -> None:
    connection.connect()
    socket = connection.sock
    for body in (b"{}", b"not json", b'{"MaxResults": "x"}', b"{}"):
        post(connection, room, "ListQueues", body)
        response = connection.getresponse()
        assert int(response.headers["Content-Length"]) == len(response.read())
    assert connection.sock is socket


def test_a_body_that_is_too_large_is_refused(connection: http.client.HTTPConnection, room: dict[str, Any]) -> None:
    post(connection, room, "SendMessage", b" " * 3_407_873)
    response = connection.getresponse()
    assert response.status == 413
    assert json.loads(response.read())["__type"].endswith("#RequestEntityTooLargeException")


LONG = "x" * 6_000_000
MAIL = {"Source": "a@example.com", "Destinations": ["b@example.com"], "RawMessage": {"Data": LONG}}


@pytest.mark.parametrize(
    ("service", "action", "args", "code", "status"),
    [
        ("sqs", "send_message", {"QueueUrl": "q", "MessageBody": LONG}, "RequestEntityTooLarge", 413),
        ("sns", "publish", {"TopicArn": "t", "Message": LONG}, "RequestEntityTooLarge", 413),
        ("ses", "send_raw_email", MAIL, "InvalidParameterValue", 400),
        ("sesv2", "send_email", {"Content": {"Raw": {"Data": LONG}}}, "BadRequestException", 400),
    ],
)
def test_a_body_that_is_much_too_large_is_refused_in_the_services_own_way(
    room: dict[str, Any], service: str, action: str, args: dict[str, Any], code: str, status: int
) -> None:
    with pytest.raises(ClientError) as refused:
        getattr(aws_client(service, room), action)(**args)
    response = refused.value.response
    assert (response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]) == (code, status)
    assert ("Message length is more than" in response["Error"]["Message"]) == (service in ("ses", "sesv2"))


def test_a_request_that_is_cut_off_leaves_the_room_unharmed(
    connection: http.client.HTTPConnection, room: dict[str, Any]
) -> None:
    client = sqs_client(room)
    queue = client.create_queue(QueueName="cut")["QueueUrl"]
    body = json.dumps({"QueueUrl": queue, "MessageBody": "half"}).encode()
    post(connection, room, "SendMessage", body, **{"Content-Length": str(len(body) + 10)})
    connection.close()
    assert "Messages" not in client.receive_message(QueueUrl=queue)


def test_an_endpoint_without_a_code_is_told_what_is_missing(site: Site) -> None:
    with pytest.raises(ClientError, match="ends with /rooms/<code>/aws"):
        sqs_client({"aws_endpoint": f"{site.address}/rooms//aws"}).list_queues()


def test_two_hundred_clients_at_once_are_all_answered(room: dict[str, Any]) -> None:
    client = sqs_client(room)
    queue = client.create_queue(QueueName="crowd")["QueueUrl"]

    async def crowd() -> list[int]:
        return await asyncio.gather(*[send_alone(room, queue, number) for number in range(CROWD)])

    assert asyncio.run(crowd()) == [200] * CROWD
    counts = client.get_queue_attributes(QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessages"])
    assert counts["Attributes"] == {"ApproximateNumberOfMessages": str(CROWD)}


async def send_alone(room: dict[str, Any], queue: str, number: int) -> int:
    """The status of one message sent over a connection of its own."""
    return await asked_over(await opened(room), room, f"Action=SendMessage&QueueUrl={queue}&MessageBody={number}")


async def opened(room: dict[str, Any]) -> Streams:
    address = urlsplit(room["aws_endpoint"])
    return await asyncio.open_connection(address.hostname, address.port)


async def asked_over(streams: Streams, room: dict[str, Any], form: str) -> int:
    reader, writer = streams
    address, body = urlsplit(room["aws_endpoint"]), f"Version=2012-11-05&{form}".encode()
    head = f"POST {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    status = int((await reader.readline()).split()[1])
    writer.close()
    await writer.wait_closed()
    return status


def test_clients_that_never_finish_their_request_keep_nobody_waiting(room: dict[str, Any]) -> None:
    async def beside_slow_ones() -> int:
        slow = [await opened(room) for _ in range(30)]
        for number, (_, writer) in enumerate(slow):
            writer.write(f"POST /rooms/{room['code']}/aws HTTP/1.1\r\nHost: x\r\n".encode()[: 10 + number])
        status = await asked_over(await opened(room), room, "Action=ListQueues")
        for _, writer in slow:
            writer.close()
            await writer.wait_closed()
        return status

    assert asyncio.run(beside_slow_ones()) == 200


def test_a_client_that_hangs_up_during_a_long_poll_takes_no_message(
    connection: http.client.HTTPConnection, room: dict[str, Any]
) -> None:
    client = sqs_client(room)
    queue = client.create_queue(QueueName="hung-up")["QueueUrl"]
    post(connection, room, "ReceiveMessage", json.dumps({"QueueUrl": queue, "WaitTimeSeconds": 20}).encode())
    client.list_queues()
    connection.close()
    noticed_s = monotonic() + NOTICED_S
    while monotonic() < noticed_s:
        client.list_queues()
    client.send_message(QueueUrl=queue, MessageBody="hello")
    assert client.receive_message(QueueUrl=queue)["Messages"][0]["Body"] == "hello"
