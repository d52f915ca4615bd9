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
HEALTHY, REQUEST, CONTENT_TYPE = "healthyRetryPolicy", "requestPolicy", "headerContentType"
MEMBERS = (HEALTHY, "sicklyRetryPolicy", "throttlePolicy", REQUEST, "guaranteed")

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
    """The retries that a subscription asks for; raises InvalidParameter with what is wrong."""
    policy = parse_policy(text)
    for member, value in policy.items():
        if member not in MEMBERS:
            raise wrong(f"Unexpected JSON member: {member}")
        if member == REQUEST:
            check_request(member, value)
        elif member != HEALTHY and value not in (None, False):
            raise wrong(f"Not simulated here: {member}")
    given = policy.get(HEALTHY)
    return retries_from(DEFAULT if given is None else check_healthy(HEALTHY, given))


def parse_policy(text: str) -> Json:
    try:
        policy = json.loads(text)
    except (ValueError, RecursionError):
        raise wrong("failed to parse JSON") from None
    if not isinstance(policy, dict):
        raise wrong("failed to parse JSON")
    return policy


def check_request(where: str, given: Any) -> None:
    """Which Content-Type notifications have."""
    kind = given.get(CONTENT_TYPE, "") if isinstance(given, dict) and set(given) <= {CONTENT_TYPE} else None
    if given is not None and not isinstance(kind, str):
        raise wrong(f"{where} must be a JSON object")


def check_healthy(where: str, given: Any) -> Json:
    """A whole retry policy; `where` is its name in the texts of what is refused."""
    if not isinstance(given, dict):
        raise wrong(f"{where} must be a JSON object")
    for name, value in given.items():
        if name not in DEFAULT:
            raise wrong(f"Unexpected JSON member: {where}.{name}")
        if name != "backoffFunction":
            _check_number(f"{where}.{name}", value, *RANGES.get(name, (0, NUMBER_MAX)))
    for name in NEEDED:
        if name not in given:
            raise wrong(f"{where}.{name} must be specified")
    policy = {**DEFAULT, **given}
    _check_together(where, policy)
    return policy


def _check_together(where: str, policy: Json) -> None:
    if policy["minDelayTarget"] > policy["maxDelayTarget"]:
        raise wrong(f"{where}.minDelayTarget must be less than or equal to maxDelayTarget")
    if _fixed(policy) > policy["numRetries"]:
        raise wrong(f"{where}.numRetries must be greater than or equal to the sum of its phases")
    if not isinstance(policy["backoffFunction"], str) or policy["backoffFunction"] not in CURVES:
        raise wrong(f"{where}.backoffFunction must be one of {', '.join(CURVES)}")
    if retries_from(policy).total_us > DELAY_MAX_S * SECOND_US:
        raise wrong(f"{where}: total delay must be less than or equal to {DELAY_MAX_S} seconds")


def _check_number(where: str, value: Any, least: int, most: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise wrong(f"{where} must be an integer")
    if value < least:
        raise wrong(f"{where} must be greater than or equal to {least}")
    if value > most:
        raise wrong(f"{where} must be less than or equal to {most}")


def _fixed(policy: Json) -> int:
    """Retries outside the backing off."""
    return int(policy["numNoDelayRetries"] + policy["numMinDelayRetries"] + policy["numMaxDelayRetries"])


def retries_from(policy: Json) -> Retries:
    least_us, most_us = policy["minDelayTarget"] * SECOND_US, policy["maxDelayTarget"] * SECOND_US
    count, curve = policy["numRetries"] - _fixed(policy), CURVES[policy["backoffFunction"]]
    whole = curve(count - 1) if count > 1 else 1
    backoff_us = tuple(least_us + (most_us - least_us) * curve(step) // whole for step in range(count))
    return Retries(
        policy["numNoDelayRetries"], policy["numMinDelayRetries"], backoff_us, policy["numMaxDelayRetries"],
        least_us, most_us,
    )  # fmt: skip


def wrong(problem: str) -> InvalidParameter:
    return InvalidParameter(problem=f"DeliveryPolicy: {problem}")
