"""Reads what a form brings: predictions and answers to review questions."""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from labs.catalog import Predict, Review
from labs.lessons.limits import CURVE_POINTS_MAX, SEED_MAX, VALUE_LENGTH_MAX
from labs.rooms.limits import RUN_US_MAX

DIGITS_MAX = 18  # of a number of microseconds
CURVE_FIELDS = 5  # moments of a curve that is written, not drawn
Value = int | float | list[list[float]]


class BadAnswer(ValueError):
    """An answer that cannot be taken; `code` names what is wrong."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def prediction_in(form: Mapping[str, Any], part: Predict) -> Value:
    """Raises BadAnswer."""
    text = str(form.get("value", ""))[: VALUE_LENGTH_MAX + 1].strip()
    if part.asks == "curve":
        return _curve(text or _written(form, part), part)
    return answer_in(form, part)


def answer_in(form: Mapping[str, Any], part: Predict | Review) -> int | float:
    """A choice or a number. Raises BadAnswer."""
    text = str(form.get("value", ""))[: VALUE_LENGTH_MAX + 1].strip()
    if not text:
        raise BadAnswer("no_choice" if part.asks == "choice" else "no_number")
    value = _number(text)
    if part.asks == "choice":
        if value not in range(1, len(part.options) + 1):
            raise BadAnswer("no_choice")
        return int(value)
    if isinstance(part, Predict):
        _within(value, part)
    return value


def seed_in(form: Mapping[str, Any]) -> int:
    """The seed that the page gave out. Raises BadAnswer."""
    try:
        seed = int(form.get("seed", ""))
    except ValueError:
        raise BadAnswer("no_seed") from None
    if not 0 < seed <= SEED_MAX:
        raise BadAnswer("no_seed")
    return seed


def made_us_in(form: Mapping[str, Any]) -> int:
    """The moment of the run at which the browser says the prediction was made; 0 from one that does not say."""
    text = str(form.get("made_us", ""))
    return min(int(text), RUN_US_MAX) if text.isdecimal() and len(text) < DIGITS_MAX else 0


def moments(part: Predict) -> list[float]:
    """Where a curve is asked for when it is written."""
    return [_whole(part.until_s * n / (CURVE_FIELDS - 1)) for n in range(CURVE_FIELDS)]


def _written(form: Mapping[str, Any], part: Predict) -> str:
    """A curve from one field a moment, for browsers that cannot draw."""
    heights = [str(form.get(f"at-{n}", "")).strip() for n in range(CURVE_FIELDS)]
    if not all(heights):
        raise BadAnswer("no_curve")
    return json.dumps([[at, _number(height)] for at, height in zip(moments(part), heights, strict=True)])


def _curve(text: str, part: Predict) -> list[list[float]]:
    if len(text) > VALUE_LENGTH_MAX:
        raise BadAnswer("no_curve")
    try:
        points = [[_finite(at), _finite(height)] for at, height in _pairs(json.loads(text))]
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise BadAnswer("no_curve") from None
    times = [at for at, _ in points]
    if times != sorted(times) or times[0] < 0 or times[-1] > part.until_s:
        raise BadAnswer("no_curve")
    for _, height in points:
        _within(height, part)
    return points


def _pairs(read: Any) -> Iterable[list[Any]]:
    if not isinstance(read, list) or not 2 <= len(read) <= CURVE_POINTS_MAX:
        raise ValueError("not a curve")
    return read


def _within(value: float, part: Predict) -> None:
    if not part.least <= value <= part.most:
        raise BadAnswer("out_of_range")


def _number(text: str) -> int | float:
    """As people write it: 1,200 is a number too. Raises BadAnswer."""
    try:
        return _finite(float(text.replace(",", "")))
    except ValueError:
        raise BadAnswer("no_number") from None


def _finite(value: Any) -> int | float:
    if isinstance(value, bool) or not math.isfinite(value):
        raise ValueError("not a number")
    return _whole(value)


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value
