"""Which messages match a filter policy, and what becomes of the others."""

import json
from typing import Any

import pytest

from labs.engines.aws.sns.filtering import matches_policy
from tests.engines.aws.sns.shared import QUEUE, TOPIC
from tests.engines.aws.world import World


@pytest.mark.parametrize(
    ("rules", "matching", "others"),
    [
        (["red"], ["red", ["blue", "red"], [["red"]]], ["Red", 1, None, [], {"red": 1}]),
        ([5], [5, 5.0], ["5", True, 5.1]),
        ([True], [True], ["true", 1, False]),
        ([None], [None], ["null", 0, []]),
        ([{"prefix": "auto-"}], ["auto-x", "auto-"], ["my auto-x", 7]),
        ([{"suffix": "ball"}], ["football"], ["ballgame", None]),
        ([{"equals-ignore-case": "Red"}], ["RED", "red"], ["reds"]),
        ([{"wildcard": "a*b*c"}], ["abc", "a-b-b-c"], ["ab", "acb", "xabc"]),
        ([{"cidr": "10.0.0.0/24"}], ["10.0.0.255"], ["10.0.1.0", "no address", 10]),
        ([{"cidr": "2001:db8::/32"}], ["2001:db8::1"], ["10.0.0.1"]),
        ([{"numeric": ["=", 3.5]}], [3.5], [3, "3.5", True]),
        ([{"numeric": [">", 0, "<=", 100]}], [0.5, 100], [0, 101, "50"]),
        ([{"numeric": [">=", 1]}], [1, 2], [0]),
        ([{"numeric": ["<", 1]}], [-1], [1]),
        ([{"exists": True}], ["x", None, ["x"]], [[], {"inner": 1}]),
        ([{"exists": False}], [[], {"inner": 1}], ["x", None]),
        ([{"anything-but": "red"}], ["blue", 1, ["red", "blue"]], ["red", None, []]),
        ([{"anything-but": ["red", "blue"]}], ["green"], ["red", "blue"]),
        ([{"anything-but": [1, 2]}], [3, "1"], [1, 2.0]),
        ([{"anything-but": {"prefix": "order-"}}], ["bill-1", 7], ["order-1"]),
        ([{"anything-but": {"suffix": "ball"}}], ["rugby"], ["football"]),
        ([{"anything-but": {"wildcard": "*ball*"}}], ["rugby"], ["ballroom"]),
        ([{"anything-but": {"prefix": ["a", "b"]}}], ["c"], ["a1", "b1"]),
        (["red", {"prefix": "b"}], ["red", "blue"], ["green"]),
    ],
)
def test_a_rule_matches_some_values_and_not_others(rules: list[Any], matching: list[Any], others: list[Any]) -> None:
    policy = {"key": rules}
    assert [value for value in matching if not matches_policy(policy, {"key": value})] == []
    assert [value for value in others if matches_policy(policy, {"key": value})] == []


def test_a_field_that_is_not_there_matches_only_that_it_does_not_exist() -> None:
    assert matches_policy({"key": [{"exists": False}]}, {})
    assert matches_policy({"key": ["a", {"exists": False}]}, {"other": 1})
    for rules in (["a"], [None], [{"anything-but": "a"}], [{"exists": True}]):
        assert not matches_policy({"key": rules}, {})


def test_all_keys_must_match() -> None:
    policy = {"color": ["red"], "size": [{"numeric": [">", 1]}]}
    assert matches_policy(policy, {"color": "red", "size": 2, "more": 0})
    assert not matches_policy(policy, {"color": "red"})
    assert not matches_policy(policy, {"color": "red", "size": 1})


def test_of_alternatives_one_must_match() -> None:
    policy = {"source": ["shop"], "$or": [{"color": ["red"]}, {"size": [1], "$or": [{"a": [1]}, {"b": [1]}]}]}
    assert matches_policy(policy, {"source": "shop", "color": "red"})
    assert matches_policy(policy, {"source": "shop", "size": 1, "b": 1})
    assert not matches_policy(policy, {"source": "shop", "size": 1})
    assert not matches_policy(policy, {"color": "red"})


def test_fields_within_fields_match_in_the_same_element() -> None:
    policy = {"items": {"name": ["tea"], "number": [2]}}
    assert matches_policy(policy, {"items": {"name": "tea", "number": 2}})
    assert matches_policy(policy, {"items": [{"name": "tea", "number": 1}, {"name": "tea", "number": 2}]})
    assert not matches_policy(policy, {"items": [{"name": "tea", "number": 1}, {"name": "mate", "number": 2}]})
    assert not matches_policy(policy, {"items": "tea"})
    assert matches_policy({"items": {"note": [{"exists": False}]}}, {})


def test_a_point_in_a_name_also_leads_within() -> None:
    policy = {"order.color": ["red"]}
    assert matches_policy(policy, {"order.color": "red"})
    assert matches_policy(policy, {"order": {"color": "red"}})
    assert not matches_policy(policy, {"order": "red"})


# In a world


def subscribe(world: World, policy: Any, queue: str = "q", scope: str = "MessageAttributes") -> str:
    given = {"FilterPolicy": json.dumps(policy), "FilterPolicyScope": scope, "RawMessageDelivery": "true"}
    args: dict[str, Any] = {"TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": f"{QUEUE}{queue}", "Attributes": given}
    return str(world.call("sns.subscribe", **args)["SubscriptionArn"])


def publish(world: World, text: str, **more: Any) -> None:
    world.call("sns.publish", TopicArn=TOPIC, Message=text, **more)


def attribute(kind: str, value: str) -> dict[str, Any]:
    return {"MessageAttributes": {"key": {"DataType": kind, "StringValue": value}}}


def test_what_is_filtered_out_is_told_and_everybody_else_gets_a_copy(world: World, topic: str) -> None:
    world.queue("other")
    arn = subscribe(world, {"key": ["red"]})
    subscribe(world, {"key": ["blue"]}, "other")
    publish(world, "a", **attribute("String", "blue"))
    [published], [filtered] = world.events("Published"), world.events("CopyFiltered")
    assert published["data"]["copies"] == ["sqs/other"]
    assert filtered["cause"] == published["id"]
    facts = {"topic": "orders", "queue": "q", "target": "sqs/q", "subscription": arn, "trace": None}
    assert filtered["data"] == {**facts, "message": published["data"]["message"]}
    world.at(1)
    assert (world.bodies("q"), world.bodies("other")) == ([], ["a"])
    assert world.events("MessageSent")[0]["cause"] == published["id"]


@pytest.mark.parametrize(
    ("rules", "kind", "value", "passes"),
    [
        ([5], "Number", "5.0", True),
        (["5"], "Number", "5", False),
        ([5], "String", "5", False),
        (["5"], "String", "5", True),
        ([{"numeric": ["<", 6]}], "Number.int", "5", True),
        (["b"], "String.Array", '["a", "b"]', True),
        ([2, None], "String.Array", "[1, 2]", True),
        ([None], "String.Array", "[null]", True),
        (["a"], "String.Array", "no list", False),
        ([{"exists": True}], "String.Array", "no list", True),
        ([{"anything-but": "a"}], "String.Array", "no list", False),
    ],
)
def test_attributes_are_compared_by_their_type(
    world: World, topic: str, rules: list[Any], kind: str, value: str, passes: bool
) -> None:
    subscribe(world, {"key": rules})
    publish(world, "a", **attribute(kind, value))
    assert len(world.events("CopyFiltered")) == (not passes)


def test_a_binary_attribute_only_exists(world: World, topic: str) -> None:
    subscribe(world, {"key": [{"exists": True}]})
    binary = {"key": {"DataType": "Binary", "BinaryValue": "AAE="}}
    publish(world, "a", MessageAttributes=binary)
    assert world.events("CopyFiltered") == []


def test_the_body_is_compared_if_it_is_an_object(world: World, topic: str) -> None:
    subscribe(world, {"order": {"color": ["red"]}}, scope="MessageBody")
    for text in ('{"order": {"color": "red"}}', '{"order": {"color": "blue"}}', "red", "[1]", "[" * 100_000):
        publish(world, text)
    assert len(world.events("CopyFiltered")) == 4
    world.at(1)
    assert world.bodies() == ['{"order": {"color": "red"}}']


def test_the_body_is_the_text_for_the_protocol(world: World, topic: str) -> None:
    subscribe(world, {"color": ["red"]}, scope="MessageBody")
    publish(world, json.dumps({"default": "x", "sqs": '{"color": "red"}'}), MessageStructure="json")
    assert world.events("CopyFiltered") == []


def test_an_empty_policy_lets_everything_pass(world: World, topic: str) -> None:
    subscribe(world, {})
    publish(world, "a")
    assert world.events("CopyFiltered") == []


def test_a_policy_taken_away_filters_no_more(world: World, topic: str) -> None:
    arn = subscribe(world, {"key": ["red"]})
    args = {"SubscriptionArn": arn, "AttributeName": "FilterPolicy", "AttributeValue": ""}
    world.call("sns.set_subscription_attributes", **args)
    publish(world, "a")
    assert world.events("CopyFiltered") == []
