"""What the screen is told of queues."""

import json

from tests.engines.aws.world import World


def test_the_scene_shows_what_may_be_set_and_where_the_queue_is(world: World) -> None:
    world.call("sqs.set_queue_attributes", QueueUrl="q", Attributes={"VisibilityTimeout": "7"})
    shown = world.sim.entities()["sqs/q"]
    assert shown["attributes"] == {
        "DelaySeconds": "0", "MaximumMessageSize": "1048576", "MessageRetentionPeriod": "345600",
        "ReceiveMessageWaitTimeSeconds": "0", "VisibilityTimeout": "7",
    }  # fmt: skip
    assert shown["arn"] == "arn:aws:sqs:us-east-1:123456789012:q"
    assert shown["url"] == world.call("sqs.create_queue", QueueName="q")["QueueUrl"]


def test_a_fifo_queue_shows_its_groups_as_lanes(world: World) -> None:
    world.fifo()
    for body in ("a1", "a2", "b1", *(f"{sign}1" for sign in "cdefghijklmn")):
        world.send(body, "f.fifo", MessageGroupId=body[0])
    world.receive("f.fifo")
    shown = world.sim.entities()["sqs/f.fifo"]
    assert shown["fifo"] is True
    assert (len(shown["groups"]), shown["groups_more"]) == (12, 2)
    assert shown["groups"][:2] == [
        {"name": "a", "waiting": 1, "hidden": 1, "blocked": True},
        {"name": "b", "waiting": 1, "hidden": 0, "blocked": False},
    ]


def test_a_fair_queue_shows_its_tenants(world: World) -> None:
    for _ in range(60):
        world.send("x", MessageGroupId="a")
    world.send("x", MessageGroupId="b")
    for _ in range(3):
        world.receive(MaxNumberOfMessages=10)
    shown = world.sim.entities()["sqs/q"]
    assert shown["fifo"] is False
    assert shown["groups"] == [
        {"name": "a", "waiting": 30, "hidden": 30, "noisy": True},
        {"name": "b", "waiting": 1, "hidden": 0, "noisy": False},
    ]


def test_a_queue_shows_where_its_dead_letters_go_and_a_task_that_moves_them_back(world: World) -> None:
    arn = "arn:aws:sqs:us-east-1:123456789012:q"
    world.queue("jobs", RedrivePolicy=json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": "3"}))
    shown = world.sim.entities()["sqs/jobs"]
    assert (shown["dead_letters"], shown["receives_max"]) == ("q", 3)
    world.send("own")
    world.call("sqs.start_message_move_task", SourceArn=arn)
    assert world.sim.entities()["sqs/q"]["moving"] == {"destination": None, "moved": 0, "to_move": 1}
    world.at(1)
    assert "moving" not in world.sim.entities()["sqs/q"]
