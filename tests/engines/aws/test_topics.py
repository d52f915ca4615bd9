"""Topics and subscriptions; what a subscribed queue gets."""

import json

import pytest

from tests.engines.aws.world import World

TOPIC = "arn:aws:sns:us-east-1:123456789012:orders"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:"


@pytest.fixture
def topic(world: World) -> str:
    arn: str = world.call("sns.create_topic", Name="orders")["TopicArn"]
    return arn


def subscribe(world: World, queue: str, raw: bool = False) -> str:
    attributes = {"RawMessageDelivery": "true"} if raw else {}
    args = {"TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": QUEUE + queue, "Attributes": attributes}
    arn: str = world.call("sns.subscribe", **args)["SubscriptionArn"]
    return arn


def test_a_topic_has_its_arn_and_may_be_created_again(world: World, topic: str) -> None:
    assert topic == TOPIC
    assert world.call("sns.create_topic", Name="orders") == {"TopicArn": TOPIC}
    assert len(world.events("TopicCreated")) == 1
    assert world.ask("sns.list_topics") == {"Topics": [{"TopicArn": TOPIC}]}


def test_every_subscription_gets_its_own_copy(world: World, topic: str) -> None:
    world.queue("other")
    subscribe(world, "q", raw=True)
    subscribe(world, "other", raw=True)
    world.call("sns.publish", TopicArn=topic, Message="hello")
    world.at(1)
    assert (world.bodies("q"), world.bodies("other")) == (["hello"], ["hello"])


def test_a_topic_keeps_nothing_for_who_subscribes_later(world: World, topic: str) -> None:
    world.call("sns.publish", TopicArn=topic, Message="early")
    subscribe(world, "q", raw=True)
    world.at(1)
    assert world.counts() == (0, 0, 0)
    assert world.events("Published")[0]["data"]["copies"] == []


def test_the_same_endpoint_again_is_the_same_subscription(world: World, topic: str) -> None:
    first = subscribe(world, "q")
    assert first.startswith(TOPIC + ":")
    assert subscribe(world, "q") == first
    args = {"TopicArn": topic, "Protocol": "sqs", "Endpoint": QUEUE + "q", "Attributes": {"RawMessageDelivery": "true"}}
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


def test_lists_come_in_pages_of_a_hundred(world: World) -> None:
    for number in range(101):
        world.call("sns.create_topic", Name=f"t{number}")
    page = world.ask("sns.list_topics")
    assert len(page["Topics"]) == 100
    rest = world.ask("sns.list_topics", NextToken=page["NextToken"])
    assert rest == {"Topics": [{"TopicArn": TOPIC.replace("orders", "t100")}]}


def test_without_raw_delivery_the_message_comes_in_an_envelope(world: World, topic: str) -> None:
    subscription = subscribe(world, "q")
    attributes = {"color": {"DataType": "String", "StringValue": "red"}}
    args = {"TopicArn": topic, "Message": "hi2", "Subject": "s", "MessageAttributes": attributes}
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


def test_the_scene_shows_a_topic_and_where_it_leads(world: World, topic: str) -> None:
    subscribe(world, "q")
    world.call("sns.publish", TopicArn=topic, Message="a")
    shown = world.sim.entities()["sns/orders"]
    assert shown == {"kind": "topic", "name": "orders", "published": 1, "links": ["sqs/q"]}
