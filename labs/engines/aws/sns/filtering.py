"""Which subscriptions of a topic get a copy of a message: those whose filter policy matches it."""

import json
from collections.abc import Callable, Iterator
from operator import eq, ge, gt, le, lt
from typing import Any

from labs.engines.aws.service import Json
from labs.engines.aws.sns.filter_addresses import is_in_network
from labs.engines.aws.sns.filter_policy import ATTRIBUTES, BODY, is_number, is_or, read_policy
from labs.engines.aws.sns.filter_wildcards import matches_wildcard

# What is there, but no value that a rule could match: it only exists.
OPAQUE = b""
COMPARES: dict[str, Callable[[float, float], bool]] = {"=": eq, "<": lt, "<=": le, ">": gt, ">=": ge}


def split_receivers(subscriptions: list[Json], message: Json) -> tuple[list[Json], list[Json]]:
    """Those that get a copy, and those whose policy does not match; `message` as in `envelope.wrap`."""
    passed: list[Json] = []
    filtered: list[Json] = []
    seen: dict[str, Any] = {}  # the message's attributes and bodies, read once
    for subscription in subscriptions:
        matches = "filter" not in subscription or _matches(subscription, message, seen)
        (passed if matches else filtered).append(subscription)
    return passed, filtered


def _matches(subscription: Json, message: Json, seen: dict[str, Any]) -> bool:
    scope = subscription.get("scope", ATTRIBUTES)
    if scope == BODY:
        texts = message.get("texts") or {"default": message["text"]}
        text = texts.get(subscription["protocol"], texts["default"])
        key = f"body {text}"
        if key not in seen:
            seen[key] = _read_body(text)
    else:
        key = "attributes"
        if key not in seen:
            seen[key] = {name: _read_attribute(value) for name, value in message["attributes"].items()}
    found = seen[key]
    return isinstance(found, dict) and matches_policy(read_policy(subscription["filter"], scope), found)


def _read_body(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _read_attribute(attribute: Json) -> Any:
    kind, value = attribute["DataType"], attribute.get("StringValue", "")
    if kind == "String.Array":
        values = _read_body(value)
        return values if isinstance(values, list) else OPAQUE
    if kind.startswith("Number"):
        return float(value)
    return value if kind.startswith("String") else OPAQUE


def matches_policy(policy: Json, message: Json) -> bool:
    """Every field must match: one of its rules, or the fields within it in the same element of a list."""
    for key, wanted in policy.items():
        if is_or(key, wanted):
            if not any(matches_policy(one, message) for one in wanted):
                return False
        elif isinstance(wanted, dict):
            if not any(matches_policy(wanted, one) for one in _objects(_find(message, key))):
                return False
        elif not _matches_rules(wanted, list(_leaves(_find(message, key)))):
            return False
    return True


def _find(message: Json, key: str) -> Any:
    """AWS also takes "a.b" for b within a; a field that is not there is an empty list."""
    if key in message or "." not in key:
        return message.get(key, [])
    outer, _, inner = key.partition(".")
    return [_find(one, inner) for one in _objects(message.get(outer, []))]


def _leaves(value: Any) -> Iterator[Any]:
    """The plain values in a list of lists; an object is none."""
    rest = [value]
    while rest:
        one = rest.pop()
        if isinstance(one, list):
            rest.extend(one)
        elif not isinstance(one, dict):
            yield one


def _objects(value: Any) -> list[Json]:
    """The objects in a list of lists; if there are none, one without fields."""
    rest, found = [value], list[Json]()
    while rest:
        one = rest.pop()
        if isinstance(one, list):
            rest.extend(one)
        elif isinstance(one, dict):
            found.append(one)
    return found or [{}]


def _matches_rules(rules: list[Any], values: list[Any]) -> bool:
    for rule in rules:
        if isinstance(rule, dict) and "exists" in rule:
            if rule["exists"] == bool(values):
                return True
        elif any(_matches_rule(rule, value) for value in values):
            return True
    return False


def _matches_rule(rule: Any, value: Any) -> bool:
    if is_number(rule):
        return is_number(value) and bool(rule == value)
    if not isinstance(rule, dict):
        return type(rule) is type(value) and bool(rule == value)
    [(operator, operand)] = rule.items()
    if operator == "numeric":
        return is_number(value) and _is_in_range(operand, value)
    if operator == "anything-but":
        return value is not None and value is not OPAQUE and not _is_any_of(operand, value)
    return isinstance(value, str) and TEXTS[operator](value, operand)


def _is_in_range(terms: list[Any], value: float) -> bool:
    pairs = zip(terms[::2], terms[1::2], strict=True)
    return all(COMPARES[operator](value, operand) for operator, operand in pairs)


def _is_any_of(operand: Any, value: Any) -> bool:
    """Whether "anything-but" leaves it out."""
    if not isinstance(operand, dict):
        return any(_matches_rule(one, value) for one in (operand if isinstance(operand, list) else [operand]))
    [(operator, patterns)] = operand.items()
    patterns = patterns if isinstance(patterns, list) else [patterns]
    return isinstance(value, str) and any(TEXTS[operator](value, pattern) for pattern in patterns)


def _equals_ignoring_case(text: str, pattern: str) -> bool:
    return text.casefold() == pattern.casefold()


TEXTS: dict[str, Callable[[str, str], bool]] = {
    "prefix": str.startswith, "suffix": str.endswith, "equals-ignore-case": _equals_ignoring_case,
    "wildcard": matches_wildcard, "cidr": is_in_network,
}  # fmt: skip
