"""The applications of the learner's world: who calls, who serves, who works, and where every order is."""

from labs.engines.programs.addresses import listens, place_of
from labs.engines.programs.caller import StoreFront
from labs.engines.programs.latency import WorkTime
from labs.engines.programs.ledger import Ledger
from labs.engines.programs.server import Server
from labs.engines.programs.terminals import Terminals
from labs.engines.programs.worker import Worker

__all__ = ["Ledger", "Server", "StoreFront", "Terminals", "WorkTime", "Worker", "listens", "place_of"]
