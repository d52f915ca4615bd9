"""One line of an answer to "why?": a code, its moment, and values; the browser writes the sentence."""

from dataclasses import dataclass, field
from typing import Any

from labs.engines.sim.event_log import Fact

LINES_MAX = 6

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """`event` or `command` is what it links to, at `at_us`; a line without either tells of a state at that moment."""

    code: str
    at_us: int | None = None
    event: int | None = None
    command: int | None = None
    values: Values = field(default_factory=dict)

    def as_dict(self) -> Values:
        return {
            "line": self.code, "at_us": self.at_us, "event": self.event, "command": self.command, "values": self.values,
        }  # fmt: skip


Lines = list[Line]


def line_of(code: str, fact: Fact, /, **values: Any) -> Line:
    """A line about a fact."""
    return Line(code, fact["at_us"], fact["id"], None, values)


def shorten(lines: Lines, most: int = LINES_MAX) -> Lines:
    """At most so many: what is so, the nearest reasons, and always the last one."""
    return lines if len(lines) <= most else [*lines[: most - 1], lines[-1]]
