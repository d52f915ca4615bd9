"""An account with nothing in it, a StoreFront that takes no orders yet, and workers to be added."""

from labs.engines.aws import Cloud
from labs.engines.programs import StoreFront, Worker, WorkTime
from labs.engines.sim import Simulation

# One way, slowed down so that eyes can follow: in reality a few milliseconds.
LATENCY_LEAST_US = 300_000
LATENCY_MOST_US = 500_000
WORK = WorkTime("lognormal", 300_000, sigma_percent=40)


def build(sim: Simulation) -> None:
    sim.network.set_latency(LATENCY_LEAST_US, LATENCY_MOST_US)
    Cloud(sim)
    StoreFront(sim, "storefront", rate_per_s=0, owed=[])
    Worker(sim, "worker", title="Worker", work=WORK, instances=0)
