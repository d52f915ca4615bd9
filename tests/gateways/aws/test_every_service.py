"""Unmodified boto3 and `aws` with every service of a room on the running site, in the protocols they speak."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.gateways.aws.clients import aws_cli, aws_client
from tests.gateways.aws.owner import at_the_page
from tests.site import Site


@pytest.fixture(scope="module")
def room(site: Site) -> dict[str, Any]:
    """A shop whose own StoreFront is silent, running at 60 times the pace of the wall."""
    opened = site.open_room("shop")
    with at_the_page(opened, watches=False) as owner:
        owner.ask("storefront.stop")
        owner.ask("room.set_rate", rate=60)
    return opened


def queue_for(room: dict[str, Any], name: str, region: str = "us-east-1") -> tuple[Any, str, str]:
    """A client of SQS, a new queue's URL and its ARN."""
    sqs = aws_client("sqs", room, region=region)
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return sqs, url, arn


def test_a_published_message_arrives_in_the_subscribed_queue(room: dict[str, Any]) -> None:
    sqs, url, arn = queue_for(room, "from-topic")
    sns = aws_client("sns", room)
    topic = sns.create_topic(Name="news", Tags=[{"Key": "team", "Value": "a&b"}])["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "false"})
    attributes = {"color": {"DataType": "String", "StringValue": "빨강 <&>"}}
    sent = sns.publish(TopicArn=topic, Message="안녕", Subject="s", MessageAttributes=attributes)
    received = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20)["Messages"][0]
    envelope = json.loads(received["Body"])
    assert (envelope["MessageId"], envelope["Message"]) == (sent["MessageId"], "안녕")
    assert envelope["MessageAttributes"] == {"color": {"Type": "String", "Value": "빨강 <&>"}}
    listed = [each["TopicArn"] for page in sns.get_paginator("list_topics").paginate() for each in page["Topics"]]
    assert topic in listed
    assert sns.list_tags_for_resource(ResourceArn=topic)["Tags"] == [{"Key": "team", "Value": "a&b"}]


def test_an_unknown_topic_is_the_error_that_programs_catch(room: dict[str, Any]) -> None:
    sns = aws_client("sns", room)
    with pytest.raises(sns.exceptions.NotFoundException) as refused:
        sns.publish(TopicArn="arn:aws:sns:us-east-1:123456789012:nowhere", Message="hello")
    response = refused.value.response
    assert response["Error"] == {"Type": "Sender", "Code": "NotFound", "Message": "Topic does not exist"}
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_regions_know_nothing_of_each_other(room: dict[str, Any]) -> None:
    _, url, _ = queue_for(room, "only-here", region="eu-west-1")
    assert aws_client("sqs", room, region="eu-west-1").get_queue_url(QueueName="only-here")["QueueUrl"] == url
    home = aws_client("sqs", room)
    with pytest.raises(home.exceptions.QueueDoesNotExist):
        home.get_queue_url(QueueName="only-here")
    topic = aws_client("sns", room, region="eu-west-1").create_topic(Name="far")["TopicArn"]
    assert topic == "arn:aws:sns:eu-west-1:123456789012:far"


def test_a_participant_is_told_who_it_is(room: dict[str, Any]) -> None:
    identity = aws_client("sts", room, "park").get_caller_identity()
    assert identity["Account"] == "123456789012"
    assert identity["Arn"].endswith("park")


def test_mail_is_sent_through_both_apis(room: dict[str, Any]) -> None:
    old, new = aws_client("ses", room), aws_client("sesv2", room)
    for address in ("from@example.com", "to@example.com"):
        new.create_email_identity(EmailIdentity=address)
    assert "from@example.com" in old.list_identities()["Identities"]
    before = old.get_send_quota()["SentLast24Hours"]
    body = {"Subject": {"Data": "안녕"}, "Body": {"Text": {"Data": "hello"}}}
    to = {"ToAddresses": ["to@example.com"]}
    with pytest.raises(ClientError):
        old.send_email(Source="stranger@example.org", Destination=to, Message=body)
    for address in ("from@example.com", "to@example.com"):
        verified(room, address)
    assert old.send_email(Source="from@example.com", Destination=to, Message=body)["MessageId"]
    assert old.send_raw_email(Source="from@example.com", Destinations=to["ToAddresses"], RawMessage={"Data": RAW})
    assert new.send_email(FromEmailAddress="from@example.com", Destination=to, Content={"Simple": body})["MessageId"]
    assert new.get_account()["SendQuota"]["SentLast24Hours"] == before + 3


RAW = b"From: from@example.com\r\nTo: to@example.com\r\nSubject: s\r\n\r\nhello\r\n"


def verified(room: dict[str, Any], address: str) -> None:
    """Wait until somebody has pressed the link in the mail, as simulated people do."""
    new = aws_client("sesv2", room)
    for _ in range(200):
        if new.get_email_identity(EmailIdentity=address)["VerifiedForSendingStatus"]:
            return
    raise AssertionError(f"{address} was never verified")


def test_lists_come_in_both_shapes(room: dict[str, Any]) -> None:
    new = aws_client("sesv2", room)
    new.create_configuration_set(ConfigurationSetName="mine")
    assert "mine" in new.list_configuration_sets()["ConfigurationSets"]
    assert isinstance(new.list_email_identities(PageSize=5)["EmailIdentities"], list)


def test_a_name_with_signs_of_an_address_travels_in_the_path(room: dict[str, Any]) -> None:
    new = aws_client("sesv2", room)
    new.put_suppressed_destination(EmailAddress="a+b/c@example.com", Reason="BOUNCE")
    found = new.get_suppressed_destination(EmailAddress="a+b/c@example.com")["SuppressedDestination"]
    assert (found["EmailAddress"], found["Reason"]) == ("a+b/c@example.com", "BOUNCE")
    with pytest.raises(new.exceptions.NotFoundException):
        new.get_suppressed_destination(EmailAddress="other@example.com")


@pytest.mark.parametrize("service", ["ses", "sts"])
def test_what_is_not_simulated_is_said_in_awss_way(room: dict[str, Any], service: str) -> None:
    asks = {
        "ses": lambda client: client.list_receipt_filters(),
        "sts": lambda client: client.get_session_token(),
    }
    with pytest.raises(ClientError) as refused:
        asks[service](aws_client(service, room))
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_the_aws_command_speaks_to_every_service(room: dict[str, Any]) -> None:
    topic = json.loads(aws_cli(room, "sns", "create-topic", "--name", "typed"))["TopicArn"]
    assert json.loads(aws_cli(room, "sns", "publish", "--topic-arn", topic, "--message", "hi"))["MessageId"]
    assert topic in aws_cli(room, "sns", "list-topics")
    assert json.loads(aws_cli(room, "sts", "get-caller-identity", name="lee"))["Arn"].endswith("lee")
    assert json.loads(aws_cli(room, "ses", "get-send-quota"))["MaxSendRate"] >= 1
    assert "EmailIdentities" in json.loads(aws_cli(room, "sesv2", "list-email-identities"))
    assert "NotFound" in aws_cli(room, "sns", "get-topic-attributes", "--topic-arn", f"{topic}x")
    assert "NotFoundException" in aws_cli(room, "sesv2", "get-email-identity", "--email-identity", "x@example.com")


def test_who_has_a_key_of_the_room_is_let_in_where_nobody_else_is(site: Site) -> None:
    room = site.open_room("shop", "--paused")
    with at_the_page(room, watches=False) as owner:
        owner.ask("room.open_wire", open=False)
        key = owner.ask("room.make_key", name="park")
    with pytest.raises(ClientError) as refused:
        aws_client("sqs", room).list_queues()
    assert refused.value.response["Error"]["Code"] == "AccessDenied"
    mine = aws_client("sqs", room, key["key_id"], secret=key["secret"])
    assert mine.list_queues()["QueueUrls"]
    assert aws_client("sts", room, key["key_id"], secret=key["secret"]).get_caller_identity()["Arn"].endswith("park")
    with pytest.raises(ClientError) as forged:
        aws_client("sqs", room, key["key_id"]).list_queues()
    assert forged.value.response["Error"]["Code"] == "SignatureDoesNotMatch"


def test_the_last_calls_are_seen_at_the_page(room: dict[str, Any]) -> None:
    with at_the_page(room) as viewer:
        aws_client("sns", room, "choi").create_topic(Name="watched")
        calls = viewer.wait_for_entity(
            lambda key, entity: key == "calls" and any(call[2] == "choi" for call in entity["last"])
        )
    assert [call[2:] for call in calls["last"] if call[2] == "choi"] == [["choi", "sns:CreateTopic", "watched", ""]]
