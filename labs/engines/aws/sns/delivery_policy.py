"""The DeliveryPolicy attribute of an HTTP subscription: how often and when SNS tries again."""

import json
from functools import lru_cache
from typing import Any

from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.sns.retries import Retries

NUMBER_MAX = 100
DELAY_MAX_S = 3_600  # also of all waits together
SECOND_US = 1_000_000
DEFAULT = {
    "minDelayTarget": 20, "maxDelayTarget": 20, "numRetries": 3, "numMaxDelayRetries": 0, "numNoDelayRetries": 0,
    "numMinDelayRetries": 0, "backoffFunction": "linear",
}  # fmt: skip
DEFAULT_POLICY = "{}"
NEEDED = ("numRetries", "minDelayTarget", "maxDelayTarget")
RANGES = {"minDelayTarget": (1, DELAY_MAX_S), "maxDelayTarget": (1, DELAY_MAX_S), "numRetries": (0, NUMBER_MAX)}
MEMBERS = ("healthyRetryPolicy", "sicklyRetryPolicy", "throttlePolicy", "requestPolicy", "guaranteed")

Json = dict[str, Any]


def _even(step: int) -> int:
    return step


def _growing(step: int) -> int:
    return step * (step + 1)


def _doubling(step: int) -> int:
    return int(2**step) - 1


def _tripling(step: int) -> int:
    return int(3**step) - 1


# How far a wait has come from the least to the most; AWS shows these four as curves, each steeper at its end than the
# one before, and gives no formula. In whole numbers, which are alike on every machine.
CURVES = {"linear": _even, "arithmetic": _growing, "geometric": _doubling, "exponential": _tripling}


@lru_cache(maxsize=256)
def read_policy(text: str) -> Retries:
    """Raises InvalidParameter with what is wrong."""
    try:
        policy = json.loads(text)
    except ValueError:
        raise _wrong("failed to parse JSON") from None
    if not isinstance(policy, dict):
        raise _wrong("failed to parse JSON")
    for member, value in policy.items():
        if member not in MEMBERS:
            raise _wrong(f"Unexpected JSON member: {member}")
        if member != "healthyRetryPolicy" and value not in (None, False):
            raise _wrong(f"Not simulated here: {member}")
    given = policy.get("healthyRetryPolicy")
    return _retries(DEFAULT if given is None else _check(given))


def _check(given: Any) -> Json:
    if not isinstance(given, dict):
        raise _wrong("healthyRetryPolicy must be a JSON object")
    for name, value in given.items():
        if name not in DEFAULT:
            raise _wrong(f"Unexpected JSON member: healthyRetryPolicy.{name}")
        if name != "backoffFunction":
            _check_number(name, value, *RANGES.get(name, (0, NUMBER_MAX)))
    for name in NEEDED:
        if name not in given:
            raise _wrong(f"healthyRetryPolicy.{name} must be specified")
    policy = {**DEFAULT, **given}
    _check_together(policy)
    return policy


def _check_together(policy: Json) -> None:
    if policy["minDelayTarget"] > policy["maxDelayTarget"]:
        raise _wrong("healthyRetryPolicy.minDelayTarget must be less than or equal to maxDelayTarget")
    if _fixed(policy) > policy["numRetries"]:
        raise _wrong("healthyRetryPolicy.numRetries must be greater than or equal to the sum of its phases")
    if policy["backoffFunction"] not in CURVES:
        raise _wrong(f"healthyRetryPolicy.backoffFunction must be one of {', '.join(CURVES)}")
    if _retries(policy).total_us > DELAY_MAX_S * SECOND_US:
        raise _wrong(f"healthyRetryPolicy: total delay must be less than or equal to {DELAY_MAX_S} seconds")


def _check_number(name: str, value: Any, least: int, most: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong(f"healthyRetryPolicy.{name} must be an integer")
    if value < least:
        raise _wrong(f"healthyRetryPolicy.{name} must be greater than or equal to {least}")
    if value > most:
        raise _wrong(f"healthyRetryPolicy.{name} must be less than or equal to {most}")


def _fixed(policy: Json) -> int:
    """Retries outside the backing off."""
    return int(policy["numNoDelayRetries"] + policy["numMinDelayRetries"] + policy["numMaxDelayRetries"])


def _retries(policy: Json) -> Retries:
    least_us, most_us = policy["minDelayTarget"] * SECOND_US, policy["maxDelayTarget"] * SECOND_US
    count, curve = policy["numRetries"] - _fixed(policy), CURVES[policy["backoffFunction"]]
    whole = curve(count - 1) if count > 1 else 1
    backoff_us = tuple(least_us + (most_us - least_us) * curve(step) // whole for step in range(count))
    return Retries(
        policy["numNoDelayRetries"], policy["numMinDelayRetries"], backoff_us, policy["numMaxDelayRetries"],
        least_us, most_us,
    )  # fmt: skip


def effective_policy(text: str | None) -> str:
    """What EffectiveDeliveryPolicy answers."""
    given = json.loads(text).get("healthyRetryPolicy") if text else None
    healthy = {**DEFAULT, **(given or {})}
    return json.dumps(
        {"healthyRetryPolicy": healthy, "sicklyRetryPolicy": None, "throttlePolicy": None, "guaranteed": False}
    )


def _wrong(problem: str) -> InvalidParameter:
    return InvalidParameter(problem=f"DeliveryPolicy: {problem}")
