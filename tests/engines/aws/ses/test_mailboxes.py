"""The world's mail servers: their dials, their counts, and how many of them are shown."""

import pytest

from tests.engines.aws.ses.post import Post


def boxes(post: Post) -> dict[str, dict]:
    return {key: one for key, one in post.world.sim.entities().items() if one["kind"] == "mailbox"}


def test_a_mailbox_counts_what_it_gets(post: Post) -> None:
    post.world.call("mailboxes.set_domain", domain="New.kr", complaints=1_000, delay_ms=100)
    post.send("a@new.kr", "bounce@simulator.amazonses.com", "bounce+x@simulator.amazonses.com")
    post.later(5)
    shown = boxes(post)
    assert shown["mailbox/new.kr"] == {
        "kind": "mailbox", "name": "new.kr", "simulator": False, "delivered": 1, "bounced": 0, "delayed": 0,
        "complained": 1, "hard_bounces": 0, "soft_bounces": 0, "complaints": 1_000, "automatic_answers": 0,
        "opens": 0, "clicks": 0, "unsubscribes": 0, "delay_ms": 100,
    }  # fmt: skip
    simulator = shown["mailbox/bounce@simulator.amazonses.com"]
    assert (simulator["simulator"], simulator["bounced"]) == (True, 2)


def test_dials_are_turned_one_by_one(post: Post) -> None:
    post.world.call("mailboxes.set_domain", domain="new.kr", complaints=5)
    post.world.call("mailboxes.set_domain", domain="new.kr", hard_bounces=7)
    assert (boxes(post)["mailbox/new.kr"]["complaints"], boxes(post)["mailbox/new.kr"]["hard_bounces"]) == (5, 7)
    assert post.events("MailDomainSet")[-1]["hard_bounces"] == 7


@pytest.mark.parametrize("dial", [{"hard_bounces": 1_001}, {"complaints": -1}, {"delay_ms": 20_001}])
def test_dials_have_bounds(post: Post, dial: dict[str, int]) -> None:
    assert post.world.refusal("mailboxes.set_domain", domain="a.kr", **dial)["code"] == "bad_arguments"


def test_there_are_so_many_domains(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.aws.limits.MAIL_DOMAINS_MAX", 1)
    post.world.call("mailboxes.set_domain", domain="a.kr")
    assert post.world.refusal("mailboxes.set_domain", domain="b.kr")["code"] == "limit"
    post.send("x@b.kr", "x@c.kr")
    post.later(5)
    assert boxes(post)["mailbox/others"]["delivered"] == 2


def test_beyond_twenty_mailboxes_the_others_are_one(post: Post) -> None:
    for n in range(25):
        post.send(f"x@d{n}.kr")
        post.later(2)
    shown = boxes(post)
    assert len(shown) == 21
    assert (shown["mailbox/others"]["boxes"], shown["mailbox/others"]["delivered"]) == (5, 5)
    moves = [one["to"] for one in post.world.sim.entities().values() if one["kind"] == "move"]
    assert moves[-1] == "mailbox/others"
