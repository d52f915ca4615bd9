"""Tags of queues."""

import pytest

from tests.engines.aws.world import World


def test_tags_are_set_replaced_and_taken_away(world: World) -> None:
    assert world.ask("sqs.list_queue_tags", QueueUrl="q") == {}
    assert world.call("sqs.tag_queue", QueueUrl="q", Tags={"team": "blue", "cost": "7"}) == {}
    world.call("sqs.tag_queue", QueueUrl="q", Tags={"team": "red"})
    assert world.ask("sqs.list_queue_tags", QueueUrl="q") == {"Tags": {"team": "red", "cost": "7"}}
    assert world.call("sqs.untag_queue", QueueUrl="q", TagKeys=["team", "unknown"]) == {}
    assert world.ask("sqs.list_queue_tags", QueueUrl="q") == {"Tags": {"cost": "7"}}


def test_a_queue_can_be_created_with_tags(world: World) -> None:
    world.call("sqs.create_queue", QueueName="tagged", tags={"team": "blue"})
    assert world.ask("sqs.list_queue_tags", QueueUrl="tagged") == {"Tags": {"team": "blue"}}


def test_fifty_tags_are_the_most(world: World) -> None:
    world.call("sqs.tag_queue", QueueUrl="q", Tags={str(number): "" for number in range(50)})
    world.call("sqs.tag_queue", QueueUrl="q", Tags={"7": "again"})
    assert world.refusal("sqs.tag_queue", QueueUrl="q", Tags={"one more": ""})["message"].startswith("Too many tags")


@pytest.mark.parametrize("tags", [{"": "x"}, {"x" * 129: ""}, {"x": "y" * 257}])
def test_a_tag_has_its_limits(world: World, tags: dict[str, str]) -> None:
    assert world.refusal("sqs.tag_queue", QueueUrl="q", Tags=tags)["code"] == "InvalidParameterValueException"
    assert world.refusal("sqs.create_queue", QueueName="n", tags=tags)["code"] == "InvalidParameterValueException"
    assert "sqs/n" not in world.sim.entities()


def test_tags_are_missed(world: World) -> None:
    assert world.refusal("sqs.tag_queue", QueueUrl="q")["message"].endswith("the parameter Tags.")
