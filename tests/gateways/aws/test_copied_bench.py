"""What a room hands out as its copy, run by the real `aws`: another room then has the same."""

import json
import os
import subprocess
from typing import Any

from tests.gateways.aws.clients import CLI, aws_client
from tests.gateways.aws.owner import at_the_page
from tests.site import Site

SCRIPT_S_MAX = 120
ARN = "arn:aws:sqs:us-east-1:123456789012:"


def fill(room: dict[str, Any]) -> None:
    """A queue with its dead-letter queue and a filtered subscription, and a sender of mail: eight calls of `aws`."""
    sqs, sns = aws_client("sqs", room), aws_client("sns", room)
    sqs.create_queue(QueueName="dead")
    redrive = {"deadLetterTargetArn": f"{ARN}dead", "maxReceiveCount": 3}
    attributes = {"VisibilityTimeout": "45", "RedrivePolicy": json.dumps(redrive)}
    sqs.create_queue(QueueName="jobs", Attributes=attributes, tags={"team": "주문 'A'"})
    topic = sns.create_topic(Name="orders", Attributes={"DisplayName": "It's orders"})["TopicArn"]
    raw = {"RawMessageDelivery": "true", "FilterPolicy": json.dumps({"kind": ["order", "it's"]})}
    aws_client("sesv2", room).create_email_identity(EmailIdentity="shop@example.com")
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"{ARN}jobs", Attributes=raw)


def asked(room: dict[str, Any], question: str, **args: str) -> str:
    with at_the_page(room, watches=False) as owner:
        return str(owner.ask("room.query", query=f"blueprint.{question}", args=args)["answer"])


def test_the_script_builds_the_same_bench_in_another_room(site: Site) -> None:
    one, other = (site.open_room("empty-bench", "--paused") for _ in range(2))
    fill(one)
    assert asked(other, "template") != asked(one, "template")
    script = asked(one, "script", endpoint=other["aws_endpoint"])
    environment = {
        "PATH": f"{CLI.parent}{os.pathsep}{os.environ['PATH']}", "AWS_ACCESS_KEY_ID": "kim", "LANG": "C.UTF-8",
        "AWS_SECRET_ACCESS_KEY": "any", "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }  # fmt: skip
    done = subprocess.run(
        ["sh", "-c", script], env=environment, capture_output=True, text=True, timeout=SCRIPT_S_MAX, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert asked(other, "template") == asked(one, "template")
