"""One simulated part: a queue service, a worker, a kubelet."""

from bisect import insort
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from labs.engines.sim import calls
from labs.engines.sim.agenda import SPAN_BITS
from labs.engines.sim.random_streams import Stream

if TYPE_CHECKING:
    from labs.engines.sim.simulation import Simulation

Entity = dict[str, Any]
Event = dict[str, Any]
Data = dict[str, Any]  # of an event
Address = list[Any]
WIRING = ("sim", "name")


class Component:
    """Base of all parts.

    Every public attribute is state and must be plain data (str-keyed dicts, lists, str, int, bool, None), so that a
    checkpoint is the attributes and restoring is a fresh `build` plus an update. Names that start with "_" are fixed
    wiring or caches that `restored` builds again.

    What is handed over (arguments, contexts, results, events' data) belongs to the receiver and is not changed by the
    giver any more: a restored simulation has copies where this one has the same object twice.
    """

    # An argument (a text) that all commands and queries of this part take from outside, besides their own: `enter` gets
    # it. An AWS service is asked in a region.
    scope = ""

    def __init__(self, sim: "Simulation", name: str) -> None:
        self.sim = sim
        self.name = name
        sim.add(self)

    # What a part may say of itself: override as needed.

    def saved(self) -> Data:
        """What a checkpoint keeps of it; a part may keep it in a shorter form that its `take_saved` understands."""
        return {key: value for key, value in vars(self).items() if key[0] != "_" and key not in WIRING}

    def take_saved(self, state: Data) -> None:
        """Be as this checkpoint says; the data belongs to it from now on."""
        vars(self).update(state)

    def restored(self) -> None:
        """The state of all parts was just put back: build caches again."""

    def entities(self) -> dict[str, Entity]:
        """What the screen shows: id -> plain dict."""
        return {}

    def mine(self, caller: str) -> dict[str, Any] | None:
        """What belongs to one participant ("@name"), shown to nobody else."""
        return None

    def gauges(self) -> dict[str, int]:
        """Numbers worth a line in a chart, sampled by the history recorder."""
        return {}

    def enter(self, method: str, args: dict[str, Any]) -> Any:
        """Call one of the own commands or queries for somebody outside."""
        return getattr(self, method)(**args)

    def answer_unlogged(self, method: str, args: dict[str, Any]) -> Any:
        """The result of a command that would change nothing at this instant, so that nobody need write it down.

        None: it must be executed. Changes nothing.
        """
        return None

    def abandon(self, address: Address) -> None:
        """The caller of a waiting action went away: forget the waiter."""

    # What a part may do.

    def listen(self, event: str, method: str) -> None:
        """Call `method(data)` at every event of that name; only while building. It may not refuse.

        The moment is `sim.now_us`, the event's id is `sim.cause`.
        """
        self.sim.listen(event, self.name, method)

    def emit(self, event: str, /, **data: Any) -> int:
        """State a fact; its cause is what the current dispatch was scheduled under. Returns the event's id."""
        return self.sim.emit(event, data)

    def emit_because(self, cause: int, event: str, /, **data: Any) -> int:
        """State a fact with a known earlier cause, such as the receive that hid a message."""
        return self.sim.emit(event, data, cause)

    def call_later(self, delay_us: int, method: str, *args: Any) -> None:
        """Call an own method after a delay, with plain arguments. Raises OverflowError at the agenda's limits."""
        if delay_us < 0:
            raise ValueError(f"{method} would happen in the past")
        sim = self.sim
        agenda, at_us = sim.agenda, sim.now_us + delay_us
        agenda.added = n = agenda.added + 1
        if n == agenda.look_at:
            sim.check_limits()
        entry, span = (at_us, n, self.name, method, args, sim.latest, sim.root), at_us >> SPAN_BITS
        if span == agenda.span:
            insort(agenda.due, entry, agenda.done - agenda.begun)
        elif span in agenda.later:
            agenda.later[span].append(entry)
        else:
            agenda.put(entry)

    def chance(self, use: str) -> Stream:
        return self.sim.chances.stream(f"{self.name}.{use}")

    def make_uuid(self, kind: str) -> str:
        """From (seed, component, kind, counter)."""
        return self.sim.uuids.make(f"{self.name}.{kind}")

    request = calls.request

    def abandon_call(self, call: str) -> None:
        """Close the connection of a call: no reply will come, and a waiting callee is told."""
        self.sim.network.close_call(call)

    def withdraw_call(self, call: str) -> bool:
        """Close the connection of a call unless its answer is already on its way; whether it was closed."""
        return self.sim.network.withdraw_call(call)

    def show_move(self, path: Sequence[str], carries: Sequence[dict[str, Any]]) -> None:
        """Draw a participant's call, which took effect at once: [{"trace", "again"}] from path[0] to path[1]."""
        self.sim.network.show(path, carries)
