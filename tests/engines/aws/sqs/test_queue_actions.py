"""Queues as a whole: create, find, list, describe, change, empty, delete."""

import pytest

from tests.engines.aws.world import World

URL = "https://sqs.us-east-1.amazonaws.com/123456789012/"


def test_creating_a_queue_again_is_fine_with_equal_attributes_only(world: World) -> None:
    world.queue("slow", DelaySeconds="5")
    assert (
        world.call("sqs.create_queue", QueueName="slow", Attributes={"DelaySeconds": "5"})["QueueUrl"] == URL + "slow"
    )
    refused = world.refusal("sqs.create_queue", QueueName="slow", Attributes={"DelaySeconds": "6"})
    assert refused["code"] == "QueueNameExists"
    assert refused["message"].endswith("a different value for attribute DelaySeconds")


def test_a_queues_url_is_found_by_its_name(world: World) -> None:
    assert world.ask("sqs.get_queue_url", QueueName="q") == {"QueueUrl": URL + "q"}
    assert world.ask("sqs.get_queue_url", QueueName="q", QueueOwnerAWSAccountId="123456789012")


def test_queues_are_listed_by_name_and_prefix(world: World) -> None:
    for name in ("b1", "a2", "a1"):
        world.queue(name)
    assert world.ask("sqs.list_queues") == {"QueueUrls": [URL + name for name in ("a1", "a2", "b1", "q")]}
    assert world.ask("sqs.list_queues", QueueNamePrefix="a") == {"QueueUrls": [URL + "a1", URL + "a2"]}
    assert world.ask("sqs.list_queues", QueueNamePrefix="x") == {}


def test_a_list_comes_in_pages_only_if_asked_for(world: World) -> None:
    for name in ("a", "b", "c", "d"):
        world.queue(name)
    page = world.ask("sqs.list_queues", MaxResults=2)
    assert page["QueueUrls"] == [URL + "a", URL + "b"]
    page = world.ask("sqs.list_queues", MaxResults=2, NextToken=page["NextToken"])
    assert page["QueueUrls"] == [URL + "c", URL + "d"]
    assert world.ask("sqs.list_queues", MaxResults=2, NextToken=page["NextToken"]) == {"QueueUrls": [URL + "q"]}


def test_purging_empties_a_queue_whatever_the_state_of_its_messages(world: World) -> None:
    for body in "abc":
        world.send(body)
    world.receive()
    world.send("later", DelaySeconds=60)
    assert world.call("sqs.purge_queue", QueueUrl="q") == {}
    assert world.counts() == (0, 0, 0)
    assert world.events("QueuePurged")[0]["data"] == {"queue": "q", "messages": 4, "by": "@kim"}
    world.at(100)
    world.send("new")
    assert world.bodies() == ["new"]
    assert world.events("MessageVisible") == []


def test_a_queue_is_purged_at_most_once_a_minute(world: World) -> None:
    world.at(1)
    world.call("sqs.purge_queue", QueueUrl="q")
    world.at(60.999999)
    assert world.refusal("sqs.purge_queue", QueueUrl="q")["code"] == "PurgeQueueInProgress"
    world.at(61)
    assert world.call("sqs.purge_queue", QueueUrl="q") == {}


def test_a_deleted_queue_is_gone_and_its_name_is_refused_for_a_minute(world: World) -> None:
    world.send("a")
    world.at(1)
    assert world.call("sqs.delete_queue", QueueUrl="q") == {}
    assert world.refusal("sqs.send_message", QueueUrl="q", MessageBody="a")["code"] == "QueueDoesNotExist"
    assert "sqs/q" not in world.sim.entities()
    world.at(60.999999)
    assert world.refusal("sqs.create_queue", QueueName="q")["code"] == "QueueDeletedRecently"
    world.at(61)
    world.queue("q")
    assert world.counts() == (0, 0, 0)


@pytest.mark.parametrize("name", ["a", "A-z_09", "x" * 80])
def test_good_names(world: World, name: str) -> None:
    assert world.call("sqs.create_queue", QueueName=name)["QueueUrl"] == URL + name
