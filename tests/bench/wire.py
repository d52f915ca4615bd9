"""One wire call: server CPU of an SQS SendMessage as boto3 sends it."""

import http.client
from time import monotonic
from urllib.parse import urlsplit

from tests.bench.broadcast import running_site
from tests.bench.report import Figure, cpu_of_process

CALLS = 1_000
WARM_UP = 100
QUEUE = "bench"
HEADERS = {
    "Content-Type": "application/x-amz-json-1.0",
    "Authorization": "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/sqs/aws4_request,"
    " SignedHeaders=host, Signature=0",
}


def send_message() -> list[Figure]:
    with running_site() as site:
        room = site.open_room("shop", "--paused")
        address = urlsplit(room["aws_endpoint"])
        client = http.client.HTTPConnection(address.hostname or "", address.port)
        _call(client, address.path, "CreateQueue", f'{{"QueueName": "{QUEUE}"}}')
        for number in range(CALLS + WARM_UP):
            if number == WARM_UP:
                cpu, started = cpu_of_process(site.process.pid), monotonic()
            _call(client, address.path, "SendMessage", f'{{"QueueUrl": "{QUEUE}", "MessageBody": "hello"}}')
        spent_ms = (cpu_of_process(site.process.pid) - cpu) / CALLS * 1e3
        took_ms = (monotonic() - started) / CALLS * 1e3
        client.close()
    return [
        Figure(
            "one wire call (SendMessage, one client)",
            f"{spent_ms:.2f} ms CPU, {took_ms:.2f} ms wall",
            "about 1 ms",
            spent_ms <= 1.3,
        )
    ]


def _call(client: http.client.HTTPConnection, path: str, action: str, body: str) -> None:
    client.request("POST", path, body, {**HEADERS, "X-Amz-Target": f"AmazonSQS.{action}"})
    response = client.getresponse()
    answer = response.read()
    assert response.status == 200, answer
