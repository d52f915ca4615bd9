"""Topics, and what is published to them."""

from tests.engines.aws.sns.shared import TOPIC, subscribe
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
