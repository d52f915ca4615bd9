"""What AWS refuses with: code, query code, status and text, as recorded or as its models say.

The bounds are those of limits.py.
"""

from typing import Any

import pytest

from labs.engines.aws.errors.base import AwsError
from labs.engines.aws.errors.sqs import SqsError
from labs.engines.sim import Query
from tests.engines.aws.world import World

ARN = "arn:aws:sns:us-east-1:123456789012:"
QUEUE_ARN = "arn:aws:sqs:us-east-1:123456789012:q"
ATTRIBUTE = {"DataType": "String", "StringValue": "x"}
SQS_PREFIX = "AWS.SimpleQueueService."
RANGE = "Value {} for parameter {} is invalid. Reason: {}"

# action, arguments, code (`__type`), query code (boto3's Error.Code), status, text
REFUSALS: list[tuple[str, dict[str, Any], str, str, int, str]] = [
    (
        "sqs.send_message", {"QueueUrl": "nowhere", "MessageBody": "a"},
        "QueueDoesNotExist", SQS_PREFIX + "NonExistentQueue", 400, "The specified queue does not exist.",
    ),
    (
        "sqs.send_message", {"MessageBody": "a"},
        "MissingRequiredParameterException", "MissingParameter", 400,
        "The request must contain the parameter QueueUrl.",
    ),
    (
        "sqs.send_message", {"QueueUrl": "q", "MessageBody": ""},
        "MissingRequiredParameterException", "MissingParameter", 400,
        "The request must contain the parameter MessageBody.",
    ),
    (
        "sqs.send_message", {"QueueUrl": "q", "MessageBody": "\x00"},
        "InvalidMessageContents", "InvalidMessageContents", 400,
        "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD"
        " | #x10000 to #x10FFFF",
    ),
    (
        "sqs.send_message", {"QueueUrl": "q", "MessageBody": "x" * 1_048_577},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.",
    ),
    (
        "sqs.send_message", {"QueueUrl": "q", "MessageBody": "a", "DelaySeconds": 901},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        RANGE.format(901, "DelaySeconds", "DelaySeconds must be >= 0 and <= 900."),
    ),
    (
        "sqs.send_message",
        {"QueueUrl": "q", "MessageBody": "a", "MessageAttributes": {"X": {"DataType": "String", "StringValue": ""}}},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        "Message (user) attribute 'X' must contain a non-empty value of type 'String'.",
    ),
    (
        "sqs.send_message",
        {"QueueUrl": "q", "MessageBody": "a", "MessageAttributes": {str(n): ATTRIBUTE for n in range(11)}},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        "Number of message attributes [11] exceeds the allowed maximum [10].",
    ),
    (
        "sqs.receive_message", {"QueueUrl": "q", "MaxNumberOfMessages": 11},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        RANGE.format(11, "MaxNumberOfMessages", "Must be between 1 and 10, if provided."),
    ),
    (
        "sqs.receive_message", {"QueueUrl": "q", "WaitTimeSeconds": 21},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        RANGE.format(21, "WaitTimeSeconds", "Must be >= 0 and <= 20, if provided."),
    ),
    (
        "sqs.receive_message", {"QueueUrl": "q", "VisibilityTimeout": 43_201},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        RANGE.format(43_201, "VisibilityTimeout", "Must be between 0 and 43200, if provided."),
    ),
    (
        "sqs.delete_message", {"QueueUrl": "q", "ReceiptHandle": "nonsense"},
        "ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", 400,
        'The input receipt handle "nonsense" is not a valid receipt handle.',
    ),
    (
        "sqs.delete_message", {"QueueUrl": "q"},
        "MissingRequiredParameterException", "MissingParameter", 400,
        "The request must contain the parameter ReceiptHandle.",
    ),
    (
        "sqs.change_message_visibility", {"QueueUrl": "q", "ReceiptHandle": "x"},
        "MissingRequiredParameterException", "MissingParameter", 400,
        "The request must contain the parameter VisibilityTimeout.",
    ),
    (
        "sqs.send_message_batch", {"QueueUrl": "q", "Entries": []},
        "EmptyBatchRequest", SQS_PREFIX + "EmptyBatchRequest", 400,
        "There should be at least one SendMessageBatchRequestEntry in the request.",
    ),
    (
        "sqs.delete_message_batch", {"QueueUrl": "q", "Entries": [{"Id": str(n)} for n in range(20)]},
        "TooManyEntriesInBatchRequest", SQS_PREFIX + "TooManyEntriesInBatchRequest", 400,
        "Maximum number of entries per request are 10. You have sent 20.",
    ),
    (
        "sqs.delete_message_batch", {"QueueUrl": "q", "Entries": [{"Id": "a"}, {"Id": "a"}]},
        "BatchEntryIdsNotDistinct", SQS_PREFIX + "BatchEntryIdsNotDistinct", 400, "Id a repeated.",
    ),
    (
        "sqs.change_message_visibility_batch", {"QueueUrl": "q", "Entries": [{"Id": "a b"}]},
        "InvalidBatchEntryId", SQS_PREFIX + "InvalidBatchEntryId", 400,
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores."
        " It can be at most 80 letters long.",
    ),
    (
        "sqs.send_message_batch",
        {"QueueUrl": "q", "Entries": [{"Id": "a", "MessageBody": "x" * 1_048_576}, {"Id": "b", "MessageBody": "y"}]},
        "BatchRequestTooLong", SQS_PREFIX + "BatchRequestTooLong", 400,
        "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
    ),
    (
        "sqs.set_queue_attributes", {"QueueUrl": "q", "Attributes": {"Policy": "[]"}},
        "InvalidAttributeValue", "InvalidAttributeValue", 400, "Invalid value for the parameter Policy.",
    ),
    (
        "sqs.set_queue_attributes",
        {"QueueUrl": "q", "Attributes": {"KmsMasterKeyId": "alias/x", "SqsManagedSseEnabled": "true"}},
        "InvalidAttributeValue", "InvalidAttributeValue", 400,
        "You can use one type of server-side encryption (SSE) at one time."
        " You can either enable KMS SSE or SQS SSE.",
    ),
    (
        "sqs.add_permission",
        {"QueueUrl": "q", "Label": "l", "AWSAccountIds": ["111111111111"], "Actions": ["RemovePermission"]},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        RANGE.format("SQS:RemovePermission", "ActionName", "Only the queue owner is allowed to invoke this action."),
    ),
    (
        "sqs.add_permission", {"QueueUrl": "q", "Label": "l", "AWSAccountIds": [], "Actions": ["SendMessage"]},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        RANGE.format("[]", "PrincipalId", "Unable to verify."),
    ),
    (
        "sqs.add_permission",
        {"QueueUrl": "q", "Label": "l", "AWSAccountIds": ["111111111111"], "Actions": ["SendMessage"] * 8},
        "OverLimit", "OverLimit", 403, "8 Actions were found, maximum allowed is 7.",
    ),
    (
        "sqs.remove_permission", {"QueueUrl": "q", "Label": "l"},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        RANGE.format("l", "Label", "can't find label on existing policy."),
    ),
    (
        "sqs.tag_queue", {"QueueUrl": "q", "Tags": {str(n): "" for n in range(51)}},
        "InvalidParameterValueException", "InvalidParameterValue", 400, "Too many tags added for queue q.",
    ),
    (
        "sqs.untag_queue", {"QueueUrl": "q", "TagKeys": []},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        "Tag keys must be between 1 and 128 characters in length.",
    ),
    (
        "sqs.create_queue", {"QueueName": "x.fifo"},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    ),
    (
        "sqs.create_queue", {"QueueName": "x", "Attributes": {"FifoQueue": "true"}},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores,"
        " must end with .fifo suffix and be 1 to 80 in length.",
    ),
    (
        "sqs.create_queue", {"QueueName": "x", "Attributes": {"FifoQueue": "false"}},
        "InvalidAttributeName", "InvalidAttributeName", 400, "Unknown Attribute FifoQueue.",
    ),
    (
        "sqs.set_queue_attributes", {"QueueUrl": "q", "Attributes": {"DeduplicationScope": "queue"}},
        "InvalidAttributeName", "InvalidAttributeName", 400,
        "You can specify the DeduplicationScope only when FifoQueue is set to true.",
    ),
    (
        "sqs.set_queue_attributes", {"QueueUrl": "f.fifo", "Attributes": {"FifoQueue": "true"}},
        "InvalidAttributeValue", "InvalidAttributeValue", 400,
        "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.",
    ),
    (
        "sqs.set_queue_attributes",
        {"QueueUrl": "f.fifo", "Attributes": {"FifoThroughputLimit": "perMessageGroupId"}},
        "InvalidAttributeValue", "InvalidAttributeValue", 400,
        "Invalid value for the parameter FifoThroughputLimit."
        " Reason: The value perMessageGroupId is allowed only when DeduplicationScope is messageGroup.",
    ),
    (
        "sqs.send_message", {"QueueUrl": "f.fifo", "MessageBody": "a"},
        "MissingRequiredParameterException", "MissingParameter", 400,
        "The request must contain the parameter MessageGroupId.",
    ),
    (
        "sqs.send_message", {"QueueUrl": "f.fifo", "MessageBody": "a", "MessageGroupId": "g"},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    ),
    (
        "sqs.send_message", {"QueueUrl": "f.fifo", "MessageBody": "a", "MessageGroupId": "g", "DelaySeconds": 2},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        RANGE.format(
            2, "DelaySeconds", "The request include parameter that is not valid for this queue type."
        ),
    ),
    (
        "sqs.send_message",
        {"QueueUrl": "f.fifo", "MessageBody": "a", "MessageGroupId": "g", "MessageDeduplicationId": "a b"},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        RANGE.format(
            "a b", "MessageDeduplicationId",
            "MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to 128 in length.",
        ),
    ),
    (
        "sqs.send_message", {"QueueUrl": "q", "MessageBody": "a", "MessageDeduplicationId": "x"},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        RANGE.format(
            "x", "MessageDeduplicationId", "The request include parameter that is not valid for this queue type."
        ),
    ),
    (
        "sqs.create_queue", {},
        "MissingRequiredParameterException", "MissingParameter", 400,
        "The request must contain the parameter QueueName.",
    ),
    (
        "sqs.create_queue", {"QueueName": "a b"},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    ),
    (
        "sqs.create_queue", {"QueueName": "x" * 81},
        "InvalidParameterValueException", "InvalidParameterValue", 400,
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    ),
    (
        "sqs.create_queue", {"QueueName": "n", "Attributes": {"Nonsense": "1"}},
        "InvalidAttributeName", "InvalidAttributeName", 400, "Unknown Attribute Nonsense.",
    ),
    (
        "sqs.create_queue", {"QueueName": "n", "Attributes": {"ContentBasedDeduplication": "true"}},
        "InvalidAttributeName", "InvalidAttributeName", 400, "Unknown Attribute ContentBasedDeduplication.",
    ),
    (
        "sqs.set_queue_attributes", {"QueueUrl": "q", "Attributes": {"VisibilityTimeout": "43201"}},
        "InvalidAttributeValue", "InvalidAttributeValue", 400, "Invalid value for the parameter VisibilityTimeout.",
    ),
    (
        "sqs.set_queue_attributes", {"QueueUrl": "q", "Attributes": {"MessageRetentionPeriod": "59"}},
        "InvalidAttributeValue", "InvalidAttributeValue", 400,
        "Invalid value for the parameter MessageRetentionPeriod.",
    ),
    (
        "sqs.set_queue_attributes", {"QueueUrl": "q", "Attributes": {"DelaySeconds": "٣"}},
        "InvalidAttributeValue", "InvalidAttributeValue", 400, "Invalid value for the parameter DelaySeconds.",
    ),
    (
        "sns.publish", {"TopicArn": "orders", "Message": "a"},
        "InvalidParameter", "InvalidParameter", 400,
        "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
    ),
    ("sns.publish", {"TopicArn": ARN + "no", "Message": "a"}, "NotFound", "NotFound", 404, "Topic does not exist"),
    (
        "sns.publish", {"TopicArn": ARN + "t", "Message": ""},
        "InvalidParameter", "InvalidParameter", 400, "Invalid parameter: Empty message",
    ),
    (
        "sns.publish", {"TopicArn": ARN + "t", "Message": "x" * 262_145},
        "InvalidParameter", "InvalidParameter", 400, "Invalid parameter: Message too long",
    ),
    (
        "sns.publish", {"TopicArn": ARN + "t", "Message": "a", "Subject": "x" * 101},
        "InvalidParameter", "InvalidParameter", 400, "Invalid parameter: Subject",
    ),
    (
        "sns.subscribe", {"TopicArn": ARN + "t", "Protocol": "sqs", "Endpoint": QUEUE_ARN + ".fifo"},
        "InvalidParameter", "InvalidParameter", 400,
        "Invalid parameter: Invalid parameter: Endpoint Reason:"
        " FIFO SQS Queues can not be subscribed to standard SNS topics",
    ),
    (
        "sns.subscribe",
        {
            "TopicArn": ARN + "t", "Protocol": "sqs", "Endpoint": QUEUE_ARN,
            "Attributes": {"RawMessageDelivery": "x"},
        },
        "InvalidParameter", "InvalidParameter", 400,
        "Invalid parameter: Attributes Reason: RawMessageDelivery: Invalid value [x]. Must be true or false.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("action", "args", "code", "query_code", "status", "text"),
    REFUSALS,
    ids=[f"{number}-{refusal[0]}-{refusal[2]}" for number, refusal in enumerate(REFUSALS)],
)
def test_a_refusal_is_aws_own(
    world: World, action: str, args: dict[str, Any], code: str, query_code: str, status: int, text: str
) -> None:
    world.call("sns.create_topic", Name="t")
    world.fifo(ContentBasedDeduplication="false")
    before = world.sim.log.count
    data = {"query_code": query_code, "http_status": status, "sender_fault": True}
    assert world.refusal(action, **args) == {"code": code, "message": text, "data": data}
    assert world.sim.log.count == before


def test_every_refusal_of_sqs_says_its_code_and_its_text() -> None:
    refusals = SqsError.__subclasses__()
    assert len(refusals) > 20
    assert all(issubclass(refusal, AwsError) and refusal.code and refusal.text for refusal in refusals)


def test_purging_too_soon_is_a_403(world: World) -> None:
    world.call("sqs.purge_queue", QueueUrl="q")
    assert world.refusal("sqs.purge_queue", QueueUrl="q") == {
        "code": "PurgeQueueInProgress",
        "message": "Only one PurgeQueue operation on q is allowed every 60 seconds.",
        "data": {"query_code": SQS_PREFIX + "PurgeQueueInProgress", "http_status": 403, "sender_fault": True},
    }


def test_a_queue_of_another_account_is_not_found(world: World) -> None:
    with pytest.raises(AwsError) as refused:
        world.sim.query(Query("sqs.get_queue_url", {"QueueName": "q", "QueueOwnerAWSAccountId": "999999999999"}))
    assert refused.value.code == "QueueDoesNotExist"


def test_the_visibility_of_a_deleted_message_cannot_be_changed(world: World) -> None:
    world.send("a")
    [message] = world.receive()
    world.delete(message["ReceiptHandle"])
    change = {"QueueUrl": "q", "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": 1}
    refused = world.refusal("sqs.change_message_visibility", **change)
    assert refused["code"] == "InvalidParameterValueException"
    assert refused["message"].endswith("Message does not exist or is not available for visibility timeout change.")
