"""Commands from outside that wait for their answer: a long poll, a write without a majority."""

from typing import TYPE_CHECKING

from labs.engines.sim.component import Component
from labs.engines.sim.discovery import command
from labs.engines.sim.limits import TICKETS_MAX
from labs.engines.sim.messages import Refused

if TYPE_CHECKING:
    from labs.engines.sim.simulation import Simulation


class Tickets(Component):
    """Which command (by number) waits at which component."""

    def __init__(self, sim: "Simulation") -> None:
        super().__init__(sim, "tickets")
        self.waiting: dict[str, str] = {}

    def open(self, number: int, component: str) -> None:
        """Raises Refused("limit")."""
        key = str(number)
        if key not in self.waiting and len(self.waiting) >= TICKETS_MAX:
            raise Refused("limit", what="waiting", most=TICKETS_MAX)
        self.waiting[key] = component

    def close(self, number: int) -> bool:
        """True if someone was still waiting."""
        return self.waiting.pop(str(number), None) is not None

    @command
    def abandon(self, ticket: int) -> dict[str, bool]:  # type: ignore[override]  # nobody waits at this part itself
        """The client that waited for this command's answer has left."""
        component = self.waiting.pop(str(ticket), None)
        if component is not None:
            self.sim.dispatch(component, "abandon", ["command", ticket])
        return {"waited": component is not None}
