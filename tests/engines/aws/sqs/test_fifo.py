"""FIFO queues: order in each message group, and what blocks it."""

import json
from typing import Any

import pytest

from labs.engines.aws import limits
from labs.engines.aws.sqs import fifo
from labs.engines.aws.sqs import queue as rules
from tests.engines.aws.world import World

ARN = "arn:aws:sqs:us-east-1:123456789012:"


@pytest.fixture
def world() -> World:
    world = World()
    world.fifo(VisibilityTimeout="10")
    return world


def send(world: World, *bodies: str) -> None:
    """Each goes to the group of its first letter."""
    for body in bodies:
        world.send(body, "f.fifo", MessageGroupId=body[0])


def take(world: World, most: int = 1) -> list[str]:
    return [message["Body"] for message in world.receive("f.fifo", MaxNumberOfMessages=most)]


def handle(world: World, message: str) -> str:
    for stored in world.cloud.sqs.queues["f.fifo"]["messages"].values():
        if stored["body"] == message:
            return str(stored["received"][3])
    raise AssertionError(message)


def change(world: World, message: str, timeout_s: int) -> None:
    args: dict[str, Any] = {"ReceiptHandle": handle(world, message), "VisibilityTimeout": timeout_s}
    world.call("sqs.change_message_visibility", QueueUrl="f.fifo", **args)


def test_a_group_waits_while_its_message_is_in_flight_and_others_do_not(world: World) -> None:
    send(world, "a1", "a2", "b1")
    assert take(world) == ["a1"]
    assert take(world) == ["b1"]
    assert take(world) == []
    assert world.counts("f.fifo") == (1, 2, 0)
    world.delete(handle(world, "a1"), "f.fifo")
    assert take(world) == ["a2"]


def test_a_receive_is_filled_from_the_same_group_first_in_order(world: World) -> None:
    send(world, "a1", "b1", "a2", "b2", "a3")
    assert take(world, 4) == ["a1", "a2", "a3", "b1"]
    assert take(world, 10) == []


def test_a_message_that_comes_back_is_first_again(world: World) -> None:
    send(world, "a1", "a2")
    take(world)
    world.at(10)
    assert take(world, 10) == ["a1", "a2"]


def test_later_messages_stay_behind_one_whose_timeout_was_extended(world: World) -> None:
    send(world, "a1", "a2", "a3")
    assert take(world, 3) == ["a1", "a2", "a3"]
    change(world, "a1", 30)
    world.at(20)
    assert world.counts("f.fifo") == (2, 1, 0)
    assert take(world, 10) == []
    world.at(30)
    assert take(world, 10) == ["a1", "a2", "a3"]


def test_an_earlier_message_that_was_given_back_can_be_had_alone(world: World) -> None:
    send(world, "a1", "a2", "a3", "a4")
    assert take(world, 3) == ["a1", "a2", "a3"]
    change(world, "a1", 0)
    assert take(world, 10) == ["a1"]
    for body in ("a2", "a3", "a1"):
        world.delete(handle(world, body), "f.fifo")
    assert take(world, 10) == ["a4"]


def test_who_waits_is_served_when_a_group_is_free_again(world: World) -> None:
    send(world, "a1", "a2")
    take(world)
    ticket = world.begin("sqs.receive_message", QueueUrl="f.fifo", WaitTimeSeconds=20)
    send(world, "a3")
    assert ticket not in world.late
    world.at(10)
    at_s, reply = world.late[ticket]
    assert (at_s, reply.result["Messages"][0]["Body"]) == (10, "a1")


def test_a_delete_frees_the_group_for_who_waits(world: World) -> None:
    send(world, "a1", "a2")
    take(world)
    ticket = world.begin("sqs.receive_message", QueueUrl="f.fifo", WaitTimeSeconds=20)
    world.at(3)
    world.delete(handle(world, "a1"), "f.fifo")
    at_s, reply = world.late[ticket]
    assert (at_s, reply.result["Messages"][0]["Body"]) == (3, "a2")


def test_an_expired_handle_neither_deletes_nor_changes(world: World) -> None:
    send(world, "a1")
    [message] = world.receive("f.fifo")
    world.at(10)
    args = {"QueueUrl": "f.fifo", "ReceiptHandle": message["ReceiptHandle"]}
    text = f"Value {message['ReceiptHandle']} for parameter ReceiptHandle is invalid."
    for _ in range(2):
        for refused in (
            world.refusal("sqs.delete_message", **args),
            world.refusal("sqs.change_message_visibility", **args, VisibilityTimeout=5),
        ):
            assert refused["message"] == f"{text} Reason: The receipt handle has expired."
        world.receive("f.fifo")  # in other hands the first handle is no better
    world.delete(handle(world, "a1"), "f.fifo")
    assert world.call("sqs.delete_message", **args) == {}


def test_the_queues_delay_holds_for_what_is_waiting_already(world: World) -> None:
    world.fifo("slow.fifo", DelaySeconds="60")
    world.send("x", "slow.fifo", MessageGroupId="a", DelaySeconds=0)
    world.at(20)
    world.send("y", "slow.fifo", MessageGroupId="a")
    world.call("sqs.set_queue_attributes", QueueUrl="slow.fifo", Attributes={"DelaySeconds": "10"})
    assert world.counts("slow.fifo") == (1, 0, 1)
    world.at(30)
    assert world.bodies("slow.fifo") == ["x", "y"]


def test_a_message_shows_its_group_its_id_and_a_growing_number(world: World) -> None:
    results = [
        world.call("sqs.send_message", QueueUrl="f.fifo", MessageBody=body, MessageGroupId="g") for body in ("x", "y")
    ]
    assert [len(result["SequenceNumber"]) for result in results] == [20, 20]
    assert results[0]["SequenceNumber"] < results[1]["SequenceNumber"]
    [message] = world.receive("f.fifo", AttributeNames=["All"])
    assert message["Attributes"]["SequenceNumber"] == results[0]["SequenceNumber"]
    assert message["Attributes"]["MessageGroupId"] == "g"
    assert message["Attributes"]["MessageDeduplicationId"].startswith("2d711642b726b044")


def test_a_batch_fails_entry_by_entry_here_too(world: World) -> None:
    entries = [{"Id": "1", "MessageBody": "x", "MessageGroupId": "g"}, {"Id": "2", "MessageBody": "y"}]
    result = world.call("sqs.send_message_batch", QueueUrl="f.fifo", Entries=entries)
    assert [one["Id"] for one in result["Successful"]] == ["1"]
    assert "SequenceNumber" in result["Successful"][0]
    assert [one["Code"] for one in result["Failed"]] == ["MissingParameter"]


def test_a_dead_letter_leaves_its_group_free_and_its_age_begins_anew() -> None:
    world = World()
    world.fifo("dead.fifo")
    redrive = json.dumps({"deadLetterTargetArn": ARN + "dead.fifo", "maxReceiveCount": 1})
    world.fifo(VisibilityTimeout="10", RedrivePolicy=redrive)
    send(world, "a1", "a2")
    assert take(world) == ["a1"]
    world.at(20)
    assert take(world, 10) == ["a2"]
    [message] = world.receive("dead.fifo", AttributeNames=["All"])
    assert message["Body"] == "a1"
    assert message["Attributes"]["SentTimestamp"] == "1767225620000"
    assert message["Attributes"]["MessageGroupId"] == "a"


def test_a_dead_letter_queue_is_of_the_same_type(world: World) -> None:
    world.queue("dead")
    redrive = json.dumps({"deadLetterTargetArn": ARN + "dead", "maxReceiveCount": 1})
    refused = world.refusal("sqs.set_queue_attributes", QueueUrl="f.fifo", Attributes={"RedrivePolicy": redrive})
    assert refused["message"].endswith("Dead-letter queue must be same type of queue as the source.")


def test_too_much_in_flight_is_no_error_here(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "IN_FLIGHT_MAX_MESSAGES", 2)
    send(world, "a1", "b1", "c1")
    assert take(world, 10) == ["a1", "b1"]
    assert take(world) == []


def test_a_huge_group_hides_groups_that_came_after_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fifo, "FIFO_LOOK_MAX_MESSAGES", 5)
    send(world, "a1", "a2", "a3", "a4", "b1", "c1")
    assert take(world) == ["a1"]
    assert take(world) == ["b1"]
    assert take(world) == []  # "c1" is the sixth
    world.delete(handle(world, "b1"), "f.fifo")
    assert take(world) == ["c1"]


def test_a_purged_queue_begins_again(world: World) -> None:
    send(world, "a1", "b1")
    take(world)
    world.call("sqs.purge_queue", QueueUrl="f.fifo")
    send(world, "a2", "b2")
    assert take(world, 10) == ["a2", "b2"]


def test_a_short_poll_that_can_have_nothing_is_not_written_down(world: World) -> None:
    send(world, "a1", "a2")
    take(world)
    queue = world.cloud.sqs.queues["f.fifo"]
    assert rules.has_none(queue)
    world.delete(handle(world, "a1"), "f.fifo")
    assert not rules.has_none(queue)


def test_nothing_stale_is_left_in_the_lines_after_a_long_run() -> None:
    world = World()
    world.fifo(DeduplicationScope="messageGroup", FifoThroughputLimit="perMessageGroupId")
    send(world, "z")
    take(world)
    for number in range(2_000):
        send(world, f"a{number}", f"b{number}")
        for message in world.receive("f.fifo", MaxNumberOfMessages=2):
            world.delete(message["ReceiptHandle"], "f.fifo")
    lines = world.cloud.sqs.queues["f.fifo"]["lines"]
    assert list(lines["groups"]) == ["z"]
    assert len(lines["heads"]) <= 2 * 2 + 200
