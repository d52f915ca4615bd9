"""A subscription's attributes: what may be set, and what is answered."""

from typing import Any

from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.sns.endpoints import Kind
from labs.engines.aws.sns.filter_policy import ATTRIBUTES, BODY, read_policy
from labs.engines.aws.sns.topic_delivery_policy import effective_policy

Json = dict[str, Any]

RAW, POLICY, FILTER, SCOPE = "RawMessageDelivery", "DeliveryPolicy", "FilterPolicy", "FilterPolicyScope"
NOT_SIMULATED = ("RedrivePolicy", "ReplayPolicy", "SubscriptionRoleArn")


def read_attributes(kind: Kind, given: Json, before: Json) -> Json:
    """The state behind AWS's strings, as far as they are given: "raw", "policy", "filter", "scope".

    `before` is the subscription as it is; None for what is taken away. Raises InvalidParameter.
    """
    found: Json = {}
    for name, value in given.items():
        if name == RAW:
            found["raw"] = _read_raw(value)
        elif name == POLICY:
            found["policy"] = _read_policy(kind, value)
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
    if "filter" in subscription:
        shown[FILTER], shown[SCOPE] = subscription["filter"], subscription.get("scope", ATTRIBUTES)
    return shown


def _word(value: bool) -> str:
    return "true" if value else "false"
