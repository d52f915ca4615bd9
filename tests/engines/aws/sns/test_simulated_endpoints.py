"""Endpoints outside of the shop: what they get, how they fail, and how an address is confirmed."""

from typing import Any

import pytest

from labs.engines.sim import Command
from tests.engines.aws.sns.shared import TOPIC
from tests.engines.aws.world import World

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:resize"
FIREHOSE = "arn:aws:firehose:us-east-1:123456789012:deliverystream/lake"
ROLE = {"SubscriptionRoleArn": "arn:aws:iam::123456789012:role/to-firehose"}
MAIL = "kim@example.com"


def subscribe(world: World, protocol: str, endpoint: str, **attributes: str) -> str:
    args: dict[str, Any] = {"TopicArn": TOPIC, "Protocol": protocol, "Endpoint": endpoint, "Attributes": attributes}
    return str(world.call("sns.subscribe", **args)["SubscriptionArn"])


def publish(world: World, text: str = "hello", **more: Any) -> None:
    world.call("sns.publish", TopicArn=TOPIC, Message=text, **more)


def shown(world: World, entity: str) -> dict[str, Any]:
    return dict(world.sim.entities()[f"endpoint/{entity}"])


@pytest.mark.parametrize(
    ("protocol", "endpoint", "attributes", "name"),
    [
        ("lambda", LAMBDA, {}, "resize"),
        ("lambda", f"{LAMBDA}:live", {}, "resize:live"),
        ("lambda", LAMBDA.replace("us-east-1", "eu-west-1"), {}, "eu-west-1/resize"),
        ("firehose", FIREHOSE, ROLE, "lake"),
    ],
)
def test_an_endpoint_is_shown_and_counts_what_it_gets(
    world: World, topic: str, protocol: str, endpoint: str, attributes: dict[str, str], name: str
) -> None:
    subscribe(world, protocol, endpoint, **attributes)
    entity = {"kind": "endpoint", "protocol": protocol, "name": name, "failing": False, "asks": 0}
    assert shown(world, f"{protocol}/{name}") == {**entity, "delivered": 0, "last": ""}
    publish(world)
    world.at(1)
    assert shown(world, f"{protocol}/{name}") == {**entity, "delivered": 1, "last": "hello"}
    [delivered] = world.events("CopyDelivered")
    assert (delivered["data"]["target"], delivered["data"]["queue"]) == (f"endpoint/{protocol}/{name}", None)
    assert world.sim.entities()["sns/orders"]["links"] == [f"endpoint/{protocol}/{name}"]


def test_an_endpoint_that_fails_is_tried_again(world: World, topic: str) -> None:
    subscribe(world, "lambda", LAMBDA)
    world.call("endpoints.set_failing", target="endpoint/lambda/resize", failing=True)
    publish(world)
    world.at(3)
    assert [event["data"]["reason"] for event in world.events("DeliveryFailed")] == ["EndpointFailed"] * 5
    world.call("endpoints.set_failing", target="endpoint/lambda/resize", failing=False)
    world.at(5)
    assert shown(world, "lambda/resize")["delivered"] == 1
    assert [event["event"] for event in world.events("EndpointBroken", "EndpointMended")] == [
        "EndpointBroken",
        "EndpointMended",
    ]


def test_mail_comes_only_after_its_reader_has_agreed(world: World, topic: str) -> None:
    assert subscribe(world, "email", MAIL) == "pending confirmation"
    world.at(1)
    publish(world)
    world.at(2)
    mail = shown(world, f"email/{MAIL}")
    assert (mail["delivered"], mail["asks"]) == (0, 1)
    assert world.call("endpoints.confirm", target=f"endpoint/email/{MAIL}") == {"confirmed": 1}
    world.at(3)
    publish(world)
    world.at(4)
    mail = shown(world, f"email/{MAIL}")
    assert (mail["delivered"], mail["asks"], mail["last"]) == (1, 0, "hello")
    assert len(world.events("SubscriptionConfirmed")) == 1


def test_a_mail_from_another_region_is_confirmed_too(world: World) -> None:
    made = world.call("sns.create_topic", Name="orders", Region="eu-west-1")["TopicArn"]
    args = {"TopicArn": made, "Protocol": "email", "Endpoint": MAIL, "Region": "eu-west-1"}
    world.call("sns.subscribe", **args)
    world.at(1)
    world.call("endpoints.confirm", target=f"endpoint/email/{MAIL}")
    world.at(2)
    assert len(world.events("SubscriptionConfirmed")) == 1


def test_what_nobody_knows_cannot_be_made_to_fail(world: World) -> None:
    reply = world.sim.execute(Command("endpoints.set_failing", {"target": "endpoint/sms/+1", "failing": True}, "kim"))
    assert reply.error is not None
    assert reply.error["code"] == "bad_arguments"


def test_the_endpoint_known_longest_is_forgotten_first_but_none_that_fails(world: World, topic: str) -> None:
    for number in range(500):
        subscribe(world, "email", f"reader{number}@example.com")
    world.call("endpoints.set_failing", target="endpoint/email/reader0@example.com", failing=True)
    subscribe(world, "lambda", LAMBDA)
    known = list(world.cloud.endpoints.places)
    assert len(known) == 500
    assert known[:2] == ["endpoint/email/reader0@example.com", "endpoint/email/reader2@example.com"]


def test_not_too_many_fail(world: World, topic: str) -> None:
    for number in range(101):
        subscribe(world, "email", f"reader{number}@example.com")
    fail = [
        Command("endpoints.set_failing", {"target": f"endpoint/email/reader{number}@example.com", "failing": True})
        for number in range(101)
    ]
    replies = [world.sim.execute(command) for command in fail]
    assert [reply.error and reply.error["code"] for reply in replies] == [None] * 100 + ["limit"]


@pytest.mark.parametrize(
    ("protocol", "endpoint", "problem"),
    [
        ("lambda", "resize", "Invalid parameter: Lambda endpoint ARN"),
        ("firehose", LAMBDA, "Invalid parameter: Firehose endpoint ARN"),
        ("email", "kim", "Invalid parameter: Email address"),
        ("email-json", "kim@home", "Invalid parameter: Email address"),
        ("sms", "12345", "Invalid SMS endpoint: 12345"),
        ("application", LAMBDA, "Invalid parameter: ApplicationEndpoint ARN"),
    ],
)
def test_what_is_no_such_endpoint_is_refused(
    world: World, topic: str, protocol: str, endpoint: str, problem: str
) -> None:
    error = world.refusal("sns.subscribe", TopicArn=TOPIC, Protocol=protocol, Endpoint=endpoint)
    assert (error["code"], error["message"]) == ("InvalidParameter", problem)


def test_a_stream_needs_a_role(world: World, topic: str) -> None:
    args = {"TopicArn": TOPIC, "Protocol": "firehose", "Endpoint": FIREHOSE}
    assert "SubscriptionRoleArn is required" in world.refusal("sns.subscribe", **args)["message"]
    arn = subscribe(world, "firehose", FIREHOSE, **ROLE)
    found = world.ask("sns.get_subscription_attributes", SubscriptionArn=arn)["Attributes"]
    assert found["SubscriptionRoleArn"] == ROLE["SubscriptionRoleArn"]


def test_functions_cannot_have_the_bare_message(world: World, topic: str) -> None:
    given = {"RawMessageDelivery": "true"}
    error = world.refusal("sns.subscribe", TopicArn=TOPIC, Protocol="lambda", Endpoint=LAMBDA, Attributes=given)
    assert error["message"] == (
        "Invalid parameter: Attributes Reason: Delivery protocol [lambda] does not support raw message delivery."
    )


def test_an_endpoint_behind_a_cut_connection_is_tried_again(world: World, topic: str) -> None:
    subscribe(world, "lambda", LAMBDA)
    world.sim.execute(Command("network.cut", {"a": "sns", "b": "endpoints"}))
    publish(world)
    world.at(6)
    assert [event["data"]["reason"] for event in world.events("DeliveryFailed")] == ["TimedOut"]
