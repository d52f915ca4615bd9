"""What SNS refuses with: the query code is the code."""

from labs.engines.aws.errors.base import AwsError


class SnsError(AwsError):
    """Base of what SNS refuses with."""


class NotFound(SnsError):
    code = "NotFound"
    http_status = 404
    text = "{thing} does not exist"


class InvalidParameter(SnsError):
    code = "InvalidParameter"
    text = "Invalid parameter: {problem}"


class ParameterValueInvalid(SnsError):
    """A message attribute that SNS does not take."""

    code = "ParameterValueInvalid"
    text = "{problem}"


class TopicLimitExceeded(SnsError):
    code = "TopicLimitExceeded"
    http_status = 403
    text = "The customer already owns the maximum allowed number of topics."


class SubscriptionLimitExceeded(SnsError):
    code = "SubscriptionLimitExceeded"
    http_status = 403
    text = "The customer already owns the maximum allowed number of subscriptions."
