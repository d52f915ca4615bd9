"""A run as a JSON document: what an export has in it, what a shared run keeps, and what of a stranger's file is read.

Nothing in a document is taken at its word: only seed and commands count, and they are done again through the same
door as everybody's. The digest says whether that led to the same run.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from labs.catalog import UnknownLab, get_lab
from labs.engines.sim import Command, EngineError, copy_arguments
from labs.rooms.limits import EXPORT_BYTES_MAX, RUN_US_MAX
from labs.rooms.messages import NAME_LENGTH_MAX
from labs.rooms.run import COMMANDS_MAX, Logged

FORMAT, VERSION = "workshop-run", 1
SEED_MAX = 2**63 - 1  # what a database can hold
START_LENGTH_MAX = 40
START_YEARS = (1970, 2200)
HEX = re.compile(r"[0-9a-f]{0,32}")
RULES = re.compile(r"[!-~]{0,16}")


class BadDocument(Exception):
    """It cannot be read as a run; `code` and `data` say why, the page says it in words."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True)
class RunDocument:
    """A recorded run: what it is made of, where its head stands, and which moment is shown first."""

    lab: str
    seed: int
    start: str
    rules: str
    log: list[Logged]
    head_us: int
    at_us: int
    digest: str  # at the head


def write(run: RunDocument) -> dict[str, Any]:
    return {
        "format": FORMAT, "version": VERSION, "lab": run.lab, "seed": run.seed, "start": run.start,
        "rules": run.rules, "head_us": run.head_us, "at_us": run.at_us, "digest": run.digest,
        "commands": write_commands(run.log),
    }  # fmt: skip


def write_commands(log: list[Logged]) -> list[dict[str, Any]]:
    """Of a member's key only is said that there was one: it marks the commands that people gave on the page."""
    return [_written(logged) for logged in log]


def _written(logged: Logged) -> dict[str, Any]:
    asked = logged.command
    written: dict[str, Any] = {"at_us": logged.at_us, "command": asked.name, "args": asked.args, "by": asked.by}
    if logged.key is not None:
        written["member"] = True
    if logged.broken:
        written["broken"] = True
    return written


def write_bytes(run: RunDocument) -> bytes:
    """Raises BadDocument("too_large")."""
    content = orjson.dumps(write(run), option=orjson.OPT_APPEND_NEWLINE)
    if len(content) > EXPORT_BYTES_MAX:
        raise BadDocument("too_large", bytes=len(content), bytes_max=EXPORT_BYTES_MAX)
    return content


def read(content: bytes) -> RunDocument:
    """Raises BadDocument: "too_large", "not_json", "not_a_run", "newer_version", "unknown_lab", "bad_field" (field) or
    "bad_command" (number).
    """
    if len(content) > EXPORT_BYTES_MAX:
        raise BadDocument("too_large", bytes=len(content), bytes_max=EXPORT_BYTES_MAX)
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise BadDocument("not_json") from None
    _check_kind(document)
    head_us = _int(document, "head_us", 0, RUN_US_MAX)
    return RunDocument(
        lab=_lab(document),
        seed=_int(document, "seed", -SEED_MAX, SEED_MAX),
        start=_start(document),
        rules=_text(document, "rules", RULES),
        log=read_commands(document.get("commands"), head_us),
        head_us=head_us,
        at_us=_int(document, "at_us", 0, head_us),
        digest=_text(document, "digest", HEX),
    )


def _check_kind(document: Any) -> None:
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BadDocument("not_a_run")
    if _int(document, "version", 1) > VERSION:
        raise BadDocument("newer_version", version=document["version"])


def _lab(document: dict[str, Any]) -> str:
    slug = document.get("lab")
    if not isinstance(slug, str):
        raise BadDocument("bad_field", field="lab")
    try:
        return get_lab(slug).slug
    except UnknownLab:
        raise BadDocument("unknown_lab", lab=slug[:NAME_LENGTH_MAX]) from None


def _int(document: dict[str, Any], field: str, least: int, most: int = SEED_MAX) -> int:
    value = document.get(field)
    if type(value) is not int or not least <= value <= most:  # exactly: to Python, true is an int
        raise BadDocument("bad_field", field=field)
    return value


def _text(document: dict[str, Any], field: str, form: re.Pattern[str]) -> str:
    value = document.get(field)
    if not isinstance(value, str) or not form.fullmatch(value):
        raise BadDocument("bad_field", field=field)
    return value


def _start(document: dict[str, Any]) -> str:
    """A date that leaves room for the longest run."""
    start = document.get("start")
    try:
        if isinstance(start, str) and len(start) <= START_LENGTH_MAX:
            earliest, latest = START_YEARS
            if earliest <= datetime.fromisoformat(start).year < latest:
                return start
    except ValueError:
        pass
    raise BadDocument("bad_field", field="start")


def read_commands(commands: Any, head_us: int) -> list[Logged]:
    """Raises BadDocument; `number` is the first command that is wrong, counted from 1."""
    if not isinstance(commands, list):
        raise BadDocument("bad_field", field="commands")
    if len(commands) > COMMANDS_MAX:
        raise BadDocument("bad_command", number=COMMANDS_MAX + 1)
    log: list[Logged] = []
    last_us = 0
    for number, command in enumerate(commands, 1):
        logged = _read(number, command)
        # One that broke the run is only counted; the run may have gone on from before its moment.
        if logged is None or not (logged.broken or last_us <= logged.at_us <= head_us):
            raise BadDocument("bad_command", number=number)
        last_us = last_us if logged.broken else logged.at_us
        log.append(logged)
    return log


def _read(number: int, command: Any) -> Logged | None:
    match command:
        case {"at_us": int(at_us), "command": str(name), "args": dict(args), "by": str(by), **marks}:
            member, broken = marks.get("member", False), marks.get("broken", False)
            if type(at_us) is not int or not 0 <= at_us <= RUN_US_MAX or not name:
                return None
            if not (_is_name(name) and _is_name(by) and type(member) is bool and type(broken) is bool):
                return None
            try:
                asked = Command(name, copy_arguments(args), by)
            except EngineError:
                return None
            return Logged(number, at_us, asked, member_key(number) if member else None, broken)
    return None


def member_key(number: int) -> str:
    """Stands for the key that a command once had: nobody will ask by it again, but it was a member's."""
    return f"import-{number}"


def _is_name(text: str) -> bool:
    """As messages have them: short, and without the signs that a database or a log would choke on."""
    return len(text) <= NAME_LENGTH_MAX and text.isprintable()
