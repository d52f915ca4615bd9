"""A bench: a place for hands, with nothing to read."""

from labs.engines.programs import Ledger
from labs.engines.sim import Simulation


def build(sim: Simulation) -> None:
    Ledger(sim)
