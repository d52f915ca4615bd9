"""Commands from outside that wait for their answer: a long poll, a write without a majority."""

from typing import TYPE_CHECKING

from labs.engines.sim.component import Component
from labs.engines.sim.discovery import command

if TYPE_CHECKING:
    from labs.engines.sim.simulation import Simulation

TICKETS_MAX = 2_000


class Tickets(Component):
    """Which command (by number) waits at which component."""

    def __init__(self, sim: "Simulation") -> None:
        super().__init__(sim, "tickets")
        self.waiting: dict[str, str] = {}

    def open(self, number: int, component: str) -> None:
        if len(self.waiting) >= TICKETS_MAX:
            raise OverflowError(f"more than {TICKETS_MAX} waiting commands")
        self.waiting[str(number)] = component

    def close(self, number: int) -> bool:
        """True if someone was still waiting."""
        return self.waiting.pop(str(number), None) is not None

    @command
    def abandon(self, ticket: int) -> dict[str, bool]:
        """The client that waited for this command's answer has left."""
        component = self.waiting.pop(str(ticket), None)
        if component is not None:
            self.sim.touched[component] = True
            self.sim.components[component].abandon(["command", ticket])
        return {"waited": component is not None}
