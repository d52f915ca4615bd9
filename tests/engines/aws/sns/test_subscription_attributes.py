"""What a subscription says of itself, and what may be changed."""

import pytest

from tests.engines.aws.sns.shared import QUEUE, TOPIC, subscribe
from tests.engines.aws.world import World


def test_a_subscription_answers_in_aws_words(world: World, topic: str) -> None:
    arn = subscribe(world, "q", raw=True)
    assert world.ask("sns.get_subscription_attributes", SubscriptionArn=arn) == {
        "Attributes": {
            "SubscriptionArn": arn, "TopicArn": TOPIC, "Owner": "123456789012", "Protocol": "sqs",
            "Endpoint": f"{QUEUE}q", "PendingConfirmation": "false", "ConfirmationWasAuthenticated": "true",
            "RawMessageDelivery": "true", "SubscriptionPrincipal": "arn:aws:iam::123456789012:user/workshop",
        }
    }  # fmt: skip


def test_raw_delivery_is_switched_for_what_is_published_from_then_on(world: World, topic: str) -> None:
    arn = subscribe(world, "q")
    raw = {"AttributeName": "RawMessageDelivery", "AttributeValue": "true"}
    assert world.call("sns.set_subscription_attributes", SubscriptionArn=arn, **raw) == {}
    world.call("sns.publish", TopicArn=topic, Message="a")
    world.at(1)
    assert world.bodies() == ["a"]
    assert world.events("SubscriptionChanged")[0]["data"]["attributes"] == {"RawMessageDelivery": "true"}


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("RawMessageDelivery", "yes", "RawMessageDelivery: Invalid value [yes]. Must be true or false."),
        ("ReplayPolicy", "{}", "Not simulated here: ReplayPolicy"),
        ("Colour", "red", "AttributeName"),
        ("", "red", "AttributeName"),
    ],
)
def test_what_cannot_be_set_is_refused(world: World, topic: str, name: str, value: str, problem: str) -> None:
    args = {"SubscriptionArn": subscribe(world, "q"), "AttributeName": name, "AttributeValue": value}
    assert world.refusal("sns.set_subscription_attributes", **args)["message"] == f"Invalid parameter: {problem}"


def test_a_subscription_that_is_not_there_has_no_attributes(world: World, topic: str) -> None:
    args = {"AttributeName": "RawMessageDelivery", "AttributeValue": "true"}
    error = world.refusal("sns.set_subscription_attributes", SubscriptionArn=f"{TOPIC}:gone", **args)
    assert (error["code"], error["message"]) == ("NotFound", "Subscription does not exist")


def test_a_topic_goes_with_its_subscriptions_and_may_be_deleted_twice(world: World, topic: str) -> None:
    subscribe(world, "q")
    for _ in range(2):
        assert world.call("sns.delete_topic", TopicArn=topic) == {}
    assert world.ask("sns.list_subscriptions") == {"Subscriptions": []}
    assert [event["event"] for event in world.events("Unsubscribed", "TopicDeleted")] == [
        "Unsubscribed",
        "TopicDeleted",
    ]
    assert world.refusal("sns.publish", TopicArn=topic, Message="a")["code"] == "NotFound"
