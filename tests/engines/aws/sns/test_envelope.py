"""What a subscribed queue gets: the notification around the message, or with raw delivery the bare message."""

import json
from typing import Any

from tests.engines.aws.sns.shared import TOPIC, subscribe
from tests.engines.aws.world import World


def test_without_raw_delivery_the_message_comes_in_an_envelope(world: World, topic: str) -> None:
    subscription = subscribe(world, "q")
    attributes = {"color": {"DataType": "String", "StringValue": "red"}}
    args: dict[str, Any] = {"TopicArn": topic, "Message": "hi2", "Subject": "s", "MessageAttributes": attributes}
    world.at(12)
    identity = world.call("sns.publish", **args)["MessageId"]
    world.at(13)
    [message] = world.receive(MessageAttributeNames=["All"])
    assert "MessageAttributes" not in message
    envelope = json.loads(message["Body"])
    assert list(envelope) == [
        "Type", "MessageId", "TopicArn", "Subject", "Message", "Timestamp", "SignatureVersion", "Signature",
        "SigningCertURL", "UnsubscribeURL", "MessageAttributes",
    ]  # fmt: skip
    assert envelope["Type"] == "Notification"
    assert (envelope["MessageId"], envelope["TopicArn"]) == (identity, TOPIC)
    assert (envelope["Subject"], envelope["Message"]) == ("s", "hi2")
    assert envelope["Timestamp"] == "2026-01-01T00:00:12.000Z"
    assert envelope["UnsubscribeURL"].endswith(subscription)
    assert envelope["MessageAttributes"] == {"color": {"Type": "String", "Value": "red"}}


def test_an_envelope_leaves_out_what_was_not_given(world: World, topic: str) -> None:
    subscribe(world, "q")
    world.call("sns.publish", TopicArn=topic, Message="가")
    world.at(1)
    [body] = world.bodies()
    assert "가" in body
    assert not {"Subject", "MessageAttributes"} & set(json.loads(body))


def test_raw_delivery_gives_the_bare_message_and_its_attributes(world: World, topic: str) -> None:
    subscribe(world, "q", raw=True)
    attributes = {"color": {"DataType": "String", "StringValue": "red"}}
    world.call("sns.publish", TopicArn=topic, Message="hi2", MessageAttributes=attributes)
    world.at(1)
    [message] = world.receive(MessageAttributeNames=["All"])
    assert message["Body"] == "hi2"
    assert message["MessageAttributes"] == attributes


def test_raw_delivery_of_more_than_ten_attributes_is_dropped_as_a_client_error(world: World, topic: str) -> None:
    subscribe(world, "q", raw=True)
    attributes = {f"a{number}": {"DataType": "String", "StringValue": "x"} for number in range(11)}
    world.call("sns.publish", TopicArn=topic, Message="a", MessageAttributes=attributes)
    world.at(1)
    assert world.counts() == (0, 0, 0)
    [dropped] = world.events("CopyDropped")
    assert dropped["data"]["reason"] == "InvalidParameterValueException"
