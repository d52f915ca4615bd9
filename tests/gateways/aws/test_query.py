"""The Query protocol, made by hand: what old programs and `curl` send, and what they get."""

from typing import Any
from xml.etree import ElementTree

import pytest

from labs.gateways.aws import faults, query
from labs.gateways.aws.answers import Answer
from tests.gateways.aws.requesting import BASE, SERVICES, operation, request

SQS = "Version=2012-11-05&"
SNS = "Version=2010-03-31&"


def read(form: str, **parts: Any) -> tuple[str, dict[str, Any]]:
    """The engine's method and its arguments."""
    asked = request(form.encode(), **parts)
    service, found = query.find_operation(asked, SERVICES)
    return found.method, query.parse(asked, service, found)


def as_tree(answer: Answer) -> ElementTree.Element:
    return ElementTree.fromstring(answer.body)


@pytest.mark.parametrize(
    ("form", "method"),
    [
        ("Action=ListTopics&Version=2010-03-31", "sns.list_topics"),
        ("Action=ListIdentities&Version=2010-12-01", "ses.list_identities"),
        ("Action=ListQueues&Version=2012-11-05", "sqs.list_queues"),
        ("Action=GetCallerIdentity&Version=2011-06-15", "sts.get_caller_identity"),
        ("Action=AddPermission&Version=2010-03-31&TopicArn=t&Label=l&AWSAccountId=&ActionName=", "sns.add_permission"),
    ],
)
def test_the_version_tells_the_service(form: str, method: str) -> None:
    assert read(form)[0] == method


def test_without_a_version_the_signature_tells_it() -> None:
    assert read("Action=ListTopics", scope="us-east-1/sns")[0] == "sns.list_topics"


def test_the_version_goes_before_the_signature() -> None:
    assert read(f"Action=ListTopics&{SNS}", scope="us-east-1/ses")[0] == "sns.list_topics"


@pytest.mark.parametrize(
    ("form", "parts", "fault"),
    [
        ("", {}, faults.MissingAction),
        ("Version=2010-03-31", {}, faults.MissingAction),
        ("Action.x=ListTopics", {}, faults.MissingAction),
        ("Action=ListTopics", {}, faults.UnknownOperation),
        ("Action=ListTopics&Version=1999-01-01", {}, faults.UnknownOperation),
        ("Action=ListTopics&Version=2019-09-27", {}, faults.UnknownOperation),
        ("Action=ListTopics", {"scope": "us-east-1/sesv2"}, faults.UnknownOperation),
        (f"Action=FlyAway&{SNS}", {}, faults.UnknownOperation),
        (f"Action=ListTopics&{SNS}", {"method": "PUT"}, faults.WrongMethod),
    ],
)
def test_what_is_no_action_of_a_service_is_refused(form: str, parts: dict[str, Any], fault: type[Exception]) -> None:
    with pytest.raises(fault):
        read(form, **parts)


def test_a_query_string_is_a_form_too() -> None:
    asked = request(method="GET", query=f"Action=ListTopics&{SNS}NextToken=a%2Bb")
    service, found = query.find_operation(asked, SERVICES)
    assert query.parse(asked, service, found) == {"NextToken": "a+b"}


def test_a_send_as_sqs_was_asked_before_it_spoke_json() -> None:
    form = (
        "QueueUrl=q&MessageBody=hello+you&DelaySeconds=5"
        "&MessageAttribute.1.Name=k&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=v"
        "&MessageAttribute.2.Name=b&MessageAttribute.2.Value.DataType=Binary&MessageAttribute.2.Value.BinaryValue=AAE%3D"
    )
    assert read(f"Action=SendMessage&{SQS}{form}") == (
        "sqs.send_message",
        {
            "QueueUrl": "q", "MessageBody": "hello you", "DelaySeconds": 5,
            "MessageAttributes": {
                "k": {"DataType": "String", "StringValue": "v"}, "b": {"DataType": "Binary", "BinaryValue": "AAE="}
            },
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "args"),
    [
        ("CreateQueue&QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=5&Tag.1.Key=a&Tag.1.Value=b",
         {"QueueName": "q", "Attributes": {"DelaySeconds": "5"}, "tags": {"a": "b"}}),
        ("GetQueueAttributes&QueueUrl=q&AttributeName.1=All", {"QueueUrl": "q", "AttributeNames": ["All"]}),
        ("DeleteMessageBatch&QueueUrl=q&DeleteMessageBatchRequestEntry.1.Id=1"
         "&DeleteMessageBatchRequestEntry.1.ReceiptHandle=r",
         {"QueueUrl": "q", "Entries": [{"Id": "1", "ReceiptHandle": "r"}]}),
        ("UntagQueue&QueueUrl=q&TagKey.2=b&TagKey.1=a", {"QueueUrl": "q", "TagKeys": ["a", "b"]}),
        ("AddPermission&QueueUrl=q&Label=l&AWSAccountId.1=1&ActionName.1=*",
         {"QueueUrl": "q", "Label": "l", "AWSAccountIds": ["1"], "Actions": ["*"]}),
    ],
)  # fmt: skip
def test_sqs_has_its_older_names(form: str, args: dict[str, Any]) -> None:
    assert read(f"{SQS}Action={form}")[1] == args


def test_a_call_at_the_queues_own_address_means_that_queue() -> None:
    form = f"Action=SendMessage&{SQS}MessageBody=hello"
    assert read(form, queue=f"{BASE}/123456789012/q")[1]["QueueUrl"] == f"{BASE}/123456789012/q"
    with pytest.raises(faults.MissingParameter):
        read(form)


@pytest.mark.parametrize(
    "form",
    [
        "Action=ReceiveMessage&QueueUrl=q&MaxNumberOfMessages=three",
        "Action=ReceiveMessage&QueueUrl=q&MaxNumberOfMessages=1_0",
        "Action=ReceiveMessage&QueueUrl=q&MaxNumberOfMessages=99999999999",
        "Action=ReceiveMessage&QueueUrl.x=q",
        "Action=ReceiveMessage&QueueUrl=q&AttributeName.x=All",
        "Action=ReceiveMessage&QueueUrl=q&AttributeName=All",
        "Action=ReceiveMessage&QueueUrl=q&QueueUrl.x=q",
        "Action=ReceiveMessage&QueueUrl.x=q&QueueUrl=q",
        "Action=ReceiveMessage&QueueUrl=%FF",
        "&".join(["Action=ListQueues", *["x=1"] * 5_001]),
    ],
)
def test_what_does_not_fit_the_model_is_malformed(form: str) -> None:
    with pytest.raises(faults.Malformed):
        read(SQS + form)


def test_a_result_stands_in_the_elements_that_old_programs_read() -> None:
    value = {
        "Messages": [{"MessageId": "m", "Body": "a<b&\rc\x00", "Attributes": {"SenderId": "kim"}}],
    }
    answer = query.result(value, SERVICES["sqs"], operation("sqs", "ReceiveMessage"), "id")
    space = "{http://queue.amazonaws.com/doc/2012-11-05/}"
    message = as_tree(answer).find(f"{space}ReceiveMessageResult/{space}Message")
    assert message is not None
    assert message.findtext(f"{space}Body") == "a<b&\rc\ufffd"
    assert message.findtext(f"{space}Attribute/{space}Name") == "SenderId"
    assert message.findtext(f"{space}Attribute/{space}Value") == "kim"


def test_tags_of_a_queue_have_keys() -> None:
    answer = query.result({"Tags": {"a": "b"}}, SERVICES["sqs"], operation("sqs", "ListQueueTags"), "id")
    assert b"<Tag><Key>a</Key><Value>b</Value></Tag>" in answer.body


def test_an_action_without_a_result_has_only_its_id() -> None:
    answer = query.result({}, SERVICES["sns"], operation("sns", "DeleteTopic"), "id-1")
    assert b"Result" not in answer.body
    assert b"<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata>" in answer.body


def test_an_error_has_the_services_code_and_name_space() -> None:
    error = {
        "code": "QueueDoesNotExist", "message": "The specified queue does not exist.",
        "data": {"query_code": "AWS.SimpleQueueService.NonExistentQueue", "http_status": 400, "sender_fault": True},
    }  # fmt: skip
    answer = query.failure(faults.from_engine(error, "sqs.send_message"), SERVICES["sqs"], "id-1")
    assert answer.status == 400
    assert answer.body.endswith(
        b'<ErrorResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><Error><Type>Sender</Type>'
        b"<Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified queue does not exist.</Message>"
        b"<Detail/></Error><RequestId>id-1</RequestId></ErrorResponse>"
    )
