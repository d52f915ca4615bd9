"""Permissions: kept in the queue's Policy and shown there."""

import json
from typing import Any

from tests.engines.aws.world import World

ARN = "arn:aws:sqs:us-east-1:123456789012:q"
OTHER = "arn:aws:iam::111111111111:root"


def add(world: World, label: str, *actions: str, accounts: tuple[str, ...] = ("111111111111",)) -> None:
    grant: dict[str, Any] = {"QueueUrl": "q", "Label": label, "AWSAccountIds": [*accounts], "Actions": [*actions]}
    assert world.call("sqs.add_permission", **grant) == {}


def policy(world: World) -> object:
    answer = world.ask("sqs.get_queue_attributes", QueueUrl="q", AttributeNames=["Policy"])
    return json.loads(answer["Attributes"]["Policy"]) if answer else None


def test_a_permission_is_a_statement_of_the_policy(world: World) -> None:
    add(world, "first", "SendMessage")
    add(world, "second", "*", "ReceiveMessage", accounts=("111111111111", "222222222222"))
    assert policy(world) == {
        "Version": "2008-10-17",
        "Id": f"{ARN}/SQSDefaultPolicy",
        "Statement": [
            {
                "Sid": "first", "Effect": "Allow", "Principal": {"AWS": OTHER}, "Action": "SQS:SendMessage",
                "Resource": ARN,
            },
            {
                "Sid": "second", "Effect": "Allow", "Principal": {"AWS": [OTHER, OTHER.replace("1" * 12, "2" * 12)]},
                "Action": ["SQS:*", "SQS:ReceiveMessage"], "Resource": ARN,
            },
        ],
    }  # fmt: skip


def test_a_permission_is_taken_away_by_its_label(world: World) -> None:
    add(world, "first", "SendMessage")
    add(world, "second", "SendMessage")
    assert world.call("sqs.remove_permission", QueueUrl="q", Label="first") == {}
    assert "first" not in json.dumps(policy(world))
    world.call("sqs.remove_permission", QueueUrl="q", Label="second")
    assert policy(world) is None


def test_a_label_is_used_once(world: World) -> None:
    add(world, "first", "SendMessage")
    grant = {"QueueUrl": "q", "Label": "first", "AWSAccountIds": ["111111111111"], "Actions": ["SendMessage"]}
    refused = world.refusal("sqs.add_permission", **grant)
    assert refused["message"] == "Value first for parameter Label is invalid. Reason: Already exists."


def test_a_permission_is_added_to_the_policy_that_is_there(world: World) -> None:
    own = {"Version": "2012-10-17", "Statement": {"Sid": "mine", "Effect": "Deny"}}
    world.call("sqs.set_queue_attributes", QueueUrl="q", Attributes={"Policy": json.dumps(own)})
    add(world, "more", "SendMessage")
    text = json.dumps(policy(world))
    assert '"mine"' in text
    assert '"more"' in text
    assert "2012-10-17" in text


def test_a_policy_has_a_most_length(world: World) -> None:
    for number in range(30):
        add(world, str(number), "SendMessage")
    many = {"QueueUrl": "q", "Label": "x", "AWSAccountIds": ["111111111111"] * 100, "Actions": ["SendMessage"]}
    assert world.refusal("sqs.add_permission", **many)["code"] == "InvalidParameterValueException"
