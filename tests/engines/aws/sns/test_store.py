"""Topics as the scene shows them."""

from tests.engines.aws.sns.shared import QUEUE, TOPIC, subscribe
from tests.engines.aws.world import World


def test_the_scene_shows_a_topic_and_where_it_leads(world: World, topic: str) -> None:
    arn = subscribe(world, "q")
    world.call("sns.publish", TopicArn=topic, Message="a")
    shown = world.sim.entities()["sns/orders"]
    subscription = {"arn": arn, "protocol": "sqs", "endpoint": QUEUE + "q", "target": "sqs/q", "raw": False}
    assert shown == {
        "kind": "topic", "name": "orders", "arn": TOPIC, "published": 1, "links": ["sqs/q"],
        "subscriptions": [{**subscription, "confirmed": True}],
    }  # fmt: skip


def test_the_scene_shows_what_only_a_fifo_topic_has(world: World) -> None:
    made = world.call("sns.create_topic", Name="orders.fifo", Attributes={"FifoTopic": "true"})
    shown = world.sim.entities()["sns/orders.fifo"]["attributes"]
    assert shown == {"ContentBasedDeduplication": "false", "FifoThroughputScope": "Topic"}
    change = {"AttributeName": "ContentBasedDeduplication", "AttributeValue": "true"}
    world.call("sns.set_topic_attributes", TopicArn=made["TopicArn"], **change)
    assert world.sim.entities()["sns/orders.fifo"]["attributes"] == {**shown, "ContentBasedDeduplication": "true"}


def test_the_scene_shows_what_a_subscription_filters_and_where_its_dead_letters_go(world: World, topic: str) -> None:
    policy, letters = '{"kind": ["book"]}', f'{{"deadLetterTargetArn": "{QUEUE}dead"}}'
    settings = {"FilterPolicy": policy, "FilterPolicyScope": "MessageBody", "RedrivePolicy": letters}
    world.call("sns.subscribe", TopicArn=topic, Protocol="sqs", Endpoint=QUEUE + "q", Attributes=settings)
    [shown] = world.sim.entities()["sns/orders"]["subscriptions"]
    assert (shown["filter"], shown["scope"], shown["redrive"]) == (policy, "MessageBody", letters)


def test_a_topic_with_very_many_subscriptions_shows_fifty(world: World, topic: str) -> None:
    for number in range(60):
        world.cloud.subscribe_http(topic, f"http://shipping-{number + 1}.shop.example/")
    shown = world.sim.entities()["sns/orders"]
    assert (len(shown["subscriptions"]), shown["links"]) == (50, [])
    assert len(world.ask("sns.list_subscriptions")["Subscriptions"]) == 60


def test_what_is_no_arn_is_refused_and_what_is_not_there_is_not_found(world: World, topic: str) -> None:
    error = world.refusal("sns.publish", TopicArn="orders", Message="a")
    assert error["message"] == "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1"
    assert world.refusal("sns.publish", TopicArn=f"{TOPIC}2", Message="a")["code"] == "NotFound"
