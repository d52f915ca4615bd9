"""Queues as endpoints."""

import pytest

from tests.engines.aws.sns.shared import QUEUE, TOPIC
from tests.engines.aws.world import World


@pytest.mark.parametrize(
    ("endpoint", "problem"),
    [
        ("q", "SQS endpoint ARN"),
        (f"{QUEUE}q:more", "SQS endpoint ARN"),
        (
            f"{QUEUE}q.fifo",
            "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
        ),
    ],
)
def test_what_is_no_standard_queue_is_refused(world: World, topic: str, endpoint: str, problem: str) -> None:
    error = world.refusal("sns.subscribe", TopicArn=TOPIC, Protocol="sqs", Endpoint=endpoint)
    assert error["message"] == f"Invalid parameter: {problem}"


def test_a_queue_is_confirmed_at_once(world: World, topic: str) -> None:
    args = {"TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": f"{QUEUE}q"}
    arn = world.call("sns.subscribe", **args)["SubscriptionArn"]
    assert arn.startswith(f"{TOPIC}:")
    assert world.events("SubscriptionConfirmed") == []
