"""The bench on the first page: Shipping has just stopped, and every order for it goes where its copies are kept."""

from labs.engines.aws import Cloud
from labs.engines.programs import Ledger, StoreFront, Worker, WorkTime
from labs.engines.sim import Simulation

ORDERS_PER_S = 5.0
# One way, slowed down so that eyes can follow: in reality a few milliseconds.
LATENCY_LEAST_US = 300_000
LATENCY_MOST_US = 500_000
WORK = WorkTime("lognormal", 300_000, sigma_percent=40)
CONCURRENCY = 10  # messages one instance works on at a time
STOPS_AT_US = 8_000_000


def build(sim: Simulation) -> None:
    sim.network.set_latency(LATENCY_LEAST_US, LATENCY_MOST_US)
    Ledger(sim)
    cloud = Cloud(sim)
    topic = cloud.topic("orders", cloud.queue("shipping"), cloud.queue("accounting"))
    storefront = StoreFront(sim, "storefront", rate_per_s=ORDERS_PER_S, owed=["shipping", "accounting"])
    storefront.publish_to(topic)
    shipping = Worker(sim, "shipping", title="Shipping", queue="shipping", work=WORK, concurrency=CONCURRENCY)
    Worker(sim, "accounting", title="Accounting", queue="accounting", work=WORK, concurrency=CONCURRENCY)
    shipping.call_later(STOPS_AT_US, "stop")
