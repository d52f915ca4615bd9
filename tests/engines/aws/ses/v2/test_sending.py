"""Sending by the newer API: simple, raw, from a template, many at once."""

from base64 import b64encode
from typing import Any

from tests.engines.aws.ses.post import SHOP, Post, mail

RAW = b"From: shop@example.com\r\nTo: a@b.kr\r\nSubject: Raw\r\n\r\nGood day."


def last(post: Post) -> dict[str, Any]:
    found: dict[str, Any] = next(reversed(post.world.cloud.outbox.mails.values()))
    return found


def test_a_simple_mail_has_headers_and_attachments(post: Post) -> None:
    given = mail("a@b.kr", ReplyToAddresses=["r@b.kr"])
    given["Content"]["Simple"] |= {
        "Headers": [{"Name": "X-A", "Value": "1"}],
        "Attachments": [{"FileName": "a.txt", "RawContent": b64encode(b"hello").decode()}],
    }
    post.v2("send_email", **given)
    found = last(post)
    assert ["X-A", "1"] in found["headers"]
    assert found["common"]["replyTo"] == ["r@b.kr"]
    given["Content"]["Simple"]["Attachments"][0]["RawContent"] = "!"
    assert post.refusal("sesv2.send_email", **given)[3] == "Raw data is not base64."


def test_a_virus_may_be_in_an_attachment(post: Post) -> None:
    given = mail("a@b.kr")
    virus = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    given["Content"]["Simple"]["Attachments"] = [{"FileName": "a", "RawContent": b64encode(virus).decode()}]
    post.v2("send_email", **given)
    assert post.counts() == {"accepted": 1, "rejected": 1}


def test_a_raw_mail_says_itself_from_whom_and_to_whom(post: Post) -> None:
    content = {"Raw": {"Data": b64encode(RAW).decode()}}
    post.v2("send_email", Content=content)
    assert (last(post)["source"], last(post)["destination"]) == (SHOP, ["a@b.kr"])
    post.v2("send_email", Content=content, FromEmailAddress=f"S <{SHOP}>", Destination={"CcAddresses": ["x@y.kr"]})
    assert (last(post)["source"], last(post)["destination"]) == (f"S <{SHOP}>", ["x@y.kr"])


def test_many_mails_each_have_their_data_headers_tags_and_status(post: Post) -> None:
    post.v2("create_email_template", TemplateName="t", TemplateContent={"Subject": "{{a}}{{b}}", "Text": "x"})
    default = {"Template": {"TemplateName": "t", "TemplateData": '{"a": 1, "b": 2}'}}
    replaced = {"ReplacementTemplate": {"ReplacementTemplateData": '{"b": 3}'}}
    entries = [
        {"Destination": {"ToAddresses": ["a@b.kr"]}},
        {"Destination": {"ToAddresses": ["nonsense"]}},
        {
            "Destination": {"ToAddresses": ["c@b.kr"]}, "ReplacementEmailContent": replaced,
            "ReplacementHeaders": [{"Name": "X-A", "Value": "1"}],
            "ReplacementTags": [{"Name": "n", "Value": "2"}],
        },
    ]  # fmt: skip
    tags = [{"Name": "n", "Value": "1"}]
    results = post.v2(
        "send_bulk_email", FromEmailAddress=SHOP, DefaultContent=default, BulkEmailEntries=entries,
        DefaultEmailTags=tags,
    )["BulkEmailEntryResults"]  # fmt: skip
    assert [one["Status"] for one in results] == ["SUCCESS", "INVALID_PARAMETER", "SUCCESS"]
    found = last(post)
    assert (found["subject"], found["tags"]["n"], found["id"]) == ("13", ["2"], results[2]["MessageId"])
    assert ["X-A", "1"] in found["headers"]
    no_set = {"FromEmailAddress": SHOP, "DefaultContent": default, "BulkEmailEntries": entries}
    assert post.refusal("sesv2.send_bulk_email", **no_set, ConfigurationSetName="no")[2] == 404


def test_a_program_may_send_over_the_network(post: Post) -> None:
    post.world.cloud.sns.request("sesv2", "send_email", mail("a@b.kr"), trace="order-7")
    post.later(5)
    assert post.counts() == {"accepted": 1, "delivered": 1}
    assert post.events("MailDelivered")[0]["trace"] == "order-7"
