"""Message move tasks: out of a dead-letter queue, a few a second."""

import json
from base64 import b64encode
from typing import Any

import pytest

from tests.engines.aws.world import World

ARN = "arn:aws:sqs:us-east-1:123456789012:"


@pytest.fixture
def world() -> World:
    """Five dead letters from "q" at 40 s."""
    world = World()
    world.queue("dead")
    redrive = json.dumps({"deadLetterTargetArn": ARN + "dead", "maxReceiveCount": 1})
    world.queue("q", RedrivePolicy=redrive)
    for number in range(5):
        world.send(str(number))
    world.receive(MaxNumberOfMessages=10)
    world.at(40)
    world.receive(MaxNumberOfMessages=10)
    assert world.counts("dead") == (5, 0, 0)
    return world


def start(world: World, **more: Any) -> str:
    return str(world.call("sqs.start_message_move_task", SourceArn=ARN + "dead", **more)["TaskHandle"])


def tasks(world: World, most: int = 10) -> list[dict[str, Any]]:
    listed = world.ask("sqs.list_message_move_tasks", SourceArn=ARN + "dead", MaxResults=most)
    return list(listed["Results"])


def test_messages_go_back_where_they_came_from_at_the_rate_asked_for(world: World) -> None:
    handle = start(world, MaxNumberOfMessagesPerSecond=1)
    world.at(42.5)
    assert (world.counts(), world.counts("dead")) == ((2, 0, 0), (3, 0, 0))
    assert tasks(world) == [
        {
            "TaskHandle": handle, "Status": "RUNNING", "SourceArn": ARN + "dead", "MaxNumberOfMessagesPerSecond": 1,
            "ApproximateNumberOfMessagesMoved": 2, "ApproximateNumberOfMessagesToMove": 5,
            "StartedTimestamp": 1767225640000,
        }
    ]  # fmt: skip
    world.at(45)
    [task] = tasks(world)
    assert (task["Status"], task["ApproximateNumberOfMessagesMoved"]) == ("COMPLETED", 5)
    assert "TaskHandle" not in task
    assert world.bodies() == ["0", "1", "2", "3", "4"]


def test_a_message_that_is_moved_is_a_new_message(world: World) -> None:
    before = {event["data"]["message"] for event in world.events("MessageSent")}
    start(world, MaxNumberOfMessagesPerSecond=500)
    world.at(41)
    [message, *_] = world.receive(AttributeNames=["All"])
    assert message["MessageId"] not in before
    assert message["Attributes"]["ApproximateReceiveCount"] == "1"
    assert message["Attributes"]["SentTimestamp"] == "1767225640002"
    assert "DeadLetterQueueSourceArn" not in message["Attributes"]


def test_they_may_go_to_another_queue(world: World) -> None:
    world.queue("repair")
    start(world, DestinationArn=ARN + "repair")
    world.at(41)
    assert (world.counts("repair"), world.counts("dead")) == ((5, 0, 0), (0, 0, 0))
    assert tasks(world)[0]["DestinationArn"] == ARN + "repair"


def test_what_is_in_somebodys_hands_is_not_moved(world: World) -> None:
    world.receive("dead")
    start(world)
    world.at(41)
    assert (world.counts(), world.counts("dead")) == ((4, 0, 0), (0, 1, 0))


def test_a_task_can_be_cancelled_and_what_was_moved_stays_moved(world: World) -> None:
    handle = start(world, MaxNumberOfMessagesPerSecond=1)
    world.at(42)
    answer = world.call("sqs.cancel_message_move_task", TaskHandle=handle)
    assert answer == {"ApproximateNumberOfMessagesMoved": 2}
    world.at(60)
    assert world.counts("dead") == (3, 0, 0)
    assert tasks(world)[0]["Status"] == "CANCELLED"
    refused = world.refusal("sqs.cancel_message_move_task", TaskHandle=handle)
    assert refused["message"] == "Only active tasks can be cancelled."


def test_one_task_at_a_time_and_the_newest_are_listed_first(world: World) -> None:
    start(world, MaxNumberOfMessagesPerSecond=1)
    refused = world.refusal("sqs.start_message_move_task", SourceArn=ARN + "dead")
    assert refused["message"].startswith("There is already a task running. Only one active task is allowed")
    world.at(50)
    for number in range(12):
        world.at(51 + number)
        start(world)
    world.at(70)
    assert [task["ApproximateNumberOfMessagesToMove"] for task in tasks(world)] == [0] * 10
    assert len(tasks(world, most=1)) == 1
    assert len(world.ask("sqs.list_message_move_tasks", SourceArn=ARN + "dead")["Results"]) == 1


def test_a_task_fails_when_its_destination_goes_away(world: World) -> None:
    world.queue("repair")
    start(world, DestinationArn=ARN + "repair", MaxNumberOfMessagesPerSecond=1)
    world.at(42.5)
    world.call("sqs.delete_queue", QueueUrl="repair")
    world.at(50)
    [task] = tasks(world)
    assert (task["Status"], task["FailureReason"]) == ("FAILED", "AWS.SimpleQueueService.NonExistentQueue")
    assert world.counts("dead") == (3, 0, 0)
    assert len(world.bodies("dead")) == 3


def test_a_message_that_was_sent_to_the_dead_letter_queue_itself_has_nowhere_to_go(world: World) -> None:
    world.call("sqs.purge_queue", QueueUrl="dead")
    world.send("own", "dead")
    start(world)
    world.at(41)
    assert tasks(world)[0]["FailureReason"] == "CouldNotDetermineMessageSource"
    assert world.bodies("dead") == ["own"]


def test_a_queue_that_is_deleted_takes_its_tasks_along(world: World) -> None:
    start(world, MaxNumberOfMessagesPerSecond=1)
    world.call("sqs.delete_queue", QueueUrl="dead")
    world.at(200)
    world.queue("dead")
    assert tasks(world) == []
    assert world.counts() == (0, 0, 0)


@pytest.mark.parametrize(
    ("args", "status", "text"),
    [
        ({"SourceArn": ARN + "q"}, 400, "Source queue must be configured as a Dead Letter Queue."),
        (
            {"SourceArn": ARN + "nowhere"}, 404,
            "The resource that you specified for the SourceArn parameter doesn't exist.",
        ),
        (
            {"SourceArn": ARN + "dead", "DestinationArn": ARN + "nowhere"}, 404,
            "The resource that you specified for the DestinationArn parameter doesn't exist.",
        ),
        (
            {"SourceArn": "dead"}, 400,
            "You must use this format to specify the SourceArn:"
            " arn:<partition>:<service>:<region>:<account-id>:<resource-id>",
        ),
        ({}, 400, "The request must contain the parameter SourceArn."),
        (
            {"SourceArn": ARN + "dead", "DestinationArn": ARN + "dead"}, 400,
            "Source queue arn and destination queue arn must be different.",
        ),
        (
            {"SourceArn": ARN + "dead", "MaxNumberOfMessagesPerSecond": 501}, 400,
            "Value 501 for parameter MaxNumberOfMessagesPerSecond is invalid."
            " Reason: Must be between 1 and 500, if provided.",
        ),
    ],
)  # fmt: skip
def test_a_task_that_cannot_be_meant_is_refused(world: World, args: dict[str, Any], status: int, text: str) -> None:
    refused = world.refusal("sqs.start_message_move_task", **args)
    assert (refused["message"], refused["data"]["http_status"]) == (text, status)


def handle(identity: str, arn: str) -> str:
    return b64encode(json.dumps({"taskId": identity, "sourceArn": arn}).encode()).decode()


@pytest.mark.parametrize(
    ("handle", "code", "text"),
    [
        ("nonsense", "InvalidParameterValueException", "Value for parameter TaskHandle is invalid."),
        (b64encode(b"[]").decode(), "InvalidParameterValueException", "Value for parameter TaskHandle is invalid."),
        (handle("x", ARN + "dead"), "ResourceNotFoundException", "Task does not exist."),
        (
            handle("x", ARN + "nowhere"), "ResourceNotFoundException",
            "The resource that you specified for the SourceArn parameter doesn't exist.",
        ),
    ],
)  # fmt: skip
def test_a_handle_of_no_task_is_refused(world: World, handle: str, code: str, text: str) -> None:
    refused = world.refusal("sqs.cancel_message_move_task", TaskHandle=handle)
    assert (refused["code"], refused["message"]) == (code, text)
