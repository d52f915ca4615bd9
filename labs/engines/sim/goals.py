"""What the learner should make true: three-valued predicates that rewind with the run."""

from typing import TYPE_CHECKING

from labs.engines.sim.component import Component, Entity

if TYPE_CHECKING:
    from labs.engines.sim.simulation import Simulation


class Goal(Component):
    """Base of a scenario's goals: listens to events and decides once, `reached` or `missed`; until then "not_yet"."""

    def __init__(self, sim: "Simulation", name: str) -> None:
        super().__init__(sim, f"goal-{name}")
        self.status = "not_yet"
        self.at_us: int | None = None
        self.event: int | None = None
        self.progress: list[int] | None = None

    def reach(self) -> None:
        self._decide("reached", "GoalReached")

    def miss(self, event: int) -> None:
        """`event` is the first one that made the goal impossible."""
        self._decide("missed", "GoalMissed", event)

    def _decide(self, status: str, fact: str, event: int | None = None) -> None:
        if self.status == "not_yet":
            self.status = status
            self.at_us = self.sim.now_us
            goal = self.name.removeprefix("goal-")
            number = self.emit(fact, goal=goal) if event is None else self.emit_because(event, fact, goal=goal)
            self.sim.log.milestones.append(number)
            self.event = event if event is not None else number

    def entities(self) -> dict[str, Entity]:
        name = self.name.removeprefix("goal-")
        at_ms = None if self.at_us is None else self.at_us // 1000
        shown = {"status": self.status, "progress": self.progress, "at_ms": at_ms, "event": self.event}
        return {f"goal/{name}": {"kind": "goal", "name": name, **shown}}
