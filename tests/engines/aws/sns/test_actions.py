"""Topics and subscriptions; what a subscribed queue gets."""

from typing import Any

from tests.engines.aws.sns.shared import QUEUE, TOPIC, subscribe
from tests.engines.aws.world import World


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


def test_lists_come_in_pages_of_a_hundred(world: World) -> None:
    for number in range(101):
        world.call("sns.create_topic", Name=f"t{number}")
    page = world.ask("sns.list_topics")
    assert len(page["Topics"]) == 100
    rest = world.ask("sns.list_topics", NextToken=page["NextToken"])
    assert rest == {"Topics": [{"TopicArn": TOPIC.replace("orders", "t100")}]}


def test_the_scene_shows_a_topic_and_where_it_leads(world: World, topic: str) -> None:
    arn = subscribe(world, "q")
    world.call("sns.publish", TopicArn=topic, Message="a")
    shown = world.sim.entities()["sns/orders"]
    subscription = {"arn": arn, "protocol": "sqs", "endpoint": QUEUE + "q", "target": "sqs/q", "raw": False}
    assert shown == {
        "kind": "topic", "name": "orders", "arn": TOPIC, "published": 1, "links": ["sqs/q"],
        "subscriptions": [{**subscription, "confirmed": True}],
    }  # fmt: skip
