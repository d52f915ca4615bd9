"""What the account is told of its mails: by SNS, as AWS writes it (notices.py), and by mail."""

from typing import Any

import pytest

from tests.engines.aws.ses.post import SHOP, Post, mail

SIMULATOR = "@simulator.amazonses.com"
ALL = ["SEND", "REJECT", "BOUNCE", "COMPLAINT", "DELIVERY", "RENDERING_FAILURE", "DELIVERY_DELAY"]
VALIDATED = "Successfully validated SNS topic for Amazon SES event publishing."
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def watched(post: Post) -> Post:
    """Everything about mails of the configuration set "all" ends in the queue "q"."""
    destination = {"Enabled": True, "MatchingEventTypes": ALL, "SnsDestination": {"TopicArn": post.topic()}}
    post.v2("create_configuration_set", ConfigurationSetName="all")
    named = {"ConfigurationSetName": "all", "EventDestinationName": "d"}
    post.v2("create_configuration_set_event_destination", **named, EventDestination=destination)
    post.later(1)
    assert post.told() == [VALIDATED]
    return post


def kinds(told: list[Any]) -> list[str]:
    return [one["eventType"] for one in told]


def test_a_delivery_is_told_in_two_records(watched: Post) -> None:
    tags = [{"Name": "campaign", "Value": "spring"}]
    identity = watched.send("kim@b.kr", ConfigurationSetName="all", EmailTags=tags)
    watched.later(5)
    sent, delivered = watched.told()
    assert sent["send"] == {}
    assert {**delivered["mail"], "tags": {}} == {
        "timestamp": "2026-01-01T00:00:01.000Z", "source": SHOP,
        "sourceArn": f"arn:aws:ses:us-east-1:123456789012:identity/{SHOP}", "sendingAccountId": "123456789012",
        "messageId": identity, "destination": ["kim@b.kr"], "headersTruncated": False,
        "headers": [
            {"name": "From", "value": SHOP}, {"name": "To", "value": "kim@b.kr"}, {"name": "Subject", "value": "Hello"},
            {"name": "MIME-Version", "value": "1.0"}, {"name": "Content-Type", "value": "text/plain; charset=UTF-8"},
            {"name": "Content-Transfer-Encoding", "value": "7bit"},
        ],
        "commonHeaders": {"from": [SHOP], "to": ["kim@b.kr"], "messageId": identity, "subject": "Hello"}, "tags": {},
    }  # fmt: skip
    assert list(sent["mail"]["tags"].items()) == [
        ("ses:operation", ["SendEmail"]), ("ses:configuration-set", ["all"]), ("ses:source-ip", ["192.0.2.1"]),
        ("ses:from-domain", ["example.com"]), ("campaign", ["spring"]), ("ses:caller-identity", ["kim"]),
    ]  # fmt: skip
    assert delivered["mail"]["tags"]["ses:outgoing-ip"] == ["192.0.2.2"]
    told = delivered["delivery"]
    assert (told["recipients"], told["smtpResponse"]) == (["kim@b.kr"], "250 2.6.0 Message received")
    assert 200 <= told["processingTimeMillis"] <= 1_000


def test_long_headers_are_told_in_part(watched: Post) -> None:
    given = mail("a@b.kr", ConfigurationSetName="all")
    given["Content"]["Simple"]["Headers"] = [{"Name": f"X-{n}", "Value": "x" * 100} for n in range(200)]
    watched.v2("send_email", **given)
    watched.later(5)
    told = watched.told()[0]["mail"]
    assert told["headersTruncated"]
    assert 90 < len(told["headers"]) < 110


def test_a_bounce_says_what_the_mail_server_said(watched: Post) -> None:
    watched.send("bounce" + SIMULATOR, ConfigurationSetName="all")
    watched.later(5)
    bounce = watched.told()[1]["bounce"]
    assert (bounce["bounceType"], bounce["bounceSubType"]) == ("Permanent", "General")
    assert bounce["bouncedRecipients"] == [
        {
            "emailAddress": "bounce" + SIMULATOR, "action": "failed", "status": "5.1.1",
            "diagnosticCode": "smtp; 550 5.1.1 user unknown",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("local", "told"),
    [
        ("complaint", ["Send", "Delivery", "Complaint"]),
        ("ooto", ["Send", "Delivery", "Bounce"]),
        ("suppressionlist", ["Send", "Bounce"]),
    ],
)
def test_each_address_of_the_simulator_is_told_of_in_its_way(watched: Post, local: str, told: list[str]) -> None:
    watched.send(local + SIMULATOR, ConfigurationSetName="all")
    watched.later(10)
    found = watched.told()
    assert kinds(found) == told
    last = found[-1]
    if local == "complaint":
        assert last["complaint"]["complaintFeedbackType"] == "abuse"
    else:
        kind = ("Transient", "General") if local == "ooto" else ("Permanent", "Suppressed")
        assert (last["bounce"]["bounceType"], last["bounce"]["bounceSubType"]) == kind


def test_a_delay_says_until_when_it_is_tried(watched: Post) -> None:
    watched.world.call("mailboxes.set_domain", domain="full.kr", soft_bounces=1_000)
    watched.send("a@full.kr", ConfigurationSetName="all")
    watched.later(30)
    delay = watched.told()[1]["deliveryDelay"]
    assert delay["delayType"] == "MailboxFull"
    assert delay["delayedRecipients"][0]["status"] == "4.2.2"
    assert delay["expirationTime"].startswith("2026-01-01T14:0")
    watched.later(15 * 3_600)
    last = watched.told()[-1]["bounce"]
    assert (last["bounceType"], last["bounceSubType"]) == ("Transient", "MailboxFull")


def test_a_virus_is_rejected_after_it_was_accepted(watched: Post) -> None:
    watched.send("a@b.kr", "c@b.kr", text=f"see {EICAR}", ConfigurationSetName="all")
    watched.later(5)
    [told] = watched.told()
    assert (told["eventType"], told["reject"]) == ("Reject", {"reason": "Bad content"})
    assert watched.counts() == {"accepted": 2, "rejected": 2}
    assert watched.ask("ses.get_send_statistics")["SendDataPoints"][0]["Rejects"] == 1


def test_a_template_whose_data_lacks_something_fails_after_it_was_accepted(watched: Post) -> None:
    watched.v1("create_template", Template={"TemplateName": "hi", "SubjectPart": "Hi {{name}}", "TextPart": "x"})
    args = {"Source": SHOP, "Destination": {"ToAddresses": ["a@b.kr"]}, "ConfigurationSetName": "all"}
    watched.v1("send_templated_email", **args, Template="hi", TemplateData="{}")
    watched.later(5)
    sent, failed = watched.told()
    assert sent["eventType"] == "Send"
    assert failed["eventType"] == "Rendering Failure"
    assert failed["failure"] == {
        "errorMessage": "Attribute 'name' is not present in the rendering data.", "templateName": "hi",
    }  # fmt: skip
    assert watched.counts() == {"accepted": 1, "unrendered": 1}


def test_only_what_is_asked_for_is_told(watched: Post) -> None:
    named = {"ConfigurationSetName": "all", "EventDestinationName": "d"}
    topic = {"SnsDestination": {"TopicArn": watched.topic()}}
    change = {"Enabled": True, "MatchingEventTypes": ["DELIVERY"], **topic}
    watched.v2("update_configuration_set_event_destination", **named, EventDestination=change)
    watched.send("a@b.kr", ConfigurationSetName="all")
    watched.later(5)
    assert kinds(watched.told()[1:]) == ["Delivery"]
    watched.v2("update_configuration_set_event_destination", **named, EventDestination={**change, "Enabled": False})
    watched.later(5)
    assert watched.told() == [VALIDATED]
    watched.send("a@b.kr", ConfigurationSetName="all")
    watched.send("a@b.kr")
    watched.later(5)
    assert watched.told() == []


def test_an_identitys_configuration_set_is_used_where_a_mail_names_none(watched: Post) -> None:
    named = {"EmailIdentity": SHOP, "ConfigurationSetName": "all"}
    watched.v2("put_email_identity_configuration_set_attributes", **named)
    watched.send("a@b.kr")
    watched.later(5)
    assert kinds(watched.told()) == ["Send", "Delivery"]


def test_an_identitys_topic_gets_notifications_without_headers_and_tags(post: Post) -> None:
    topic = {"Identity": SHOP, "SnsTopic": post.topic()}
    for kind in ("Bounce", "Complaint", "Delivery"):
        post.v1("set_identity_notification_topic", **topic, NotificationType=kind)
    post.send("complaint" + SIMULATOR, "bounce" + SIMULATOR)
    post.later(10)
    told = post.told()
    assert sorted(one["notificationType"] for one in told) == ["Bounce", "Complaint", "Delivery"]
    assert "headers" not in told[0]["mail"]
    assert "tags" not in told[0]["mail"]
    headers = {"Identity": SHOP, "NotificationType": "Delivery", "Enabled": True}
    post.v1("set_identity_headers_in_notifications_enabled", **headers)
    post.send("a@b.kr")
    post.later(5)
    [delivered] = post.told()
    assert delivered["mail"]["commonHeaders"]["subject"] == "Hello"
    assert "tags" not in delivered["mail"]


def test_bounces_and_complaints_are_mailed_to_the_sender_unless_it_has_topics_for_them(post: Post) -> None:
    post.send("complaint" + SIMULATOR, "bounce" + SIMULATOR, FeedbackForwardingEmailAddress=SHOP)
    post.later(10)
    assert [(event["about"], event["to"]) for event in post.events("FeedbackMailed")] == [
        ("Bounce", SHOP), ("Complaint", SHOP),
    ]  # fmt: skip
    off = {"EmailIdentity": SHOP, "EmailForwardingEnabled": False}
    assert post.refusal("sesv2.put_email_identity_feedback_attributes", **off)[0] == "BadRequestException"
    for kind in ("Bounce", "Complaint"):
        post.v1("set_identity_notification_topic", Identity=SHOP, NotificationType=kind, SnsTopic=post.topic())
    post.v2("put_email_identity_feedback_attributes", **off)
    post.send("bounce" + SIMULATOR)
    post.later(5)
    assert len(post.events("FeedbackMailed")) == 2


def test_a_notice_to_a_topic_that_is_gone_is_lost(watched: Post) -> None:
    watched.world.call("sns.delete_topic", TopicArn=watched.topic())
    watched.send("a@b.kr", ConfigurationSetName="all")
    watched.later(5)
    assert watched.events("MailNoticeLost") == [{"topic": "mails", "reason": "NotFound"}] * 2
    assert watched.counts() == {"accepted": 1, "delivered": 1}


def test_a_notice_that_does_not_reach_sns_is_tried_three_times(watched: Post) -> None:
    watched.world.call("network.cut", a="outbox", b="sns")
    watched.send("a@b.kr", ConfigurationSetName="all")
    watched.later(8)
    watched.world.call("network.heal", a="outbox", b="sns")
    watched.later(20)
    assert sorted(kinds(watched.told())) == ["Delivery", "Send"]
    watched.world.call("network.cut", a="outbox", b="sns")
    watched.send("a@b.kr", ConfigurationSetName="all")
    watched.later(60)
    assert [event["reason"] for event in watched.events("MailNoticeLost")] == ["TimedOut"] * 2


def test_a_topic_of_the_mails_own_region_is_told(post: Post) -> None:
    there = {"Region": "eu-west-1"}
    post.world.queue("q")
    topic = post.world.call("sns.create_topic", Name="mails", **there)["TopicArn"]
    queue = "arn:aws:sqs:us-east-1:123456789012:q"
    raw = {"RawMessageDelivery": "true"}
    post.world.call("sns.subscribe", TopicArn=topic, Protocol="sqs", Endpoint=queue, Attributes=raw, **there)
    post.v2("create_email_identity", EmailIdentity=SHOP, **there)
    post.world.call("outbox.verify", identity=SHOP, **there)
    notice = {"Identity": SHOP, "NotificationType": "Delivery", "SnsTopic": topic}
    assert post.refusal("ses.set_identity_notification_topic", **notice)[0] == "InvalidParameterValue"
    post.v1("set_identity_notification_topic", **notice, **there)
    post.v2("send_email", **mail("success" + SIMULATOR), **there)
    post.later(5)
    assert [one["notificationType"] for one in post.told()] == ["Delivery"]
