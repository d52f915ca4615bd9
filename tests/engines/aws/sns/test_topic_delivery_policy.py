"""A topic's own retry policy, and who follows it."""

import json
from typing import Any

import pytest

from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.sns.topic_delivery_policy import read_topic_policy, retries_between
from tests.engines.aws.sns.shared import TOPIC
from tests.engines.aws.world import World

FIVE = {"numRetries": 5, "minDelayTarget": 1, "maxDelayTarget": 1}
OWN = json.dumps({"healthyRetryPolicy": {**FIVE, "numRetries": 1}})


def policy(**members: Any) -> str:
    return json.dumps({"http": members})


def test_a_subscription_without_a_policy_follows_its_topic() -> None:
    of_topic = policy(defaultHealthyRetryPolicy=FIVE)
    assert retries_between(of_topic, None).attempts == 6
    assert retries_between(of_topic, "{}").attempts == 6
    assert retries_between(of_topic, OWN).attempts == 2
    assert retries_between(None, None).attempts == 4


def test_a_topic_may_forbid_policies_of_subscriptions() -> None:
    alone = policy(defaultHealthyRetryPolicy=FIVE, disableSubscriptionOverrides=True)
    assert retries_between(alone, OWN).attempts == 6


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[]", "failed to parse JSON"),
        ('{"sqs": {}}', "Unexpected JSON member: sqs"),
        ('{"http": 1}', "http must be a JSON object"),
        (policy(retries=1), "Unexpected JSON member: http.retries"),
        (policy(disableSubscriptionOverrides="yes"), "http.disableSubscriptionOverrides must be a boolean"),
        (policy(defaultThrottlePolicy={}), "Not simulated here: http.defaultThrottlePolicy"),
        (policy(defaultRequestPolicy={"x": 1}), "http.defaultRequestPolicy must be a JSON object"),
        (
            policy(defaultHealthyRetryPolicy={"numRetries": 3}),
            "http.defaultHealthyRetryPolicy.minDelayTarget must be specified",
        ),
    ],
)
def test_what_is_no_policy(text: str, problem: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        read_topic_policy(text)
    assert str(refused.value) == f"Invalid parameter: DeliveryPolicy: {problem}"


def test_copies_are_tried_as_their_topic_says(world: World, topic: str) -> None:
    world.cloud.subscribe_http(topic, "http://example.com/")
    given = policy(defaultHealthyRetryPolicy=FIVE, defaultRequestPolicy={"headerContentType": "application/json"})
    world.call("sns.set_topic_attributes", TopicArn=TOPIC, AttributeName="DeliveryPolicy", AttributeValue=given)
    world.call("sns.publish", TopicArn=topic, Message="a")
    [copy] = world.cloud.sns.copies.values()
    assert copy["args"]["headers"]["Content-Type"] == "application/json"
    world.at(30)
    assert [event["data"]["attempts"] for event in world.events("CopyDropped")] == [6]


def test_a_policy_is_taken_away_by_an_empty_one(world: World, topic: str) -> None:
    arn = world.cloud.subscribe_http(topic, "http://example.com/")
    for text, retries in ((policy(defaultHealthyRetryPolicy=FIVE), 5), ("", 3)):
        args = {"TopicArn": TOPIC, "AttributeName": "DeliveryPolicy", "AttributeValue": text}
        world.call("sns.set_topic_attributes", **args)
        found = world.ask("sns.get_subscription_attributes", SubscriptionArn=arn)["Attributes"]
        assert json.loads(found["EffectiveDeliveryPolicy"])["healthyRetryPolicy"]["numRetries"] == retries
