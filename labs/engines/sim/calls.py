"""A call on the network: its record, the wire it goes over, and how it begins."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from labs.engines.sim.agenda import SPAN_BITS
from labs.engines.sim.limits import AGENDA_ENTRIES_FOR_CALLS, CALLS_MAX
from labs.engines.sim.random_streams import Stream

if TYPE_CHECKING:
    from labs.engines.sim.component import Component

DEFAULT_TIMEOUT_US = 5_000_000

# A list, not a dict: it takes a quarter of the instructions to make, and there are five for each order.
Call = list[Any]
FROM, TO, METHOD, ARGS, REPLY, CONTEXT, TRACE, PATH, SENT_US, CAUSE, ROOT, STATE = range(12)
SENT, WAITS, ANSWERED = range(3)  # of the state; a callee who waits has it and will answer later

# Of a link: its name, its last cut, least latency in microseconds, how many there are, its luck, whether it may lose.
Wire = tuple[str, int, int, int, Stream, bool]
Carries = Sequence[dict[str, Any]]
Path = list[str]
NOTHING: Final[list[dict[str, Any]]] = []  # carried by a packet; never changed


# In one piece, with `Component.call_later` and `Stream.uniform_us` written out, for five are made for each order:
# 14,000 machine instructions instead of the 27,500 it took as five functions with a dict for the record.
def request(
    self: "Component",
    to: str,
    method: str,
    args: dict[str, Any],
    *,
    reply: str | None = None,
    context: dict[str, Any] | None = None,
    timeout_us: int = DEFAULT_TIMEOUT_US,
    trace: str | None = None,
    path: Path | None = None,
) -> str:
    """Call `to.method(**args)` over the network; `reply(context, result, error)` is then called exactly once.

    error: None, or {"code", "message", "data"}: "TimedOut", "limit" (too many calls), or what the callee refused
    with. `trace` names the thing on its way ("": it has no name), `path` = (from entity, to entity) says where to
    draw it. Returns the call's id.
    """
    sim, sender = self.sim, self.name
    network, agenda, now_us, latest, root = sim.network, sim.agenda, sim.now_us, sim.latest, sim.root
    network.counter = number = network.counter + 1
    call_id, calls = str(number), network.calls
    calls[call_id] = [sender, to, method, args, reply, context, trace, path, now_us, latest, root, SENT]
    try:
        network._waiting[timeout_us].append(call_id)
    except KeyError:
        network.expect(timeout_us, call_id)
    if len(calls) > CALLS_MAX or agenda.added - agenda.done > AGENDA_ENTRIES_FOR_CALLS:
        network.refuse(call_id)
        return call_id
    try:
        link, cut_by, least_us, choices, luck, loses = network._wires[sender][to]
    except KeyError:
        link, cut_by, least_us, choices, luck, loses = network.wire(sender, to)
    at_us = now_us + least_us
    if choices != 1:
        at_us += int((luck.left or luck.refill()).pop() * choices)
    if loses or (now_us >= network.full_until_us and path and trace is not None):
        network.send_request(call_id, link, at_us)
        return call_id
    agenda.added = n = agenda.added + 1
    if n == agenda.look_at:
        sim.check_limits()
    entry, span = (at_us, n, "network", "arrive", (link, cut_by, call_id), latest, root), at_us >> SPAN_BITS
    if span in agenda.later:
        agenda.later[span].append(entry)
    else:
        agenda.put(entry)
    return call_id
