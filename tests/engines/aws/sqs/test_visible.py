"""Whether a message can be had, as far as it is concerned itself."""

from labs.engines.aws.sqs.visible import is_visible
from tests.engines.aws.world import World


def test_a_message_is_visible_while_nobody_has_it_and_until_it_is_deleted(world: World) -> None:
    world.queue("own", VisibilityTimeout="5")
    queue = world.cloud.sqs.queues["own"]
    assert not is_visible(queue, "1")
    world.send("a", "own")
    assert is_visible(queue, "1")
    handle = world.call("sqs.receive_message", QueueUrl="own")["Messages"][0]["ReceiptHandle"]
    assert not is_visible(queue, "1")
    world.at(6)
    assert is_visible(queue, "1")
    world.call("sqs.delete_message", QueueUrl="own", ReceiptHandle=handle)
    assert not is_visible(queue, "1")


def test_a_message_that_is_held_back_is_not_visible_yet(world: World) -> None:
    world.queue("own", DelaySeconds="5")
    world.send("a", "own")
    assert not is_visible(world.cloud.sqs.queues["own"], "1")
