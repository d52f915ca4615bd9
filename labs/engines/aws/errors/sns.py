"""What SNS refuses with: the query code is the code."""

from labs.engines.aws.errors.base import AwsError


class SnsError(AwsError):
    """Base of what SNS refuses with."""


class NotFound(SnsError):
    code = "NotFound"
    http_status = 404
    text = "{thing} does not exist"


class ResourceNotFound(SnsError):
    """What the tag actions say instead of NotFound."""

    code = "ResourceNotFound"
    http_status = 404
    text = "Resource does not exist"


class InvalidParameter(SnsError):
    code = "InvalidParameter"
    text = "Invalid parameter: {problem}"

    def __init__(self, *, problem: str) -> None:
        super().__init__(problem=problem)
        self.problem = problem


class InvalidValue(SnsError):
    """The same code where AWS's sentence begins in another way."""

    code = "InvalidParameter"
    text = "{problem}"


class ParameterValueInvalid(SnsError):
    """A message attribute that SNS does not take."""

    code = "ParameterValueInvalid"
    text = "{problem}"


class Throttled(SnsError):
    code = "Throttled"
    http_status = 429
    text = "Rate exceeded"


class TopicLimitExceeded(SnsError):
    """[no source]"""

    code = "TopicLimitExceeded"
    http_status = 403
    text = "The customer already owns the maximum allowed number of topics."


class SubscriptionLimitExceeded(SnsError):
    """[no source]"""

    code = "SubscriptionLimitExceeded"
    http_status = 403
    text = "The customer already owns the maximum allowed number of subscriptions."


class FilterPolicyLimitExceeded(SnsError):
    """[no source]"""

    code = "FilterPolicyLimitExceeded"
    http_status = 403
    text = "The number of filter policies exceeds the limit."


class TagLimitExceeded(SnsError):
    code = "TagLimitExceeded"
    text = "Could not complete request: tag quota of per resource exceeded"


class EndpointDisabled(SnsError):
    code = "EndpointDisabled"
    text = "Endpoint is disabled"


class PlatformApplicationDisabled(SnsError):
    code = "PlatformApplicationDisabled"
    text = "Platform application is disabled"


class OptedOut(SnsError):
    """[no source]"""

    code = "OptedOut"
    text = "The phone number has opted out of receiving SMS messages."


class UserError(SnsError):
    code = "UserError"
    text = "{problem}"


class VerificationFailed(SnsError):
    """A wrong one-time password. [no source]"""

    code = "VerificationException"
    text = "The one-time password is not valid."


class EmptyBatchRequest(SnsError):
    code = "EmptyBatchRequest"
    text = "The batch request doesn't contain any entries."


class TooManyEntriesInBatchRequest(SnsError):
    code = "TooManyEntriesInBatchRequest"
    text = "The batch request contains more entries than permissible."


class BatchEntryIdsNotDistinct(SnsError):
    code = "BatchEntryIdsNotDistinct"
    text = "Two or more batch entries in the request have the same Id."


class InvalidBatchEntryId(SnsError):
    code = "InvalidBatchEntryId"
    text = "The Id of a batch entry in the batch request {problem}: {identity}"


class BatchRequestTooLong(SnsError):
    code = "BatchRequestTooLong"
    text = "The length of all the messages put together is more than the limit."
