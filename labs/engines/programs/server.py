"""A program that is called directly over HTTP and keeps nothing: when it is down, its callers feel it."""

from labs.engines.programs.addresses import url_of
from labs.engines.programs.front_door import FrontDoor
from labs.engines.programs.latency import WorkTime
from labs.engines.sim import Entity, Simulation


class Server(FrontDoor):
    """One instance, without a number of its own."""

    def __init__(self, sim: Simulation, name: str, *, title: str, work: WorkTime, concurrency: int = 1) -> None:
        super().__init__(sim, name, title, work, [""], concurrency)

    def entities(self) -> dict[str, Entity]:
        shown = {"kind": "server", "name": self._title, "endpoint": url_of(self.name, "")}
        return {self.name: {**shown, **self.describe(self.instances[""])}}
