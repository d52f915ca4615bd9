"""A message's attributes: their digest, and which of them a receive shows."""

import pytest

from tests.engines.aws.world import World

ATTRIBUTES = {
    "k": {"DataType": "String", "StringValue": "v"},
    "n": {"DataType": "Number", "StringValue": "1"},
    "b": {"DataType": "Binary", "BinaryValue": "AAE="},
}


def test_the_digest_is_the_one_that_aws_sends(world: World) -> None:
    """Captured from a real client's check."""
    result = world.call("sqs.send_message", QueueUrl="q", MessageBody="hello", MessageAttributes=ATTRIBUTES)
    assert result["MD5OfMessageBody"] == "5d41402abc4b2a76b9719d911017c592"
    assert result["MD5OfMessageAttributes"] == "2d55127260a041f7ef632a7414bf0878"


@pytest.mark.parametrize("names", [["All"], [".*"], ["k", "n", "b"]])
def test_all_attributes_come_back_with_the_same_digest(world: World, names: list[str]) -> None:
    world.send("hello", MessageAttributes=ATTRIBUTES)
    [message] = world.receive(MessageAttributeNames=names)
    assert message["MessageAttributes"] == ATTRIBUTES
    assert message["MD5OfMessageAttributes"] == "2d55127260a041f7ef632a7414bf0878"


def test_the_digest_covers_only_what_is_shown(world: World) -> None:
    alone = world.call("sqs.send_message", QueueUrl="q", MessageBody="a", MessageAttributes={"k": ATTRIBUTES["k"]})
    world.receive()
    world.send("b", MessageAttributes=ATTRIBUTES)
    [message] = world.receive(MessageAttributeNames=["k", "unknown"])
    assert message["MessageAttributes"] == {"k": ATTRIBUTES["k"]}
    assert message["MD5OfMessageAttributes"] == alone["MD5OfMessageAttributes"]


def test_a_prefix_chooses_attributes(world: World) -> None:
    value = {"DataType": "String", "StringValue": "v"}
    world.send("a", MessageAttributes={"shop.id": value, "shop.name": value, "shopping": value})
    [message] = world.receive(MessageAttributeNames=["shop.*"])
    assert list(message["MessageAttributes"]) == ["shop.id", "shop.name"]


def test_nothing_is_shown_unless_asked_for(world: World) -> None:
    world.send("a", MessageAttributes=ATTRIBUTES)
    assert "MessageAttributes" not in world.receive(VisibilityTimeout=0)[0]
    [message] = world.receive(MessageAttributeNames=["other"])
    assert "MD5OfMessageAttributes" not in message


@pytest.mark.parametrize(
    "attribute",
    [
        {"StringValue": "x"},
        {"DataType": "Text", "StringValue": "x"},
        {"DataType": "Binary", "StringValue": "x"},
        {"DataType": "Binary", "BinaryValue": "not base64!"},
        {"DataType": 1, "StringValue": "x"},
        "x",
        None,
    ],
)
def test_a_malformed_attribute_is_refused(world: World, attribute: object) -> None:
    args = {"QueueUrl": "q", "MessageBody": "a", "MessageAttributes": {"x": attribute}}
    assert world.refusal("sqs.send_message", **args)["code"] == "InvalidParameterValueException"


@pytest.mark.parametrize(
    ("text", "fits"), [("-1.5e3", True), (".5", True), ("many", False), ("１", False), (" 1", False)]
)
def test_a_number_is_one(world: World, text: str, fits: bool) -> None:
    args = {"QueueUrl": "q", "MessageBody": "a"}
    age = {"age": {"DataType": "Number.int", "StringValue": text}}
    if fits:
        assert world.call("sqs.send_message", **args, MessageAttributes=age)["MessageId"]
    else:
        told = "Can't cast the value of message (user) attribute 'age' to a number."
        assert world.refusal("sqs.send_message", **args, MessageAttributes=age)["message"] == told


def test_a_type_may_have_a_name_of_its_own(world: World) -> None:
    attribute = {"price": {"DataType": "Number.int", "StringValue": "17"}}
    world.send("a", MessageAttributes=attribute)
    assert world.receive(MessageAttributeNames=["All"])[0]["MessageAttributes"] == attribute
