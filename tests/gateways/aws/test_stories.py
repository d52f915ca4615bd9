"""Whole stories told to real clients: each is what somebody with boto3 would try first with a feature."""

import json
from typing import Any

import pytest

from tests.gateways.aws.clients import aws_client
from tests.gateways.aws.owner import at_the_page
from tests.site import Site

HIDDEN_S = "43200"  # longer than any test: only who asks for it gets a message back
SIMULATOR = "simulator.amazonses.com"


@pytest.fixture(scope="module")
def room(site: Site) -> dict[str, Any]:
    """An empty account, running at 60 times the pace of the wall."""
    opened = site.open_room("empty-bench")
    with at_the_page(opened, watches=False) as owner:
        owner.ask("room.set_rate", rate=60)
    return opened


@pytest.fixture(scope="module")
def sqs(room: dict[str, Any]) -> Any:
    return aws_client("sqs", room)


@pytest.fixture(scope="module")
def sns(room: dict[str, Any]) -> Any:
    return aws_client("sns", room)


def made(sqs: Any, name: str, **attributes: str) -> tuple[str, str]:
    """A new queue's URL and ARN."""
    fifo = {"FifoQueue": "true"} if name.endswith(".fifo") else {}
    given = {"VisibilityTimeout": HIDDEN_S, **fifo, **attributes}
    url = sqs.create_queue(QueueName=name, Attributes=given)["QueueUrl"]
    return url, sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def received(sqs: Any, url: str, most: int = 10) -> list[dict[str, Any]]:
    """What is there, or comes within 20 simulated seconds."""
    asked = {"QueueUrl": url, "MaxNumberOfMessages": most, "WaitTimeSeconds": 20}
    return sqs.receive_message(**asked, AttributeNames=["All"]).get("Messages", [])


def at_once(sqs: Any, url: str) -> list[str]:
    """The bodies a short poll gets."""
    return [one["Body"] for one in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])]


def given_back(sqs: Any, url: str, message: dict[str, Any]) -> None:
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)


def dead_after_one(arn: str) -> str:
    return json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 1})


def test_a_fifo_queue_keeps_the_order_of_each_group_and_drops_what_it_knows(sqs: Any) -> None:
    url, _ = made(sqs, "groups.fifo")
    entries = [
        {"Id": body, "MessageBody": body, "MessageGroupId": body[0], "MessageDeduplicationId": body}
        for body in ("a1", "a2", "b1")
    ]
    sent = sqs.send_message_batch(QueueUrl=url, Entries=entries)["Successful"]
    again = sqs.send_message(QueueUrl=url, MessageBody="x", MessageGroupId="a", MessageDeduplicationId="a1")
    assert again["MessageId"] == sent[0]["MessageId"]
    assert again["SequenceNumber"] == sent[0]["SequenceNumber"]
    [first] = received(sqs, url, 1)
    assert (first["Body"], first["Attributes"]["MessageGroupId"]) == ("a1", "a")
    assert at_once(sqs, url) == ["b1"]  # a2 waits behind a1
    sqs.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
    assert at_once(sqs, url) == ["a2"]


def test_what_failed_once_is_a_dead_letter_and_is_moved_back(sqs: Any) -> None:
    dead, dead_arn = made(sqs, "dead")
    url, _ = made(sqs, "work", RedrivePolicy=dead_after_one(dead_arn))
    sqs.send_message(QueueUrl=url, MessageBody="hard")
    [message] = received(sqs, url)
    given_back(sqs, url, message)
    assert at_once(sqs, url) == []
    assert sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"] == [url]
    [letter] = received(sqs, dead)
    assert letter["Attributes"]["DeadLetterQueueSourceArn"].endswith(":work")
    given_back(sqs, dead, letter)
    assert sqs.start_message_move_task(SourceArn=dead_arn)["TaskHandle"]
    assert [one["Body"] for one in received(sqs, url)] == ["hard"]
    [task] = sqs.list_message_move_tasks(SourceArn=dead_arn)["Results"]
    assert task["ApproximateNumberOfMessagesMoved"] == 1


def test_a_fifo_topic_hands_order_and_deduplication_on(sqs: Any, sns: Any) -> None:
    attributes = {"FifoTopic": "true", "ContentBasedDeduplication": "true"}
    topic = sns.create_topic(Name="news.fifo", Attributes=attributes)["TopicArn"]
    url, arn = made(sqs, "news.fifo")
    raw = {"RawMessageDelivery": "true"}
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=raw)
    for text in ("one", "two", "one"):
        assert sns.publish(TopicArn=topic, Message=text, MessageGroupId="g")["SequenceNumber"]
    got: list[dict[str, Any]] = []
    while len(got) < 2:
        messages = received(sqs, url, 1)
        assert messages
        got += messages
        sqs.delete_message(QueueUrl=url, ReceiptHandle=messages[0]["ReceiptHandle"])
    assert [one["Body"] for one in got] == ["one", "two"]
    assert {one["Attributes"]["MessageGroupId"] for one in got} == {"g"}
    assert at_once(sqs, url) == []
    _, standard = made(sqs, "plain")
    with pytest.raises(sns.exceptions.InvalidParameterException):
        sns.publish(TopicArn=topic, Message="no group")
    assert sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=standard)["SubscriptionArn"].startswith(topic)


def test_a_filter_on_the_body_lets_through_what_it_names(sqs: Any, sns: Any) -> None:
    topic = sns.create_topic(Name="orders")["TopicArn"]
    url, arn = made(sqs, "large-orders")
    policy = {"order": {"total": [{"numeric": [">=", 100]}], "kind": [{"prefix": "b"}]}}
    attributes = {"FilterPolicy": json.dumps(policy), "FilterPolicyScope": "MessageBody", "RawMessageDelivery": "true"}
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=attributes)
    orders = [{"total": 99, "kind": "book"}, {"total": 100, "kind": "toy"}, {"total": 250, "kind": "book"}]
    entries = [{"Id": str(n), "Message": json.dumps({"order": order})} for n, order in enumerate(orders)]
    sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=[*entries, {"Id": "text", "Message": "no JSON"}])
    assert [json.loads(one["Body"]) for one in received(sqs, url)] == [{"order": orders[2]}]
    assert at_once(sqs, url) == []


def test_what_cannot_be_delivered_goes_to_the_subscriptions_dead_letter_queue(sqs: Any, sns: Any) -> None:
    topic = sns.create_topic(Name="lonely")["TopicArn"]
    url, arn = made(sqs, "soon-gone")
    dead, dead_arn = made(sqs, "undelivered")
    redrive = json.dumps({"deadLetterTargetArn": dead_arn})
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RedrivePolicy": redrive})
    sqs.delete_queue(QueueUrl=url)
    sent = sns.publish(TopicArn=topic, Message="hello")["MessageId"]
    [letter] = received(sqs, dead)
    assert json.loads(letter["Body"])["MessageId"] == sent


def test_mails_to_the_simulator_are_told_of_by_a_topic_in_a_queue(room: dict[str, Any], sqs: Any, sns: Any) -> None:
    topic = sns.create_topic(Name="mails")["TopicArn"]
    url, arn = made(sqs, "mails")
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
    mail = aws_client("sesv2", room)
    mail.create_email_identity(EmailIdentity="shop@example.com")
    with at_the_page(room, watches=False) as owner:
        owner.ask("outbox.verify", identity="shop@example.com")
    mail.create_configuration_set(ConfigurationSetName="told")
    mail.create_configuration_set_event_destination(
        ConfigurationSetName="told",
        EventDestinationName="topic",
        EventDestination={
            "Enabled": True,
            "MatchingEventTypes": ["BOUNCE", "COMPLAINT"],
            "SnsDestination": {"TopicArn": topic},
        },
    )
    assert "Successfully validated" in received(sqs, url)[0]["Body"]
    simple = {"Subject": {"Data": "s"}, "Body": {"Html": {"Data": "<p>안녕"}}}
    to = [f"{kind}@{SIMULATOR}" for kind in ("success", "bounce", "complaint")]
    sent = mail.send_email(
        FromEmailAddress="shop@example.com",
        Destination={"ToAddresses": to},
        Content={"Simple": simple},
        ConfigurationSetName="told",
    )
    told = [json.loads(one["Body"]) for _ in range(2) for one in received(sqs, url, 1)]
    assert sorted(one["eventType"] for one in told) == ["Bounce", "Complaint"]
    assert {one["mail"]["messageId"] for one in told} == {sent["MessageId"]}
    [bounced] = [one["bounce"] for one in told if "bounce" in one]
    assert bounced["bouncedRecipients"][0]["emailAddress"] == f"bounce@{SIMULATOR}"
