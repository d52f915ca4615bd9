"""Applications of push platforms, and the devices that have them."""

from typing import Any

import pytest

from tests.engines.aws.world import World

APP = "arn:aws:sns:us-east-1:123456789012:app/GCM/shop"
KEY = {"PlatformCredential": "secret"}


@pytest.fixture
def app(world: World) -> str:
    return make(world)


def make(world: World, platform: str = "GCM", **args: Any) -> str:
    given = {"Name": "shop", "Platform": platform, "Attributes": KEY, **args}
    return str(world.call("sns.create_platform_application", **given)["PlatformApplicationArn"])


def device(world: World, token: str = "t1", **args: Any) -> str:
    given = {"PlatformApplicationArn": APP, "Token": token, **args}
    return str(world.call("sns.create_platform_endpoint", **given)["EndpointArn"])


def attributes(world: World, arn: str) -> dict[str, str]:
    found: dict[str, str] = world.ask("sns.get_endpoint_attributes", EndpointArn=arn)["Attributes"]
    return found


def test_an_application_never_tells_its_key(world: World, app: str) -> None:
    assert app == make(world) == APP
    args: dict[str, Any] = {
        "PlatformApplicationArn": app,
        "Attributes": {"EventDeliveryFailure": "arn", "PlatformCredential": "new"},
    }
    world.call("sns.set_platform_application_attributes", **args)
    shown = {"Enabled": "true", "EventDeliveryFailure": "arn"}
    assert world.ask("sns.get_platform_application_attributes", PlatformApplicationArn=app) == {"Attributes": shown}
    listed = world.ask("sns.list_platform_applications")["PlatformApplications"]
    assert listed == [{"PlatformApplicationArn": app, "Attributes": shown}]
    assert world.ask("sns.list_platform_applications", Region="eu-west-1") == {"PlatformApplications": []}


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        ({"Name": ""}, "Invalid parameter:  Reason: cannot be empty"),
        ({"Name": "x" * 257}, f"Invalid parameter: {'x' * 257} Reason: must be at most 256 characters long"),
        (
            {"Name": "a b"},
            "Invalid parameter: a b Reason: must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'",
        ),
        ({"Platform": "PIGEON"}, "Invalid parameter: Platform Reason: PIGEON is not supported"),
        (
            {"Platform": "APNS"},
            "Invalid parameter: Attributes Reason: PlatformCredential attribute provided without PlatformPrincipal",
        ),
        (
            {"Platform": "APNS", "Attributes": {"PlatformPrincipal": "p"}},
            "Invalid parameter: Attributes Reason: PlatformPrincipal attribute provided without PlatformCredential",
        ),
        (
            {"Attributes": {}},
            "1 validation error detected: Value null at 'attributes' failed to satisfy constraint: Member must not be"
            " null",
        ),
        (
            {"Attributes": {"PlatformCredential": 1}},
            "Invalid parameter: Attributes Reason: Invalid value for attribute: PlatformCredential",
        ),
    ],
)
def test_what_is_no_application_is_refused(world: World, args: dict[str, Any], problem: str) -> None:
    given = {"Name": "shop", "Platform": "GCM", "Attributes": KEY, **args}
    error = world.refusal("sns.create_platform_application", **given)
    assert (error["code"], error["message"]) == ("InvalidParameter", problem)


def test_the_same_name_with_other_properties_is_refused(world: World, app: str) -> None:
    given = {"Name": "shop", "Platform": "GCM", "Attributes": {"PlatformCredential": "other"}}
    assert "already exists" in world.refusal("sns.create_platform_application", **given)["message"]


def test_a_device_is_known_by_its_token(world: World, app: str) -> None:
    arn = device(world, CustomUserData="kim")
    assert arn.startswith(APP.replace(":app/", ":endpoint/") + "/")
    assert device(world, CustomUserData="kim") == arn
    assert attributes(world, arn) == {"Enabled": "true", "Token": "t1", "CustomUserData": "kim"}
    other = {"PlatformApplicationArn": APP, "Token": "t1", "CustomUserData": "lee"}
    assert world.refusal("sns.create_platform_endpoint", **other)["message"] == (
        f"Invalid parameter: Token Reason: Endpoint {arn} already exists with the same Token, but different attributes."
    )
    listed = world.ask("sns.list_endpoints_by_platform_application", PlatformApplicationArn=APP)["Endpoints"]
    assert listed == [{"EndpointArn": arn, "Attributes": attributes(world, arn)}]


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        ({"Token": ""}, "Token Reason: cannot be empty"),
        ({"Attributes": {"Colour": "red"}}, "Attributes Reason: Invalid attribute name: Colour"),
        ({"Attributes": {"Enabled": "maybe"}}, "Attributes Reason: Invalid value for attribute: Enabled"),
        (
            {"CustomUserData": "x" * 2_049},
            "Attributes Reason: Invalid value for attribute: CustomUserData: must be at most 2048 bytes long in UTF-8"
            " encoding",
        ),
    ],
)
def test_what_is_no_device_is_refused(world: World, app: str, args: dict[str, Any], problem: str) -> None:
    given = {"PlatformApplicationArn": APP, "Token": "t", **args}
    assert world.refusal("sns.create_platform_endpoint", **given)["message"] == f"Invalid parameter: {problem}"


def test_devices_go_with_their_application_and_may_be_deleted_twice(world: World, app: str) -> None:
    first, second = device(world, "t1"), device(world, "t2")
    for _ in range(2):
        world.call("sns.delete_endpoint", EndpointArn=first)
    for _ in range(2):
        world.call("sns.delete_platform_application", PlatformApplicationArn=app)
    for arn in (first, second):
        refused = world.refusal("sns.set_endpoint_attributes", EndpointArn=arn, Attributes={"Enabled": "true"})
        assert (refused["code"], refused["message"]) == ("NotFound", "Endpoint does not exist")
    refused = world.refusal("sns.create_platform_endpoint", PlatformApplicationArn=app, Token="t")
    assert refused["message"] == "PlatformApplication does not exist"
    assert (world.cloud.sns.applications, world.cloud.sns.devices) == ({}, {})


def test_a_disabled_device_gets_nothing_from_a_topic(world: World, topic: str, app: str) -> None:
    arn = device(world)
    world.call("sns.subscribe", TopicArn=topic, Protocol="application", Endpoint=arn)
    world.call("sns.publish", TopicArn=topic, Message="a")
    world.at(1)
    world.call("sns.set_endpoint_attributes", EndpointArn=arn, Attributes={"Enabled": "false"})
    world.call("sns.publish", TopicArn=topic, Message="b")
    world.at(2)
    assert len(world.events("CopyDelivered")) == 1
    assert [event["data"]["reason"] for event in world.events("CopyDropped")] == ["EndpointDisabled"]
