"""One simulated part: a queue service, a worker, a kubelet."""

from heapq import heappush
from typing import TYPE_CHECKING, Any

from labs.engines.sim.random_streams import Stream

if TYPE_CHECKING:
    from labs.engines.sim.simulation import Simulation

Entity = dict[str, Any]
Event = dict[str, Any]
Address = list[Any]

WIRING = ("sim", "name")


class Component:
    """Base of all parts.

    Every public attribute is state and must be plain data (str-keyed dicts, lists, str, int, bool, None), so that a
    checkpoint is the attributes and restoring is a fresh `build` plus an update. Names that start with "_" are fixed
    wiring or caches that `restored` builds again.
    """

    def __init__(self, sim: "Simulation", name: str) -> None:
        self.sim = sim
        self.name = name
        sim.add(self)

    def state(self) -> dict[str, Any]:
        return {key: value for key, value in vars(self).items() if key[0] != "_" and key not in WIRING}

    def restore(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self.restored()

    # What a part may say of itself: override as needed.

    def restored(self) -> None:
        """The state was just put back: build caches again."""

    def entities(self) -> dict[str, Entity]:
        """What the screen shows: id -> plain dict."""
        return {}

    def mine(self, caller: str) -> dict[str, Any] | None:
        """What belongs to one participant ("@name"), shown to nobody else."""
        return None

    def gauges(self) -> dict[str, int]:
        """Numbers worth a line in a chart, sampled by the history recorder."""
        return {}

    def answer_unlogged(self, method: str, args: dict[str, Any]) -> Any:
        """The result of a command that would change nothing at this instant, so that nobody need write it down.

        None: it must be executed. Changes nothing.
        """
        return None

    def abandon(self, address: Address) -> None:
        """The caller of a waiting action went away: forget the waiter."""

    # What a part may do.

    def listen(self, event: str, method: str) -> None:
        """Call `method(event)` at every event of that name; only while building."""
        self.sim.listen(event, self.name, method)

    def emit(self, event: str, /, **data: Any) -> int:
        """State a fact; its cause is what the current dispatch was scheduled under. Returns the event's id."""
        return self.sim.emit(event, data)

    def emit_because(self, cause: int, event: str, /, **data: Any) -> int:
        """State a fact with a known earlier cause, such as the receive that hid a message."""
        return self.sim.emit(event, data, cause)

    def call_later(self, delay_us: int, method: str, *args: Any) -> None:
        """Call an own method after a delay, with plain arguments."""
        sim = self.sim
        sim.scheduled = n = sim.scheduled + 1
        heappush(sim.agenda, (sim.now_us + delay_us, n, self.name, method, args, sim.latest))

    def chance(self, use: str) -> Stream:
        return self.sim.chances.stream(f"{self.name}.{use}")

    def make_id(self, kind: str) -> str:
        """32 hex digits from (seed, component, kind, counter)."""
        return self.sim.make_id(f"{self.name}.{kind}")

    def request(self, to: str, method: str, args: dict[str, Any], **options: Any) -> str:
        """Call another part over the network; see `Network.request`."""
        return self.sim.network.request(self.name, to, method, args, **options)

    def abandon_call(self, call: str) -> None:
        """Close the connection of a call: no reply will come, and a waiting callee is told."""
        self.sim.network.abandon_call(call)
