"""A room with a simulated AWS account in the test's own process: no database, no time but the test's."""

from typing import Any

from labs.engines.aws import Cloud
from labs.engines.sim import Command, EngineError, Query, Reply, Simulation, doors
from labs.rooms.wire_keys import Wire

SECOND_US = 1_000_000


class RoomInProcess:
    """Stands in for the hub; `sim` holds a queue "q", a topic "t" that leads to it, and what clients make.

    A call that waits is answered with nothing at once, as if its time were over.
    """

    def __init__(self, seed: int = 1) -> None:
        self.sim = Simulation(seed)
        self.cloud = Cloud(self.sim)
        self.cloud.topic("t", self.cloud.queue("q"))

    async def wire(self, code: str) -> Wire:
        return Wire(open=True, keys={})

    def note_call(self, code: str, by: str, action: str, target: str, refused: str = "") -> None:
        """Nobody watches."""

    async def kind_of(self, code: str, name: str) -> str | None:
        part, _, method = name.partition(".")
        component = self.sim.components.get(part)
        return doors(type(component)).get(method) if component is not None else None

    async def query(self, code: str, query: Query) -> Any:
        return self.sim.query(query)

    async def execute(self, code: str, command: Command) -> Reply:
        try:
            at_once = self.sim.answer_unlogged(command)
        except EngineError as error:
            return Reply(error=error.as_dict())
        if at_once is not None:
            return Reply(result=at_once)
        reply = self.sim.execute(command)
        if reply.ticket is not None:
            self.sim.execute(Command("tickets.abandon", {"ticket": reply.ticket}, "room"))
            return Reply(result={})
        return reply

    def simulated(self, service: str) -> dict[str, str]:
        """The service's methods that may be called from outside: name -> "command" or "query"."""
        component = self.sim.components.get(service)
        found = doors(type(component)) if component is not None else {}
        return {name: kind for name, kind in found.items() if kind != "endpoint"}
