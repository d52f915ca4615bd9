"""Numbers that actions take: from where to where, and what AWS says of others."""

from labs.engines.aws import limits
from labs.engines.aws.errors.sqs import InvalidParameterValue

# Parameter -> (least, most, AWS's reason)
RANGES = {
    "DelaySeconds": (0, limits.DELAY_MAX_S, "DelaySeconds must be >= 0 and <= 900."),
    "MaxNumberOfMessages": (1, limits.RECEIVE_MAX_MESSAGES, "Must be between 1 and 10, if provided."),
    "VisibilityTimeout": (0, limits.VISIBILITY_TIMEOUT_MAX_S, "Must be between 0 and 43200, if provided."),
    "WaitTimeSeconds": (0, limits.WAIT_MAX_S, "Must be >= 0 and <= 20, if provided."),
    "MaxResults": (1, limits.LIST_QUEUES_MAX, "Must be between 1 and 1000, if provided."),
}


def in_range(parameter: str, value: int | None) -> int | None:
    """The value; raises InvalidParameterValue."""
    if value is not None and not fits(parameter, value):
        raise InvalidParameterValue(value=value, parameter=parameter, reason=RANGES[parameter][2])
    return value


def fits(parameter: str, value: int | None) -> bool:
    least, most, _ = RANGES[parameter]
    return value is None or least <= value <= most
