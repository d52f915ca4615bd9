"""Regions: the same names in two of them are two things, and neither sees the other's."""

import pytest

from labs.engines.sim import Command, Query
from tests.engines.aws.world import World

HERE, THERE = "us-east-1", "eu-west-1"
TOPIC = "arn:aws:sns:{}:123456789012:orders"
QUEUE = "arn:aws:sqs:{}:123456789012:q"


def test_a_queue_of_the_same_name_in_another_region_is_another_queue(world: World) -> None:
    url = world.call("sqs.create_queue", QueueName="q", Region=THERE)["QueueUrl"]
    assert url == f"https://sqs.{THERE}.amazonaws.com/123456789012/q"
    world.call("sqs.send_message", QueueUrl=url, MessageBody="there", Region=THERE)
    assert world.receive() == []
    there = world.call("sqs.receive_message", QueueUrl=url, Region=THERE)["Messages"]
    assert [message["Body"] for message in there] == ["there"]


def test_a_queue_is_found_only_in_its_own_region(world: World) -> None:
    assert world.refusal("sqs.purge_queue", QueueUrl="q", Region=THERE)["code"] == "QueueDoesNotExist"
    assert world.sim.query(Query("sqs.list_queues", {"Region": THERE})) == {}
    world.call("sqs.create_queue", QueueName="jobs", Region=THERE)
    listed = world.sim.query(Query("sqs.list_queues", {"Region": THERE}))["QueueUrls"]
    assert [url.rpartition("/")[2] for url in listed] == ["jobs"]
    assert world.refusal("sqs.purge_queue", QueueUrl="jobs")["code"] == "QueueDoesNotExist"


def test_an_empty_poll_in_another_region_is_answered_without_being_written_down(world: World) -> None:
    world.call("sqs.create_queue", QueueName="jobs", Region=THERE)
    poll = Command("sqs.receive_message", {"QueueUrl": "jobs", "WaitTimeSeconds": 0, "Region": THERE})
    assert world.sim.answer_unlogged(poll) == {}
    world.call("sqs.send_message", QueueUrl="jobs", MessageBody="a", Region=THERE)
    assert world.sim.answer_unlogged(poll) is None


def test_topics_and_subscriptions_are_found_only_in_their_own_region(world: World) -> None:
    for region in (HERE, THERE):
        world.call("sns.create_topic", Name="orders", Region=region)
    arn = world.call(
        "sns.subscribe", TopicArn=TOPIC.format(THERE), Protocol="sqs", Endpoint=QUEUE.format(HERE), Region=THERE
    )["SubscriptionArn"]
    assert world.sim.query(Query("sns.list_subscriptions", {})) == {"Subscriptions": []}
    assert len(world.sim.query(Query("sns.list_subscriptions", {"Region": THERE}))["Subscriptions"]) == 1
    assert world.refusal("sns.publish", TopicArn=TOPIC.format(THERE), Message="a")["code"] == "NotFound"
    world.call("sns.unsubscribe", SubscriptionArn=arn)
    assert len(world.sim.query(Query("sns.list_subscriptions", {"Region": THERE}))["Subscriptions"]) == 1


@pytest.mark.parametrize("region", [HERE, THERE])
def test_a_topic_reaches_queues_of_any_region(world: World, region: str) -> None:
    world.call("sqs.create_queue", QueueName="far", Region=region)
    world.call("sns.create_topic", Name="orders", Region=THERE)
    endpoint = QUEUE.format(region).replace(":q", ":far")
    world.call("sns.subscribe", TopicArn=TOPIC.format(THERE), Protocol="sqs", Endpoint=endpoint, Region=THERE)
    world.call("sns.publish", TopicArn=TOPIC.format(THERE), Message="a", Region=THERE)
    world.at(5)
    found = world.call("sqs.receive_message", QueueUrl="far", Region=region)
    assert len(found["Messages"]) == 1


def test_the_region_is_a_text(world: World) -> None:
    refusal = world.refusal("sqs.purge_queue", QueueUrl="q", Region=7)
    assert (refusal["code"], refusal["data"]["argument"]) == ("bad_arguments", "Region")
