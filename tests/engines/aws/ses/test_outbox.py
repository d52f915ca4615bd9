"""Looking into the last mails."""

from tests.engines.aws.ses.post import SHOP, Post, mail


def test_the_last_mails_are_shown_newest_first(post: Post) -> None:
    post.send("a@b.kr", subject="first")
    post.send("c@d.kr", "bounce@simulator.amazonses.com", subject="second", text="Hello there")
    post.later(5)
    second, first = post.ask("outbox.last_mails")["mails"]
    assert (first["subject"], second["subject"], second["text"], second["from"]) == (
        "first", "second", "Hello there", SHOP,
    )  # fmt: skip
    assert [(one["address"], one["state"]) for one in second["to"]] == [
        ("c@d.kr", "delivered"), ("bounce@simulator.amazonses.com", "bounced"),
    ]  # fmt: skip
    assert [one["subject"] for one in post.ask("outbox.last_mails", most=1)["mails"]] == ["second"]


def test_only_those_of_a_mailbox_or_a_region(post: Post) -> None:
    post.send("a@b.kr", subject="first")
    post.send("c@d.kr", subject="second")
    assert [one["subject"] for one in post.ask("outbox.last_mails", mailbox="b.kr")["mails"]] == ["first"]
    assert post.ask("outbox.last_mails", Region="eu-west-1")["mails"] == []


def test_long_texts_are_cut(post: Post) -> None:
    post.v2("send_email", **mail("a@b.kr", text="x" * 5_000))
    assert len(post.ask("outbox.last_mails")["mails"][0]["text"]) == 2_000
