"""Dead-letter queues: what the policies may say, and when a message moves."""

import json
from typing import Any

import pytest

from tests.engines.aws.world import World

ARN = "arn:aws:sqs:us-east-1:123456789012:"
INVALID = "Value {} for parameter RedrivePolicy is invalid. Reason: {}"


def policy(most: int | str = 2, target: str = "dead") -> str:
    return json.dumps({"deadLetterTargetArn": ARN + target, "maxReceiveCount": most})


@pytest.fixture
def world() -> World:
    world = World()
    world.queue("dead")
    world.queue("q", RedrivePolicy=policy(), VisibilityTimeout="10")
    return world


def receive_at(world: World, *seconds: float) -> None:
    for second in seconds:
        world.at(second)
        world.receive()


def test_a_message_moves_on_the_receive_after_the_last_that_is_allowed(world: World) -> None:
    identity = world.send("poison")
    receive_at(world, 1, 20)
    world.at(40)
    assert (world.counts(), world.counts("dead")) == ((1, 0, 0), (0, 0, 0))
    assert world.receive() == []
    assert (world.counts(), world.counts("dead")) == ((0, 0, 0), (1, 0, 0))
    [moved] = world.events("MessageMoved")
    assert moved["data"] == {"queue": "q", "to": "dead", "message": identity, "trace": None, "count": 2}
    assert moved["cause"] == world.events("MessageVisible")[-1]["id"]


def test_the_same_receive_goes_on_with_the_next_message(world: World) -> None:
    world.send("poison")
    receive_at(world, 1, 20)
    world.at(40)
    world.send("good")
    assert world.bodies() == ["good"]


def test_a_dead_letter_keeps_its_id_its_age_and_its_count_and_says_where_it_was(world: World) -> None:
    world.at(3)
    attributes = {"k": {"DataType": "String", "StringValue": "v"}}
    identity = world.send("poison", MessageAttributes=attributes)
    receive_at(world, 4, 20, 40)
    [message] = world.receive("dead", MessageSystemAttributeNames=["All"], MessageAttributeNames=["All"])
    assert (message["MessageId"], message["Body"]) == (identity, "poison")
    assert message["MessageAttributes"] == attributes
    assert message["Attributes"] == {
        "ApproximateFirstReceiveTimestamp": "1767225604000",
        "ApproximateReceiveCount": "3",
        "DeadLetterQueueSourceArn": ARN + "q",
        "SenderId": "kim",
        "SentTimestamp": "1767225603000",
    }


def test_its_retention_goes_on_counting_from_the_first_send() -> None:
    world = World()
    world.queue("dead", MessageRetentionPeriod="60")
    world.queue("q", RedrivePolicy=policy(1))
    world.send("late")
    receive_at(world, 1, 50)
    assert world.counts("dead") == (1, 0, 0)
    world.at(59.9)
    assert world.counts("dead") == (1, 0, 0)
    world.at(60)
    assert world.counts("dead") == (0, 0, 0)


def test_what_is_too_old_for_the_dead_letter_queue_is_gone_at_once() -> None:
    world = World()
    world.queue("dead", MessageRetentionPeriod="60")
    world.queue("q", RedrivePolicy=policy(1))
    world.send("late")
    receive_at(world, 1, 90)
    assert world.counts("dead") == (0, 0, 0)
    assert world.events("MessageExpired")[0]["data"]["queue"] == "dead"


def test_whoever_waits_at_the_dead_letter_queue_gets_it_at_once(world: World) -> None:
    world.send("poison")
    receive_at(world, 1, 20)
    ticket = world.begin("sqs.receive_message", QueueUrl="dead", WaitTimeSeconds=20)
    receive_at(world, 35)
    at_s, reply = world.late[ticket]
    assert (at_s, reply.result["Messages"][0]["Body"]) == (35, "poison")


def test_a_receive_that_waits_goes_on_waiting_when_all_it_finds_is_dead(world: World) -> None:
    world.send("poison")
    receive_at(world, 1, 20)
    world.at(40)
    ticket = world.begin("sqs.receive_message", QueueUrl="q", WaitTimeSeconds=20)
    assert world.counts("dead") == (1, 0, 0)
    world.at(50)
    world.send("good")
    at_s, reply = world.late[ticket]
    assert (at_s, reply.result["Messages"][0]["Body"]) == (50, "good")


def test_a_handle_of_the_first_queue_is_no_good_in_the_second(world: World) -> None:
    world.send("poison")
    [message] = world.receive()
    receive_at(world, 20, 40)
    old = {"QueueUrl": "dead", "ReceiptHandle": message["ReceiptHandle"]}
    assert world.refusal("sqs.delete_message", **old)["code"] == "ReceiptHandleIsInvalid"
    assert world.counts("dead") == (1, 0, 0)


def test_a_message_may_go_on_to_a_second_dead_letter_queue_after_its_receives_there(world: World) -> None:
    world.queue("deader")
    world.call("sqs.set_queue_attributes", QueueUrl="dead", Attributes={"RedrivePolicy": policy(1, "deader")})
    world.send("poison")
    receive_at(world, 1, 20, 40)
    assert len(world.receive("dead")) == 1
    world.at(80)
    assert world.receive("dead") == []
    [message] = world.receive("deader", AttributeNames=["All"])
    assert message["Attributes"]["DeadLetterQueueSourceArn"] == ARN + "dead"
    assert message["Attributes"]["ApproximateReceiveCount"] == "4"


def test_two_queues_may_be_each_others_dead_letter_queue(world: World) -> None:
    world.call("sqs.set_queue_attributes", QueueUrl="dead", Attributes={"RedrivePolicy": policy(1, "q")})
    world.call("sqs.set_queue_attributes", QueueUrl="q", Attributes={"RedrivePolicy": policy(1)})
    for queue in ("q", "dead"):
        world.begin("sqs.receive_message", QueueUrl=queue, WaitTimeSeconds=20, VisibilityTimeout=0)
    world.send("poison")
    world.at(20)
    assert sum(sum(world.counts(queue)) for queue in ("q", "dead")) == 1


def test_without_its_dead_letter_queue_a_message_stays(world: World) -> None:
    world.send("poison")
    world.call("sqs.delete_queue", QueueUrl="dead")
    receive_at(world, 1, 20, 40)
    assert world.counts() == (0, 1, 0)


def test_an_empty_policy_takes_it_away(world: World) -> None:
    world.call("sqs.set_queue_attributes", QueueUrl="q", Attributes={"RedrivePolicy": ""})
    assert world.ask("sqs.get_queue_attributes", QueueUrl="q", AttributeNames=["RedrivePolicy"]) == {}
    world.send("poison")
    receive_at(world, 1, 20, 40)
    assert world.counts() == (0, 1, 0)


@pytest.mark.parametrize("most", [3, "3"])
def test_the_policy_stays_the_text_it_was_and_its_count_may_be_a_text(world: World, most: int | str) -> None:
    text = policy(most)
    world.call("sqs.set_queue_attributes", QueueUrl="q", Attributes={"RedrivePolicy": text})
    answer = world.ask("sqs.get_queue_attributes", QueueUrl="q", AttributeNames=["RedrivePolicy"])
    assert answer["Attributes"] == {"RedrivePolicy": text}
    world.send("poison")
    receive_at(world, 1, 20, 40)
    assert world.counts("dead") == (0, 0, 0)
    receive_at(world, 60)
    assert world.counts("dead") == (1, 0, 0)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "Redrive policy is not a valid JSON map."),
        ("{", "Redrive policy is not a valid JSON map."),
        ("[" * 4000, "Redrive policy is not a valid JSON map."),
        ("{}", "Redrive policy does not contain mandatory attribute: maxReceiveCount."),
        ('{"maxReceiveCount": 1}', "Redrive policy does not contain mandatory attribute: deadLetterTargetArn."),
        (policy(0), "Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive."),
        (policy("1001"), "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive."),
        (policy("x"), "Invalid value for maxReceiveCount: x, valid values are from 1 to 1000 both inclusive."),
        (policy(3, "nowhere"), "Dead letter target does not exist."),
        (policy(3, "q"), "Dead letter target does not exist."),
        (policy(3).replace("us-east-1", "eu-west-1"), "Dead letter target does not exist."),
        (policy(3).replace("123456789012", "111111111111"), "Dead letter target does not exist."),
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused(world: World, text: str, reason: str) -> None:
    refused = world.refusal("sqs.set_queue_attributes", QueueUrl="q", Attributes={"RedrivePolicy": text})
    assert refused["message"] == INVALID.format(text, reason)
    assert refused["code"] == "InvalidParameterValueException"


def allow(world: World, **said: Any) -> None:
    world.call("sqs.set_queue_attributes", QueueUrl="dead", Attributes={"RedriveAllowPolicy": json.dumps(said)})


def test_a_dead_letter_queue_says_who_may_use_it(world: World) -> None:
    def may(queue: str) -> bool:
        command: dict[str, Any] = {"QueueUrl": queue, "Attributes": {"RedrivePolicy": policy()}}
        try:
            world.call("sqs.set_queue_attributes", **command)
        except AssertionError:
            return False
        return True

    world.queue("other")
    allow(world, redrivePermission="denyAll")
    assert [may("q"), may("other")] == [False, False]
    allow(world, redrivePermission="byQueue", sourceQueueArns=[ARN + "other"])
    assert [may("q"), may("other")] == [False, True]
    allow(world, redrivePermission="allowAll")
    assert [may("q"), may("other")] == [True, True]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"redrivePermission": "some"},
        {"redrivePermission": "byQueue"},
        {"redrivePermission": "byQueue", "sourceQueueArns": [ARN] * 11},
        {"redrivePermission": "allowAll", "sourceQueueArns": [ARN]},
    ],
)
def test_an_allow_policy_that_cannot_be_meant_is_refused(world: World, said: dict[str, Any]) -> None:
    text = json.dumps(said)
    refused = world.refusal("sqs.set_queue_attributes", QueueUrl="dead", Attributes={"RedriveAllowPolicy": text})
    assert refused["message"].startswith(f"Value {text} for parameter RedriveAllowPolicy is invalid. Reason: ")


def test_a_dead_letter_queue_knows_its_sources(world: World) -> None:
    for name in ("b", "a"):
        world.queue(name, RedrivePolicy=policy())
    page = world.ask("sqs.list_dead_letter_source_queues", QueueUrl="dead", MaxResults=2)
    assert [url.rpartition("/")[2] for url in page["queueUrls"]] == ["a", "b"]
    rest = world.ask("sqs.list_dead_letter_source_queues", QueueUrl="dead", MaxResults=2, NextToken=page["NextToken"])
    assert rest == {"queueUrls": ["https://sqs.us-east-1.amazonaws.com/123456789012/q"]}
    assert world.ask("sqs.list_dead_letter_source_queues", QueueUrl="q") == {"queueUrls": []}
