"""Turning the dials again: the last turn counts."""

from tests.engines.aws.world import World


def test_counts_follow_the_last_turn_only(world: World) -> None:
    world.call("sqs.set_dials", QueueUrl="q", StaleSeconds=10)
    world.at(5)
    world.call("sqs.set_dials", QueueUrl="q", StaleSeconds=100)
    world.send("a")
    world.at(50)
    stale = world.ask("sqs.get_queue_attributes", QueueUrl="q", AttributeNames=["ApproximateNumberOfMessages"])
    assert stale["Attributes"] == {"ApproximateNumberOfMessages": "0"}
    world.at(105)
    now = world.ask("sqs.get_queue_attributes", QueueUrl="q", AttributeNames=["ApproximateNumberOfMessages"])
    assert now["Attributes"] == {"ApproximateNumberOfMessages": "1"}


def test_a_deleted_queue_takes_its_dials_along(world: World) -> None:
    world.call("sqs.set_dials", QueueUrl="q", StaleSeconds=10)
    world.call("sqs.delete_queue", QueueUrl="q")
    world.at(100)
    world.queue("q")
    assert "dials" not in world.sim.entities()["sqs/q"]
