"""A subscription's attributes: what may be set, and what is answered."""

from typing import Any

from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.sns.endpoints import Kind
from labs.engines.aws.sns.topic_delivery_policy import effective_policy

Json = dict[str, Any]

RAW, POLICY = "RawMessageDelivery", "DeliveryPolicy"
NOT_SIMULATED = ("FilterPolicy", "FilterPolicyScope", "RedrivePolicy", "ReplayPolicy", "SubscriptionRoleArn")


def read_attributes(kind: Kind, given: Json) -> Json:
    """The state behind AWS's strings: "raw" and "policy", as far as they are given. Raises InvalidParameter."""
    found: Json = {}
    for name, value in given.items():
        if name == RAW:
            found["raw"] = _read_raw(value)
        elif name == POLICY:
            found["policy"] = _read_policy(kind, value)
        else:
            reason = "Not simulated here: " if name in NOT_SIMULATED else "Unknown attribute "
            raise InvalidParameter(problem=f"Attributes Reason: {reason}{name}")
    return found


def _read_raw(value: Any) -> bool:
    if value not in ("true", "false"):
        raise InvalidParameter(problem=f"{RAW}: Invalid value [{value}]. Must be true or false.")
    return bool(value == "true")


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
    return shown


def _word(value: bool) -> str:
    return "true" if value else "false"
