"""What the screen is told of queues."""

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
