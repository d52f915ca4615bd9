"""A queue's attributes: what may be set, its range, and what is answered.

Numbers are kept as ints, everything else as the text that was given. The policy and the keys of encryption are kept and
shown and have no effect.
"""

import json
from collections.abc import Callable
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sqs import (
    FifoAttributeName,
    InvalidAttribute,
    InvalidAttributeName,
    InvalidAttributeValue,
    QueueNameExists,
)
from labs.engines.aws.sqs.queue import Queue
from labs.engines.aws.sqs.redrive import read_allow_policy, read_redrive_policy
from labs.engines.sim import Simulation

Attributes = dict[str, int | str]

# What the rules go by: attribute -> (least, most).
RANGES = {
    "DelaySeconds": (0, limits.DELAY_MAX_S),
    "MaximumMessageSize": (limits.MESSAGE_MIN_BYTES, limits.MESSAGE_MAX_BYTES),
    "MessageRetentionPeriod": (limits.RETENTION_MIN_S, limits.RETENTION_MAX_S),
    "ReceiveMessageWaitTimeSeconds": (0, limits.WAIT_MAX_S),
    "VisibilityTimeout": (0, limits.VISIBILITY_TIMEOUT_MAX_S),
}
DEFAULTS: Attributes = {
    "DelaySeconds": 0,
    "MaximumMessageSize": limits.MESSAGE_DEFAULT_BYTES,
    "MessageRetentionPeriod": limits.RETENTION_DEFAULT_S,
    "ReceiveMessageWaitTimeSeconds": 0,
    "VisibilityTimeout": limits.VISIBILITY_TIMEOUT_DEFAULT_S,
    "SqsManagedSseEnabled": "true",
}
FIFO_DEFAULTS: Attributes = {
    **DEFAULTS,
    "FifoQueue": "true",
    "ContentBasedDeduplication": "false",
    "DeduplicationScope": "queue",
    "FifoThroughputLimit": "perQueue",
}
NUMBERS = {**RANGES, "KmsDataKeyReusePeriodSeconds": limits.KMS_REUSE_S}
FIFO_CHOICES = {
    "FifoQueue": ("true",),
    "ContentBasedDeduplication": ("true", "false"),
    "DeduplicationScope": ("queue", "messageGroup"),
    "FifoThroughputLimit": ("perQueue", "perMessageGroupId"),
}
CHOICES = {"SqsManagedSseEnabled": ("true", "false"), **FIFO_CHOICES}
# Attribute -> most characters. An empty text takes them away.
TEXTS = {
    "Policy": limits.QUEUE_POLICY_MAX_CHARACTERS,
    "KmsMasterKeyId": limits.KMS_KEY_MAX_CHARACTERS,
    "RedrivePolicy": limits.REDRIVE_POLICY_MAX_CHARACTERS,
    "RedriveAllowPolicy": limits.REDRIVE_POLICY_MAX_CHARACTERS,
}
CHECKS: dict[str, Callable[[str], object]] = {
    "RedrivePolicy": read_redrive_policy,
    "RedriveAllowPolicy": read_allow_policy,
}
PER_GROUP = (
    "Invalid value for the parameter FifoThroughputLimit."
    " Reason: The value perMessageGroupId is allowed only when DeduplicationScope is messageGroup."
)
TWO_KEYS = "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE."


def read_attributes(given: dict[str, Any], *, fifo: bool) -> Attributes:
    """What AWS's strings mean; raises InvalidAttributeName, InvalidAttributeValue and their like."""
    if not fifo:
        _check_standard(given)
    if given.get("KmsMasterKeyId") and given.get("SqsManagedSseEnabled") == "true":
        raise InvalidAttribute(problem=TWO_KEYS)
    read = {name: _read(name, value) for name, value in given.items()}
    if read.get("KmsMasterKeyId"):
        read["SqsManagedSseEnabled"] = "false"
    elif read.get("SqsManagedSseEnabled") == "true":
        read["KmsMasterKeyId"] = ""
    return read


def _check_standard(given: dict[str, Any]) -> None:
    for name in given:
        if name in ("FifoQueue", "ContentBasedDeduplication"):
            raise InvalidAttributeName(attribute=name)
        if name in FIFO_CHOICES:
            raise FifoAttributeName(attribute=name)


def check_throughput(attributes: Attributes) -> None:
    """A limit for each message group goes with deduplication in each group only; raises InvalidAttribute."""
    if attributes.get("FifoThroughputLimit") == "perMessageGroupId" and attributes["DeduplicationScope"] == "queue":
        raise InvalidAttribute(problem=PER_GROUP)


def _read(name: str, value: Any) -> int | str:
    if name in NUMBERS:
        return _read_number(name, value)
    if name in CHOICES:
        return _read_choice(name, value)
    if name in TEXTS:
        return _read_text(name, value)
    raise InvalidAttributeName(attribute=name)


def _read_number(name: str, value: Any) -> int:
    least, most = NUMBERS[name]
    if not isinstance(value, str) or not (value.isascii() and value.isdigit() and len(value) <= len(str(most))):
        raise InvalidAttributeValue(attribute=name)
    if not least <= int(value) <= most:
        raise InvalidAttributeValue(attribute=name)
    return int(value)


def _read_choice(name: str, value: Any) -> str:
    if value not in CHOICES[name]:
        raise InvalidAttributeValue(attribute=name)
    return str(value)


def _read_text(name: str, value: Any) -> str:
    if not isinstance(value, str) or len(value) > TEXTS[name] or (name == "Policy" and not _is_policy(value)):
        raise InvalidAttributeValue(attribute=name)
    if value and name in CHECKS:
        CHECKS[name](value)
    return value


def _is_policy(text: str) -> bool:
    try:
        return not text or isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def change_attributes(attributes: Attributes, read: Attributes) -> None:
    """Put what `read_attributes` gave into a queue's attributes; an empty text takes one away."""
    for name, value in read.items():
        if value == "":
            attributes.pop(name, None)
        else:
            attributes[name] = value


def check_same(queue: Queue, read: Attributes) -> None:
    """CreateQueue of an existing queue is fine with equal attributes; otherwise raises QueueNameExists."""
    for name, value in read.items():
        if queue["attributes"].get(name, "") != value:
            raise QueueNameExists(attribute=name)


def show_attributes(queue: Queue, arn: str, sim: Simulation, names: list[str]) -> dict[str, str]:
    """The attributes asked for, all of them strings; raises InvalidAttributeName."""
    dials, calendar = queue["dials"], sim.calendar
    counts = dials["counts"] if dials is not None and dials["stale_s"] else queue["counts"]
    shown = {
        "ApproximateNumberOfMessages": counts["visible"],
        "ApproximateNumberOfMessagesDelayed": counts["delayed"],
        "ApproximateNumberOfMessagesNotVisible": counts["hidden"],
        "CreatedTimestamp": calendar.epoch_ms(queue["created_us"]) // 1000,
        "LastModifiedTimestamp": calendar.epoch_ms(queue["modified_us"]) // 1000,
        "QueueArn": arn,
        **queue["attributes"],
    }
    if "KmsMasterKeyId" in shown:
        shown.setdefault("KmsDataKeyReusePeriodSeconds", limits.KMS_REUSE_DEFAULT_S)
    for name in names:
        if name not in ("All", *shown, *NUMBERS, *CHOICES, *TEXTS):
            raise InvalidAttributeName(attribute=name)
    return {name: str(value) for name, value in shown.items() if "All" in names or name in names}
