"""Sending by the older API: simple, raw, from a template, many at once; sending.py here and below both APIs."""

from base64 import b64encode
from typing import Any

import pytest

from tests.engines.aws.ses.post import SHOP, Post, mail_v1

RAW = b"From: Shop <shop@example.com>\r\nTo: a@b.kr, c@b.kr\r\nBcc: d@b.kr\r\nSubject: Raw\r\n%b\r\n\r\nGood day."


def raw(headers: bytes = b"X-A: 1") -> dict[str, Any]:
    return {"RawMessage": {"Data": b64encode(RAW % headers).decode()}}


def last(post: Post) -> dict[str, Any]:
    post.later(5)
    found: dict[str, Any] = post.ask("outbox.last_mails", most=1)["mails"][0]
    return found


def test_a_mail_goes_to_all_its_recipients_each_once(post: Post) -> None:
    to = {"ToAddresses": ["a@b.kr", "A <a@b.kr>"], "CcAddresses": ["c@b.kr"], "BccAddresses": ["d@b.kr"]}
    identity = post.v1("send_email", **mail_v1(Destination=to))["MessageId"]
    found = last(post)
    assert found["id"] == identity
    assert identity.startswith("0100019b76da")
    assert identity.endswith("-000000")
    assert {one["address"]: one["state"] for one in found["to"]} == dict.fromkeys(
        ["a@b.kr", "c@b.kr", "d@b.kr"], "delivered"
    )


def test_a_raw_mail_says_itself_to_whom(post: Post) -> None:
    post.v1("send_raw_email", **raw())
    found = last(post)
    assert (found["from"], found["subject"], found["text"]) == ("Shop <shop@example.com>", "Raw", "Good day.")
    assert [one["address"] for one in found["to"]] == ["a@b.kr", "c@b.kr", "d@b.kr"]


def test_a_raw_mails_recipients_and_sender_may_be_given_besides(post: Post) -> None:
    post.v1("send_raw_email", **raw(), Source=SHOP, Destinations=["x@y.kr"])
    found = last(post)
    assert found["from"] == SHOP
    assert [one["address"] for one in found["to"]] == ["x@y.kr"]


def test_a_raw_mail_may_name_its_set_and_tags_in_headers(post: Post) -> None:
    post.v1("create_configuration_set", ConfigurationSet={"Name": "all"})
    post.v1("send_raw_email", **raw(b"X-SES-CONFIGURATION-SET: all\r\nX-SES-MESSAGE-TAGS: a=1, b=2"))
    assert last(post)["set"] == "all"
    tags = next(reversed(post.world.cloud.outbox.mails.values()))["tags"]
    assert (tags["a"], tags["b"]) == (["1"], ["2"])


def bulk(post: Post, *destinations: dict[str, Any], **args: Any) -> list[dict[str, Any]]:
    post.v1("create_template", Template={"TemplateName": "t", "SubjectPart": "{{a}}{{b}}", "TextPart": "x"})
    found: list[dict[str, Any]] = post.v1(
        "send_bulk_templated_email", Source=SHOP, Template="t", DefaultTemplateData='{"a": 1, "b": 2}',
        Destinations=[*destinations], **args,
    )["Status"]  # fmt: skip
    return found


def one(to: str, data: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"Destination": {"ToAddresses": [to]}}
    return {**found, "ReplacementTemplateData": data} if data else found


def test_many_mails_each_have_their_data_and_their_status(post: Post) -> None:
    results = bulk(post, one("a@b.kr"), one("c@b.kr", '{"b": 3}'), one("nonsense"), one("e@b.kr", "{"))
    assert [result["Status"] for result in results] == [
        "Success", "Success", "InvalidParameterValue", "InvalidParameterValue",
    ]  # fmt: skip
    assert results[2]["Error"] == "Missing final '@domain'"
    assert [mail["subject"] for mail in post.ask("outbox.last_mails")["mails"]] == ["13", "12"]


def test_what_is_too_much_stops_the_rest_of_many(sandbox: Post) -> None:
    results = bulk(sandbox, *(one(f"success+{n}@simulator.amazonses.com") for n in range(6)))
    assert [result["Status"] for result in results] == ["Success"] * 3 + ["AccountThrottled"] * 3
    assert len(sandbox.events("MailThrottled")) == 1


@pytest.mark.parametrize(
    ("spoil", "status"),
    [
        ({"action": "sesv2.put_account_sending_attributes", "SendingEnabled": False}, "AccountSendingPaused"),
        ({"action": "ses.delete_identity", "Identity": SHOP}, "MessageRejected"),
    ],
)
def test_what_holds_for_all_is_each_ones_status(post: Post, spoil: dict, status: str) -> None:
    post.world.call(spoil.pop("action"), **spoil)
    assert [result["Status"] for result in bulk(post, one("a@b.kr"), one("c@b.kr"))] == [status] * 2


def test_a_set_that_is_not_there_refuses_all(post: Post) -> None:
    post.v1("create_template", Template={"TemplateName": "t", "TextPart": "x"})
    args = {"Source": SHOP, "Template": "t", "Destinations": [one("a@b.kr")], "ConfigurationSetName": "no"}
    assert post.refusal("ses.send_bulk_templated_email", **args)[0] == "ConfigurationSetDoesNotExist"
