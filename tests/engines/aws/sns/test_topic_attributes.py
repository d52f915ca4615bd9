"""What a topic says of itself, and what may be changed."""

import json
from typing import Any

import pytest

from tests.engines.aws.sns.shared import TOPIC, subscribe
from tests.engines.aws.world import World

RETRIES = {"numRetries": 5, "minDelayTarget": 1, "maxDelayTarget": 2}


def attributes(world: World) -> dict[str, str]:
    found: dict[str, str] = world.ask("sns.get_topic_attributes", TopicArn=TOPIC)["Attributes"]
    return found


def change(name: str, value: str | None) -> dict[str, Any]:
    return {"TopicArn": TOPIC, "AttributeName": name, "AttributeValue": value}


def test_a_new_topic_answers_in_aws_words(world: World, topic: str) -> None:
    found = attributes(world)
    policy, delivery = json.loads(found.pop("Policy")), json.loads(found.pop("EffectiveDeliveryPolicy"))
    assert found == {
        "TopicArn": TOPIC, "Owner": "123456789012", "DisplayName": "", "SubscriptionsConfirmed": "0",
        "SubscriptionsPending": "0", "SubscriptionsDeleted": "0",
    }  # fmt: skip
    assert (policy["Id"], policy["Statement"][0]["Resource"]) == ("__default_policy_ID", TOPIC)
    assert delivery["http"]["defaultHealthyRetryPolicy"]["numRetries"] == 3
    assert delivery["http"]["disableSubscriptionOverrides"] is False


def test_subscriptions_are_counted(world: World, topic: str) -> None:
    world.call("sns.unsubscribe", SubscriptionArn=subscribe(world, "gone"))
    subscribe(world, "q")
    world.call("sns.subscribe", TopicArn=TOPIC, Protocol="http", Endpoint="http://example.com/")
    found = attributes(world)
    counts = [found[f"Subscriptions{kind}"] for kind in ("Confirmed", "Pending", "Deleted")]
    assert counts == ["1", "1", "1"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DisplayName", "Orders of the shop"),
        ("MaximumMessageSize", "1024"),
        ("KmsMasterKeyId", "alias/aws/sns"),
        ("SignatureVersion", "2"),
        ("TracingConfig", "Active"),
        ("SQSFailureFeedbackRoleArn", "arn:aws:iam::123456789012:role/r"),
        ("Policy", '{"Statement": []}'),
        ("DeliveryPolicy", json.dumps({"http": {"defaultHealthyRetryPolicy": RETRIES}})),
    ],
)
def test_what_is_set_is_answered_and_told(world: World, topic: str, name: str, value: str) -> None:
    world.call("sns.set_topic_attributes", **change(name, value))
    assert attributes(world)[name] == value
    assert world.events("TopicChanged")[0]["data"]["attributes"] == {name: value}


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("FifoTopic", "true", "AttributeName"),
        ("", "x", "AttributeName"),
        ("Colour", "red", "Attributes Reason: Unknown attribute Colour"),
        ("ArchivePolicy", "{}", "Attributes Reason: Not simulated here: ArchivePolicy"),
        (
            "ContentBasedDeduplication", "true",
            "Attributes Reason: ContentBasedDeduplication can only be set for FIFO topics",
        ),
        (
            "MaximumMessageSize", "1023",
            "Attributes Reason: MaximumMessageSize: Invalid value [1023]. Must be between 1024 and 1048576.",
        ),
        (
            "MaximumMessageSize", "٣٣٣٣",
            "Attributes Reason: MaximumMessageSize: Invalid value [٣٣٣٣]. Must be between 1024 and 1048576.",
        ),
        ("SignatureVersion", "3", "Attributes Reason: SignatureVersion: Invalid value [3]. Must be 1 or 2."),
        ("DisplayName", "x" * 101, "Attributes Reason: DisplayName: must be at most 100 characters long"),
        ("Policy", "no json", "Policy Error: null"),
        ("Policy", '{"Statement": [1]}', "Policy Error: null"),
        ("DeliveryPolicy", "no json", "DeliveryPolicy: failed to parse JSON"),
    ],
)  # fmt: skip
def test_what_cannot_be_set_is_refused(world: World, topic: str, name: str, value: str, problem: str) -> None:
    refused = world.refusal("sns.set_topic_attributes", **change(name, value))
    assert refused["message"] == f"Invalid parameter: {problem}"


def test_an_attribute_that_is_no_text_is_refused(world: World) -> None:
    refused = world.refusal("sns.create_topic", Name="t", Attributes={"DisplayName": 7})
    assert refused["message"] == "Invalid parameter: Attributes Reason: DisplayName: Invalid value"
