"""One boto3 client in a process of its own: `python -m tests.bench.cycling ENDPOINT QUEUE`.

Says "ready"; for every line with a number of seconds it sends, receives and deletes for so long, and says how often.
"""

import sys
from time import monotonic
from typing import Any

from tests.gateways.aws.clients import sqs_client


def cycles_in(client: Any, queue: str, span_s: float) -> int:
    """How many messages were sent, received and deleted, one after the other."""
    until_s, count = monotonic() + span_s, 0
    while monotonic() < until_s:
        client.send_message(QueueUrl=queue, MessageBody="hello")
        message = client.receive_message(QueueUrl=queue)["Messages"][0]
        client.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        count += 1
    return count


def main(endpoint: str, name: str) -> None:
    client = sqs_client({"aws_endpoint": endpoint}, name)
    queue = client.create_queue(QueueName=name)["QueueUrl"]
    cycles_in(client, queue, 0.2)
    print("ready", flush=True)
    for line in sys.stdin:
        print(cycles_in(client, queue, float(line)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
