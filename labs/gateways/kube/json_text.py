"""JSON, one document after another, as `kubectl get -o json` writes it and `kubectl apply -f -` reads it."""

import json
import re
from typing import Any

from labs.gateways.kube.text_errors import DEPTH_MAX, TOO_DEEP, TextError, already_set

BETWEEN = re.compile(r"\s*(?:---\s)?\s*")
NOT_A_VALUE = "{} is not a value of JSON"
HALF_A_CHARACTER = "a character that is written with half a surrogate pair"


class _NotTaken(ValueError):
    """JSON as Python reads it, and not as Kubernetes does."""


def json_documents(text: str) -> list[object]:
    """Raises TextError."""
    documents: list[object] = []
    decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)
    at = _start(text, 0)
    while at < len(text):
        begun, number = at, len(documents) + 1
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise TextError(f"not JSON: {error.msg}", document=number, line=error.lineno) from None
        except RecursionError:
            raise TextError(TOO_DEEP, document=number) from None
        except _NotTaken as error:
            raise TextError(str(error), document=number) from None
        except ValueError:  # Python reads no number of thousands of digits
            raise TextError("a number with too many digits", document=number) from None
        _check(value, text[begun:at], number)
        documents.append(value)
        at = _start(text, at)
    return documents


def _start(text: str, at: int) -> int:
    """Where the next document begins."""
    found = BETWEEN.match(text, at)
    return found.end() if found else at


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: list[str] = []
        for key, _ in pairs:
            if key in seen:
                raise _NotTaken(already_set(key))
            seen.append(key)
    return made


def _constant(name: str) -> None:
    raise _NotTaken(NOT_A_VALUE.format(name))


def _check(value: object, text: str, number: int) -> None:
    """What the parser lets pass: depth, and halves of characters, which no page and no terminal can show."""
    if _depth(value) > DEPTH_MAX:
        raise TextError(TOO_DEEP, document=number)
    if "\\u" in text:
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise TextError(HALF_A_CHARACTER, document=number) from None


def _depth(value: object) -> int:
    """How deep, counted layer by layer, so that nothing is too deep to be counted; stops one beyond the limit."""
    layer, depth = [value], 0
    while layer and depth <= DEPTH_MAX:
        layer = [inner for one in layer for inner in _inside(one)]
        depth += 1
    return depth


def _inside(value: object) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
