"""The DeliveryPolicy attribute of a topic: what its HTTP subscriptions do that say nothing else themselves."""

import json
from functools import lru_cache

from labs.engines.aws.service import Json
from labs.engines.aws.sns.delivery_policy import (
    CONTENT_TYPE,
    DEFAULT,
    DEFAULT_POLICY,
    HEALTHY,
    REQUEST,
    check_healthy,
    check_request,
    parse_policy,
    read_policy,
    retries_from,
    wrong,
)
from labs.engines.aws.sns.retries import Retries

HTTP = "http"
TOPIC_HEALTHY, TOPIC_REQUEST, NO_OVERRIDES = (
    "defaultHealthyRetryPolicy", "defaultRequestPolicy", "disableSubscriptionOverrides",
)  # fmt: skip
UNUSED = ("defaultSicklyRetryPolicy", "defaultThrottlePolicy")
PLAIN_TEXT = "text/plain; charset=UTF-8"


@lru_cache(maxsize=256)
def read_topic_policy(text: str) -> Retries:
    """Raises InvalidParameter with what is wrong."""
    policy = parse_policy(text)
    for member in policy:
        if member != HTTP:
            raise wrong(f"Unexpected JSON member: {member}")
    given = policy.get(HTTP, {})
    if not isinstance(given, dict):
        raise wrong(f"{HTTP} must be a JSON object")
    _check_members(given)
    healthy = given.get(TOPIC_HEALTHY)
    return retries_from(DEFAULT if healthy is None else check_healthy(f"{HTTP}.{TOPIC_HEALTHY}", healthy))


def _check_members(given: Json) -> None:
    for member, value in given.items():
        where = f"{HTTP}.{member}"
        if member == TOPIC_REQUEST:
            check_request(where, value)
        elif member == NO_OVERRIDES:
            if not isinstance(value, bool):
                raise wrong(f"{where} must be a boolean")
        elif member in UNUSED:
            if value is not None:
                raise wrong(f"Not simulated here: {where}")
        elif member != TOPIC_HEALTHY:
            raise wrong(f"Unexpected JSON member: {where}")


def retries_between(topic_policy: str | None, own_policy: str | None) -> Retries:
    """What holds for a subscription: its own policy, if the topic lets it have one, or else the topic's."""
    if own_policy and json.loads(own_policy).get(HEALTHY) and not _of_topic(topic_policy).get(NO_OVERRIDES):
        return read_policy(own_policy)
    return read_topic_policy(topic_policy or DEFAULT_POLICY)


def effective_policy(topic_policy: str | None, own_policy: str | None) -> str:
    """What a subscription's EffectiveDeliveryPolicy answers."""
    of_topic = _of_topic(topic_policy)
    own = {} if of_topic.get(NO_OVERRIDES) or not own_policy else json.loads(own_policy)
    healthy = {**DEFAULT, **(own.get(HEALTHY) or of_topic.get(TOPIC_HEALTHY) or {})}
    shown = {HEALTHY: healthy, "sicklyRetryPolicy": None, "throttlePolicy": None, "guaranteed": False}
    return json.dumps({**shown, REQUEST: {CONTENT_TYPE: content_type(topic_policy, own_policy)}})


def effective_topic_policy(text: str | None) -> str:
    """What a topic's EffectiveDeliveryPolicy answers."""
    given = _of_topic(text)
    return json.dumps({
        HTTP: {
            TOPIC_HEALTHY: {**DEFAULT, **(given.get(TOPIC_HEALTHY) or {})},
            NO_OVERRIDES: given.get(NO_OVERRIDES, False),
            TOPIC_REQUEST: {CONTENT_TYPE: content_type(text, None)},
        }
    })  # fmt: skip


def content_type(topic_policy: str | None, own_policy: str | None) -> str:
    """The header of notifications over HTTP."""
    own = (json.loads(own_policy).get(REQUEST) or {}) if own_policy else {}
    of_topic = _of_topic(topic_policy).get(TOPIC_REQUEST) or {}
    return str(own.get(CONTENT_TYPE) or of_topic.get(CONTENT_TYPE) or PLAIN_TEXT)


def _of_topic(text: str | None) -> Json:
    return (json.loads(text).get(HTTP) or {}) if text else {}
