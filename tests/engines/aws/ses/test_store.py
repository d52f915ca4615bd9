"""What the scene shows of SES, and who is seen at work there."""

import pytest

from tests.engines.aws.ses.post import SHOP, Post, mail
from tests.engines.aws.world import World

SUCCESS = "success@simulator.amazonses.com"


def test_an_account_that_sends_no_mail_shows_no_outbox() -> None:
    world = World()
    world.queue("q")
    assert [key for key in world.sim.entities() if key.startswith(("ses", "mailbox"))] == []
    assert world.cloud.outbox.gauges() == {}


def test_the_outbox_shows_how_much_is_sent_and_how_it_went(post: Post) -> None:
    post.world.call("mailboxes.set_domain", domain="old.kr", hard_bounces=1_000)
    post.send("a@old.kr", "b@new.kr")
    post.later(5)
    post.send("c@new.kr")
    shown = post.world.sim.entities()["ses"]
    assert shown == {
        "kind": "outbox", "name": "SES", "region": "us-east-1", "sandbox": False, "paused": False,
        "standing": "HEALTHY", "per_day": 50_000, "per_s": 1_000, "used": 3, "bounce_percent": 50.0,
        "complaint_percent": 0.0, "accepted": 3, "delivered": 1, "bounced": 1, "suppressed": 0, "rejected": 0,
        "unrendered": 0, "complained": 0, "under_way": 1, "suppressed_addresses": 1,
        "identities": [{"name": SHOP, "status": "SUCCESS"}],
    }  # fmt: skip
    assert post.world.cloud.outbox.gauges() == {"used": 3, "under_way": 1, "bounced": 1}


def test_each_region_has_an_outbox_of_its_own(post: Post) -> None:
    post.v2("create_email_identity", EmailIdentity="a@b.kr", Region="eu-west-1")
    shown = post.world.sim.entities()["ses/eu-west-1"]
    assert (shown["name"], shown["identities"]) == ("SES eu-west-1", [{"name": "a@b.kr", "status": "PENDING"}])


def test_whoever_sends_is_seen_and_the_mail_is_drawn_on_its_way(post: Post) -> None:
    post.world.call("sesv2.send_email", "lee", **mail(SUCCESS))
    post.later(1.5)
    entities = post.world.sim.entities()
    assert entities["terminal/lee"]["links"] == ["ses"]
    moves = [(one["from"], one["to"]) for one in entities.values() if one["kind"] == "move"]
    assert ("terminal/lee", "ses") in moves
    assert ("ses", f"mailbox/{SUCCESS}") in moves


def test_what_is_kept_has_its_limit_and_what_is_deleted_makes_room(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.aws.limits.MAIL_KEPT_BYTES_MAX", 15_000)
    big = {"TemplateName": "t", "TemplateContent": {"Text": "x" * 9_000}}
    for _ in range(5):
        post.v2("create_email_template", **big)
        post.v2("delete_email_template", TemplateName="t")
    post.v2("create_email_template", **big)
    more = {**big, "TemplateName": "more"}
    assert post.refusal("sesv2.create_email_template", **more)[0] == "LimitExceededException"
    post.send("a@b.kr")
    assert post.ask("sesv2.list_email_templates")["TemplatesMetadata"][0]["TemplateName"] == "t"


def test_both_apis_mark_what_they_change_for_the_screen(post: Post) -> None:
    for action in ("ses.verify_email_identity", "sesv2.delete_email_identity"):
        post.world.sim.touched["outbox"] = False
        name = {"ses": "EmailAddress", "sesv2": "EmailIdentity"}[action.partition(".")[0]]
        post.world.call(action, **{name: "a@b.kr"})
        assert post.world.sim.touched["outbox"]
