"""A topic's attributes: what may be set, and what is answered; AWS's strings are kept as they came."""

import json
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.service import Json
from labs.engines.aws.sns.topic_delivery_policy import effective_topic_policy, read_topic_policy

FIFO = "FifoTopic"
FLAGS = ("false", "true")
SIZE, NAME, POLICY, DELIVERY = "MaximumMessageSize", "DisplayName", "Policy", "DeliveryPolicy"
CONTENT, SCOPE = "ContentBasedDeduplication", "FifoThroughputScope"
DISPLAY_NAME_MAX_CHARACTERS = 100
# Which values an attribute may have.
CHOICES = {
    CONTENT: FLAGS, SCOPE: ("Topic", "MessageGroup"), "SignatureVersion": ("1", "2"),
    "TracingConfig": ("PassThrough", "Active"),
}  # fmt: skip
FIFO_DEFAULTS = {CONTENT: "false", SCOPE: "Topic"}
# Kept and answered, without any effect here: there is no encryption and no log of deliveries outside of the room.
FEEDBACK = ("SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate", "FailureFeedbackRoleArn")
KEPT = (
    "KmsMasterKeyId",
    *(f"{kind}{name}" for kind in ("HTTP", "Firehose", "Lambda", "Application", "SQS") for name in FEEDBACK),
)
NOT_SIMULATED = ("ArchivePolicy",)
SIZED_PROTOCOLS = ("sqs", "lambda", "firehose")  # those that take more than 256 KiB
# What the owner's own policy says as long as nobody has changed it.
OWNER_MAY = (
    "GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission", "DeleteTopic", "Subscribe",
    "ListSubscriptionsByTopic", "Publish",
)  # fmt: skip


def check_attribute(name: str, value: Any, *, fifo: bool) -> None:
    """Raises InvalidParameter for what no such topic can have."""
    if name in NOT_SIMULATED:
        raise _wrong(f"Not simulated here: {name}")
    if name not in CHOICES and name not in CHECKS and name not in KEPT:
        raise _wrong(f"Unknown attribute {name}")
    if name in FIFO_DEFAULTS and not fifo:
        raise _wrong(f"{name} can only be set for FIFO topics")
    if not isinstance(value, str):
        raise _wrong(f"{name}: Invalid value")
    if name in CHOICES and value not in CHOICES[name]:
        raise _wrong(f"{name}: Invalid value [{value}]. Must be {' or '.join(CHOICES[name])}.")
    if name in CHECKS:
        CHECKS[name](value)


def _check_size(value: str) -> None:
    least, most = limits.SNS_MESSAGE_SETTABLE_BYTES
    is_number = value.isascii() and value.isdigit() and len(value) <= len(str(most))
    if not is_number or not least <= int(value) <= most:
        raise _wrong(f"{SIZE}: Invalid value [{value}]. Must be between {least} and {most}.")


def _check_display_name(value: str) -> None:
    if len(value) > DISPLAY_NAME_MAX_CHARACTERS:
        raise _wrong(f"{NAME}: must be at most {DISPLAY_NAME_MAX_CHARACTERS} characters long")


def _check_policy(value: str) -> None:
    try:
        policy = json.loads(value)
    except (ValueError, RecursionError):
        policy = None
    statements = policy.get("Statement") if isinstance(policy, dict) else None
    if not isinstance(statements, list) or not all(isinstance(one, dict) for one in statements):
        raise InvalidParameter(problem="Policy Error: null")


def _check_delivery_policy(value: str) -> None:
    if value:
        read_topic_policy(value)


CHECKS = {
    SIZE: _check_size, NAME: _check_display_name, POLICY: _check_policy, DELIVERY: _check_delivery_policy,
}  # fmt: skip


def check_same(topic: Json, given: Json) -> None:
    """CreateTopic of an existing topic is fine if all that is given is so already."""
    have = {**_defaults(topic), **topic["attributes"]}
    if any(have.get(name) != value for name, value in given.items()):
        raise _wrong("Topic already exists with different attributes")


def show_attributes(topic: Json, account: str) -> dict[str, str]:
    """What GetTopicAttributes answers, all of it strings."""
    attributes = topic["attributes"]
    return {
        "TopicArn": topic["arn"],
        "Owner": account,
        "SubscriptionsConfirmed": str(len(topic["subscriptions"])),
        "SubscriptionsPending": str(len(topic["pending"])),
        "SubscriptionsDeleted": str(topic["deleted"]),
        **_defaults(topic),
        POLICY: policy_of(topic, account),
        "EffectiveDeliveryPolicy": effective_topic_policy(attributes.get(DELIVERY)),
        **{name: value for name, value in attributes.items() if value or name == NAME},
    }


def _defaults(topic: Json) -> dict[str, str]:
    """Of a standard topic nothing is said of order."""
    return {NAME: "", **({FIFO: "true", **fifo_attributes(topic)} if "fifo" in topic else {})}


def fifo_attributes(topic: Json) -> dict[str, str]:
    """What only a FIFO topic has: as it was set, else as AWS begins."""
    return {name: topic["attributes"].get(name) or value for name, value in FIFO_DEFAULTS.items()}


def policy_of(topic: Json, account: str) -> str:
    """The access policy, as text: AWS's default as long as none was set."""
    kept: str | None = topic["attributes"].get(POLICY)
    if kept:
        return kept
    statement = {
        "Sid": "__default_statement_ID", "Effect": "Allow", "Principal": {"AWS": "*"},
        "Action": [f"SNS:{action}" for action in OWNER_MAY], "Resource": topic["arn"],
        "Condition": {"StringEquals": {"AWS:SourceOwner": account}},
    }  # fmt: skip
    return json.dumps({"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]})


def _wrong(reason: str) -> InvalidParameter:
    return InvalidParameter(problem=f"Attributes Reason: {reason}")
