"""StoreFront's orders go over one topic and one queue to Shipping."""

from labs.engines.aws import Cloud
from labs.engines.programs import Ledger, StoreFront, Worker, WorkTime
from labs.engines.sim import Data, Goal, Simulation

ORDERS_PER_S = 2.0
LATENCY_LEAST_US = 300_000  # one way, slowed down so that eyes can follow
LATENCY_MOST_US = 500_000
WORK = WorkTime("constant", 1_000_000)
CONCURRENCY = 10  # messages that Shipping works on at a time
AFTER_STOP = 20  # orders
IN_TIME = 60  # orders
IN_TIME_US = 40_000_000


def build(sim: Simulation) -> None:
    build_shop(sim, CONCURRENCY)
    ComeBack(sim)


def build_broken(sim: Simulation) -> None:
    """Shipping works on one order at a time, and two come in every second."""
    build_shop(sim, 1)
    KeepUp(sim)


def build_shop(sim: Simulation, concurrency: int) -> None:
    sim.network.set_latency(LATENCY_LEAST_US, LATENCY_MOST_US)
    Ledger(sim)
    cloud = Cloud(sim)
    topic = cloud.topic("orders", cloud.queue("shipping", {"VisibilityTimeout": "30"}))
    StoreFront(sim, "storefront", rate_per_s=ORDERS_PER_S, owed=["shipping"]).publish_to(topic)
    Worker(sim, "shipping", title="Shipping", queue="shipping", work=WORK, concurrency=concurrency)


class ComeBack(Goal):
    """After a stop, Shipping is done with 20 orders."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "come-back")
        self.progress = [0, AFTER_STOP]
        self.stopped = False
        self.done = 0  # orders since the stop
        self.listen("WorkerStopped", "on_stopped")
        self.listen("MessageDeleted", "on_done")

    def on_stopped(self, data: Data) -> None:
        self.stopped = True
        self.done = 0

    def on_done(self, data: Data) -> None:
        if self.stopped and self.status == "not_yet":
            self.done += 1
            self.progress = [self.done, AFTER_STOP]
            if self.done == AFTER_STOP:
                self.reach()


class KeepUp(Goal):
    """Shipping is done with 60 orders in the first 40 s."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "keep-up")
        self.progress = [0, IN_TIME]
        self.done = 0  # orders
        self.listen("MessageDeleted", "on_done")

    def on_done(self, data: Data) -> None:
        if self.status != "not_yet":
            return
        if self.sim.now_us > IN_TIME_US:
            self.miss(self.sim.cause)
            return
        self.done += 1
        self.progress = [self.done, IN_TIME]
        if self.done == IN_TIME:
            self.reach()
