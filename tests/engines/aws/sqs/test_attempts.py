"""Receives that are tried again under the same ReceiveRequestAttemptId."""

from typing import Any

import pytest

from labs.engines.sim import Command
from tests.engines.aws.world import World


@pytest.fixture
def world() -> World:
    world = World()
    world.fifo(VisibilityTimeout="100")
    for body in ("a1", "a2", "b1"):
        world.send(body, "f.fifo", MessageGroupId=body[0])
    return world


def attempt(world: World, identity: str = "try", **more: Any) -> list[dict[str, Any]]:
    return world.receive("f.fifo", ReceiveRequestAttemptId=identity, MaxNumberOfMessages=2, **more)


def test_it_gets_the_same_messages_and_handles_and_their_time_begins_anew(world: World) -> None:
    first = attempt(world)
    assert [message["Body"] for message in first] == ["a1", "a2"]
    world.at(60)
    assert attempt(world) == first
    world.at(159)
    assert world.counts("f.fifo") == (1, 2, 0)
    world.at(160)
    assert world.counts("f.fifo") == (3, 0, 0)


def test_another_attempt_gets_other_messages(world: World) -> None:
    attempt(world)
    assert [message["Body"] for message in attempt(world, "other")] == ["b1"]


def test_it_is_a_new_receive_once_something_was_deleted_or_changed(world: World) -> None:
    [first, _] = attempt(world)
    world.delete(first["ReceiptHandle"], "f.fifo")
    assert [message["Body"] for message in attempt(world)] == ["b1"]
    [only] = attempt(world)
    change = {"QueueUrl": "f.fifo", "ReceiptHandle": only["ReceiptHandle"], "VisibilityTimeout": 100}
    world.at(1)
    world.call("sqs.change_message_visibility", **change)
    assert attempt(world) == []


def test_it_is_a_new_receive_after_five_minutes_or_when_the_messages_were_visible_again(world: World) -> None:
    [first, _] = attempt(world, VisibilityTimeout=1000)
    world.at(300)
    assert [message["Body"] for message in attempt(world)] == ["b1"]
    world.at(400)
    [again] = attempt(world)
    assert again["Body"] == "b1"
    assert again["ReceiptHandle"] != first["ReceiptHandle"]


def test_what_a_receive_waited_for_is_remembered_too() -> None:
    world = World()
    world.fifo()
    args: dict[str, Any] = {"QueueUrl": "f.fifo", "WaitTimeSeconds": 20, "ReceiveRequestAttemptId": "try"}
    ticket = world.begin("sqs.receive_message", **args)
    world.send("x", "f.fifo", MessageGroupId="g")
    _, reply = world.late[ticket]
    assert world.receive("f.fifo", ReceiveRequestAttemptId="try") == reply.result["Messages"]


def test_it_is_written_down_also_when_nothing_is_visible(world: World) -> None:
    args = {"QueueUrl": "f.fifo", "ReceiveRequestAttemptId": "try"}
    for _ in range(2):
        world.receive("f.fifo", MaxNumberOfMessages=10)
    assert world.sim.answer_unlogged(Command("sqs.receive_message", {"QueueUrl": "f.fifo"})) is not None
    assert world.sim.answer_unlogged(Command("sqs.receive_message", args)) is None


def test_a_standard_queue_takes_no_notice(world: World) -> None:
    world.queue("q")
    world.send("x")
    assert len(world.receive("q", ReceiveRequestAttemptId="try")) == 1
    assert world.receive("q", ReceiveRequestAttemptId="try") == []
