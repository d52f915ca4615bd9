"""All that is wrong with an object, not only the first thing."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from labs.engines.kube.manifests.problems import Problem, invalid, required
from labs.engines.kube.manifests.shapes import INT32_MAX, Check, between

Manifest = dict[str, Any]
Problems = Iterator[Problem]
Checker = Callable[[Manifest, "Manifest | None"], Problems]

NOT_NEGATIVE = between(0, INT32_MAX, "must be greater than or equal to 0")


def wrong(check: Check, value: Any, field: str) -> Problems:
    """What a single check says against a value, if anything."""
    try:
        check(value, field)
    except Problem as problem:
        yield problem


def each_wrong(checks: Mapping[str, Check], there: Manifest, field: str) -> Problems:
    """The same for those of these fields that are there."""
    for name, check in checks.items():
        if there.get(name) is not None:
            yield from wrong(check, there[name], f"{field}.{name}")


def lacking(there: Manifest, field: str, *names: str) -> Problems:
    for name in names:
        if there.get(name) in (None, "", [], {}):
            yield required(f"{field}.{name}")


def same(now: Any, before: Any, field: str) -> Problems:
    """A field that may not change."""
    if now != before:
        yield invalid(field, now, "field is immutable")
