"""Publishing to one device or phone."""

import json
from typing import Any

import pytest

from tests.engines.aws.world import World

PHONE = "+821012345678"
APP = "arn:aws:sns:us-east-1:123456789012:app/GCM/shop"


@pytest.fixture
def device(world: World) -> str:
    world.call("sns.set_sms_sandbox", in_sandbox=False)
    key = {"PlatformCredential": "secret"}
    world.call("sns.create_platform_application", Name="shop", Platform="GCM", Attributes=key)
    made = world.call("sns.create_platform_endpoint", PlatformApplicationArn=APP, Token="t")
    return str(made["EndpointArn"])


def last(world: World, kind: str) -> list[str]:
    world.at(world.sim.now_us / 1e6 + 1)
    return [one["last"] for one in world.sim.entities().values() if one.get("protocol") == kind]


def test_a_message_comes_to_the_phone_and_to_nobody_else(world: World, topic: str, device: str) -> None:
    answer = world.call("sns.publish", PhoneNumber=PHONE, Message="hello")
    [sent] = world.events("PublishedDirectly")
    assert answer == {"MessageId": sent["data"]["message"]}
    assert last(world, "sms") == ["hello"]
    assert world.events("Published") == []
    facts = {"topic": None, "queue": None, "target": f"endpoint/sms/{PHONE}", "message": answer["MessageId"]}
    assert world.events("CopyDelivered")[0]["data"] == {**facts, "trace": None}


def test_a_device_gets_what_is_meant_for_its_platform(world: World, device: str) -> None:
    for text in ({"GCM": "for you"}, {"default": "for all", "APNS": "not you"}):
        world.call("sns.publish", TargetArn=device, Message=json.dumps(text), MessageStructure="json")
        assert last(world, "application") == [next(iter(text.values()))]
    world.call("sns.publish", TargetArn=device, Message="plain")
    assert last(world, "application") == ["plain"]


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        ({"PhoneNumber": "123", "Message": "a"}, "PhoneNumber Reason: 123 is not valid to publish to"),
        ({"PhoneNumber": PHONE, "Message": ""}, "Empty message"),
        ({"PhoneNumber": PHONE, "Message": "x" * 1_601}, "Message too long"),
        ({"PhoneNumber": PHONE, "Message": "x" * 262_145}, "Message too long"),
        (
            {"PhoneNumber": PHONE, "Message": '{"email": "a"}', "MessageStructure": "json"},
            "Message Structure - No default entry in JSON message body",
        ),
        (
            {"TargetArn": APP.replace(":app/", ":endpoint/") + "/gone", "Message": "a"},
            "TargetArn Reason: No endpoint found for the target arn specified",
        ),
        (
            {"TargetArn": "arn:endpoint/gone", "Message": "a"},
            "TargetArn Reason: An ARN must have at least 6 elements, not 2",
        ),
    ],
)
def test_what_cannot_be_sent_is_refused(world: World, device: str, args: dict[str, Any], problem: str) -> None:
    assert world.refusal("sns.publish", **args)["message"] == f"Invalid parameter: {problem}"


def test_a_disabled_device_or_application_refuses(world: World, device: str) -> None:
    off, on = {"Enabled": "false"}, {"Enabled": "true"}
    world.call("sns.set_endpoint_attributes", EndpointArn=device, Attributes=off)
    assert world.refusal("sns.publish", TargetArn=device, Message="a")["code"] == "EndpointDisabled"
    world.call("sns.set_endpoint_attributes", EndpointArn=device, Attributes=on)
    world.call("sns.set_platform_application_attributes", PlatformApplicationArn=APP, Attributes=off)
    assert world.refusal("sns.publish", TargetArn=device, Message="a")["code"] == "PlatformApplicationDisabled"


def test_a_device_of_another_region_is_not_found(world: World, device: str) -> None:
    assert world.refusal("sns.publish", TargetArn=device, Message="a", Region="eu-west-1")["code"] == "InvalidParameter"
    assert world.refusal("sns.set_endpoint_attributes", EndpointArn=device, Region="eu-west-1")["code"] == "NotFound"


def test_a_phone_that_fails_is_tried_for_six_hours(world: World, device: str) -> None:
    world.call("sns.publish", PhoneNumber=PHONE, Message="a")
    world.at(1)
    world.call("endpoints.set_failing", target=f"endpoint/sms/{PHONE}", failing=True)
    world.call("sns.publish", PhoneNumber=PHONE, Message="b")
    world.at(8 * 3_600)
    assert len(world.events("DeliveryFailed")) == 49
    assert [event["data"]["attempts"] for event in world.events("CopyDropped")] == [50]
    assert world.cloud.sns.copies == {}
