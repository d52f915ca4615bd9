"""Subscriptions: made, listed, ended."""

from typing import Any

from tests.engines.aws.sns.shared import QUEUE, TOPIC, subscribe
from tests.engines.aws.world import World


def test_the_same_endpoint_again_is_the_same_subscription(world: World, topic: str) -> None:
    first = subscribe(world, "q")
    assert first.startswith(TOPIC + ":")
    assert subscribe(world, "q") == first
    args: dict[str, Any] = {
        "TopicArn": topic,
        "Protocol": "sqs",
        "Endpoint": QUEUE + "q",
        "Attributes": {"RawMessageDelivery": "true"},
    }
    assert world.refusal("sns.subscribe", **args)["code"] == "InvalidParameter"


def test_unsubscribing_stops_copies_and_is_fine_twice(world: World, topic: str) -> None:
    arn = subscribe(world, "q", raw=True)
    assert world.call("sns.unsubscribe", SubscriptionArn=arn) == {}
    assert world.call("sns.unsubscribe", SubscriptionArn=arn) == {}
    world.call("sns.publish", TopicArn=topic, Message="a")
    world.at(1)
    assert world.counts() == (0, 0, 0)
    assert len(world.events("Unsubscribed")) == 1


def test_subscriptions_are_listed_with_aws_fields(world: World, topic: str) -> None:
    arn = subscribe(world, "q")
    [listed] = world.ask("sns.list_subscriptions_by_topic", TopicArn=topic)["Subscriptions"]
    assert listed == {
        "SubscriptionArn": arn,
        "Owner": "123456789012",
        "Protocol": "sqs",
        "TopicArn": TOPIC,
        "Endpoint": QUEUE + "q",
    }
