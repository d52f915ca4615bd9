"""A shop that is wired well, to try things out: a topic, a queue for each service, two instances of Shipping."""

from labs.engines.aws import Cloud
from labs.engines.programs import Ledger, StoreFront, Worker, WorkTime
from labs.engines.sim import Data, Goal, Simulation

ORDERS_PER_S = 5.0
# One way, slowed down so that eyes can follow: in reality a few milliseconds.
LATENCY_LEAST_US = 300_000
LATENCY_MOST_US = 500_000
WORK = WorkTime("lognormal", 300_000, sigma_percent=40)
CONCURRENCY = 10  # messages one instance works on at a time
WITHOUT_SHIPPING_S = 20
DRAINED_WITHIN_US = 15_000_000
BACKLOG_LEAST = 50  # messages; less is no backlog
SECOND_US = 1_000_000


def build(sim: Simulation) -> None:
    sim.network.set_latency(LATENCY_LEAST_US, LATENCY_MOST_US)
    Ledger(sim)
    cloud = Cloud(sim)
    queues = [cloud.queue(name, {"VisibilityTimeout": "30"}) for name in ("shipping", "accounting")]
    topic = cloud.topic("orders", *queues)
    storefront = StoreFront(sim, "storefront", rate_per_s=ORDERS_PER_S, owed=["shipping", "accounting"])
    storefront.publish_to(topic)
    Worker(sim, "shipping", title="Shipping", queue="shipping", work=WORK, instances=2, concurrency=CONCURRENCY)
    Worker(sim, "accounting", title="Accounting", queue="accounting", work=WORK, concurrency=CONCURRENCY)
    SurviveWithoutShipping(sim)
    DrainBacklog(sim)


class SurviveWithoutShipping(Goal):
    """For 20 s no instance of Shipping runs, and no order is lost to it."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "survive-without-shipping")
        self.progress = [0, WITHOUT_SHIPPING_S]
        self.absence = 0  # which absence is being counted; a new one makes older ticks void
        self.absent = False
        for event in ("WorkerStarted", "WorkerStopped", "WorkerCrashed"):
            self.listen(event, "on_turn")
        self.listen("OrderLost", "on_lost")

    def on_turn(self, data: Data) -> None:
        if data["program"] != "shipping" or self.status != "not_yet":
            return
        absent = data["running"] == 0
        if absent and not self.absent:
            self.absence += 1
            self.call_later(SECOND_US, "count", self.absence, 1)
        self.absent = absent
        if not absent:
            self.progress = [0, WITHOUT_SHIPPING_S]

    def count(self, absence: int, seconds: int) -> None:
        if absence != self.absence or not self.absent or self.status != "not_yet":
            return
        self.progress = [seconds, WITHOUT_SHIPPING_S]
        if seconds == WITHOUT_SHIPPING_S:
            self.reach()
        else:
            self.call_later(SECOND_US, "count", absence, seconds + 1)

    def on_lost(self, data: Data) -> None:
        if self.absent and data["program"] == "shipping":
            self.miss(self.sim.cause)


class DrainBacklog(Goal):
    """What has piled up for Shipping while it was away is deleted from its queue within 15 s of its start."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "drain-backlog")
        self.stored: dict[str, int] = {}  # message in the queue -> its place in the row of all that were sent there
        self.sent = 0
        self.backlog = 0  # messages stored when Shipping started, the last of them at place `last`
        self.last = 0
        self.remaining = 0
        self.started_us = 0
        self.absent = False
        self.listen("MessageSent", "on_sent")
        self.listen("MessageDeleted", "on_gone")
        self.listen("MessageExpired", "on_gone")
        self.listen("QueuePurged", "on_purged")
        for event in ("WorkerStarted", "WorkerStopped", "WorkerCrashed"):
            self.listen(event, "on_turn")

    def on_sent(self, data: Data) -> None:
        if data["queue"] == "shipping":
            self.sent += 1
            self.stored[data["message"]] = self.sent

    def on_gone(self, data: Data) -> None:
        place = self.stored.pop(data["message"], None)
        if place is None or place > self.last or not self.remaining:
            return
        self.remaining -= 1
        self.progress = [self.backlog - self.remaining, self.backlog]
        if not self.remaining and self.sim.now_us - self.started_us <= DRAINED_WITHIN_US:
            self.reach()

    def on_purged(self, data: Data) -> None:
        """Throwing the backlog away is not draining it."""
        if data["queue"] == "shipping":
            self.stored = {}
            self.remaining = 0

    def on_turn(self, data: Data) -> None:
        if data["program"] != "shipping":
            return
        running = data["running"]
        if running and self.absent and len(self.stored) >= BACKLOG_LEAST:
            self.started_us = self.sim.now_us
            self.last, self.backlog = self.sent, len(self.stored)
            self.remaining = self.backlog
        self.absent = not running
        if self.absent:
            self.remaining = 0
