"""Which filter policies AWS takes, and what it says of the others."""

import json
from typing import Any

import pytest

from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.sns.filter_policy import ATTRIBUTES, BODY, combinations, read_policy
from tests.engines.aws.sns.shared import QUEUE, TOPIC, subscribe
from tests.engines.aws.world import World


def refusal(policy: Any, scope: str = BODY) -> str:
    with pytest.raises(InvalidParameter) as refused:
        read_policy(policy if isinstance(policy, str) else json.dumps(policy), scope)
    return str(refused.value).removeprefix("Invalid parameter: ").removeprefix("FilterPolicy: ")


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ([["value"]], "Match value must be String, number, true, false, or null"),
        ([{"wrong-operator": True}], "Unrecognized match type wrong-operator"),
        ([{"suffix": "value", "prefix": "value2"}], "Only one key allowed in match expression"),
        ([{}], "Only one key allowed in match expression"),
        ([{"suffix": 100}], "suffix match pattern must be a string"),
        ([{"suffix": None}], "suffix match pattern must be a string"),
        ([{"suffix": []}], "suffix match pattern must be a string"),
        ([{"equals-ignore-case": 1}], "equals-ignore-case match pattern must be a string"),
        ({"suffix": "value", "prefix": "value"}, '"suffix" must be an object or an array'),
        ("value_one", '"key" must be an object or an array'),
        ([], "Empty arrays are not allowed"),
        ({}, "Empty objects are not allowed"),
        ([{"exists": None}], "exists match pattern must be either true or false."),
        ([{"exists": "no"}], "exists match pattern must be either true or false."),
        ([{"wildcard": "a**b"}], "Consecutive wildcard characters at pos 1"),
        ([{"wildcard": "a\\b"}], "Invalid escape character at pos 1"),
        ([{"cidr": "10.0.0.0"}], "Malformed CIDR, one '/' required"),
        ([{"cidr": "10.0.0.0/x"}], "Malformed CIDR, mask bits must be an integer"),
        ([1e9 + 1], "Value must be between -1.0E9 and 1.0E9, inclusive"),
        ([0.000001], "Value must have at most 5 digits after the decimal point"),
        ([{"anything-but": []}], "Empty arrays are not allowed"),
        (
            [{"anything-but": ["a", 1]}],
            "Inside anything but list, either all values are number or string, mixed type is not supported",
        ),
        (
            [{"anything-but": True}],
            "Value of anything-but must be an array or single string/number value.",
        ),
        ([{"anything-but": {"numeric": ["=", 1]}}], "Unsupported anything-but pattern: numeric"),
        ([{"anything-but": {"prefix": 1}}], "prefix match pattern must be a string"),
        ([{"anything-but": {"prefix": "a", "suffix": "b"}}], "Only one key allowed in match expression"),
    ],
)
def test_what_is_no_rule(rules: Any, problem: str) -> None:
    assert refusal({"key": rules}) == problem


@pytest.mark.parametrize(
    ("terms", "problem"),
    [
        (1, "Value of numeric must be an array."),
        ([], "Invalid member in numeric match: ]"),
        (["operator"], "Unrecognized numeric range operator: operator"),
        ([1, "<="], "Invalid member in numeric match: 1"),
        (["=", "000"], "Value of equals must be numeric"),
        ([">="], "Value of >= must be numeric"),
        (["<", 100, ">", 10], "Too many elements in numeric expression"),
        (["=", 1, "<", 2], "Too many elements in numeric expression"),
        ([">=", 1, ">", 2], "Bad numeric range operator: >"),
        ([">", 3, "<", 1], "Bottom must be less than top"),
        ([">", 20, "<="], "Value of <= must be numeric"),
        ([">", 20, 30], "Bad value in numeric range: 30"),
        ([">", 20, "test"], "Bad numeric range operator: test"),
        ([">", "20", "<", "30"], "Value of > must be numeric"),
        ([">", 20, "<", "30"], "Value of < must be numeric"),
        ([">", 20, "<", 30, "<", 50], "Too many terms in numeric range expression"),
        ([">", True], "Value of > must be numeric"),
    ],
)
def test_what_is_no_range(terms: Any, problem: str) -> None:
    assert refusal({"key": [{"numeric": terms}]}) == problem


@pytest.mark.parametrize(
    ("policy", "problem"),
    [
        ("{invalid", "failed to parse JSON"),
        ("[" * 100_000, "failed to parse JSON"),
        ('{"key": [NaN]}', "failed to parse JSON"),
        ("[]", "Filter is not an object"),
        ({"key": ["x" * 262_144]}, "Filter policy is too long"),
        ({"key": [str(number) for number in range(151)]}, "Filter policy is too complex"),
        ({"key1": list(range(100)), "key2": list(range(51))}, "Filter policy is too complex"),
        ({f"key{number}": ["value"] for number in range(6)}, "Filter policy can not have more than 5 keys"),
    ],
)
def test_a_policy_has_limits(policy: Any, problem: str) -> None:
    assert refusal(policy) == problem


def test_only_the_body_is_filtered_by_nested_fields() -> None:
    nested = {"object": {"key": [{"prefix": "auto-"}]}}
    assert read_policy(json.dumps(nested), BODY) == nested
    assert refusal(nested, ATTRIBUTES) == "Filter policy scope MessageAttributes does not support nested filter policy"
    assert refusal({"$or": [{"a": ["b"]}, nested]}, ATTRIBUTES).endswith("does not support nested filter policy")


def test_complexity_grows_with_depth_and_adds_up_over_alternatives() -> None:
    four, three = ["a", "b", "c", "d"], ["a", "b", "c"]
    assert combinations({"a": {"b": {"c": four}}}) == 4 * 3
    assert combinations({"key_d": {"key_e": three}, "key_f": three}) == 3 * 2 * 3
    either = {"source": four, "$or": [{"name": list("abcdef")}, {"kind": four, "$or": [{"a": four}, {"b": four}]}]}
    assert combinations(either) == 24 + 64 + 64
    assert refusal(either) == "Filter policy is too complex"


def test_what_only_looks_like_alternatives_is_a_name() -> None:
    assert read_policy('{"$or": ["a", "b"]}', ATTRIBUTES) == {"$or": ["a", "b"]}
    assert refusal({"$or": [{"a": ["b"]}]}) == "Unrecognized match type a"
    assert refusal({"$or": [{"prefix": "a"}, {"suffix": 1}]}) == "suffix match pattern must be a string"


def test_a_complaint_names_the_attributes_when_subscribing(world: World, topic: str) -> None:
    given = {"FilterPolicy": '{"key": []}'}
    args = {"TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": f"{QUEUE}q", "Attributes": given}
    message = world.refusal("sns.subscribe", **args)["message"]
    assert message == "Invalid parameter: Attributes Reason: FilterPolicy: Empty arrays are not allowed"


def change(arn: str, name: str, value: str) -> dict[str, Any]:
    return {"SubscriptionArn": arn, "AttributeName": name, "AttributeValue": value}


def test_a_policy_is_answered_with_its_scope(world: World, topic: str) -> None:
    arn = subscribe(world, "q")

    def shown() -> dict[str, str]:
        found = world.ask("sns.get_subscription_attributes", SubscriptionArn=arn)["Attributes"]
        return {name: value for name, value in found.items() if name.startswith("Filter")}

    set_it = "sns.set_subscription_attributes"
    world.call(set_it, **change(arn, "FilterPolicyScope", "MessageBody"))
    assert shown() == {}
    world.call(set_it, **change(arn, "FilterPolicy", '{"a": {"b": ["c"]}}'))
    assert shown() == {"FilterPolicy": '{"a": {"b": ["c"]}}', "FilterPolicyScope": "MessageBody"}
    refused = world.refusal(set_it, **change(arn, "FilterPolicyScope", "MessageAttributes"))
    assert refused["message"].endswith("does not support nested filter policy")
    refused = world.refusal(set_it, **change(arn, "FilterPolicyScope", "x"))
    assert refused["message"] == (
        "Invalid parameter: FilterPolicyScope: Invalid value [x]. Please use either MessageBody or MessageAttributes"
    )
    world.call(set_it, **change(arn, "FilterPolicy", ""))
    assert shown() == {}


def test_a_topic_has_two_hundred_policies(world: World, topic: str) -> None:
    def subscription(number: int) -> dict[str, Any]:
        policy = {"FilterPolicy": '{"a": ["b"]}'}
        return {"TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": f"{QUEUE}q{number}", "Attributes": policy}

    arns = [world.call("sns.subscribe", **subscription(number))["SubscriptionArn"] for number in range(200)]
    refused = world.refusal("sns.subscribe", **subscription(200))
    assert (refused["code"], refused["data"]["http_status"]) == ("FilterPolicyLimitExceeded", 403)
    world.call("sns.unsubscribe", SubscriptionArn=arns[0])
    world.call("sns.set_subscription_attributes", **change(arns[1], "FilterPolicy", ""))
    plain = subscribe(world, "plain")
    world.call("sns.set_subscription_attributes", **change(plain, "FilterPolicy", '{"a": ["b"]}'))
    world.call("sns.subscribe", **subscription(200))
    assert world.refusal("sns.subscribe", **subscription(201))["code"] == "FilterPolicyLimitExceeded"
