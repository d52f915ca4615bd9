"""Topics: made with attributes and tags, made again, permitted, tagged."""

import json
from typing import Any

import pytest

from tests.engines.aws.sns.shared import TOPIC, subscribe
from tests.engines.aws.world import World


def create(world: World, **args: Any) -> dict[str, Any]:
    made: dict[str, Any] = world.call("sns.create_topic", Name="orders", **args)
    return made


def attributes(world: World) -> dict[str, str]:
    found: dict[str, str] = world.ask("sns.get_topic_attributes", TopicArn=TOPIC)["Attributes"]
    return found


def test_a_topic_is_made_again_only_as_it_is(world: World) -> None:
    name, tag = {"DisplayName": "Orders"}, {"Key": "team", "Value": "shop"}
    for given in ({"Attributes": name, "Tags": [tag]}, {}, {"Attributes": name}, {"Tags": [tag]}):
        assert create(world, **given) == {"TopicArn": TOPIC}
    assert len(world.events("TopicCreated")) == 1
    other = world.refusal("sns.create_topic", Name="orders", Attributes={"DisplayName": "Bills"})
    assert other["message"] == "Invalid parameter: Attributes Reason: Topic already exists with different attributes"
    other = world.refusal("sns.create_topic", Name="orders", Tags=[{**tag, "Value": "bank"}])
    assert other["message"] == "Invalid parameter: Tags Reason: Topic already exists with different tags"


def test_tags_come_change_and_go(world: World, topic: str) -> None:
    first, second = {"Key": "k1", "Value": "v1"}, {"Key": "k2", "Value": "v2"}
    world.call("sns.tag_resource", ResourceArn=topic, Tags=[first, second])
    world.call("sns.tag_resource", ResourceArn=topic, Tags=[{"Key": "k2", "Value": "new"}])
    world.call("sns.untag_resource", ResourceArn=topic, TagKeys=["k1", "gone"])
    assert world.ask("sns.list_tags_for_resource", ResourceArn=topic) == {"Tags": [{"Key": "k2", "Value": "new"}]}


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        ([{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}], "InvalidParameter"),
        ([{"Key": "", "Value": "1"}], "InvalidParameter"),
        ([{"Key": "k"}], "InvalidParameter"),
        (["k"], "InvalidParameter"),
        ([{"Key": f"k{number}", "Value": ""} for number in range(51)], "TagLimitExceeded"),
    ],
)
def test_tags_that_cannot_be_are_refused(world: World, topic: str, tags: list[Any], code: str) -> None:
    assert world.refusal("sns.tag_resource", ResourceArn=topic, Tags=tags)["code"] == code


def test_a_topic_has_fifty_tags_in_all(world: World, topic: str) -> None:
    world.call("sns.tag_resource", ResourceArn=topic, Tags=[{"Key": f"k{n}", "Value": ""} for n in range(50)])
    more = {"ResourceArn": topic, "Tags": [{"Key": "more", "Value": ""}]}
    assert world.refusal("sns.tag_resource", **more)["code"] == "TagLimitExceeded"
    assert len(world.ask("sns.list_tags_for_resource", ResourceArn=topic)["Tags"]) == 50


def test_a_resource_that_is_not_there_has_no_tags(world: World) -> None:
    refused = world.refusal("sns.tag_resource", ResourceArn=TOPIC, Tags=[])
    assert (refused["code"], refused["data"]["http_status"]) == ("ResourceNotFound", 404)


def test_permissions_are_statements_of_the_policy(world: World, topic: str) -> None:
    given: dict[str, Any] = {
        "TopicArn": topic,
        "Label": "partner",
        "AWSAccountId": ["111122223333"],
        "ActionName": ["Publish"],
    }
    world.call("sns.add_permission", **given)
    assert json.loads(attributes(world)["Policy"])["Statement"][1] == {
        "Sid": "partner", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
        "Action": "SNS:Publish", "Resource": topic,
    }  # fmt: skip
    assert world.refusal("sns.add_permission", **given)["message"] == "Invalid parameter: Statement already exists"
    for _ in range(2):
        world.call("sns.remove_permission", TopicArn=topic, Label="partner")
    assert len(json.loads(attributes(world)["Policy"])["Statement"]) == 1


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"ActionName": ["Fly"]}, "Policy statement action out of service scope!"),
        ({"Label": ""}, "Label"),
        ({"AWSAccountId": []}, "AWSAccountId"),
    ],
)
def test_a_permission_needs_all_its_parts(world: World, topic: str, wrong: dict[str, Any], problem: str) -> None:
    given = {"TopicArn": topic, "Label": "p", "AWSAccountId": ["1"], "ActionName": ["Publish"], **wrong}
    assert world.refusal("sns.add_permission", **given)["message"] == f"Invalid parameter: {problem}"


def test_a_data_protection_policy_is_kept(world: World) -> None:
    create(world, DataProtectionPolicy="{}")
    assert world.ask("sns.get_data_protection_policy", ResourceArn=TOPIC) == {"DataProtectionPolicy": "{}"}
    world.call("sns.put_data_protection_policy", ResourceArn=TOPIC, DataProtectionPolicy='{"Name": "x"}')
    assert world.ask("sns.get_data_protection_policy", ResourceArn=TOPIC) == {"DataProtectionPolicy": '{"Name": "x"}'}


def test_a_topic_for_large_messages_has_few_subscriptions_of_some_kinds(world: World, topic: str) -> None:
    large = {"TopicArn": topic, "AttributeName": "MaximumMessageSize", "AttributeValue": "1048576"}
    subscribe(world, "q")
    world.call("sns.set_topic_attributes", **large)
    web = {"TopicArn": topic, "Protocol": "http", "Endpoint": "http://example.com/"}
    assert "is not supported by a topic" in world.refusal("sns.subscribe", **web)["message"]
    world.call("sns.set_topic_attributes", **{**large, "AttributeValue": "262144"})
    world.call("sns.subscribe", **web)
    assert "do not allow" in world.refusal("sns.set_topic_attributes", **large)["message"]


def test_the_hundredth_subscription_of_such_a_topic_is_the_last(world: World) -> None:
    create(world, Attributes={"MaximumMessageSize": "300000"})
    for number in range(100):
        subscribe(world, f"q{number}")
    endpoint = "arn:aws:sqs:us-east-1:123456789012:q100"
    refused = world.refusal("sns.subscribe", TopicArn=TOPIC, Protocol="sqs", Endpoint=endpoint)
    assert refused["code"] == "SubscriptionLimitExceeded"
