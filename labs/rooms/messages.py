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
    if len(text) > MESSAGE_BYTES_MAX:
        raise BadMessage("too_large")
    try:
        content = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise BadMessage("malformed") from None
    match content:
        case {"seen": int(n)}:
            return Seen(n)
        case {"resume": resume, **rest}:
            return Hello(_lens(rest.get("lens", "scene")), _resume(resume))
        case {"key": str(key), "command": str(name), "args": dict(args)} if key:
            if len(key) > KEY_LENGTH_MAX or len(name) > NAME_LENGTH_MAX:
                raise BadMessage("malformed", key[:KEY_LENGTH_MAX])
            return Wish(key, name, args)
        case {"key": str(key)}:
            raise BadMessage("malformed", key[:KEY_LENGTH_MAX])
    raise BadMessage("malformed")


def _lens(kind: Any) -> str:
    if isinstance(kind, str) and kind in LENS_HZ:
        return kind
    raise BadMessage("malformed")


def _resume(resume: Any) -> tuple[str, int] | None:
    match resume:
        case None:
            return None
        case [str(epoch), int(n)]:
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
