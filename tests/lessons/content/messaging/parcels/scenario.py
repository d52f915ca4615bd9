"""A shop with one service behind a queue: enough for a note with every kind of part."""

from labs.engines.aws import Cloud
from labs.engines.programs import Ledger, StoreFront, Worker, WorkTime
from labs.engines.sim import Data, Goal, Simulation

RATE_PER_S = 5.0
WORK = WorkTime("lognormal", 300_000, sigma_percent=40)


def build(sim: Simulation) -> None:
    _shop(sim, concurrency=10)
    Pause(sim, "pause")
    Restart(sim, "restart")


def build_broken(sim: Simulation) -> None:
    """One order at a time is too slow."""
    _shop(sim, concurrency=1)
    Restart(sim, "mended")


def _shop(sim: Simulation, concurrency: int) -> None:
    Ledger(sim)
    cloud = Cloud(sim)
    topic = cloud.topic("orders", cloud.queue("shipping"))
    StoreFront(sim, "storefront", rate_per_s=RATE_PER_S, owed=["shipping"]).publish_to(topic)
    Worker(sim, "shipping", title="Shipping", queue="shipping", work=WORK, concurrency=concurrency)


class Pause(Goal):
    """Shipping has stopped once."""

    def __init__(self, sim: Simulation, name: str) -> None:
        super().__init__(sim, name)
        self.listen("WorkerStopped", "on_turn")

    def on_turn(self, data: Data) -> None:
        self.reach()


class Restart(Goal):
    """Shipping has started again."""

    def __init__(self, sim: Simulation, name: str) -> None:
        super().__init__(sim, name)
        self.listen("WorkerStarted", "on_turn")

    def on_turn(self, data: Data) -> None:
        self.reach()
