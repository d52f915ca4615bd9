"""Quantities as Kubernetes writes them (`500m`, `1.5Gi`, `2e3`), in exact integers (apimachinery 1.34)."""

import re
from functools import lru_cache

FORM = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)")
WRONG_FORM = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
WRONG_NUMBER = "unable to parse numeric part of quantity"
WRONG_SUFFIX = "unable to parse quantity's suffix"

TENS = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
TWOS = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
NANO, MICRO = 10**9, 10**6
# Kubernetes holds what is larger as this much.
LARGEST = (2**63 - 1) * NANO
# More digits than any honest quantity has; what Python reads as one number ends at 4,300.
TEXT_MAX = 1_000
EXPONENT = re.compile(r"[eE]([-+]?[0-9]{1,18})")


class QuantityError(ValueError):
    """The text is no quantity; says why in Kubernetes' words."""


def milli(text: str) -> int:
    """In thousandths, rounded away from zero. Raises QuantityError."""
    return _rounded_up(_nanos(text), MICRO)


def whole(text: str) -> int:
    """In bytes or pieces, rounded away from zero. Raises QuantityError."""
    return _rounded_up(_nanos(text), NANO)


@lru_cache(maxsize=4_096)
def _nanos(text: str) -> int:
    """In billionths: Kubernetes keeps nothing finer and rounds it away from zero."""
    sign, before, after, suffix = _parts(text)
    digits = before + after
    if not digits:
        raise QuantityError(WRONG_NUMBER)
    tens, twos = _powers(suffix, len(text))
    tens += 9 - len(after)
    size = int(digits) << twos
    nanos = size * 10**tens if tens >= 0 else _rounded_up(size, 10**-tens)
    return min(nanos, LARGEST) * (-1 if sign == "-" else 1)


def _parts(text: str) -> tuple[str, str, str, str]:
    """Sign, digits before the point, digits after it, suffix."""
    match = FORM.fullmatch(text)
    if not match or text[len(match[1]) :][:1] not in set("0123456789."):
        raise QuantityError(WRONG_FORM)
    if len(text) > TEXT_MAX:
        raise QuantityError(WRONG_NUMBER)
    return match[1], match[2], match[3] or "", match[4]


def _powers(suffix: str, length: int) -> tuple[int, int]:
    """Powers of ten and of two; beyond the text's length and 30 more, an exponent changes nothing any more."""
    if suffix in TENS:
        return TENS[suffix], 0
    if suffix in TWOS:
        return 0, TWOS[suffix]
    exponent = EXPONENT.fullmatch(suffix)
    if not exponent:
        raise QuantityError(WRONG_SUFFIX)
    bound = length + 30
    return max(-bound, min(bound, int(exponent[1]))), 0


def _rounded_up(size: int, unit: int) -> int:
    return -(-size // unit) if size >= 0 else size // unit
