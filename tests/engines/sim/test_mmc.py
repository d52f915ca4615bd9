"""The queue with a known answer: M/M/c waits as Erlang's formula says."""

from statistics import mean, stdev

import pytest

from labs.engines.sim import Simulation
from tests.engines.sim.mmc import Mmc, erlang_c_wait_us

SEEDS = 24


def mean_wait_us(seed: int, arrival_us: int, service_us: int, servers: int, customers: int) -> float:
    sim = Simulation(seed)
    queue = Mmc(sim, arrival_us, service_us, servers, quiet=True)
    sim.run_until(arrival_us * customers)
    return queue.waited_us / queue.served


@pytest.mark.parametrize(("service_us", "arrival_us"), [(1_000, 312), (10_000, 3_125)])
def test_four_servers_wait_as_erlang_says_within_three_standard_errors(service_us: int, arrival_us: int) -> None:
    waits_us = [mean_wait_us(seed, arrival_us, service_us, 4, customers=40_000) for seed in range(SEEDS)]
    error_us = stdev(waits_us) / SEEDS**0.5
    expected_us = erlang_c_wait_us(arrival_us, service_us, 4)
    assert abs(mean(waits_us) - expected_us) < 3 * error_us
    assert error_us < 0.03 * expected_us  # else the test would accept anything
