"""Clock, agenda, seeded chance and components: the whole of a simulation."""

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import index
from typing import Any

from labs.engines.sim.agenda import Agenda
from labs.engines.sim.calendar import DEFAULT_START, Calendar
from labs.engines.sim.component import Address, Component, Data, Entity
from labs.engines.sim.discovery import Door, check_arguments, fence
from labs.engines.sim.event_log import EventLog
from labs.engines.sim.history import History
from labs.engines.sim.limits import (
    AGENDA_CHECK_EVERY,
    AGENDA_ENTRIES_FOR_COMMANDS,
    AGENDA_ENTRIES_MAX,
    COMPONENTS_MAX,
    INSTANT_ENTRIES_MAX,
)
from labs.engines.sim.messages import LATER, Broken, Command, EngineError, Query, Refused, Reply
from labs.engines.sim.network import Network
from labs.engines.sim.plain import copy_arguments
from labs.engines.sim.random_streams import RandomStreams
from labs.engines.sim.tickets import Tickets
from labs.engines.sim.uuids import Uuids

STEP_SPAN_US = 3_600_000_000  # how far `step` looks for the next event: one simulated hour

NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")  # "." parts a method's name from it, ">" a link, "@" is outside
Listener = tuple[str, Callable[[Data], None]]


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
        self.fences: dict[str, dict[str, Door]] = {}
        self.methods: dict[str, Methods] = {}
        self.touched: dict[str, bool] = {}  # components dispatched to since someone last cleared it
        self.on_answer: Callable[[int, Reply], None] = _nobody_waits
        self.caller = ""
        self.trace: str | None = None
        self.address: Address | None = None
        self.calling = ""  # the call on the network being handled, if it is one
        self.carried: Sequence[dict[str, Any]] = ()  # with the reply being handled, as its callee gave them to `answer`
        self.cause = 0  # given to events
        self.latest = 0  # given to what is scheduled: the last event of this dispatch, else its cause
        self.root = 0  # the command this dispatch goes back to, over any number of steps; 0 is the scenario
        self.agenda = Agenda()
        self.uuids = Uuids(seed)
        self._listeners: dict[str, list[Listener]] = {}
        self._owners: list[Component] | None = None  # components that show a participant what is theirs
        self._applying = ("", 0)  # component and number of the command being executed
        self._answered: Reply | None = None  # by answer() before execute() was over
        self._instant = (-1, 0)  # where check_limits last looked: moment, entries scheduled by then
        self.network = Network(self)
        self.tickets = Tickets(self)
        self.history = History(self)

    # Building

    def add(self, component: Component) -> None:
        """Raises ValueError for a name that is taken or has signs with a meaning of their own."""
        name = component.name
        self._only_while_building()
        if name in self.components or not NAME.fullmatch(name) or len(self.components) >= COMPONENTS_MAX:
            raise ValueError(f"{name!r} is taken or no name, or there are too many components")
        # A wrong annotation fails here, not at the first call. (mypy takes a class's __hash__ for that of its objects.)
        self.fences[name] = fence(type(component))  # type: ignore[arg-type]
        self.components[name] = component
        self.methods[name] = Methods(component, self.fences[name])
        self.touched[name] = True
        self.latest = 0  # what a part schedules first follows from the scenario, not from what another part stated

    def listen(self, event: str, component: str, method: str) -> None:
        self._only_while_building()
        self._listeners.setdefault(event, []).append((component, getattr(self.components[component], method)))

    def _only_while_building(self) -> None:
        if self.now_us or self.commands:
            raise ValueError("parts and listeners are fixed when the scenario is built")

    # Time

    def run_until(self, until_us: int, entries_max: int = sys.maxsize) -> bool:
        """Let everything up to and including `until_us` happen; False if `entries_max` was reached first.

        Stops only between instants, so that where a slice ends changes nothing.
        """
        until_us = index(until_us)
        agenda, methods, touched = self.agenda, self.methods, self.touched
        now_us = self.now_us
        name = method = ""
        self._instant = (-1, 0)
        try:
            while agenda.reach(until_us if entries_max > 0 else now_us):
                for at_us, _, name, method, args, cause, self.root in agenda.due:  # grows while it is gone through
                    if at_us != now_us:
                        if at_us > until_us or entries_max <= 0:
                            break
                        self.now_us = now_us = at_us
                    agenda.done += 1
                    entries_max -= 1
                    self.cause = self.latest = cause
                    touched[name] = True
                    methods[name][method](*args)
        except Exception as error:
            raise Broken(f"{name}.{method}", self.root) from error
        finally:
            self.cause = self.latest = self.root = 0
        if entries_max <= 0 and (next_us := agenda.next_us()) is not None and next_us <= until_us:
            return False
        self.now_us = max(now_us, until_us)
        return True

    def step(self) -> bool:
        """Run to the next instant at which an event happens; False if there is none within an hour."""
        before = self.log.count
        limit_us = self.now_us + STEP_SPAN_US
        while self.log.count == before and (next_us := self.agenda.next_us()) is not None and next_us <= limit_us:
            self.run_until(next_us)
        return self.log.count > before

    # Facts

    def emit(self, event: str, data: dict[str, Any], cause: int | None = None) -> int:
        before = self.cause
        number = self.log.append(self.now_us, before if cause is None else cause, event, data)
        listeners = self._listeners.get(event)
        if listeners is not None:
            touched, name = self.touched, ""
            try:
                for name, react in listeners:
                    self.cause = self.latest = number
                    touched[name] = True
                    react(data)
            except EngineError as error:
                raise RuntimeError(f"{name} refused at {event}, but nobody asked") from error
            self.cause = before
        self.latest = number
        return number

    def dispatch(self, name: str, method: str, *args: Any) -> None:
        """Call a part that was not asked anything, so that a refusal is a bug and not its caller's answer."""
        self.touched[name] = True
        try:
            self.methods[name][method](*args)
        except EngineError as error:
            raise RuntimeError(f"{name}.{method} refused, but nobody asked") from error

    def check_limits(self) -> None:
        """Raises OverflowError if the agenda is too long, or time has stood still for too many entries."""
        self.agenda.look_at += AGENDA_CHECK_EVERY
        self.network.sweep()
        if len(self.agenda) > AGENDA_ENTRIES_MAX:
            raise OverflowError(f"more than {AGENDA_ENTRIES_MAX} agenda entries")
        at_us, before = self._instant
        if at_us != self.now_us:
            self._instant = (self.now_us, self.scheduled)
        elif self.scheduled - before > INSTANT_ENTRIES_MAX:
            raise OverflowError(f"more than {INSTANT_ENTRIES_MAX} entries at one instant")

    # Commands and queries

    def execute(self, command: Command) -> Reply:
        """Apply a command at this instant: what is due first, then the command, then what follows at once."""
        self.run_until(self.now_us)
        self.commands = self.root = number = self.commands + 1
        self.cause = self.latest = -number
        self._answered = None
        try:
            reply = self._apply(command, number)
        except EngineError as error:
            self.tickets.close(number)
            reply = Reply(error=error.as_dict())
        except Exception as error:
            raise Broken(str(command.name), number) from error
        self.run_until(self.now_us)
        self._applying = ("", 0)
        return self._answered or reply

    def _apply(self, command: Command, number: int) -> Reply:
        component, method, args = self._find("command", command.name, command.args)
        if len(self.agenda) > AGENDA_ENTRIES_FOR_COMMANDS:
            raise Refused("limit", what="agenda", most=AGENDA_ENTRIES_FOR_COMMANDS)
        self.touched[component.name] = True
        self._applying = (component.name, number)
        result = self.call(component, method, args, f"@{command.by}", ["command", number])
        if result is LATER:
            return Reply(ticket=number)
        self.tickets.close(number)
        return Reply(result=result)

    def call(self, component: Component, method: str, args: dict[str, Any], caller: str, address: Address) -> Any:
        """Call one door of a component on behalf of `caller`; its answer may come later to `address`."""
        before = self.caller, self.address
        self.caller, self.address = caller, address
        try:
            return component.enter(method, args)
        finally:
            self.caller, self.address = before

    def query(self, query: Query) -> Any:
        """Raises EngineError, and Broken if the component has a bug; changes nothing."""
        component, method, args = self._find("query", query.name, query.args)
        return self._ask(query, partial(component.enter, method, args))

    def answer_unlogged(self, command: Command) -> Any | None:
        """What a command would answer if it changes nothing now, as an empty short poll; None: do execute it.

        Raises EngineError, as executing it would answer. All that is due now must have happened.
        """
        component, method, args = self._find("command", command.name, command.args)
        return self._ask(command, partial(component.answer_unlogged, method, args))

    def _ask(self, asked: Command | Query, ask: Callable[[], Any]) -> Any:
        before = self.scheduled, self.log.count
        self.caller = f"@{asked.by}"
        try:
            result = ask()
        except EngineError:
            raise
        except Exception as error:
            raise Broken(asked.name, 0) from error
        finally:
            self.caller = ""
        if result is LATER or before != (self.scheduled, self.log.count):
            raise Broken(asked.name, 0)
        return result

    def _find(self, kind: str, name: str, args: dict[str, Any]) -> tuple[Component, str, dict[str, Any]]:
        """The component, its method and a copy of the arguments. Raises Refused."""
        part, _, method = name.partition(".") if isinstance(name, str) else ("", "", "")
        component = self.components.get(part)
        door = self.fences.get(part, {}).get(method)
        if component is None or door is None or door.kind != kind:
            raise Refused(f"unknown_{kind}")
        copied = copy_arguments(args)
        check_arguments(door, copied, scope=component.scope)
        return component, method, copied

    # Answers that come later

    def reply_address(self) -> Address:
        """Where the answer to the call being handled must go: plain data, to be kept in state with LATER.

        Ask before changing anything: raises Refused("limit") if too many wait already.
        """
        if self.calling:
            return ["call", self.calling]
        if not self.address:
            raise ValueError("nobody asked")
        kind, number = self.address
        if kind == "command":
            self.tickets.open(number, self._applying[0])
        return self.address

    def answer(self, address: Address, result: Any, carries: list[dict[str, Any]] | None = None) -> None:
        """Answer a call; `carries` are the traced things that travel back with it: [{"trace", "again", "event"}].

        "event" (which may be left out) is the fact behind each, for a caller who wants to say why it acts.
        """
        self._settle(address, result, None, [] if carries is None else carries)

    def fail(self, address: Address, error: EngineError) -> None:
        self._settle(address, None, error.as_dict(), [])

    def _settle(
        self, address: Address, result: Any, error: dict[str, Any] | None, carries: list[dict[str, Any]]
    ) -> None:
        kind, number = address
        if kind == "call":
            self.network.respond(number, result, error, carries)
        elif self.tickets.close(number):
            reply = Reply(result=result, error=error)
            if number == self._applying[1]:
                self._answered = reply
            else:
                self.on_answer(number, reply)

    # What can be seen

    def entities(self) -> dict[str, Entity]:
        return {key: entity for component in self.components.values() for key, entity in component.entities().items()}

    def mine(self, by: str) -> dict[str, Any]:
        """What belongs to one participant, component by component."""
        if self._owners is None:
            self._owners = [part for part in self.components.values() if type(part).mine is not Component.mine]
        shares = ((part.name, part.mine(f"@{by}")) for part in self._owners)
        return {name: share for name, share in shares if share is not None}

    @property
    def scheduled(self) -> int:
        """Agenda entries so far."""
        return self.agenda.added

    @property
    def digest(self) -> str:
        """32 hex digits that stand for everything that has happened so far."""
        return self.log.digest.hex()


class Methods(dict[str, Callable[..., Any]]):
    """A part's bound methods by name, looked up once; `doors` are those that others may call."""

    def __init__(self, component: Component, fence: Iterable[str]) -> None:
        super().__init__()
        self._component = component
        self.doors: dict[str, Callable[..., Any]] = {name: getattr(component, name) for name in fence}

    def __missing__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._component, name)
        self[name] = method
        return method


def _nobody_waits(ticket: int, reply: Reply) -> None:
    """Without a room around it, nobody waits for late answers."""
