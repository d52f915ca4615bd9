"""A subscription's own retry policy: which AWS takes, what it does, and how it is asked for."""

import json
from itertools import pairwise
from typing import Any

import pytest

from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.sns.delivery_policy import read_policy
from tests.engines.aws.sns.shared import QUEUE, TOPIC
from tests.engines.aws.world import World

NOWHERE = "http://example.com/"


def policy(**more: Any) -> str:
    return json.dumps({"healthyRetryPolicy": {"numRetries": 3, "minDelayTarget": 1, "maxDelayTarget": 20, **more}})


def delays_s(text: str) -> list[float]:
    retries = read_policy(text)
    return [(retries.delay_before_us(attempt) or 0) / 1e6 for attempt in range(2, retries.attempts + 1)]


def test_without_one_there_are_three_retries_20_s_apart() -> None:
    assert delays_s("{}") == delays_s('{"healthyRetryPolicy": null, "guaranteed": false}') == [20, 20, 20]


def test_every_phase_is_as_long_as_it_says() -> None:
    phases = {"numNoDelayRetries": 2, "numMinDelayRetries": 1, "numMaxDelayRetries": 2}
    assert delays_s(policy(numRetries=8, maxDelayTarget=21, **phases)) == [0, 0, 1, 1, 11, 21, 21, 21]


def test_every_curve_grows_from_the_least_to_the_most_and_each_later_than_the_one_before() -> None:
    curves = [
        delays_s(policy(numRetries=10, backoffFunction=name))
        for name in ("linear", "arithmetic", "geometric", "exponential")
    ]
    for delays in curves:
        assert (delays[0], delays[-1]) == (1, 20)
        assert delays == sorted(delays)
    for earlier, later in pairwise(curves):
        assert all(one > other for one, other in zip(earlier[1:-1], later[1:-1], strict=True))


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"numRetries": 101}, ".numRetries must be less than or equal to 100"),
        ({"numRetries": -1}, ".numRetries must be greater than or equal to 0"),
        ({"minDelayTarget": 0}, ".minDelayTarget must be greater than or equal to 1"),
        ({"maxDelayTarget": 3601}, ".maxDelayTarget must be less than or equal to 3600"),
        ({"minDelayTarget": 30}, ".minDelayTarget must be less than or equal to maxDelayTarget"),
        ({"numRetries": "3"}, ".numRetries must be an integer"),
        ({"numNoDelayRetries": 4}, ".numRetries must be greater than or equal to the sum of its phases"),
        ({"numRetries": 100, "maxDelayTarget": 300}, ": total delay must be less than or equal to 3600 seconds"),
        ({"backoffFunction": "wild"}, ".backoffFunction must be one of linear, arithmetic, geometric, exponential"),
    ],
)
def test_what_aws_refuses(more: dict[str, Any], problem: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        read_policy(policy(**more))
    assert str(refused.value) == f"Invalid parameter: DeliveryPolicy: healthyRetryPolicy{problem}"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("not json", "failed to parse JSON"),
        ("[]", "failed to parse JSON"),
        ('{"healthyRetryPolicy": 3}', "healthyRetryPolicy must be a JSON object"),
        ('{"healthyRetryPolicy": {"numRetries": 3}}', "healthyRetryPolicy.minDelayTarget must be specified"),
        ('{"http": {}}', "Unexpected JSON member: http"),
        (policy(retries=1), "Unexpected JSON member: healthyRetryPolicy.retries"),
        ('{"throttlePolicy": {"maxReceivesPerSecond": 1}}', "Not simulated here: throttlePolicy"),
    ],
)
def test_what_is_no_policy(text: str, problem: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        read_policy(text)
    assert str(refused.value) == f"Invalid parameter: DeliveryPolicy: {problem}"


def test_a_policy_set_later_holds_for_copies_that_are_already_tried(world: World, topic: str) -> None:
    arn = world.cloud.subscribe_http(topic, NOWHERE)
    world.call("sns.publish", TopicArn=topic, Message="a")
    args = {"AttributeName": "DeliveryPolicy", "AttributeValue": policy(numRetries=1)}
    world.call("sns.set_subscription_attributes", SubscriptionArn=arn, **args)
    world.at(5)
    assert [round(event["at_us"] / 1e6) for event in world.events("DeliveryFailed", "CopyDropped")] == [0, 1]


def test_a_policy_is_answered_as_it_was_set_and_as_it_works(world: World, topic: str) -> None:
    arn = world.cloud.subscribe_http(topic, NOWHERE)
    before = world.ask("sns.get_subscription_attributes", SubscriptionArn=arn)["Attributes"]
    assert "DeliveryPolicy" not in before
    assert json.loads(before["EffectiveDeliveryPolicy"])["healthyRetryPolicy"]["numRetries"] == 3
    args = {"AttributeName": "DeliveryPolicy", "AttributeValue": policy(numRetries=7)}
    world.call("sns.set_subscription_attributes", SubscriptionArn=arn, **args)
    after = world.ask("sns.get_subscription_attributes", SubscriptionArn=arn)["Attributes"]
    assert after["DeliveryPolicy"] == policy(numRetries=7)
    assert json.loads(after["EffectiveDeliveryPolicy"])["healthyRetryPolicy"]["numRetries"] == 7


def test_a_queue_takes_no_policy_of_its_own(world: World, topic: str) -> None:
    given = {"DeliveryPolicy": policy()}
    error = world.refusal("sns.subscribe", TopicArn=TOPIC, Protocol="sqs", Endpoint=f"{QUEUE}q", Attributes=given)
    assert error["code"] == "InvalidParameter"
