"""The shop that speed is measured with: a topic, a queue for each service, two services. Not a lab: it stays as it is.

Figures of different days can only be compared if the work is the same, down to what listens to its events.
"""

from labs.engines.aws import Cloud
from labs.engines.programs import Ledger, StoreFront, Worker, WorkTime
from labs.engines.sim import Command, Component, Data, Simulation

ORDERS_PER_S = 5.0
LATENCY_LEAST_US = 300_000  # one way
LATENCY_MOST_US = 500_000
WORK = WorkTime("lognormal", 300_000, sigma_percent=40)
CONCURRENCY = 10  # messages one instance works on at a time
BUSY_INSTANCES = 4


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
    Watcher(sim)


def busy(per_second: int) -> list[Command]:
    """What makes it take so many orders a second, with enough hands for them."""
    commands = [Command("storefront.set_rate", {"per_second": per_second}, "bench")]
    for service in ("shipping", "accounting"):
        commands += [
            Command(f"{service}.scale", {"instances": BUSY_INSTANCES}, "bench"),
            Command(f"{service}.set_concurrency", {"concurrency": per_second}, "bench"),
        ]
    return commands


class Watcher(Component):
    """Follows the messages of one queue, as a goal of a lab does."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "watcher")
        self.stored: dict[str, int] = {}  # message in the queue -> its place in the row of all that were sent there
        self.sent = 0
        self.gone = 0
        self.listen("MessageSent", "on_sent")
        self.listen("MessageDeleted", "on_gone")

    def on_sent(self, data: Data) -> None:
        if data["queue"] == "shipping":
            self.sent += 1
            self.stored[data["message"]] = self.sent

    def on_gone(self, data: Data) -> None:
        if self.stored.pop(data["message"], None) is not None:
            self.gone += 1
