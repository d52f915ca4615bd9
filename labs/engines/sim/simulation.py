"""Clock, agenda, seeded chance and components: the whole of a simulation."""

import sys
from collections.abc import Callable
from hashlib import blake2b
from heapq import heappop
from typing import Any

from labs.engines.sim.calendar import DEFAULT_START, Calendar
from labs.engines.sim.component import Address, Component, Entity
from labs.engines.sim.discovery import check_arguments, doors
from labs.engines.sim.event_log import EventLog
from labs.engines.sim.history import History
from labs.engines.sim.messages import LATER, Broken, Command, EngineError, Query, Refused, Reply
from labs.engines.sim.network import Network
from labs.engines.sim.random_streams import RandomStreams
from labs.engines.sim.tickets import Tickets

AGENDA_ENTRIES_MAX = 500_000
AGENDA_CHECK_EVERY = 1_024  # entries between two looks at the limit
COMPONENTS_MAX = 2_000
STEP_SPAN_US = 3_600_000_000  # how far `step` looks for the next event: one simulated hour

Entry = tuple[int, int, str, str, tuple[Any, ...], int]


class Simulation:
    """Scenario + seed + commands with their times give the same events, always, on every machine.

    `now_us` is integer microseconds since the start. Only `execute` changes what will happen; `run_until` lets it
    happen. Raises Broken when a component has a bug.
    """

    def __init__(self, seed: int, start: str = DEFAULT_START) -> None:
        self.seed = seed
        self.calendar = Calendar(start)
        self.now_us = 0
        self.commands = 0
        self.chances = RandomStreams(seed)
        self.log = EventLog()
        self.components: dict[str, Component] = {}
        self.touched: dict[str, bool] = {}  # components dispatched to since someone last cleared it
        self.on_answer: Callable[[int, Reply], None] = _nobody_waits
        self.caller = ""
        self.trace: str | None = None
        self.address: Address | None = None
        self.cause = 0  # given to events
        self.latest = 0  # given to what is scheduled: the last event of this dispatch, else its cause
        self.agenda: list[Entry] = []
        self.scheduled = 0
        self.ids: dict[str, int] = {}
        self._listeners: dict[str, list[tuple[str, str]]] = {}
        self.network = Network(self)
        self.tickets = Tickets(self)
        self.history = History(self)

    # Building

    def add(self, component: Component) -> None:
        if component.name in self.components or len(self.components) >= COMPONENTS_MAX:
            raise ValueError(f"there is already a component {component.name!r}, or there are too many")
        self.components[component.name] = component
        self.touched[component.name] = True

    def listen(self, event: str, component: str, method: str) -> None:
        self._listeners.setdefault(event, []).append((component, method))

    # Time

    def run_until(self, until_us: int, entries_max: int = sys.maxsize) -> bool:
        """Let everything up to and including `until_us` happen; False if `entries_max` was reached first.

        Stops only between instants, so that where a slice ends changes nothing.
        """
        agenda, components, touched = self.agenda, self.components, self.touched
        name = method = ""
        try:
            while agenda and agenda[0][0] <= until_us:
                if entries_max <= 0 and agenda[0][0] != self.now_us:
                    return False
                entries_max -= 1
                self.now_us, n, name, method, args, cause = heappop(agenda)
                if not n % AGENDA_CHECK_EVERY and len(agenda) > AGENDA_ENTRIES_MAX:
                    raise OverflowError(f"more than {AGENDA_ENTRIES_MAX} agenda entries")
                self.cause = self.latest = cause
                touched[name] = True
                getattr(components[name], method)(*args)
        except Exception as error:
            raise Broken(f"{name}.{method}", self.log.root_command(self.cause, self.commands)) from error
        if until_us > self.now_us:
            self.now_us = until_us
        self.cause = self.latest = 0
        return True

    def step(self) -> bool:
        """Run to the next instant at which an event happens; False if there is none within an hour."""
        before = self.log.count
        limit_us = self.now_us + STEP_SPAN_US
        while self.log.count == before and self.agenda and self.agenda[0][0] <= limit_us:
            self.run_until(self.agenda[0][0])
        return self.log.count > before

    # Facts

    def emit(self, event: str, data: dict[str, Any], cause: int | None = None) -> int:
        cause = self.cause if cause is None else cause
        number = self.log.append(self.now_us, cause, event, data)
        listeners = self._listeners.get(event)
        if listeners:
            fact = {"id": number, "at_us": self.now_us, "cause": cause, "event": event, "data": data}
            before = self.cause
            for name, method in listeners:
                self.cause = self.latest = number
                self.touched[name] = True
                getattr(self.components[name], method)(fact)
            self.cause = before
        self.latest = number
        return number

    def make_id(self, name: str) -> str:
        """32 hex digits, the same for the same seed, name and count."""
        self.ids[name] = n = self.ids.get(name, 0) + 1
        return blake2b(f"{self.seed}/{name}/{n}".encode(), digest_size=16).hexdigest()

    # Commands and queries

    def execute(self, command: Command) -> Reply:
        """Apply a command at this instant: what is due first, then the command, then what follows at once."""
        self.run_until(self.now_us)
        self.commands += 1
        self.cause = self.latest = -self.commands
        try:
            reply = self._apply(command)
        except EngineError as error:
            reply = Reply(error=error.as_dict())
        except Exception as error:
            raise Broken(command.name, self.commands) from error
        self.run_until(self.now_us)
        return reply

    def _apply(self, command: Command) -> Reply:
        component, method = self._find(command.name, "command")
        check_arguments(getattr(type(component), method), command.args)
        self.touched[component.name] = True
        result = self.call(component, method, command.args, f"@{command.by}", ["command", self.commands])
        if result is not LATER:
            return Reply(result=result)
        self.tickets.open(self.commands, component.name)
        return Reply(ticket=self.commands)

    def call(self, component: Component, method: str, args: dict[str, Any], caller: str, address: Address) -> Any:
        """Call one door of a component on behalf of `caller`; its answer may come later to `address`."""
        before = self.caller, self.address
        self.caller, self.address = caller, address
        try:
            return getattr(component, method)(**args)
        finally:
            self.caller, self.address = before

    def query(self, query: Query) -> Any:
        """Raises EngineError; changes nothing."""
        component, method = self._find(query.name, "query")
        check_arguments(getattr(type(component), method), query.args)
        return self.call(component, method, query.args, f"@{query.by}", [])

    def _find(self, name: str, kind: str) -> tuple[Component, str]:
        part, _, method = name.partition(".")
        component = self.components.get(part)
        if component is None or doors(type(component)).get(method) != kind:
            raise Refused(f"unknown_{kind}", name=name)
        return component, method

    # Answers that come later

    def reply_address(self) -> Address:
        """Where the answer to the call being handled must go: plain data, to be kept in state with LATER."""
        if not self.address:
            raise ValueError("nobody asked")
        return self.address

    def answer(self, address: Address, result: Any, carries: list[dict[str, Any]] | None = None) -> None:
        """Answer a call; `carries` are the traced things that travel back with it."""
        self._settle(address, Reply(result=result), carries or [])

    def fail(self, address: Address, error: EngineError) -> None:
        self._settle(address, Reply(error=error.as_dict()), [])

    def _settle(self, address: Address, reply: Reply, carries: list[dict[str, Any]]) -> None:
        kind, number = address
        if kind == "call":
            self.network.respond(number, reply, carries)
        elif self.tickets.close(number):
            self.on_answer(number, reply)

    # What can be seen

    def entities(self) -> dict[str, Entity]:
        return {key: entity for component in self.components.values() for key, entity in component.entities().items()}

    def mine(self, by: str) -> dict[str, Any]:
        """What belongs to one participant, component by component."""
        shares = ((name, component.mine(f"@{by}")) for name, component in self.components.items())
        return {name: share for name, share in shares if share is not None}

    @property
    def digest(self) -> str:
        """32 hex digits that stand for everything that has happened so far."""
        return self.log.digest.hex()


def _nobody_waits(ticket: int, reply: Reply) -> None:
    """Without a room around it, nobody waits for late answers."""
