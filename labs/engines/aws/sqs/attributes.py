"""A queue's attributes: what may be set, its range, and what is answered."""

from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sqs import (
    InvalidAttributeName,
    InvalidAttributeValue,
    QueueNameExists,
    UnsupportedOperation,
)
from labs.engines.aws.sqs.queue import Queue
from labs.engines.sim import Simulation

RANGES = {
    "DelaySeconds": (0, limits.DELAY_MAX_S),
    "MaximumMessageSize": (limits.MESSAGE_MIN_BYTES, limits.MESSAGE_MAX_BYTES),
    "MessageRetentionPeriod": (limits.RETENTION_MIN_S, limits.RETENTION_MAX_S),
    "ReceiveMessageWaitTimeSeconds": (0, limits.WAIT_MAX_S),
    "VisibilityTimeout": (0, limits.VISIBILITY_TIMEOUT_MAX_S),
}
DEFAULTS = {
    "DelaySeconds": 0,
    "MaximumMessageSize": limits.MESSAGE_DEFAULT_BYTES,
    "MessageRetentionPeriod": limits.RETENTION_DEFAULT_S,
    "ReceiveMessageWaitTimeSeconds": 0,
    "VisibilityTimeout": limits.VISIBILITY_TIMEOUT_DEFAULT_S,
}
FIFO_ONLY = ("FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit")
NOT_SIMULATED = (
    "Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds",
    "SqsManagedSseEnabled",
)  # fmt: skip


def read_attributes(given: dict[str, Any]) -> dict[str, int]:
    """The numbers behind AWS's strings; raises InvalidAttributeName, InvalidAttributeValue, UnsupportedOperation."""
    return {name: _read(name, value) for name, value in given.items()}


def _read(name: str, value: Any) -> int:
    if name in NOT_SIMULATED or (name == "FifoQueue" and value == "true"):
        raise UnsupportedOperation(feature=name)
    if name not in RANGES:
        raise InvalidAttributeName(attribute=name)
    least, most = RANGES[name]
    if not isinstance(value, str) or not (value.isascii() and value.isdigit() and len(value) <= len(str(most))):
        raise InvalidAttributeValue(attribute=name)
    if not least <= int(value) <= most:
        raise InvalidAttributeValue(attribute=name)
    return int(value)


def check_same(queue: Queue, attributes: dict[str, int]) -> None:
    """CreateQueue of an existing queue is fine with equal attributes; otherwise raises QueueNameExists."""
    for name, value in attributes.items():
        if queue["attributes"][name] != value:
            raise QueueNameExists(attribute=name)


def show_attributes(queue: Queue, arn: str, sim: Simulation, names: list[str]) -> dict[str, str]:
    """The attributes asked for, all of them strings; raises InvalidAttributeName."""
    counts, calendar = queue["counts"], sim.calendar
    shown = {
        "ApproximateNumberOfMessages": counts["visible"],
        "ApproximateNumberOfMessagesDelayed": counts["delayed"],
        "ApproximateNumberOfMessagesNotVisible": counts["hidden"],
        "CreatedTimestamp": calendar.epoch_ms(queue["created_us"]) // 1000,
        "LastModifiedTimestamp": calendar.epoch_ms(queue["modified_us"]) // 1000,
        "QueueArn": arn,
        "SqsManagedSseEnabled": "true",
        **queue["attributes"],
    }
    for name in names:
        if name != "All" and name not in shown and name not in NOT_SIMULATED and name not in FIFO_ONLY:
            raise InvalidAttributeName(attribute=name)
    return {name: str(value) for name, value in shown.items() if "All" in names or name in names}
