"""Unmodified boto3 and `aws` as participants of a room on the running site."""

import json
from time import monotonic
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.gateways.aws.clients import aws_cli, sqs_client
from tests.gateways.aws.owner import at_the_page
from tests.site import Site

VISIBILITY_US = 30_000_000


@pytest.fixture(scope="module")
def quiet_room(site: Site) -> dict[str, Any]:
    """A shop whose own StoreFront is silent, running at 60 times the pace of the wall; nobody watches it."""
    room = site.open_room("shop")
    with at_the_page(room, watches=False) as owner:
        owner.ask("storefront.stop")
        owner.ask("room.set_rate", rate=60)
    return room


@pytest.fixture(scope="module")
def paused_room(site: Site) -> dict[str, Any]:
    return site.open_room("shop", "--paused")


def receive_until_it_comes(client: Any, queue: str) -> tuple[dict[str, Any], int]:
    """A message, and how many long polls of 20 simulated seconds ended without one before it."""
    for empty in range(20):
        messages = client.receive_message(QueueUrl=queue, WaitTimeSeconds=20, AttributeNames=["All"]).get("Messages")
        if messages:
            return messages[0], empty
    raise AssertionError("it never came")


def test_a_message_is_sent_received_and_deleted(quiet_room: dict[str, Any]) -> None:
    client = sqs_client(quiet_room)
    queue = client.create_queue(QueueName="first")["QueueUrl"]
    assert queue == f"{quiet_room['aws_endpoint']}/123456789012/first"
    attributes = {"n": {"DataType": "Number", "StringValue": "1"}, "b": {"DataType": "Binary", "BinaryValue": b"\0\1"}}
    sent = client.send_message(QueueUrl=queue, MessageBody="안녕", MessageAttributes=attributes)
    assert sent["ResponseMetadata"]["HTTPStatusCode"] == 200
    received = client.receive_message(QueueUrl=queue, MessageAttributeNames=["All"])["Messages"][0]
    assert (received["MessageId"], received["Body"]) == (sent["MessageId"], "안녕")
    assert received["MessageAttributes"] == attributes
    assert received["MD5OfMessageAttributes"] == sent["MD5OfMessageAttributes"]
    client.delete_message(QueueUrl=queue, ReceiptHandle=received["ReceiptHandle"])
    counts = client.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert counts["ApproximateNumberOfMessages"] == counts["ApproximateNumberOfMessagesNotVisible"] == "0"


def test_with_no_viewer_a_message_comes_back_after_thirty_simulated_seconds(quiet_room: dict[str, Any]) -> None:
    client = sqs_client(quiet_room)
    queue = client.create_queue(QueueName="again")["QueueUrl"]
    started_s = monotonic()
    client.send_message(QueueUrl=queue, MessageBody="hello")
    first, _ = receive_until_it_comes(client, queue)
    second, _ = receive_until_it_comes(client, queue)
    assert monotonic() - started_s < VISIBILITY_US / 1e6
    assert first["Attributes"]["ApproximateReceiveCount"] == "1"
    assert second["Attributes"]["ApproximateReceiveCount"] == "2"
    assert second["MessageId"] == first["MessageId"]
    with at_the_page(quiet_room) as viewer:
        hidden = viewer.wait_for_event("MessageReceived", queue="again", count=1)
        back = viewer.wait_for_event("MessageVisible", queue="again")
    assert back["at_us"] - hidden["at_us"] == VISIBILITY_US
    assert back["cause"] == hidden["id"]


def test_a_long_poll_is_answered_when_a_message_comes(quiet_room: dict[str, Any]) -> None:
    client = sqs_client(quiet_room)
    queue = client.create_queue(QueueName="later")["QueueUrl"]
    client.send_message(QueueUrl=queue, MessageBody="hello", DelaySeconds=15)
    started_s = monotonic()
    messages = client.receive_message(QueueUrl=queue, WaitTimeSeconds=20)["Messages"]
    assert messages[0]["Body"] == "hello"
    assert monotonic() - started_s < 15


def test_in_a_paused_room_calls_are_applied_at_once_and_nothing_comes_back(paused_room: dict[str, Any]) -> None:
    client = sqs_client(paused_room)
    queue = client.create_queue(QueueName="still")["QueueUrl"]
    client.send_message(QueueUrl=queue, MessageBody="hello")
    assert client.receive_message(QueueUrl=queue)["Messages"][0]["Body"] == "hello"
    assert "Messages" not in client.receive_message(QueueUrl=queue)
    counts = client.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert counts["ApproximateNumberOfMessagesNotVisible"] == "1"


def test_in_a_paused_room_a_long_poll_ends_by_the_wall_clock(paused_room: dict[str, Any]) -> None:
    client = sqs_client(paused_room)
    queue = client.create_queue(QueueName="nothing")["QueueUrl"]
    started_s = monotonic()
    assert "Messages" not in client.receive_message(QueueUrl=queue, WaitTimeSeconds=1)
    assert 1 <= monotonic() - started_s < 10


def test_a_participants_message_is_seen_moving_on_the_screen(paused_room: dict[str, Any]) -> None:
    with at_the_page(paused_room) as viewer:
        client = sqs_client(paused_room, "park")
        queue = client.create_queue(QueueName="seen")["QueueUrl"]
        client.send_message(QueueUrl=queue, MessageBody="hello")
        move = viewer.wait_for_entity(
            lambda key, entity: entity["kind"] == "move" and entity["from"] == "terminal/park"
        )
        assert move["to"] == "sqs/seen"
        terminal = viewer.wait_for_entity(lambda key, entity: key == "terminal/park")
        assert terminal["name"] == "park"
        assert viewer.wait_for_event("MessageSent", queue="seen")["data"]["by"] == "@park"


def test_an_unknown_queue_is_the_error_that_programs_catch(quiet_room: dict[str, Any]) -> None:
    client = sqs_client(quiet_room)
    with pytest.raises(client.exceptions.QueueDoesNotExist) as refused:
        client.send_message(QueueUrl="nowhere", MessageBody="hello")
    error = refused.value.response["Error"]
    assert error["Code"] == "AWS.SimpleQueueService.NonExistentQueue"
    assert error["QueryErrorCode"] == "QueueDoesNotExist"
    assert error["Message"] == "The specified queue does not exist."


def test_a_wrong_room_is_not_found(site: Site) -> None:
    with pytest.raises(ClientError) as refused:
        sqs_client({"aws_endpoint": f"{site.address}/rooms/ZZZZZZ/aws"}).list_queues()
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_the_aws_command_takes_part(paused_room: dict[str, Any]) -> None:
    created = json.loads(aws_cli(paused_room, "sqs", "create-queue", "--queue-name", "typed"))
    aws_cli(paused_room, "sqs", "send-message", "--queue-url", created["QueueUrl"], "--message-body", "by hand")
    received = sqs_client(paused_room).receive_message(QueueUrl=created["QueueUrl"], AttributeNames=["SenderId"])
    assert received["Messages"][0]["Body"] == "by hand"
    assert received["Messages"][0]["Attributes"]["SenderId"] == "lee"
