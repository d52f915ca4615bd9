"""What passes between a simulation and the outside: commands, queries, replies and the errors they may end in."""

from dataclasses import dataclass, field
from typing import Any, Final


class EngineError(Exception):
    """Base of everything an engine refuses on purpose; changes nothing and is a valid answer.

    `code` is what travels (never a sentence for people), `data` the plain details.
    """

    code = "engine_error"

    def __init__(self, message: str = "", **data: Any) -> None:
        super().__init__(message or self.code)
        self.message = message
        self.data = data

    def as_dict(self) -> dict[str, Any]:
        return {"code": self.code, "message": self.message, "data": self.data}


class Refused(EngineError):
    """One of the simulation's own commands cannot be carried out; the code says why."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__("", **data)
        self.code = code


class Broken(Exception):
    """A bug in a component: the simulation cannot go on. `command` is the number of the command that led here, or 0."""

    def __init__(self, where: str, command: int) -> None:
        super().__init__(f"{where} failed (command {command})")
        self.where = where
        self.command = command


@dataclass(frozen=True, slots=True)
class Command:
    """Asks for a change: `component.method`, JSON arguments, and the participant who asks (without the "@")."""

    name: str
    args: dict[str, Any] = field(default_factory=dict)
    by: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """Asks a question: `component.method` and JSON arguments; changes nothing."""

    name: str
    args: dict[str, Any] = field(default_factory=dict)
    by: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command came to: a result, an error, or a ticket to wait for."""

    result: Any = None
    error: dict[str, Any] | None = None
    ticket: int | None = None


class _Later:
    """The type of LATER."""

    def __repr__(self) -> str:
        return "LATER"


LATER: Final = _Later()
