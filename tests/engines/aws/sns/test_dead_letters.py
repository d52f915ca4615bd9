"""A subscription's dead-letter queue: what goes there, and when."""

import json
from typing import Any

import pytest

from labs.engines.sim import Command
from tests.engines.aws.sns.receiving import Receiving
from tests.engines.aws.sns.shared import QUEUE, TOPIC
from tests.engines.aws.world import World

FIFO = "arn:aws:sns:us-east-1:123456789012:orders.fifo"
ATTRIBUTES = {"color": {"DataType": "String", "StringValue": "red"}}


def redrive(queue: str = "dead") -> str:
    return json.dumps({"deadLetterTargetArn": QUEUE + queue})


def subscribe(world: World, endpoint: str, protocol: str = "sqs", topic: str = TOPIC, **attributes: str) -> str:
    args = {"TopicArn": topic, "Protocol": protocol, "Endpoint": endpoint}
    return str(world.call("sns.subscribe", **args, Attributes=attributes)["SubscriptionArn"])


@pytest.fixture
def dead(world: World) -> str:
    return world.queue("dead")


def test_a_client_error_goes_there_at_once_in_the_envelope(world: World, topic: str, dead: str) -> None:
    subscribe(world, f"{QUEUE}gone", RedrivePolicy=redrive())
    world.call("sns.publish", TopicArn=topic, Message="a", MessageAttributes=ATTRIBUTES)
    world.at(1)
    [letter] = world.receive("dead", MessageAttributeNames=["All"])
    envelope = json.loads(letter["Body"])
    assert (envelope["Type"], envelope["Message"]) == ("Notification", "a")
    assert envelope["MessageAttributes"] == {"color": {"Type": "String", "Value": "red"}}
    assert "MessageAttributes" not in letter
    [redirected] = world.events("CopyRedirected")
    facts = {"target": "sqs/gone", "queue": "gone", "to": "sqs/dead", "reason": "QueueDoesNotExist", "attempts": 1}
    assert facts.items() <= redirected["data"].items()
    [delivered] = world.events("CopyDelivered")
    assert (delivered["data"]["target"], delivered["data"]["queue"]) == ("sqs/dead", "dead")
    assert world.events("CopyDropped") == []


def test_the_bare_message_goes_there_with_its_attributes(world: World, topic: str, dead: str) -> None:
    subscribe(world, f"{QUEUE}gone", RawMessageDelivery="true", RedrivePolicy=redrive())
    world.call("sns.publish", TopicArn=topic, Message="a", MessageAttributes=ATTRIBUTES)
    world.at(1)
    [letter] = world.receive("dead", MessageAttributeNames=["All"])
    assert (letter["Body"], letter["MessageAttributes"]) == ("a", ATTRIBUTES)


def test_an_endpoint_that_fails_for_good_fills_it_after_all_its_attempts(world: World, topic: str, dead: str) -> None:
    subscribe(world, "http://example.com/", "http", RedrivePolicy=redrive())
    [arn] = world.cloud.sns.subscriptions
    world.cloud.sns.confirm(arn)
    world.call("sns.publish", TopicArn=topic, Message="a")
    world.at(59)
    assert world.counts("dead") == (0, 0, 0)
    world.at(62)
    assert json.loads(world.bodies("dead")[0])["Message"] == "a"
    assert [event["data"]["attempts"] for event in world.events("CopyRedirected")] == [4]


def test_a_dead_letter_queue_that_is_gone_loses_the_copy(world: World, topic: str) -> None:
    subscribe(world, f"{QUEUE}gone", RedrivePolicy=redrive())
    world.call("sns.publish", TopicArn=topic, Message="a")
    world.at(30)
    [dropped] = world.events("CopyDropped")
    assert (dropped["data"]["target"], dropped["data"]["reason"]) == ("sqs/dead", "QueueDoesNotExist")
    assert world.cloud.sns.copies == {}


def test_a_dead_letter_queue_out_of_reach_is_tried_again(world: World, topic: str, dead: str) -> None:
    subscribe(world, f"{QUEUE}gone", RedrivePolicy=redrive())
    world.call("sns.publish", TopicArn=topic, Message="a")
    world.at(0.012)  # the queue has refused; the letter is on its way
    for how, second in (("cut", 6), ("heal", 30)):
        world.sim.execute(Command(f"network.{how}", {"a": "sns", "b": "sqs"}))
        world.at(second)
    assert world.counts("dead") == (1, 0, 0)
    assert {event["data"]["target"] for event in world.events("DeliveryFailed")} == {"sqs/dead"}


def test_a_policy_taken_away_lets_copies_be_dropped(world: World, topic: str, dead: str) -> None:
    arn = subscribe(world, f"{QUEUE}gone", RedrivePolicy=redrive())
    found = world.ask("sns.get_subscription_attributes", SubscriptionArn=arn)["Attributes"]
    assert found["RedrivePolicy"] == redrive()
    world.call("sns.set_subscription_attributes", SubscriptionArn=arn, AttributeName="RedrivePolicy")
    world.call("sns.publish", TopicArn=topic, Message="a")
    world.at(1)
    assert len(world.events("CopyDropped")) == 1


def test_dead_letters_of_a_fifo_topic_keep_group_and_order(world: World) -> None:
    world.call("sns.create_topic", Name="orders.fifo", Attributes={"FifoTopic": "true"})
    subscribe(world, f"{QUEUE}q.fifo", topic=FIFO, RawMessageDelivery="true", RedrivePolicy=redrive("dead.fifo"))
    receiving = Receiving(world, lambda args: args["QueueUrl"] == "q.fifo")
    for number in range(3):
        args = {"Message": str(number), "MessageGroupId": "g", "MessageDeduplicationId": str(number)}
        world.call("sns.publish", TopicArn=FIFO, **args)
        list(world.cloud.sns.copies.values())[-1]["attempt"] = 100_015
    world.at(5)
    got = [(args["QueueUrl"], args["MessageBody"], args["MessageGroupId"]) for args in receiving.taken]
    assert got == [("dead.fifo", str(number), "g") for number in range(3)]
    assert (world.cloud.sns.copies, world.cloud.sns.lanes) == ({}, {})


@pytest.mark.parametrize(
    ("endpoint", "policy", "problem"),
    [
        ("q", "{invalid", "failed to parse JSON"),
        ("q", "[]", "failed to parse JSON"),
        ("q", "{}", "deadLetterTargetArn is an invalid arn"),
        ("q", '{"deadLetterTargetArn": "fake"}', "deadLetterTargetArn is an invalid arn"),
        (
            "q", redrive().replace("us-east-1", "eu-west-1"),
            "deadLetterTargetArn must be in the account and region of the topic",
        ),
        ("q.fifo", redrive(), "must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic."),
        ("q", redrive("dead.fifo"), "must use a standard queue as DLQ for a standard Subscription"),
    ],
)  # fmt: skip
def test_what_is_no_dead_letter_queue_is_refused(world: World, endpoint: str, policy: str, problem: str) -> None:
    world.call("sns.create_topic", Name="orders.fifo", Attributes={"FifoTopic": "true"})
    args: dict[str, Any] = {"TopicArn": FIFO, "Protocol": "sqs", "Endpoint": QUEUE + endpoint}
    error = world.refusal("sns.subscribe", **args, Attributes={"RedrivePolicy": policy})
    assert error["message"] == f"Invalid parameter: Attributes Reason: RedrivePolicy: {problem}"
