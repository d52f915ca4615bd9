"""Stored templates by both APIs, and mails made of them: templates.py at all three places."""

from typing import Any

import pytest

from labs.engines.aws import AwsError
from labs.engines.aws.limits import TEMPLATE_MAX_BYTES
from tests.engines.aws.ses.post import SHOP, Post

OLD = {"TemplateName": "hi", "SubjectPart": "Hi {{name}}", "TextPart": "Dear {{name}}", "HtmlPart": "<b>{{name}}</b>"}
NEW = {"Subject": "Hi {{name}}", "Text": "Dear {{name}}", "Html": "<b>{{name}}</b>"}


def test_what_one_api_makes_the_other_reads(post: Post) -> None:
    post.v1("create_template", Template=OLD)
    assert post.ask("sesv2.get_email_template", TemplateName="hi")["TemplateContent"] == NEW
    post.v2("update_email_template", TemplateName="hi", TemplateContent={"Subject": "S"})
    assert post.ask("ses.get_template", TemplateName="hi")["Template"] == {"TemplateName": "hi", "SubjectPart": "S"}
    post.v1("update_template", Template=OLD)
    assert post.ask("sesv2.get_email_template", TemplateName="hi")["TemplateContent"] == NEW
    post.v1("delete_template", TemplateName="hi")
    assert post.ask("sesv2.list_email_templates")["TemplatesMetadata"] == []


def test_templates_are_listed_in_pages(post: Post) -> None:
    for n in range(3):
        post.v2("create_email_template", TemplateName=f"t{n}", TemplateContent=NEW)
    first = post.ask("ses.list_templates", MaxItems=2)
    rest = post.ask("ses.list_templates", NextToken=first["NextToken"])
    assert [one["Name"] for one in (*first["TemplatesMetadata"], *rest["TemplatesMetadata"])] == ["t0", "t1", "t2"]
    assert "NextToken" not in rest
    with pytest.raises(AwsError):
        post.ask("ses.list_templates", NextToken="nonsense")


def test_a_rendered_mail_is_shown_whole(post: Post) -> None:
    post.v1("create_template", Template=OLD)
    data = {"TemplateName": "hi", "TemplateData": '{"name": "Kim"}'}
    shown = post.ask("ses.test_render_template", **data)["RenderedTemplate"]
    assert shown == post.ask("sesv2.test_render_email_template", **data)["RenderedTemplate"]
    assert shown.startswith("Date: Thu, 01 Jan 2026 00:00:00 +0000\r\nSubject: Hi Kim\r\nMIME-Version: 1.0\r\n")
    assert "\r\n\r\nDear Kim\r\n" in shown
    assert "\r\n\r\n<b>Kim</b>\r\n" in shown


def last(post: Post) -> dict[str, Any]:
    found: dict[str, Any] = post.ask("outbox.last_mails", most=1)["mails"][0]
    return found


def test_a_mail_from_a_template_says_what_it_is_given(post: Post) -> None:
    post.v1("create_template", Template=OLD)
    to = {"Destination": {"ToAddresses": ["a@b.kr"]}}
    post.v1("send_templated_email", Source=SHOP, **to, Template="hi", TemplateData='{"name": "Kim"}')
    assert (last(post)["subject"], last(post)["text"], last(post)["html"]) == ("Hi Kim", "Dear Kim", "<b>Kim</b>")
    content = {"Template": {"TemplateName": "hi", "TemplateData": '{"name": "Lee"}'}}
    post.v2("send_email", FromEmailAddress=SHOP, **to, Content=content)
    assert last(post)["subject"] == "Hi Lee"
    arn = "arn:aws:ses:us-east-1:123456789012:template/hi"
    content = {"Template": {"TemplateArn": arn, "TemplateData": '{"name": "Park"}'}}
    post.v2("send_email", FromEmailAddress=SHOP, **to, Content=content)
    assert last(post)["subject"] == "Hi Park"


def test_a_template_may_be_sent_along(post: Post) -> None:
    content = {"Template": {"TemplateContent": {"Subject": "S {{n}}", "Html": "{{n}}"}, "TemplateData": '{"n": 1}'}}
    post.v2("send_email", FromEmailAddress=SHOP, Destination={"ToAddresses": ["a@b.kr"]}, Content=content)
    assert (last(post)["subject"], last(post)["text"], last(post)["html"]) == ("S 1", None, "1")


@pytest.mark.parametrize(
    ("action", "args", "code", "query_code"),
    [
        ("new", OLD, "AlreadyExistsException", "AlreadyExists"),
        ("new", {"TemplateName": "x"}, "BadRequestException", "InvalidTemplate"),
        ("new", {"TemplateName": "", "TextPart": "x"}, "BadRequestException", "InvalidParameterValue"),
        ("new", {"TemplateName": "x", "TextPart": "{{#if a}}"}, "BadRequestException", "InvalidTemplate"),
        ("new", {"TemplateName": "x", "TextPart": "x" * (TEMPLATE_MAX_BYTES + 1)}, "BadRequestException",
         "InvalidTemplate"),
        ("change", {"TemplateName": "x", "TextPart": "x"}, "NotFoundException", "TemplateDoesNotExist"),
    ],
)  # fmt: skip
def test_a_template_that_does_not_fit_is_refused(
    post: Post, action: str, args: dict, code: str, query_code: str
) -> None:
    post.v1("create_template", Template=OLD)
    old = {"new": "ses.create_template", "change": "ses.update_template"}[action]
    assert post.refusal(old, Template=args)[:3] == (query_code, query_code, 400)
    new = {"new": "sesv2.create_email_template", "change": "sesv2.update_email_template"}[action]
    content = {name.removesuffix("Part"): text for name, text in args.items() if name != "TemplateName"}
    status = 404 if code == "NotFoundException" else 400
    refused = post.refusal(new, TemplateName=args["TemplateName"], TemplateContent=content)
    assert refused[:3] == (code, query_code, status)


def test_there_are_so_many_templates(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.aws.ses.store.limits.MAIL_THINGS_MAX", 1)
    post.v1("create_template", Template=OLD)
    assert post.ask("ses.list_templates")["TemplatesMetadata"][0]["Name"] == "hi"


@pytest.mark.parametrize(("data", "code"), [("{", "InvalidRenderingParameter"), ("{}", "MissingRenderingAttribute")])
def test_a_preview_says_what_is_wrong(post: Post, data: str, code: str) -> None:
    post.v1("create_template", Template=OLD)
    with pytest.raises(AwsError) as refused:
        post.ask("ses.test_render_template", TemplateName="hi", TemplateData=data)
    assert refused.value.code == code
    with pytest.raises(AwsError) as refused:
        post.ask("sesv2.test_render_email_template", TemplateName="hi", TemplateData=data)
    assert refused.value.code == "BadRequestException"
