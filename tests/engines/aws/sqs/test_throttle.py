"""FIFO queues take 300 calls of each action in a second."""

from typing import Any

import pytest

from labs.engines.sim import Command
from tests.engines.aws.world import World


@pytest.fixture
def world() -> World:
    world = World()
    world.fifo()
    return world


def send(number: int) -> dict[str, Any]:
    return {"QueueUrl": "f.fifo", "MessageBody": str(number), "MessageGroupId": "g"}


def batch(number: int) -> dict[str, Any]:
    entries = [{"Id": str(n), "MessageBody": f"{number}.{n}", "MessageGroupId": "g"} for n in range(10)]
    return {"QueueUrl": "f.fifo", "Entries": entries}


def test_the_call_after_the_300th_of_a_second_is_refused_and_the_next_second_is_free(world: World) -> None:
    for number in range(300):
        world.call("sqs.send_message", **send(number))
    refused = world.refusal("sqs.send_message", **send(300))
    assert refused["code"] == "RequestThrottled"
    assert refused["data"]["http_status"] == 403
    assert world.counts("f.fifo") == (300, 0, 0)
    assert len(world.receive("f.fifo")) == 1  # another action has a count of its own
    world.at(1)
    world.call("sqs.send_message", **send(300))


def test_the_log_tells_of_the_first_refusal_of_a_second(world: World) -> None:
    for _ in range(310):
        world.sim.execute(Command("sqs.receive_message", {"QueueUrl": "f.fifo"}, "kim"))
    [event] = world.events("CallsThrottled")
    assert event["data"] == {"queue": "f.fifo", "action": "ReceiveMessage", "by": "@kim"}


def test_a_batch_counts_as_one_call_so_that_3000_messages_go_in(world: World) -> None:
    for number in range(300):
        world.call("sqs.send_message_batch", **batch(number))
    assert world.refusal("sqs.send_message_batch", **batch(300))["code"] == "RequestThrottled"
    assert world.counts("f.fifo") == (3_000, 0, 0)


def test_high_throughput_lifts_the_limit(world: World) -> None:
    attributes = {"DeduplicationScope": "messageGroup", "FifoThroughputLimit": "perMessageGroupId"}
    world.call("sqs.set_queue_attributes", QueueUrl="f.fifo", Attributes=attributes)
    for number in range(400):
        world.call("sqs.send_message", **send(number))
    assert world.counts("f.fifo") == (400, 0, 0)


def test_a_standard_queue_has_no_such_limit(world: World) -> None:
    world.queue("q")
    for _ in range(400):
        world.send("x")
    assert world.counts() == (400, 0, 0)
