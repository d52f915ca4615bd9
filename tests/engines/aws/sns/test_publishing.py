"""Publishing: texts by protocol, tenants of fair queues, and ten messages at once."""

import json
from typing import Any

import pytest

from tests.engines.aws.sns.shared import TOPIC, subscribe
from tests.engines.aws.world import World


def batch(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"TopicArn": TOPIC, "PublishBatchRequestEntries": list(entries)}


def entry(identity: str = "a", **more: Any) -> dict[str, Any]:
    return {"Id": identity, "Message": f"text {identity}", **more}


def publish(world: World, text: str, **more: Any) -> None:
    world.call("sns.publish", TopicArn=TOPIC, Message=text, **more)


def test_each_protocol_gets_its_own_text(world: World, topic: str) -> None:
    world.queue("other")
    subscribe(world, "q", raw=True)
    world.cloud.subscribe_http(topic, "http://example.com/")
    texts = json.dumps({"default": "all", "sqs": "queues", "email": 7})
    publish(world, texts, MessageStructure="json")
    web = [copy["args"]["body"] for copy in world.cloud.sns.copies.values() if copy["protocol"] == "http"]
    world.at(1)
    assert world.bodies() == ["queues"]
    assert [json.loads(body)["Message"] for body in web] == ["all"]


@pytest.mark.parametrize(
    ("text", "structure", "problem"),
    [
        ('{"sqs": "a"}', "json", "Message Structure - No default entry in JSON message body"),
        ('{"default": 1}', "json", "Message Structure - No default entry in JSON message body"),
        ("{", "json", "Message Structure - JSON message body failed to parse"),
        ("a", "xml", "MessageStructure"),
    ],
)
def test_texts_by_protocol_have_their_form(world: World, topic: str, text: str, structure: str, problem: str) -> None:
    refused = world.refusal("sns.publish", TopicArn=TOPIC, Message=text, MessageStructure=structure)
    assert refused["message"] == f"Invalid parameter: {problem}"


@pytest.mark.parametrize("group", ["", "a b", "x" * 129])
def test_a_group_has_its_signs(world: World, topic: str, group: str) -> None:
    refused = world.refusal("sns.publish", TopicArn=TOPIC, Message="a", MessageGroupId=group)
    assert refused["message"].startswith("Invalid parameter: MessageGroupId Reason:")


def test_a_standard_topic_takes_no_deduplication(world: World, topic: str) -> None:
    refused = world.refusal("sns.publish", TopicArn=TOPIC, Message="a", MessageDeduplicationId="d")
    assert refused["message"] == (
        "Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that"
        " is not valid for this topic type"
    )


def test_a_topic_may_take_larger_messages(world: World, topic: str) -> None:
    subscribe(world, "q", raw=True)
    text = "x" * 300_000
    assert world.refusal("sns.publish", TopicArn=TOPIC, Message=text)["message"].endswith("Message too long")
    large = {"TopicArn": TOPIC, "AttributeName": "MaximumMessageSize", "AttributeValue": "300000"}
    world.call("sns.set_topic_attributes", **large)
    publish(world, text)
    world.at(1)
    assert world.bodies() == [text]


# Ten at once


def test_a_batch_publishes_each_entry(world: World, topic: str) -> None:
    subscribe(world, "q", raw=True)
    answer = world.call("sns.publish_batch", **batch(entry("a"), entry("b", Subject="s")))
    assert answer["Failed"] == []
    told = [(one["Id"], one["MessageId"]) for one in answer["Successful"]]
    published = [event["data"]["message"] for event in world.events("Published")]
    assert told == list(zip(["a", "b"], published, strict=True))
    world.at(1)
    assert sorted(world.bodies()) == ["text a", "text b"]


def test_entries_fail_one_by_one(world: World, topic: str) -> None:
    subscribe(world, "q", raw=True)
    wrong = [entry("b", Message=""), entry("c", Subject=""), entry("d", MessageGroupId="a b")]
    answer = world.call("sns.publish_batch", **batch(entry("a"), *wrong))
    assert [one["Id"] for one in answer["Successful"]] == ["a"]
    assert [(one["Id"], one["Code"], one["SenderFault"]) for one in answer["Failed"]] == [
        ("b", "InvalidParameter", True),
        ("c", "InvalidParameter", True),
        ("d", "InvalidParameter", True),
    ]
    assert answer["Failed"][0]["Message"] == "Invalid parameter: Empty message"
    world.at(1)
    assert world.bodies() == ["text a"]


@pytest.mark.parametrize(
    ("entries", "code", "text"),
    [
        ([], "EmptyBatchRequest", "The batch request doesn't contain any entries."),
        (
            [entry(str(number)) for number in range(11)],
            "TooManyEntriesInBatchRequest",
            "The batch request contains more entries than permissible.",
        ),
        (
            [entry("a"), entry("a")],
            "BatchEntryIdsNotDistinct",
            "Two or more batch entries in the request have the same Id.",
        ),
        (
            [entry("a b")],
            "InvalidBatchEntryId",
            "The Id of a batch entry in the batch request contains an impermissible character: a b",
        ),
        (
            [entry("x" * 81)],
            "InvalidBatchEntryId",
            f"The Id of a batch entry in the batch request is too long: {'x' * 81}",
        ),
        (
            ["a"],
            "InvalidBatchEntryId",
            "The Id of a batch entry in the batch request contains an impermissible character: None",
        ),
        (
            [entry("a", Message="x" * 200_000), entry("b", Message="x" * 100_000)],
            "BatchRequestTooLong",
            "The length of all the messages put together is more than the limit.",
        ),
        (
            [entry("a"), entry("b", MessageStructure="json", Message="{}")],
            "InvalidParameter",
            "Invalid parameter: Message Structure - No default entry in JSON message body",
        ),
        (
            [entry("a"), entry("b", MessageAttributes={"n": {"DataType": "String"}})],
            "ParameterValueInvalid",
            "The message attribute 'n' must contain non-empty message attribute value for message attribute type"
            " 'String'.",
        ),
    ],
)
def test_a_batch_may_be_refused_whole(world: World, topic: str, entries: list[Any], code: str, text: str) -> None:
    refused = world.refusal("sns.publish_batch", TopicArn=TOPIC, PublishBatchRequestEntries=entries)
    assert (refused["code"], refused["message"]) == (code, text)
    assert world.events("Published") == []


def test_a_batch_needs_its_topic(world: World) -> None:
    assert world.refusal("sns.publish_batch", **batch(entry()))["code"] == "NotFound"
