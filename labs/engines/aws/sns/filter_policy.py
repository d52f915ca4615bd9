"""A subscription's FilterPolicy: reading it, with AWS's own complaints and limits.

A policy is a JSON object: attribute names or fields -> a list of rules of which one must match; fields of the body may
be nested; "$or" is a list of alternatives. A rule is a value or one operator: {"prefix": "a"}.
"""

import json
from functools import lru_cache
from typing import Any, NoReturn

from labs.engines.aws import limits
from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.service import Json
from labs.engines.aws.sns.filter_addresses import read_network
from labs.engines.aws.sns.filter_wildcards import read_wildcard

ATTRIBUTES, BODY = "MessageAttributes", "MessageBody"
OR, ALTERNATIVES_MIN = "$or", 2
RANGES = ("=", "<", "<=", ">", ">=")
NAMES_OF_OPERATORS = {"=": "equals"}
NOT_NESTED = f"Filter policy scope {ATTRIBUTES} does not support nested filter policy"


@lru_cache(maxsize=256)
def read_policy(text: str, scope: str) -> Json:
    """The policy as data, not to be changed; raises InvalidParameter with what is wrong."""
    if len(text.encode(errors="surrogatepass")) > limits.FILTER_POLICY_MAX_BYTES:
        raise _wrong("Filter policy is too long")
    try:
        policy = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _wrong("failed to parse JSON") from None
    if not isinstance(policy, dict):
        raise _wrong("Filter is not an object")
    _check_members(policy)
    if scope == ATTRIBUTES and _is_nested(policy):
        raise InvalidParameter(problem=NOT_NESTED)
    if len(policy) > limits.FILTER_KEYS_MAX:
        raise _wrong(f"Filter policy can not have more than {limits.FILTER_KEYS_MAX} keys")
    if combinations(policy) > limits.FILTER_COMBINATIONS_MAX:
        raise _wrong("Filter policy is too complex")
    return policy


def is_or(key: str, value: Any) -> bool:
    """Otherwise "$or" is a name like any other."""
    if key != OR or not isinstance(value, list) or len(value) < ALTERNATIVES_MIN:
        return False
    return all(isinstance(one, dict) and one and not any(name in OPERATORS for name in one) for one in value)


def combinations(policy: Json, depth: int = 1) -> int:
    """AWS's measure: the numbers of rules times how deep they are, multiplied; of alternatives, the sum."""
    product = 1
    for key, value in policy.items():
        if is_or(key, value):
            product *= sum(combinations(one, depth) for one in value)
        elif isinstance(value, dict):
            product *= combinations(value, depth + 1)
        else:
            product *= len(value) * depth
        if product > limits.FILTER_COMBINATIONS_MAX:
            break
    return product


def _is_nested(policy: Json) -> bool:
    return any(
        any(_is_nested(one) for one in value) if is_or(key, value) else isinstance(value, dict)
        for key, value in policy.items()
    )


def _check_members(policy: Json) -> None:
    for key, value in policy.items():
        if is_or(key, value):
            for one in value:
                _check_members(one)
        else:
            _check_member(key, value)


def _check_member(key: str, value: Any) -> None:
    if not isinstance(value, (dict, list)):
        raise _wrong(f'"{key}" must be an object or an array')
    if not value:
        raise _wrong(f"Empty {'objects' if isinstance(value, dict) else 'arrays'} are not allowed")
    if isinstance(value, dict):
        _check_members(value)
    else:
        for rule in value:
            _check_rule(rule)


def _check_rule(rule: Any) -> None:
    if rule is None or isinstance(rule, (str, bool)):
        return
    if is_number(rule):
        _check_range(rule)
    elif not isinstance(rule, dict):
        raise _wrong("Match value must be String, number, true, false, or null")
    elif len(rule) != 1:
        raise _wrong("Only one key allowed in match expression")
    else:
        [(operator, operand)] = rule.items()
        if operator not in OPERATORS:
            raise _wrong(f"Unrecognized match type {operator}")
        OPERATORS[operator](operator, operand)


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _check_range(number: float) -> None:
    most = limits.FILTER_NUMBER_MAX
    if not -most <= number <= most:
        raise _wrong("Value must be between -1.0E9 and 1.0E9, inclusive")
    if round(number, limits.FILTER_DECIMALS_MAX) != number:
        raise _wrong(f"Value must have at most {limits.FILTER_DECIMALS_MAX} digits after the decimal point")


# Operators


def _check_exists(operator: str, operand: Any) -> None:
    if not isinstance(operand, bool):
        raise _wrong("exists match pattern must be either true or false.")


def _check_text(operator: str, operand: Any) -> None:
    if not isinstance(operand, str):
        raise _wrong(f"{operator} match pattern must be a string")


def _check_wildcard(operator: str, operand: Any) -> None:
    _check_text(operator, operand)
    try:
        read_wildcard(operand)
    except ValueError as error:
        raise _wrong(str(error)) from None


def _check_cidr(operator: str, operand: Any) -> None:
    _check_text(operator, operand)
    try:
        read_network(operand)
    except ValueError as error:
        raise _wrong(f"Malformed CIDR, {error}") from None


def _check_numeric(operator: str, operand: Any) -> None:
    if not isinstance(operand, list):
        raise _wrong("Value of numeric must be an array.")
    if not operand or not isinstance(operand[0], str):
        raise _wrong(f"Invalid member in numeric match: {json.dumps(operand[0]) if operand else ']'}")
    first, *rest = operand
    if first not in RANGES:
        raise _wrong(f"Unrecognized numeric range operator: {first}")
    bottom = _check_operand(first, rest)
    if first in (">", ">=") and rest[1:]:
        _check_top(bottom, rest[1:])
    elif rest[1:]:
        raise _wrong("Too many elements in numeric expression")


def _check_top(bottom: float, terms: list[Any]) -> None:
    operator, *rest = terms
    if not isinstance(operator, str):
        raise _wrong(f"Bad value in numeric range: {json.dumps(operator)}")
    if operator not in ("<", "<="):
        raise _wrong(f"Bad numeric range operator: {operator}")
    top = _check_operand(operator, rest)
    if rest[1:]:
        raise _wrong("Too many terms in numeric range expression")
    if bottom >= top:
        raise _wrong("Bottom must be less than top")


def _check_operand(operator: str, rest: list[Any]) -> float:
    if not rest or not is_number(rest[0]):
        raise _wrong(f"Value of {NAMES_OF_OPERATORS.get(operator, operator)} must be numeric")
    _check_range(rest[0])
    return float(rest[0])


def _check_anything_but(operator: str, operand: Any) -> None:
    if isinstance(operand, dict):
        _check_anything_like(operand)
        return
    values = operand if isinstance(operand, list) else [operand]
    if not values:
        raise _wrong("Empty arrays are not allowed")
    if not all(isinstance(one, str) for one in values) and not all(is_number(one) for one in values):
        mixed = "Inside anything but list, either all values are number or string, mixed type is not supported"
        alone = "Value of anything-but must be an array or single string/number value."
        raise _wrong(mixed if isinstance(operand, list) else alone)


def _check_anything_like(operand: Json) -> None:
    if len(operand) != 1:
        raise _wrong("Only one key allowed in match expression")
    [(operator, patterns)] = operand.items()
    if operator not in ANYTHING_BUT:
        raise _wrong(f"Unsupported anything-but pattern: {operator}")
    patterns = patterns if isinstance(patterns, list) and patterns else [patterns]
    for pattern in patterns:
        ANYTHING_BUT[operator](operator, pattern)


ANYTHING_BUT = {
    "prefix": _check_text, "suffix": _check_text, "equals-ignore-case": _check_text, "wildcard": _check_wildcard,
}  # fmt: skip
OPERATORS = {
    **ANYTHING_BUT, "exists": _check_exists, "numeric": _check_numeric, "cidr": _check_cidr,
    "anything-but": _check_anything_but,
}  # fmt: skip


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _wrong(problem: str) -> InvalidParameter:
    return InvalidParameter(problem=f"FilterPolicy: {problem}")
