"""Contact lists: who wants mail on which topics, and who gets none: contacts.py here and in v2."""

from typing import Any

import pytest

from labs.engines.aws.ses.v2 import contacts
from tests.engines.aws.ses.post import Post, mail

NEWS = {"TopicName": "news", "DisplayName": "News", "DefaultSubscriptionStatus": "OPT_IN"}
OFFERS = {"TopicName": "offers", "DisplayName": "Offers", "DefaultSubscriptionStatus": "OPT_OUT"}
LIST = {"ContactListName": "customers"}


@pytest.fixture
def post(post: Post) -> Post:
    post.v2("create_contact_list", **LIST, Topics=[NEWS, OFFERS])
    return post


def send(post: Post, to: str, topic: str | None = None) -> None:
    options = {**LIST, **({"TopicName": topic} if topic else {})}
    post.send(to, ListManagementOptions=options)
    post.later(5)


def wishes(topic: str, status: str) -> dict[str, Any]:
    return {"TopicPreferences": [{"TopicName": topic, "SubscriptionStatus": status}]}


def test_who_wants_no_mail_gets_none(post: Post) -> None:
    post.v2("create_contact", **LIST, EmailAddress="Kim@b.kr", UnsubscribeAll=True)
    send(post, "kim@b.kr")
    assert post.counts() == {"accepted": 1, "suppressed": 1}
    post.v2("update_contact", **LIST, EmailAddress="kim@b.kr", UnsubscribeAll=False)
    send(post, "kim@b.kr")
    assert post.counts() == {"accepted": 2, "suppressed": 1, "delivered": 1}


def test_a_topic_counts_as_its_default_unless_a_contact_says_otherwise(post: Post) -> None:
    post.v2("create_contact", **LIST, EmailAddress="a@b.kr")
    post.v2("create_contact", **LIST, EmailAddress="c@b.kr", **wishes("offers", "OPT_IN"))
    post.v2("create_contact", **LIST, EmailAddress="d@b.kr", **wishes("news", "OPT_OUT"))
    for address, topic, state in (
        ("a@b.kr", "news", "delivered"), ("a@b.kr", "offers", "suppressed"), ("c@b.kr", "offers", "delivered"),
        ("d@b.kr", "news", "suppressed"), ("d@b.kr", None, "delivered"),
    ):  # fmt: skip
        send(post, address, topic)
        [last] = post.ask("outbox.last_mails", most=1)["mails"]
        assert last["to"][0]["state"] == state, (address, topic)


def test_an_unknown_recipient_becomes_a_contact(post: Post) -> None:
    send(post, "new@b.kr", "news")
    [contact] = post.ask("sesv2.list_contacts", **LIST)["Contacts"]
    assert contact["EmailAddress"] == "new@b.kr"
    assert [one["TopicName"] for one in contact["TopicDefaultPreferences"]] == ["news", "offers"]


def test_there_is_one_list_and_its_contacts_go_with_it(post: Post) -> None:
    one = ("BadRequestException", "A maximum of 1 Lists allowed per account.")
    for name in ("more", LIST["ContactListName"]):
        assert post.refusal("sesv2.create_contact_list", ContactListName=name)[::3] == one
    post.v2("create_contact", **LIST, EmailAddress="a@b.kr")
    post.v2("delete_contact_list", **LIST)
    post.v2("create_contact_list", **LIST)
    assert post.ask("sesv2.list_contacts", **LIST)["Contacts"] == []


def test_a_list_is_described_and_changed(post: Post) -> None:
    post.later(3)
    post.v2("update_contact_list", **LIST, Topics=[NEWS], Description="All")
    found = post.ask("sesv2.get_contact_list", **LIST)
    assert (found["Topics"], found["Description"]) == ([NEWS], "All")
    assert found["LastUpdatedTimestamp"] - found["CreatedTimestamp"] == 3
    assert [one["ContactListName"] for one in post.ask("sesv2.list_contact_lists")["ContactLists"]] == ["customers"]


def test_contacts_are_read_filtered_and_deleted(post: Post) -> None:
    post.v2("create_contact", **LIST, EmailAddress="a@b.kr", AttributesData='{"n": 1}', **wishes("news", "OPT_OUT"))
    post.v2("create_contact", **LIST, EmailAddress="c@b.kr")
    found = post.ask("sesv2.get_contact", **LIST, EmailAddress="A@b.kr")
    assert found["AttributesData"] == '{"n": 1}'
    assert found["TopicPreferences"] == [{"TopicName": "news", "SubscriptionStatus": "OPT_OUT"}]
    wanted = {"FilteredStatus": "OPT_IN", "TopicFilter": {"TopicName": "news"}}
    listed = post.ask("sesv2.list_contacts", **LIST, Filter=wanted)["Contacts"]
    assert [one["EmailAddress"] for one in listed] == ["c@b.kr"]
    post.v2("delete_contact", **LIST, EmailAddress="a@b.kr")
    assert post.refusal("sesv2.delete_contact", **LIST, EmailAddress="a@b.kr")[0] == "NotFoundException"


def test_what_a_contact_says_later_of_a_topic_is_added_to_what_it_said(post: Post) -> None:
    post.v2("create_contact", **LIST, EmailAddress="a@b.kr", AttributesData="{}", **wishes("news", "OPT_OUT"))
    post.v2("update_contact", **LIST, EmailAddress="a@b.kr", **wishes("offers", "OPT_IN"))
    found = post.ask("sesv2.get_contact", **LIST, EmailAddress="a@b.kr")
    assert {one["TopicName"]: one["SubscriptionStatus"] for one in found["TopicPreferences"]} == {
        "news": "OPT_OUT", "offers": "OPT_IN",
    }  # fmt: skip
    assert "AttributesData" not in found


def test_a_topic_that_the_list_does_not_have_is_refused(post: Post) -> None:
    no_topic = ("BadRequestException", "List: customers doesn't contain Topic: no")
    post.v2("create_contact", **LIST, EmailAddress="kim@b.kr")
    for action, address in (("create_contact", "a@b.kr"), ("update_contact", "kim@b.kr")):
        refused = post.refusal(f"sesv2.{action}", **LIST, EmailAddress=address, **wishes("no", "OPT_IN"))
        assert refused[::3] == no_topic
    options = {**LIST, "TopicName": "no"}
    assert post.refusal("sesv2.send_email", **mail("a@b.kr", ListManagementOptions=options))[::3] == no_topic


def test_only_the_contacts_of_a_page_are_described(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever watches may ask, and the room stands still meanwhile."""
    for name in ("a", "b", "c", "d"):
        post.v2(
            "create_contact", **LIST, EmailAddress=f"{name}@b.kr", **(wishes("news", "OPT_OUT") if name == "a" else {})
        )
    described: list[str] = []
    real = contacts._shown

    def show(found: dict[str, Any], contact: dict[str, Any]) -> dict[str, Any]:
        described.append(contact["address"])
        return real(found, contact)

    monkeypatch.setattr(contacts, "_shown", show)
    wanted = {"FilteredStatus": "OPT_IN", "TopicFilter": {"TopicName": "news"}}
    first = post.ask("sesv2.list_contacts", **LIST, Filter=wanted, PageSize=2)
    assert [one["EmailAddress"] for one in first["Contacts"]] == described == ["b@b.kr", "c@b.kr"]
    rest = post.ask("sesv2.list_contacts", **LIST, Filter=wanted, PageSize=2, NextToken=first["NextToken"])
    assert [one["EmailAddress"] for one in rest["Contacts"]] == ["d@b.kr"]
    assert "NextToken" not in rest


@pytest.mark.parametrize(
    ("action", "args", "code"),
    [
        ("create_contact", {"EmailAddress": "kim@b.kr"}, "AlreadyExistsException"),
        ("create_contact", {"EmailAddress": "kim"}, "BadRequestException"),
        ("create_contact", {"EmailAddress": "a@b.kr", **wishes("news", "MAYBE")}, "BadRequestException"),
        ("update_contact", {"EmailAddress": "a@b.kr"}, "NotFoundException"),
        ("get_contact_list", {"ContactListName": "no"}, "NotFoundException"),
        ("update_contact_list", {"Topics": [NEWS, NEWS]}, "BadRequestException"),
        ("update_contact_list", {"Topics": [{"TopicName": "x"}]}, "BadRequestException"),
        ("update_contact_list", {"Topics": [{**NEWS, "TopicName": str(n)} for n in range(21)]}, "BadRequestException"),
        ("create_contact_list", {"ContactListName": ""}, "BadRequestException"),
    ],
)
def test_what_does_not_fit_is_refused(post: Post, action: str, args: dict, code: str) -> None:
    post.v2("create_contact", **LIST, EmailAddress="kim@b.kr")
    if action.startswith("get"):
        with pytest.raises(Exception, match="List with name: no doesn't exist"):
            post.ask(f"sesv2.{action}", **{**LIST, **args})
    else:
        assert post.refusal(f"sesv2.{action}", **{**LIST, **args})[0] == code


def test_a_mail_for_a_list_that_is_not_there_is_refused(post: Post) -> None:
    options = {"ContactListName": "no"}
    assert post.refusal("sesv2.send_email", **mail("a@b.kr", ListManagementOptions=options))[0] == "NotFoundException"


@pytest.fixture
def weary(post: Post) -> Post:
    """Everybody at b.kr unsubscribes from what comes; the queue "q" hears of it for mails of the set "all"."""
    post.world.call("mailboxes.set_domain", domain="b.kr", unsubscribes=1_000)
    post.v2("create_configuration_set", ConfigurationSetName="all")
    destination = {
        "Enabled": True,
        "MatchingEventTypes": ["SUBSCRIPTION"],
        "SnsDestination": {"TopicArn": post.topic()},
    }
    named = {"ConfigurationSetName": "all", "EventDestinationName": "d"}
    post.v2("create_configuration_set_event_destination", **named, EventDestination=destination)
    post.later(1)
    post.told()
    return post


def send_in_set(post: Post, *to: str, **options: str) -> list[Any]:
    """What is told of a mail with these list options."""
    post.send(*to, ConfigurationSetName="all", ListManagementOptions={**LIST, **options})
    post.later(10)
    return post.told()


def test_who_unsubscribes_from_a_topic_gets_no_more_of_it_and_that_is_told_as_aws_writes_it(weary: Post) -> None:
    [told] = send_in_set(weary, "kim@b.kr", TopicName="news")
    assert list(told) == ["eventType", "mail", "subscription"]
    assert told["eventType"] == "Subscription"
    at = told["subscription"].pop("timestamp")
    assert told["subscription"] == {
        "contactList": "customers", "source": "UnsubscribeHeader",
        "newTopicPreferences": {
            "unsubscribeAll": False,
            "topicSubscriptionStatus": [{"topicName": "news", "subscriptionStatus": "OptOut"}],
        },
        "oldTopicPreferences": {"unsubscribeAll": False, "topicSubscriptionStatus": []},
    }  # fmt: skip
    assert at > told["mail"]["timestamp"]
    assert weary.events("MailUnsubscribed")[0]["list"] == "customers"
    contact = weary.ask("sesv2.get_contact", **LIST, EmailAddress="kim@b.kr")
    assert contact["TopicPreferences"] == [{"TopicName": "news", "SubscriptionStatus": "OPT_OUT"}]
    assert send_in_set(weary, "kim@b.kr", TopicName="news") == []
    assert weary.counts() == {"accepted": 2, "delivered": 1, "suppressed": 1}
    assert weary.world.cloud.outbox.open == 0


def test_who_unsubscribes_from_a_mail_without_a_topic_wants_nothing_of_the_list(weary: Post) -> None:
    weary.v2("create_contact", **LIST, EmailAddress="kim@b.kr", **wishes("offers", "OPT_IN"))
    [told] = send_in_set(weary, "kim@b.kr")
    before, after = (told["subscription"][f"{which}TopicPreferences"] for which in ("old", "new"))
    assert (before["unsubscribeAll"], after["unsubscribeAll"]) == (False, True)
    offers = [{"topicName": "offers", "subscriptionStatus": "OptIn"}]
    assert before["topicSubscriptionStatus"] == after["topicSubscriptionStatus"] == offers
    send_in_set(weary, "kim@b.kr", TopicName="offers")
    assert weary.counts() == {"accepted": 2, "delivered": 1, "suppressed": 1}


def test_a_mail_without_a_list_or_to_several_has_no_link_to_unsubscribe(weary: Post) -> None:
    assert send_in_set(weary, "kim@b.kr", "lee@b.kr") == []
    weary.send("kim@b.kr", ConfigurationSetName="all")
    weary.later(10)
    assert weary.told() == []


def test_who_is_no_longer_on_the_list_cannot_unsubscribe(weary: Post) -> None:
    weary.send("kim@b.kr", ConfigurationSetName="all", ListManagementOptions=LIST)
    weary.later(3)
    weary.v2("delete_contact_list", **LIST)
    weary.later(10)
    assert weary.told() == []
    assert weary.counts() == {"accepted": 1, "delivered": 1}


def test_a_template_may_name_the_link_to_unsubscribe_in_a_mail_for_a_list_only(post: Post) -> None:
    content = {"Subject": "s", "Html": "<a href='{{amazonSESUnsubscribeUrl}}'>x</a>"}
    args = {"Content": {"Template": {"TemplateContent": content, "TemplateData": "{}"}}}
    post.send("kim@b.kr", ListManagementOptions=LIST, **args)
    post.send("kim@b.kr", **args)
    post.later(5)
    assert post.counts() == {"accepted": 2, "delivered": 1, "unrendered": 1}
