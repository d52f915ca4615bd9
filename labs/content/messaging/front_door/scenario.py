"""The bench on the first page: Shipping has just stopped, and what the topic hands to it is lost at once."""

import json

from labs.engines.aws import Cloud
from labs.engines.programs import Ledger, StoreFront, Worker, WorkTime
from labs.engines.sim import Simulation

ORDERS_PER_S = 5.0
# One way, slowed down so that eyes can follow: in reality a few milliseconds.
LATENCY_LEAST_US = 300_000
LATENCY_MOST_US = 500_000
WORK = WorkTime("lognormal", 300_000, sigma_percent=40)
CONCURRENCY = 20  # orders one instance works on at a time
STOPS_AT_US = 8_000_000
# By itself SNS tries three times more, twenty seconds apart: too long for a first look.
NO_RETRIES = json.dumps({"healthyRetryPolicy": {"numRetries": 0, "minDelayTarget": 20, "maxDelayTarget": 20}})


def build(sim: Simulation) -> None:
    sim.network.set_latency(LATENCY_LEAST_US, LATENCY_MOST_US)
    Ledger(sim)
    cloud = Cloud(sim)
    shipping = Worker(sim, "shipping", title="Shipping", work=WORK, concurrency=CONCURRENCY)
    accounting = Worker(sim, "accounting", title="Accounting", work=WORK, concurrency=CONCURRENCY)
    topic = cloud.topic("orders")
    for program in (shipping, accounting):
        cloud.sns.subscribed(topic, "http", program.url(1), {"DeliveryPolicy": NO_RETRIES})
    storefront = StoreFront(sim, "storefront", rate_per_s=ORDERS_PER_S, owed=["shipping", "accounting"])
    storefront.publish_to(topic)
    shipping.call_later(STOPS_AT_US, "stop")
