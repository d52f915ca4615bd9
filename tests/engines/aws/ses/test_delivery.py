"""What becomes of mails: by the recipient, by the network, by time."""

import pytest

from tests.engines.aws.ses.post import Post, mail

SIMULATOR = "@simulator.amazonses.com"
NETWORK = {"a": "outbox", "b": "mailboxes"}


def state(post: Post, address: str) -> dict:
    [mail] = post.ask("outbox.last_mails", most=1)["mails"]
    return next(one for one in mail["to"] if one["address"] == address)


@pytest.mark.parametrize(
    ("local", "counts"),
    [
        ("success", {"delivered": 1}),
        ("bounce", {"bounced": 1}),
        ("ooto", {"delivered": 1}),
        ("complaint", {"delivered": 1, "complained": 1}),
        ("suppressionlist", {"suppressed": 1}),
        ("bounce+label", {"bounced": 1}),
        ("COMPLAINT+x", {"delivered": 1, "complained": 1}),
    ],
)
def test_the_simulators_addresses_do_what_they_say(sandbox: Post, local: str, counts: dict[str, int]) -> None:
    sandbox.send(local + SIMULATOR)
    assert sandbox.counts() == {"accepted": 1}
    sandbox.later(10)
    assert sandbox.counts() == {"accepted": 1, **counts}
    assert sandbox.office()["suppressed"] == {}


def test_an_address_that_the_simulator_does_not_know_bounces_and_is_suppressed(sandbox: Post) -> None:
    sandbox.send("nobody" + SIMULATOR)
    sandbox.later(10)
    assert sandbox.counts() == {"accepted": 1, "bounced": 1}
    assert list(sandbox.office()["suppressed"]) == ["nobody" + SIMULATOR]


def test_a_full_mailbox_is_tried_for_14_hours(post: Post) -> None:
    post.world.call("mailboxes.set_domain", domain="full.kr", soft_bounces=1_000)
    post.send("a@full.kr")
    post.later(13.9 * 3_600)
    assert post.counts() == {"accepted": 1}
    assert len(post.events("MailDelayed")) == 9
    post.later(0.2 * 3_600)
    assert post.counts() == {"accepted": 1, "bounced": 1}
    assert state(post, "a@full.kr") == {
        "address": "a@full.kr", "state": "bounced", "tries": 10, "complained": False, "opened": False, "clicked": False,
    }  # fmt: skip
    [bounced] = post.events("MailBounced")
    assert (bounced["permanent"], bounced["status"]) == (False, "4.2.2")
    assert post.office()["suppressed"] == {}
    assert post.office()["reputation"]["bounces"] == 0


def test_a_mailbox_that_has_room_again_gets_its_mail(post: Post) -> None:
    post.world.call("mailboxes.set_domain", domain="full.kr", soft_bounces=1_000)
    post.send("a@full.kr")
    post.later(30)
    post.world.call("mailboxes.set_domain", domain="full.kr", soft_bounces=0)
    assert post.counts() == {"accepted": 1}
    post.later(40)
    assert post.counts() == {"accepted": 1, "delivered": 1}


def test_a_configuration_set_may_give_up_sooner(post: Post) -> None:
    post.v2("create_configuration_set", ConfigurationSetName="s", DeliveryOptions={"MaxDeliverySeconds": 300})
    post.world.call("mailboxes.set_domain", domain="full.kr", soft_bounces=1_000)
    post.send("a@full.kr", ConfigurationSetName="s")
    post.later(60 * 6)
    assert post.counts() == {"accepted": 1, "bounced": 1}


def test_a_mail_server_that_cannot_be_reached_is_tried_again(post: Post) -> None:
    post.world.call("network.cut", **NETWORK)
    post.send("a@b.kr")
    post.later(60)
    assert [event["status"] for event in post.events("MailDelayed")] == ["4.4.1"]
    post.world.call("network.heal", **NETWORK)
    post.later(60)
    assert post.counts() == {"accepted": 1, "delivered": 1}


def test_a_slow_mail_server_takes_its_time(post: Post) -> None:
    post.world.call("mailboxes.set_domain", domain="slow.kr", delay_ms=20_000)
    post.send("a@slow.kr")
    post.later(20)
    assert post.counts() == {"accepted": 1}
    post.later(1)
    assert post.counts() == {"accepted": 1, "delivered": 1}


def test_an_automatic_answer_changes_nothing(post: Post) -> None:
    post.world.call("mailboxes.set_domain", domain="away.kr", automatic_answers=1_000)
    post.send("a@away.kr")
    post.later(10)
    assert post.counts() == {"accepted": 1, "delivered": 1}
    assert [one["about"] for one in post.events("FeedbackMailed")] == ["Bounce"]


def test_dials_are_shares_of_the_mails(post: Post) -> None:
    post.world.call("mailboxes.set_domain", domain="some.kr", hard_bounces=200, complaints=100)
    for n in range(400):
        post.send(f"a{n}@some.kr")
    post.later(20)
    counts = post.counts()
    assert counts["delivered"] + counts["bounced"] == 400
    assert 50 < counts["bounced"] < 110
    assert 15 < counts["complained"] < 55


def test_every_fact_follows_from_the_sending(post: Post) -> None:
    post.send("complaint" + SIMULATOR)
    post.later(10)
    events = {event["id"]: event for event in post.world.sim.log.since(0)}
    causes = []
    event = next(event for event in events.values() if event["event"] == "MailComplained")
    while event["cause"] in events:
        event = events[event["cause"]]
        causes.append(event["event"])
    assert causes == ["MailDelivered", "MailAccepted"]


def test_only_the_last_mails_are_kept(post: Post) -> None:
    for _ in range(121):
        post.send("a@b.kr")
    assert len(post.world.cloud.outbox.mails) == 121
    post.later(10)
    assert len(post.world.cloud.outbox.mails) == 100
    assert post.world.cloud.outbox.open == 0
    assert post.counts() == {"accepted": 121, "delivered": 121}


def test_so_many_recipients_may_be_on_their_way(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.aws.limits.MAIL_RECIPIENTS_OPEN_MAX", 3)
    post.send("a@b.kr", "c@b.kr")
    assert post.refusal("sesv2.send_email", **mail("a@b.kr", "c@b.kr"))[3] == "Maximum sending rate exceeded."
    post.later(5)
    post.send("a@b.kr", "c@b.kr")
