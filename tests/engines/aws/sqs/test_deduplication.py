"""Five-minute deduplication."""

from typing import Any

import pytest

from labs.engines.aws import limits
from tests.engines.aws.world import World


def send(world: World, body: str, group: str = "g", **more: Any) -> Any:
    return world.call("sqs.send_message", QueueUrl="f.fifo", MessageBody=body, MessageGroupId=group, **more)


@pytest.fixture
def world() -> World:
    world = World()
    world.fifo()
    return world


def test_a_duplicate_is_accepted_and_not_stored(world: World) -> None:
    first = send(world, "a")
    assert send(world, "a") == first
    assert world.counts("f.fifo") == (1, 0, 0)
    [event] = world.events("MessageDeduplicated")
    assert event["data"] == {"queue": "f.fifo", "message": first["MessageId"], "trace": None, "by": "@kim"}


def test_it_counts_five_minutes_from_the_first_send_also_after_the_delete(world: World) -> None:
    first = send(world, "a")
    world.delete(world.receive("f.fifo")[0]["ReceiptHandle"], "f.fifo")
    world.at(200)
    assert send(world, "a") == first
    world.at(299.999999)
    assert send(world, "a") == first
    world.at(300)
    assert send(world, "a")["MessageId"] != first["MessageId"]
    assert world.counts("f.fifo") == (1, 0, 0)


def test_the_content_is_the_body_and_not_the_attributes(world: World) -> None:
    attributes = {"k": {"DataType": "String", "StringValue": "v"}}
    assert send(world, "a")["MessageId"] == send(world, "a", MessageAttributes=attributes)["MessageId"]


def test_an_explicit_id_wins_over_the_content(world: World) -> None:
    send(world, "a", MessageDeduplicationId="one")
    send(world, "a", MessageDeduplicationId="two")
    send(world, "b", MessageDeduplicationId="two")
    send(world, "a")
    assert world.counts("f.fifo") == (3, 0, 0)


def test_in_the_queues_scope_groups_share_their_ids_and_in_the_groups_they_do_not() -> None:
    for scope, stored in (("queue", 1), ("messageGroup", 2)):
        world = World()
        world.fifo(DeduplicationScope=scope)
        for group in ("g", "h", "g"):
            send(world, "a", group)
        assert world.counts("f.fifo") == (stored, 0, 0)


def test_too_many_ids_to_remember_are_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DEDUPLICATIONS_MAX", 3)
    for body in "abc":
        send(world, body)
    more = {"QueueUrl": "f.fifo", "MessageBody": "d", "MessageGroupId": "g"}
    assert world.refusal("sqs.send_message", **more)["code"] == "RequestThrottled"
    world.at(300)
    send(world, "d")
    memory = world.cloud.sqs.queues["f.fifo"]["fifo"]["deduplication"]
    assert len(memory["seen"]) == 1
