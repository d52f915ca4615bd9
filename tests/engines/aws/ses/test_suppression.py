"""The suppression list: filled by itself, asked before each delivery, overridden by configuration sets.

suppression.py here and in v2.
"""

import pytest

from tests.engines.aws.ses.post import Post


@pytest.fixture
def post(post: Post) -> Post:
    post.world.call("mailboxes.set_domain", domain="old.kr", hard_bounces=1_000)
    post.world.call("mailboxes.set_domain", domain="angry.kr", complaints=1_000)
    return post


def listed(post: Post, **args: object) -> list[tuple[str, str]]:
    found = post.ask("sesv2.list_suppressed_destinations", **args)["SuppressedDestinationSummaries"]
    return [(one["EmailAddress"], one["Reason"]) for one in found]


def test_hard_bounces_and_complaints_fill_it(post: Post) -> None:
    identity = post.send("a@old.kr", "B@angry.kr")
    post.later(10)
    assert listed(post) == [("a@old.kr", "BOUNCE"), ("B@angry.kr", "COMPLAINT")]
    assert listed(post, Reasons=["COMPLAINT"]) == [("B@angry.kr", "COMPLAINT")]
    one = post.ask("sesv2.get_suppressed_destination", EmailAddress="b@angry.kr")["SuppressedDestination"]
    assert (one["EmailAddress"], one["Attributes"]["MessageId"]) == ("B@angry.kr", identity)


def test_a_mail_to_a_suppressed_address_is_accepted_and_not_sent(post: Post) -> None:
    post.send("a@old.kr")
    post.later(5)
    reputation = post.office()["reputation"]
    post.send("A@old.kr")
    post.later(5)
    assert post.counts() == {"accepted": 2, "bounced": 1, "suppressed": 1}
    assert post.office()["reputation"] == reputation
    assert post.world.cloud.mailboxes.boxes["old.kr"]["bounced"] == 1


@pytest.mark.parametrize(("reason", "kind"), [("BOUNCE", "Bounce"), ("COMPLAINT", "Complaint")])
def test_what_is_told_of_it_says_why(post: Post, reason: str, kind: str) -> None:
    topic = {"Identity": "shop@example.com", "SnsTopic": post.topic()}
    post.v1("set_identity_notification_topic", **topic, NotificationType=kind)
    post.v2("put_suppressed_destination", EmailAddress="a@b.kr", Reason=reason)
    post.send("a@b.kr")
    post.later(5)
    [told] = post.told()
    detail = told[kind.lower()]
    subtype = detail["bounceSubType"] if kind == "Bounce" else detail["complaintSubType"]
    assert subtype == "OnAccountSuppressionList"


def test_an_address_can_be_put_on_it_and_taken_off(post: Post) -> None:
    post.v2("put_suppressed_destination", EmailAddress="a@b.kr", Reason="BOUNCE")
    post.v2("put_suppressed_destination", EmailAddress="a@b.kr", Reason="COMPLAINT")
    assert listed(post) == [("a@b.kr", "COMPLAINT")]
    post.v2("delete_suppressed_destination", EmailAddress="A@b.kr")
    assert listed(post) == []
    assert post.refusal("sesv2.delete_suppressed_destination", EmailAddress="a@b.kr")[0] == "NotFoundException"
    assert post.refusal("sesv2.put_suppressed_destination", EmailAddress="a@b.kr", Reason="x")[2] == 400


def test_the_account_says_for_which_reasons(post: Post) -> None:
    post.v2("put_account_suppression_attributes", SuppressedReasons=["COMPLAINT"])
    post.send("a@old.kr", "b@angry.kr")
    post.later(10)
    assert listed(post) == [("b@angry.kr", "COMPLAINT")]
    assert post.ask("sesv2.get_account")["SuppressionAttributes"] == {"SuppressedReasons": ["COMPLAINT"]}
    assert post.refusal("sesv2.put_account_suppression_attributes", SuppressedReasons=["x"])[2] == 400


def test_a_configuration_set_may_say_otherwise(post: Post) -> None:
    post.v2("put_suppressed_destination", EmailAddress="a@b.kr", Reason="BOUNCE")
    post.v2("create_configuration_set", ConfigurationSetName="all", SuppressionOptions={"SuppressedReasons": []})
    post.send("a@b.kr", "c@old.kr", ConfigurationSetName="all")
    post.later(5)
    assert post.counts() == {"accepted": 2, "delivered": 1, "bounced": 1}
    assert listed(post) == [("a@b.kr", "BOUNCE")]
    post.v2("put_configuration_set_suppression_options", ConfigurationSetName="all")
    post.send("a@b.kr", ConfigurationSetName="all")
    post.later(5)
    assert post.counts()["suppressed"] == 1


def test_a_full_list_stays_as_it_is(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.aws.limits.SUPPRESSED_MAX", 1)
    post.send("a@old.kr", "b@old.kr")
    post.later(5)
    assert len(listed(post)) == 1
