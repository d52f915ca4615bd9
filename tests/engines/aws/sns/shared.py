"""The topic of the tests, and how a queue subscribes to it."""

from typing import Any

from tests.engines.aws.world import World

TOPIC = "arn:aws:sns:us-east-1:123456789012:orders"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:"


def subscribe(world: World, queue: str, raw: bool = False) -> str:
    attributes = {"RawMessageDelivery": "true"} if raw else {}
    args: dict[str, Any] = {"TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": QUEUE + queue, "Attributes": attributes}
    arn: str = world.call("sns.subscribe", **args)["SubscriptionArn"]
    return arn
