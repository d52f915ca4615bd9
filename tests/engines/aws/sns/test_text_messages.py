"""Text messages: settings, who wants none, and the sandbox."""

from typing import Any

import pytest

from tests.engines.aws.world import World

PHONE = "+821012345678"


def shown(world: World) -> dict[str, Any]:
    return dict(world.sim.entities()[f"endpoint/sms/{PHONE}"])


def test_settings_are_kept_by_region(world: World) -> None:
    world.call("sns.set_sms_attributes", attributes={"DefaultSMSType": "Transactional"})
    assert world.ask("sns.get_sms_attributes") == {
        "attributes": {"MonthlySpendLimit": "1", "DefaultSMSType": "Transactional"}
    }
    only = world.ask("sns.get_sms_attributes", attributes=["DefaultSMSType", "DefaultSenderID"])
    assert only == {"attributes": {"DefaultSMSType": "Transactional"}}
    assert world.ask("sns.get_sms_attributes", Region="eu-west-1") == {"attributes": {"MonthlySpendLimit": "1"}}


@pytest.mark.parametrize(
    ("attributes", "problem"),
    [
        ({"Colour": "red"}, "Colour is not a valid attribute"),
        ({"DefaultSMSType": "Loud"}, "DefaultSMSType is invalid"),
        ({"DefaultSenderID": 1}, "DefaultSenderID is not a valid attribute"),
    ],
)
def test_what_is_no_setting_is_refused(world: World, attributes: dict[str, Any], problem: str) -> None:
    refused = world.refusal("sns.set_sms_attributes", attributes=attributes)
    assert (refused["code"], refused["message"]) == ("InvalidParameter", problem)


def test_who_answers_stop_gets_nothing_until_opted_in(world: World) -> None:
    world.call("sns.set_sms_sandbox", in_sandbox=False)
    world.call("sns.opt_out_phone_number", phoneNumber=PHONE)
    assert world.ask("sns.check_if_phone_number_is_opted_out", phoneNumber=PHONE) == {"isOptedOut": True}
    assert world.ask("sns.list_phone_numbers_opted_out") == {"phoneNumbers": [PHONE]}
    world.call("sns.publish", PhoneNumber=PHONE, Message="a")
    world.at(1)
    assert [event["data"]["reason"] for event in world.events("CopyDropped")] == ["OptedOut"]
    world.call("sns.opt_in_phone_number", phoneNumber=PHONE)
    assert world.ask("sns.check_if_phone_number_is_opted_out", phoneNumber=PHONE) == {"isOptedOut": False}
    world.call("sns.publish", PhoneNumber=PHONE, Message="b")
    world.at(2)
    assert shown(world)["last"] == "b"


def test_the_list_of_who_wants_none_comes_in_pages(world: World) -> None:
    for number in range(101):
        world.call("sns.opt_out_phone_number", phoneNumber=f"+8210{number:04}")
    first = world.ask("sns.list_phone_numbers_opted_out")
    rest = world.ask("sns.list_phone_numbers_opted_out", nextToken=first["nextToken"])
    assert (len(first["phoneNumbers"]), rest) == (100, {"phoneNumbers": ["+82100100"]})


def test_a_number_has_its_form(world: World) -> None:
    refused = world.refusal("sns.opt_in_phone_number", phoneNumber="123")
    assert refused["message"] == "Invalid parameter: PhoneNumber Reason: input incorrectly formatted"


# The sandbox


def test_in_the_sandbox_only_verified_numbers_get_messages(world: World, topic: str) -> None:
    assert world.ask("sns.get_sms_sandbox_account_status") == {"IsInSandbox": True}
    world.call("sns.subscribe", TopicArn=topic, Protocol="sms", Endpoint=PHONE)
    world.call("sns.publish", TopicArn=topic, Message="a")
    world.at(1)
    assert [event["data"]["reason"] for event in world.events("CopyDropped")] == ["NotVerified"]
    world.call("sns.create_sms_sandbox_phone_number", PhoneNumber=PHONE, LanguageCode="kr-KR")
    world.at(2)
    code = shown(world)["last"].rpartition(" ")[2]
    assert len(code) == 6
    wrong = {"PhoneNumber": PHONE, "OneTimePassword": "00000"}
    assert world.refusal("sns.verify_sms_sandbox_phone_number", **wrong)["code"] == "VerificationException"
    listed = world.ask("sns.list_sms_sandbox_phone_numbers")
    assert listed == {"PhoneNumbers": [{"PhoneNumber": PHONE, "Status": "Pending"}]}
    world.call("sns.verify_sms_sandbox_phone_number", PhoneNumber=PHONE, OneTimePassword=code)
    world.call("sns.create_sms_sandbox_phone_number", PhoneNumber=PHONE)
    assert world.ask("sns.list_sms_sandbox_phone_numbers")["PhoneNumbers"][0]["Status"] == "Verified"
    world.call("sns.publish", TopicArn=topic, Message="b")
    world.at(3)
    assert shown(world)["last"] == "b"


def test_sandbox_numbers_are_few_and_can_be_deleted(world: World) -> None:
    for number in range(10):
        world.call("sns.create_sms_sandbox_phone_number", PhoneNumber=f"{PHONE}{number}")
    more = {"PhoneNumber": PHONE}
    assert world.refusal("sns.create_sms_sandbox_phone_number", **more)["code"] == "UserError"
    assert len(world.ask("sns.list_sms_sandbox_phone_numbers", MaxResults=3)["PhoneNumbers"]) == 3
    world.call("sns.delete_sms_sandbox_phone_number", PhoneNumber=f"{PHONE}0")
    for action in ("delete", "verify"):
        args = {"PhoneNumber": f"{PHONE}0", **({"OneTimePassword": "12345"} if action == "verify" else {})}
        refused = world.refusal(f"sns.{action}_sms_sandbox_phone_number", **args)
        assert refused["code"] == "ResourceNotFound"
    world.call("sns.opt_out_phone_number", phoneNumber=PHONE)
    assert world.refusal("sns.create_sms_sandbox_phone_number", **more)["code"] == "OptedOut"


def test_out_of_the_sandbox_everybody_gets_messages(world: World) -> None:
    world.call("sns.set_sms_sandbox", in_sandbox=False)
    world.call("sns.publish", PhoneNumber=PHONE, Message="a")
    world.at(1)
    assert shown(world)["delivered"] == 1


def test_there_are_no_origination_numbers(world: World) -> None:
    assert world.ask("sns.list_origination_numbers", MaxResults=30) == {"PhoneNumbers": []}
