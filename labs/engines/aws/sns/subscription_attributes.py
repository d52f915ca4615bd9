"""A subscription's attributes: what may be set, and what is answered."""

import json
from typing import Any

from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.sns.endpoints import Kind
from labs.engines.aws.sns.endpoints.sqs import FIFO_ENDING
from labs.engines.aws.sns.filter_policy import ATTRIBUTES, BODY, read_policy
from labs.engines.aws.sns.topic_delivery_policy import effective_policy

Json = dict[str, Any]

RAW, POLICY, FILTER, SCOPE = "RawMessageDelivery", "DeliveryPolicy", "FilterPolicy", "FilterPolicyScope"
REDRIVE, ROLE = "RedrivePolicy", "SubscriptionRoleArn"
DEAD_LETTERS = "deadLetterTargetArn"
NOT_SIMULATED = ("ReplayPolicy",)
ARN_ELEMENTS = 6


def read_attributes(kind: Kind, given: Json, before: Json, topic_arn: str) -> Json:
    """The state behind AWS's strings, as far as they are given: "raw", "policy", "filter", "scope", "redrive", "role".

    `before` is the subscription as it is, or at least its "protocol" and "endpoint"; None for what is taken away.
    Raises InvalidParameter.
    """
    found: Json = {}
    for name, value in given.items():
        if name == RAW:
            found["raw"] = _read_raw(kind, value, before["protocol"])
        elif name == POLICY:
            found["policy"] = _read_policy(kind, value)
        elif name == REDRIVE:
            found["redrive"] = _read_redrive(value, before["endpoint"], topic_arn)
        elif name == ROLE:
            found["role"] = _read_role(value)
        elif name == SCOPE:
            found["scope"] = _read_scope(value)
        elif name == FILTER:
            found["filter"] = _read_filter(value)
        else:
            raise InvalidParameter(problem=f"Not simulated here: {name}" if name in NOT_SIMULATED else "AttributeName")
    if "filter" in found or "scope" in found:
        both = {**before, **found}
        if both.get("filter"):
            read_policy(both["filter"], both.get("scope") or ATTRIBUTES)
    return found


def _read_scope(value: Any) -> str:
    if value not in (ATTRIBUTES, BODY):
        raise InvalidParameter(
            problem=f"{SCOPE}: Invalid value [{value}]. Please use either MessageBody or MessageAttributes"
        )
    return str(value)


def _read_filter(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise InvalidParameter(problem=f"{FILTER}: failed to parse JSON")
    return value or None


def _read_raw(kind: Kind, value: Any, protocol: str) -> bool:
    if value not in ("true", "false"):
        raise InvalidParameter(problem=f"{RAW}: Invalid value [{value}]. Must be true or false.")
    if value == "true" and not kind.takes_raw:
        raise InvalidParameter(problem=f"Delivery protocol [{protocol}] does not support raw message delivery.")
    return bool(value == "true")


def _read_role(value: Any) -> str:
    if not isinstance(value, str) or not value.startswith("arn:aws:iam::") or ":role/" not in value:
        raise InvalidParameter(problem=f"{ROLE}: Invalid value [{value}]")
    return value


def _read_redrive(value: Any, endpoint: str, topic_arn: str) -> str | None:
    if not value:
        return None
    arn = dead_letter_arn(value)
    if not arn.startswith("arn:aws:sqs:") or len(arn.split(":")) != ARN_ELEMENTS:
        raise InvalidParameter(problem=f"{REDRIVE}: {DEAD_LETTERS} is an invalid arn")
    if arn.split(":")[3:5] != topic_arn.split(":")[3:5]:
        raise InvalidParameter(problem=f"{REDRIVE}: {DEAD_LETTERS} must be in the account and region of the topic")
    if endpoint.endswith(FIFO_ENDING) and not arn.endswith(FIFO_ENDING):
        reason = "must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic."
        raise InvalidParameter(problem=f"{REDRIVE}: {reason}")
    if arn.endswith(FIFO_ENDING) and not endpoint.endswith(FIFO_ENDING):
        raise InvalidParameter(problem=f"{REDRIVE}: must use a standard queue as DLQ for a standard Subscription")
    return str(value)


def dead_letter_arn(text: Any) -> str:
    """The queue that a RedrivePolicy names; raises InvalidParameter."""
    try:
        policy = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        policy = None
    if not isinstance(policy, dict):
        raise InvalidParameter(problem=f"{REDRIVE}: failed to parse JSON")
    return str(policy.get(DEAD_LETTERS, ""))


def _read_policy(kind: Kind, value: Any) -> str | None:
    if not value:
        return None
    if not isinstance(value, str):
        raise InvalidParameter(problem=f"{POLICY}: failed to parse JSON")
    kind.check_policy(value)
    return value


def show_attributes(subscription: Json, topic: Json, *, account: str, pending: bool) -> dict[str, str]:
    """What GetSubscriptionAttributes answers, all of it strings."""
    shown = {
        "SubscriptionArn": subscription["arn"],
        "TopicArn": topic["arn"],
        "Owner": account,
        "Protocol": subscription["protocol"],
        "Endpoint": subscription["endpoint"],
        "PendingConfirmation": _word(pending),
        "ConfirmationWasAuthenticated": _word(subscription["signed"]),
        "RawMessageDelivery": _word(subscription["raw"]),
        "SubscriptionPrincipal": f"arn:aws:iam::{account}:user/workshop",
    }
    if subscription["protocol"] in ("http", "https"):
        shown["EffectiveDeliveryPolicy"] = effective_policy(topic.get("policy"), subscription["policy"])
    if subscription["policy"]:
        shown[POLICY] = subscription["policy"]
    for name, key in ((REDRIVE, "redrive"), (ROLE, "role")):
        if key in subscription:
            shown[name] = subscription[key]
    if "filter" in subscription:
        shown[FILTER], shown[SCOPE] = subscription["filter"], subscription.get("scope", ATTRIBUTES)
    return shown


def _word(value: bool) -> str:
    return "true" if value else "false"
