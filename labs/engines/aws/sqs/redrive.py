"""Where messages go that were received too often: what a queue's redrive policies say, and whether they may say it."""

import json
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sqs import InvalidParameterValue
from labs.engines.aws.service import Json
from labs.engines.aws.sqs.queue import Message, Queue

PERMISSIONS = ("allowAll", "byQueue", "denyAll")


def read_redrive_policy(text: str) -> tuple[str, int]:
    """The dead-letter queue's ARN, and how often a message may be received; raises InvalidParameterValue."""
    policy = _read_map("RedrivePolicy", "Redrive policy", text)
    for name in ("maxReceiveCount", "deadLetterTargetArn"):
        if name not in policy:
            raise invalid(text, f"Redrive policy does not contain mandatory attribute: {name}.")
    if len(policy) > 2:
        raise invalid(text, "Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount].")
    count = _whole_number(policy["maxReceiveCount"])
    if count is None or not 1 <= count <= limits.RECEIVE_COUNT_MAX:
        given = policy["maxReceiveCount"]
        raise invalid(
            text, f"Invalid value for maxReceiveCount: {given}, valid values are from 1 to 1000 both inclusive."
        )
    arn = policy["deadLetterTargetArn"]
    if not isinstance(arn, str):
        raise invalid(text, "Dead letter target is not a valid Amazon SQS queue ARN.")
    return arn, count


def read_allow_policy(text: str) -> tuple[str, list[str]]:
    """One of PERMISSIONS and, for byQueue, the ARNs of the queues that may; raises InvalidParameterValue."""
    parameter = "RedriveAllowPolicy"
    policy = _read_map(parameter, "Redrive allow policy", text)
    permission, arns = policy.get("redrivePermission"), policy.get("sourceQueueArns", [])
    most = limits.REDRIVE_SOURCES_MAX
    if permission not in PERMISSIONS:
        raise invalid(text, "Redrive permission must be one of allowAll, denyAll, byQueue.", parameter)
    if not isinstance(arns, list) or not all(isinstance(arn, str) for arn in arns) or len(arns) > most:
        raise invalid(text, f"Source queue ARNs must be a list of at most {most} ARNs.", parameter)
    if bool(arns) != (permission == "byQueue"):
        raise invalid(text, "Source queue ARNs are given with the permission byQueue, and only with it.", parameter)
    return permission, arns


def allows(queue: Queue, source_arn: str) -> bool:
    """Whether a queue may be the dead-letter queue of another one."""
    text = queue["attributes"].get("RedriveAllowPolicy")
    permission, arns = read_allow_policy(text) if text else ("allowAll", [])
    return permission == "allowAll" or source_arn in arns


def received_here(message: Message) -> int:
    """How often it was received in the queue where it is; AWS's own count goes on over all queues."""
    count: int = message["received"][0] if "received" in message else 0
    return count - message["moved"][1] if "moved" in message else count


def invalid(value: str, reason: str, parameter: str = "RedrivePolicy") -> InvalidParameterValue:
    return InvalidParameterValue(value=value, parameter=parameter, reason=reason)


def _read_map(parameter: str, name: str, text: str) -> Json:
    try:
        policy: Any = json.loads(text)
    except (ValueError, RecursionError):
        policy = None
    if not isinstance(policy, dict):
        raise invalid(text, f"{name} is not a valid JSON map.", parameter)
    return policy


def _whole_number(value: Any) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= len("1000"):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
