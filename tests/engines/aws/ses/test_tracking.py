"""Opens and clicks: which mails tell of them, which links are tracked, and what is told."""

from base64 import b64encode
from typing import Any

import pytest

from labs.engines.aws import limits
from labs.engines.aws.ses.tracking import links_in
from tests.engines.aws.ses.post import SHOP, Post, mail

LINK = "https://example.com/?a=1&b=2"
PAGE = '<p>Hi</p><a class=x href="https://example.com/?a=1&amp;b=2" ses:tags="place:top;kind:offer;">see</a>'

FORBIDDEN = {"OpenTrackingEnabled": "DISABLED", "ClickTrackingEnabled": "DISABLED"}


@pytest.fixture
def read(post: Post) -> Post:
    """Everybody at b.kr opens what comes and clicks a link; the queue "q" hears of it for mails of the set "all"."""
    post.world.call("mailboxes.set_domain", domain="b.kr", opens=1_000, clicks=1_000)
    post.v2("create_configuration_set", ConfigurationSetName="all")
    ask_for(post, "create", ["OPEN", "CLICK"])
    post.told()
    return post


def ask_for(post: Post, do: str, types: list[str], *, enabled: bool = True) -> None:
    named = {"ConfigurationSetName": "all", "EventDestinationName": "d"}
    destination = {"Enabled": enabled, "MatchingEventTypes": types, "SnsDestination": {"TopicArn": post.topic()}}
    post.v2(f"{do}_configuration_set_event_destination", **named, EventDestination=destination)
    post.later(1)


def send(post: Post, page: str | None = PAGE, **args: Any) -> None:
    """A mail with this page, or without one, to two people."""
    given = mail("kim@b.kr", "lee@b.kr", **{"ConfigurationSetName": "all", **args})
    if page is not None:
        given["Content"]["Simple"]["Body"]["Html"] = {"Data": page}
    post.v2("send_email", **given)
    post.later(10)


def test_who_opens_and_clicks_is_told_as_aws_writes_it(read: Post) -> None:
    send(read)
    told = read.told()
    assert sorted(one["eventType"] for one in told) == ["Click", "Click", "Open", "Open"]
    opened, clicked = (next(one for one in told if one["eventType"] == kind) for kind in ("Open", "Click"))
    assert list(opened) == ["eventType", "mail", "open"]
    assert list(opened["open"]) == ["ipAddress", "timestamp", "userAgent"]
    assert list(clicked["click"]) == ["ipAddress", "link", "linkTags", "timestamp", "userAgent"]
    assert (clicked["click"]["link"], clicked["click"]["linkTags"]) == (LINK, {"place": ["top"], "kind": ["offer"]})
    assert opened["mail"]["destination"] == ["kim@b.kr", "lee@b.kr"]
    assert opened["open"]["timestamp"] < clicked["click"]["timestamp"]
    assert {event["link"] for event in read.events("MailClicked")} == {LINK}
    assert len(read.events("MailOpened")) == 2
    peeked = read.ask("outbox.last_mails")["mails"][0]["to"]
    assert [(one["opened"], one["clicked"]) for one in peeked] == [(True, True)] * 2
    assert read.world.cloud.outbox.open == 0


@pytest.mark.parametrize(
    ("page", "args"),
    [
        (None, {}),
        (PAGE, {"ConfigurationSetName": None}),
        (PAGE, {"ConfigurationOverrides": {"Tracking": FORBIDDEN}}),
    ],
)
def test_nothing_is_heard_of_text_of_mails_without_a_set_and_of_what_forbids_it(
    read: Post, page: str | None, args: dict[str, Any]
) -> None:
    send(read, page, **args)
    assert read.told() == []
    assert not read.events("MailOpened", "MailClicked")


def test_only_what_a_destination_asks_for_is_tracked(read: Post) -> None:
    ask_for(read, "update", ["CLICK"])
    read.told()
    send(read)
    assert {one["eventType"] for one in read.told()} == {"Click"}
    ask_for(read, "update", ["OPEN"], enabled=False)
    read.told()
    send(read)
    assert read.told() == []


def test_without_a_link_there_is_nothing_to_click(read: Post) -> None:
    send(read, "<p>Hi</p><a href='mailto:a@b.kr'>write</a>")
    assert {one["eventType"] for one in read.told()} == {"Open"}


def test_nobody_opens_anything_unless_the_dials_are_turned(read: Post) -> None:
    read.world.call("mailboxes.set_domain", domain="b.kr", opens=0)
    send(read)
    assert read.told() == []


def test_raw_and_bulk_mails_are_tracked_too(read: Post) -> None:
    raw = f"From: {SHOP}\r\nContent-Type: text/html\r\nX-SES-CONFIGURATION-SET: all\r\n\r\n{PAGE}"
    read.v1("send_raw_email", Source=SHOP, Destinations=["a@b.kr"], RawMessage={"Data": encoded(raw)})
    template = {"Template": {"TemplateContent": {"Subject": "s", "Html": PAGE}, "TemplateData": "{}"}}
    entries = [{"Destination": {"ToAddresses": ["c@b.kr"]}}]
    args = {"FromEmailAddress": SHOP, "DefaultContent": template, "BulkEmailEntries": entries}
    read.v2("send_bulk_email", **args, ConfigurationSetName="all")
    off = {"Tracking": {"OpenTrackingEnabled": "DISABLED"}}
    read.v2("send_bulk_email", **args, ConfigurationSetName="all", ConfigurationOverrides=off)
    read.later(10)
    assert sorted(one["eventType"] for one in read.told()) == ["Click", "Click", "Click", "Open", "Open"]


def encoded(text: str) -> str:
    return b64encode(text.encode()).decode()


def test_an_override_is_one_of_two_words(read: Post) -> None:
    given = mail("a@b.kr", ConfigurationOverrides={"Tracking": {"OpenTrackingEnabled": "OFF"}})
    assert read.refusal("sesv2.send_email", **given)[0] == "BadRequestException"


@pytest.mark.parametrize(
    ("page", "urls"),
    [
        (PAGE, [LINK]),
        ("<A HREF=http://a.kr/x>x</A><a\nhref='https://b.kr'>", ["http://a.kr/x", "https://b.kr"]),
        ('<a href="https://a.kr" ses:no-track>x</a><a ses:no-track="" href="https://b.kr">', []),
        ('<a href="#top">x</a><a name=x>y</a><abbr href="https://a.kr">', []),
        ("<a <a <a href=", []),
        (f'<a href="https://a.kr/{"x" * limits.MAIL_LINK_KEPT_CHARACTERS}">', []),
    ],
)
def test_links_are_web_addresses_that_do_not_say_otherwise(page: str, urls: list[str]) -> None:
    assert [link["url"] for link in links_in(page)] == urls


def test_so_many_links_are_kept() -> None:
    assert len(links_in('<a href="https://a.kr">x</a>' * 300)) == limits.MAIL_LINKS_KEPT


def test_a_page_made_to_take_long_does_not() -> None:
    assert links_in("<a " * 200_000) == []
    assert links_in("<a " + 'b="' * 200_001 + ">") == []
