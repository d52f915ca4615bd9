"""What SQS refuses with: query codes are mostly "AWS.SimpleQueueService.<name>"."""

from labs.engines.aws.errors.base import AwsError


class SqsError(AwsError):
    """Base of what SQS refuses with."""


class QueueDoesNotExist(SqsError):
    code = "QueueDoesNotExist"
    query_code = "AWS.SimpleQueueService.NonExistentQueue"
    text = "The specified queue does not exist."


class QueueNameExists(SqsError):
    code = "QueueNameExists"
    query_code = "QueueAlreadyExists"
    text = "A queue already exists with the same name and a different value for attribute {attribute}"


class QueueDeletedRecently(SqsError):
    code = "QueueDeletedRecently"
    query_code = "AWS.SimpleQueueService.QueueDeletedRecently"
    text = "You must wait 60 seconds after deleting a queue before you can create another with the same name."


class ReceiptHandleIsInvalid(SqsError):
    code = "ReceiptHandleIsInvalid"
    text = 'The input receipt handle "{handle}" is not a valid receipt handle.'


class InvalidParameterValue(SqsError):
    """A value out of range; `reason` is a sentence."""

    code = "InvalidParameterValueException"
    query_code = "InvalidParameterValue"
    text = "Value {value} for parameter {parameter} is invalid. Reason: {reason}"


class InvalidParameter(SqsError):
    """A value that cannot be meant; `problem` is the whole sentence."""

    code = "InvalidParameterValueException"
    query_code = "InvalidParameterValue"
    text = "{problem}"


class InvalidMessageAttribute(SqsError):
    code = "InvalidParameterValueException"
    query_code = "InvalidParameterValue"
    text = "{problem}"


class MessageTooLong(SqsError):
    code = "InvalidParameterValueException"
    query_code = "InvalidParameterValue"
    text = "One or more parameters are invalid. Reason: Message must be shorter than {limit} bytes."


class InvalidQueueName(SqsError):
    code = "InvalidParameterValueException"
    query_code = "InvalidParameterValue"
    text = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"


class InvalidFifoQueueName(SqsError):
    code = "InvalidParameterValueException"
    query_code = "InvalidParameterValue"
    text = (
        "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores,"
        " must end with .fifo suffix and be 1 to 80 in length."
    )


class MissingParameter(SqsError):
    code = "MissingRequiredParameterException"
    query_code = "MissingParameter"
    text = "The request must contain the parameter {parameter}."


class InvalidAttributeName(SqsError):
    code = "InvalidAttributeName"
    text = "Unknown Attribute {attribute}."


class FifoAttributeName(SqsError):
    code = "InvalidAttributeName"
    text = "You can specify the {attribute} only when FifoQueue is set to true."


class InvalidAttributeValue(SqsError):
    code = "InvalidAttributeValue"
    text = "Invalid value for the parameter {attribute}."


class InvalidAttribute(SqsError):
    """An attribute's value that cannot be meant; `problem` is the whole sentence."""

    code = "InvalidAttributeValue"
    text = "{problem}"


class InvalidMessageContents(SqsError):
    code = "InvalidMessageContents"
    text = (
        "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD"
        " | #x10000 to #x10FFFF"
    )


class EmptyBatchRequest(SqsError):
    code = "EmptyBatchRequest"
    query_code = "AWS.SimpleQueueService.EmptyBatchRequest"
    text = "There should be at least one {action}RequestEntry in the request."


class TooManyEntriesInBatchRequest(SqsError):
    code = "TooManyEntriesInBatchRequest"
    query_code = "AWS.SimpleQueueService.TooManyEntriesInBatchRequest"
    text = "Maximum number of entries per request are {most}. You have sent {sent}."


class InvalidBatchEntryId(SqsError):
    code = "InvalidBatchEntryId"
    query_code = "AWS.SimpleQueueService.InvalidBatchEntryId"
    text = (
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores."
        " It can be at most 80 letters long."
    )


class BatchEntryIdsNotDistinct(SqsError):
    code = "BatchEntryIdsNotDistinct"
    query_code = "AWS.SimpleQueueService.BatchEntryIdsNotDistinct"
    text = "Id {id} repeated."


class BatchRequestTooLong(SqsError):
    code = "BatchRequestTooLong"
    query_code = "AWS.SimpleQueueService.BatchRequestTooLong"
    text = "Batch requests cannot be longer than {most} bytes. You have sent {sent} bytes."


class ResourceNotFound(SqsError):
    """`problem` is the whole sentence."""

    code = "ResourceNotFoundException"
    http_status = 404
    text = "{problem}"


class PurgeQueueInProgress(SqsError):
    code = "PurgeQueueInProgress"
    query_code = "AWS.SimpleQueueService.PurgeQueueInProgress"
    http_status = 403
    text = "Only one PurgeQueue operation on {queue} is allowed every 60 seconds."


class OverLimit(SqsError):
    code = "OverLimit"
    http_status = 403
    text = (
        "Too many messages have been received without being deleted."
        " Please delete your received messages or let them timeout before receiving more."
    )


class TooManyActions(SqsError):
    code = "OverLimit"
    http_status = 403
    text = "{count} Actions were found, maximum allowed is {most}."


class RequestThrottled(SqsError):
    """Too many calls on a FIFO queue in a second; or the room's own limit, told in AWS's way: come back later."""

    code = "RequestThrottled"
    http_status = 403
    sender_fault = False  # AWS's answer says Sender; callers here try again what is no sender's fault
    text = "Request is throttled."
