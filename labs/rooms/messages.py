"""What viewers send: parsed once, refused with a code, for socket and polling alike."""

from dataclasses import dataclass
from typing import Any

import orjson

from labs.rooms.frames import LENS_HZ
from labs.rooms.limits import MESSAGE_BYTES_MAX

KEY_LENGTH_MAX = 64
NAME_LENGTH_MAX = 80


class BadMessage(Exception):
    """`code` says what is wrong: "malformed" or "too_large"; `key` is the message's own, where it could be read."""

    def __init__(self, code: str, key: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.key = key


@dataclass(frozen=True, slots=True)
class Hello:
    """First of all: what to show, and from where on."""

    lens: str
    resume: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Seen:
    """The viewer has drawn everything up to this frame."""

    n: int


@dataclass(frozen=True, slots=True)
class Wish:
    """A command with the viewer's own key."""

    key: str
    name: str
    args: dict[str, Any]


def parse(text: str | bytes | None) -> Hello | Seen | Wish:
    """Raises BadMessage."""
    if not text:
        raise BadMessage("malformed")
    if len(text) > MESSAGE_BYTES_MAX or len(text.encode() if isinstance(text, str) else text) > MESSAGE_BYTES_MAX:
        raise BadMessage("too_large")
    try:
        content = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise BadMessage("malformed") from None
    match content:
        case {"seen": int(n)} if n is not True and n is not False:
            return Seen(n)
        case {"resume": resume, **rest}:
            return Hello(_lens(rest.get("lens", "scene")), _resume(resume))
        case {"key": str(key)} if key:
            return _wish(key, content)
    raise BadMessage("malformed")


def _wish(key: str, content: dict[str, Any]) -> Wish:
    match content:
        case {"command": str(name), "args": dict(args)} if _is_name(key, KEY_LENGTH_MAX) and _is_name(
            name, NAME_LENGTH_MAX
        ):
            return Wish(key, name, args)
    raise BadMessage("malformed", key[:KEY_LENGTH_MAX])


def _is_name(text: str, most: int) -> bool:
    """Short, and without the signs that a database or a log would choke on."""
    return 0 < len(text) <= most and text.isprintable()


def _lens(kind: Any) -> str:
    if isinstance(kind, str) and kind in LENS_HZ:
        return kind
    raise BadMessage("malformed")


def _resume(resume: Any) -> tuple[str, int] | None:
    match resume:
        case None:
            return None
        case [str(epoch), int(n)] if n is not True and n is not False:
            return epoch, n
    raise BadMessage("malformed")


def parse_poll(resume: str, lens: str) -> Hello:
    """The same as a query string: `resume=<epoch>,<n>` or empty. Raises BadMessage."""
    epoch, _, n = resume.partition(",")
    if not resume:
        return Hello(_lens(lens), None)
    if not n.isdecimal() or len(n) > 15:
        raise BadMessage("malformed")
    return Hello(_lens(lens), (epoch, int(n)))
