"""Who may send: pending, then verified, by time or by hand; in each region anew."""

import pytest

from tests.engines.aws.ses.post import Post, mail


@pytest.fixture
def post() -> Post:
    return Post()


def status(post: Post, name: str) -> str:
    return str(post.ask("sesv2.get_email_identity", EmailIdentity=name)["VerificationStatus"])


def test_an_address_is_pending_until_its_owner_has_pressed_the_link(post: Post) -> None:
    post.v1("verify_email_identity", EmailAddress="kim@example.com")
    post.later(9.9)
    assert status(post, "kim@example.com") == "PENDING"
    post.later(0.1)
    assert status(post, "kim@example.com") == "SUCCESS"
    assert [event["identity"] for event in post.events("IdentityVerified")] == ["kim@example.com"]


def test_a_domain_takes_longer(post: Post) -> None:
    post.v1("verify_domain_identity", Domain="Example.com")
    post.later(59)
    assert status(post, "example.com") == "PENDING"
    post.later(1)
    assert status(post, "example.com") == "SUCCESS"


def test_the_link_can_be_pressed_at_once(post: Post) -> None:
    post.v1("verify_email_identity", EmailAddress="kim@example.com")
    post.world.call("outbox.verify", identity="kim@EXAMPLE.com")
    assert status(post, "kim@example.com") == "SUCCESS"
    post.world.call("outbox.verify", identity="kim@example.com")
    post.later(20)
    assert len(post.events("IdentityVerified")) == 1
    assert post.refusal("outbox.verify", identity="no@example.com")[0] == "NotFoundException"


def test_asking_again_sends_another_link(post: Post) -> None:
    post.v1("verify_email_identity", EmailAddress="kim@example.com")
    post.later(8)
    post.v1("verify_email_identity", EmailAddress="kim@example.com")
    post.later(8)
    assert status(post, "kim@example.com") == "PENDING"
    post.later(2)
    assert status(post, "kim@example.com") == "SUCCESS"
    assert len(post.events("IdentityAdded")) == 1


def test_the_link_of_a_deleted_identity_does_nothing(post: Post) -> None:
    post.v1("verify_email_identity", EmailAddress="kim@example.com")
    post.v1("delete_identity", Identity="kim@example.com")
    post.later(5)
    post.v1("verify_email_identity", EmailAddress="kim@example.com")
    post.later(5)
    assert status(post, "kim@example.com") == "PENDING"


def test_a_verified_domain_stands_for_its_addresses_and_those_below(post: Post) -> None:
    post.have_verified("example.com")
    for sender in ("a@example.com", "Kim <b@mail.example.com>"):
        post.v2("send_email", **{**mail("c@example.com"), "FromEmailAddress": sender})
    refused = post.refusal("sesv2.send_email", **{**mail("c@example.com"), "FromEmailAddress": "a@badexample.com"})
    assert refused[3].endswith("in region US-EAST-1: a@badexample.com")


def test_an_unverified_address_is_named_as_it_was_written(post: Post) -> None:
    post.v1("verify_email_identity", EmailAddress="shop@example.com")
    sender = "Shop <shop@example.com>"
    assert post.refusal("sesv2.send_email", **{**mail("a@b.kr"), "FromEmailAddress": sender}) == (
        "MessageRejected", "MessageRejected", 400,
        "Email address is not verified. The following identities failed the check in region US-EAST-1:"
        " Shop <shop@example.com>, a@b.kr",
    )  # fmt: skip


def test_only_the_first_unverified_addresses_are_named(post: Post) -> None:
    message = post.refusal("sesv2.send_email", **mail(*(f"a{n}@b.kr" for n in range(20))))[3]
    assert message.endswith("a8@b.kr ...")


def test_regions_know_nothing_of_each_others_identities(post: Post) -> None:
    post.have_verified("shop@example.com")
    refused = post.refusal("sesv2.send_email", **mail("success@simulator.amazonses.com"), Region="eu-west-1")
    assert "in region EU-WEST-1: shop@example.com" in refused[3]
    post.v2("create_email_identity", EmailIdentity="shop@example.com", Region="eu-west-1")
    post.world.call("outbox.verify", identity="shop@example.com", Region="eu-west-1")
    post.v2("send_email", **mail("success@simulator.amazonses.com"), Region="eu-west-1")
    assert post.ask("sesv2.list_email_identities", Region="ap-northeast-2")["EmailIdentities"] == []
    assert "ap-northeast-2" not in post.world.cloud.outbox.regions
