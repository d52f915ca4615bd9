"""Templates of mails: the part of Handlebars that SES's documentation uses.

`{{name}}`, `{{person.name}}`, `{{this}}`, `{{@index}}`, and the blocks `#if`, `#unless`, `#each` and `#with` with their
`{{else}}`. Nothing is escaped, as at SES. Partials and helpers of one's own are refused when a template is made.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from labs.engines.aws.errors.ses import InvalidRendering, InvalidTemplate, MissingAttribute
from labs.engines.aws.limits import RENDERED_MAX_CHARACTERS, TEMPLATE_DEPTH_MAX

Json = dict[str, Any]
# A piece of a template: a text, ["value", path], or [block, path, pieces, pieces after its {{else}}].
Piece = str | list[Any]
Scopes = tuple[Any, ...]  # the data, then what each block around this place looks at; the last is `this`

BLOCKS = ("if", "unless", "each", "with")
PART_COST = 8  # of each piece that is written, besides its characters: an empty loop is no free one
# No braces inside: a search that could go on to the end from each opening one takes minutes for a long text.
_tag = re.compile(r"\{\{\{([^{}]*)\}\}\}|\{\{([^{}]*)\}\}")
_path = re.compile(r"(?:\.\./)*@?[\w$-]+(?:[./][\w$-]+)*|\.|(?:\.\./)*\.\.|this")


def read_data(text: str) -> Json:
    """A template's data. Raises InvalidRendering if it is no JSON object."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidRendering from None
    if not isinstance(data, dict):
        raise InvalidRendering
    return data


def check(text: str) -> None:
    """Raises InvalidTemplate."""
    _pieces(text)


def render(text: str, data: Json) -> str:
    """Raises MissingAttribute with the first name that the data lacks, InvalidTemplate if it grows beyond measure."""
    rendered, size = [], 0
    for part in _render(_pieces(text), ({**data},), {}):
        size += len(part) + PART_COST
        if size > RENDERED_MAX_CHARACTERS:
            raise InvalidTemplate(problem=f"The rendered template is longer than {RENDERED_MAX_CHARACTERS} characters.")
        rendered.append(part)
    return "".join(rendered)


@lru_cache(maxsize=32)
def _pieces(text: str) -> list[Piece]:
    """The pieces of a template; see Piece."""
    top: list[Piece] = []
    opened: list[tuple[str, list[Any], list[Piece]]] = []  # the blocks around this place: name, piece, outer pieces
    pieces, end = top, 0
    for tag in _tag.finditer(text):
        pieces.append(text[end : tag.start()])
        end = tag.end()
        said: str = (tag[1] if tag[1] is not None else tag[2]).strip()
        if said.startswith("!"):
            continue
        if said.startswith("#"):
            block = _block(said[1:].split(), len(opened))
            pieces.append(block)
            opened.append((block[0], block, pieces))
            pieces = block[2]
        elif said == "else":
            pieces = _else(opened)
        elif said.startswith("/"):
            pieces = _close(opened, said[1:].strip())
        else:
            pieces.append(["value", _checked(said)])
    if opened:
        raise InvalidTemplate(problem=f"Block '{opened[-1][0]}' is not closed.")
    pieces.append(text[end:])
    return top


def _block(words: list[str], depth: int) -> list[Any]:
    if len(words) != 2 or words[0] not in BLOCKS:
        raise InvalidTemplate(problem=f"Not simulated here: '#{' '.join(words)}'.")
    if depth >= TEMPLATE_DEPTH_MAX:
        raise InvalidTemplate(problem="Blocks are nested too deeply.")
    return [words[0], _checked(words[1]), [], []]


def _else(opened: list[tuple[str, list[Any], list[Piece]]]) -> list[Piece]:
    if not opened:
        raise InvalidTemplate(problem="'else' stands outside of a block.")
    otherwise: list[Piece] = opened[-1][1][3]
    return otherwise


def _close(opened: list[tuple[str, list[Any], list[Piece]]], name: str) -> list[Piece]:
    if not opened or opened[-1][0] != name:
        raise InvalidTemplate(problem=f"'/{name}' closes no block.")
    return opened.pop()[2]


def _checked(path: str) -> str:
    if not _path.fullmatch(path):
        raise InvalidTemplate(problem=f"Not simulated here: '{path}'.")
    return path


def _render(pieces: list[Piece], scopes: Scopes, loop: Json) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif piece[0] == "value":
            yield _written(_needed(piece[1], scopes, loop))
        else:
            yield from _render_block(piece, scopes, loop)


def _render_block(block: list[Any], scopes: Scopes, loop: Json) -> Iterator[str]:
    name, path, pieces, otherwise = block
    found, value = _look_up(path, scopes, loop)
    if name == "each":
        yield from _render_each(block, value, scopes)
    elif (found and bool(value)) == (name != "unless"):
        yield from _render(pieces, (*scopes, value) if name == "with" else scopes, loop)
    else:
        yield from _render(otherwise, scopes, loop)


def _render_each(block: list[Any], value: Any, scopes: Scopes) -> Iterator[str]:
    pairs: list[tuple[Any, Any]] = []
    if isinstance(value, list):
        pairs = list(enumerate(value))
    elif isinstance(value, dict):
        pairs = list(value.items())
    for index, (key, item) in enumerate(pairs):
        loop = {"@index": index, "@key": key, "@first": index == 0, "@last": index == len(pairs) - 1}
        yield from _render(block[2], (*scopes, item), loop)
    if not pairs:
        yield from _render(block[3], scopes, {})


def _needed(path: str, scopes: Scopes, loop: Json) -> Any:
    found, value = _look_up(path, scopes, loop)
    if not found:
        raise MissingAttribute(name=path)
    return value


def _look_up(path: str, scopes: Scopes, loop: Json) -> tuple[bool, Any]:
    """Whether there is such a value, and the value."""
    if path.startswith("@"):
        return path in loop, loop.get(path)
    while path.startswith("../"):
        path, scopes = path[3:], scopes[:-1] or scopes
    if path == "..":
        path, scopes = "this", scopes[:-1] or scopes
    value = scopes[-1]
    for step in path.replace("/", ".").split("."):
        if step in ("this", ""):
            continue
        if isinstance(value, list) and step.isascii() and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return False, None
    return True, value


def _written(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False)
