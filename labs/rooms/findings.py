"""One finding of a run in words, and those about goals, which every run has."""

from dataclasses import dataclass
from typing import Any

from labs.engines.sim import Simulation
from labs.rooms.history import goals_of

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line, and how much more it weighs than its line weighs by itself."""

    line: str
    at_us: int
    values: Json
    event: int | None = None
    command: int | None = None
    more: float = 0.0

    def as_dict(self) -> Json:
        return {
            "line": self.line, "at_us": self.at_us, "event": self.event, "command": self.command, "values": self.values,
        }  # fmt: skip


def goal_findings(sim: Simulation) -> list[Finding]:
    """goal_reached and goal_missed: {"goals", "moments_us"}, in the order they were decided; `at_us` is the last."""
    found = []
    for status, line in (("reached", "goal_reached"), ("missed", "goal_missed")):
        goals = [goal for goal in goals_of(sim) if goal["status"] == status]
        goals.sort(key=lambda goal: int(goal["at_us"]))
        if goals:
            values = {"goals": [goal["goal"] for goal in goals], "moments_us": [goal["at_us"] for goal in goals]}
            found.append(Finding(line, goals[-1]["at_us"], values, goals[-1]["event"]))
    return found
