"""The only way between components: requests and replies that take time, get lost, and stop at a cut."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from labs.engines.sim.agenda import SPAN_BITS
from labs.engines.sim.calls import (
    ANSWERED,
    CAUSE,
    CONTEXT,
    FROM,
    NOTHING,
    PATH,
    REPLY,
    ROOT,
    SENT,
    SENT_US,
    STATE,
    TO,
    TRACE,
    WAITS,
    Call,
    Carries,
    Path,
    Wire,
)
from labs.engines.sim.component import Component, Entity
from labs.engines.sim.discovery import command
from labs.engines.sim.limits import CALLS_MAX
from labs.engines.sim.messages import LATER, EngineError, Refused

if TYPE_CHECKING:
    from labs.engines.sim.simulation import Simulation

LATENCY_US = 5_000  # one way, where a scenario says nothing
MOVES_SHOWN_MAX = 48  # newest moves kept for the screen; counts stay exact, single movements are sampled
MOVES_A_SPAN, MOVES_SPAN_US = 6, 100_000  # new moves drawn in a span of simulated time, participants' own aside
MOVES_SHOWN_MS = 2_000  # a browser draws a little behind the newest frame
OUTSIDE_MOVE_US = 400_000  # how long a participant's call is drawn; it has no effect on anything
STALE_DEADLINES_MAX = 64  # entries of calls that are over, beyond as many as there are open calls
REFUSED = {"code": "limit", "message": "", "data": {"what": "calls", "most": CALLS_MAX}}


class Network(Component):
    """Latency, loss, cuts and time-outs between named parts; a link is written "a>b"."""

    def __init__(self, sim: "Simulation") -> None:
        super().__init__(sim, "network")
        self.calls: dict[str, Call] = {}
        self.counter = 0
        self.latency_us: dict[str, list[int]] = {}  # link, or "" for all others -> [least, most]
        self.loss_per_million: dict[str, int] = {}
        self.cuts: list[str] = []
        self.cut_by: dict[str, int] = {}  # link -> the event of its last cut, also after healing
        self.deadlines: dict[str, list[str]] = {}  # time-out -> calls, the next due first, some of them over
        self.moves: dict[str, dict[str, Any]] = {}  # newest last: {"link", "entity"}
        self.drawn = [0, 0]  # when the current span began, moves drawn in it
        self.full_until_us = 0  # until then no more are drawn
        self._waiting: dict[int, list[str]] = {}  # the lists of `deadlines`
        self._wires: dict[str, dict[str, Wire]] = {}  # sender -> callee -> wire, once looked up

    # Shape

    def set_latency(self, least_us: int, most_us: int, link: str = "") -> None:
        """One-way latency, uniform between the two; for one link "a>b" or, without a link, for all others."""
        self.latency_us[link] = [least_us, most_us]
        self._wires.clear()

    @command
    def cut(self, a: str, b: str) -> dict[str, Any]:
        """Nothing passes between the two any more, either way; what is on the wire is lost."""
        links = [link for link in self._links(a, b) if link not in self.cuts]
        if links:
            self.cuts += links
            event = self.emit("LinkCut", a=a, b=b)
            self.cut_by.update(dict.fromkeys(links, event))
            self._wires.clear()
            self._lose_moves(links)
        return {}

    @command
    def heal(self, a: str, b: str) -> dict[str, Any]:
        links = self._links(a, b)
        if links[0] in self.cuts:
            self.cuts = [link for link in self.cuts if link not in links]
            self._wires.clear()
            self.emit("LinkHealed", a=a, b=b)
        return {}

    @command
    def set_loss(self, a: str, b: str, per_million: int) -> dict[str, Any]:
        """How many of a million packets from a to b get lost."""
        link = self._links(a, b)[0]
        if not 0 <= per_million <= 1_000_000:
            raise Refused("bad_arguments", argument="per_million", problem="out_of_range")
        self.loss_per_million[link] = per_million
        self._wires.clear()
        self.emit("LossSet", a=a, b=b, per_million=per_million)
        return {}

    def _links(self, a: str, b: str) -> list[str]:
        """Both ways between two different parts. Raises Refused."""
        for argument, name in (("a", a), ("b", b)):
            if name not in self.sim.components:
                raise Refused("bad_arguments", argument=argument, problem="unknown_part")
        if a == b:
            raise Refused("bad_arguments", argument="b", problem="same_part")
        return [f"{a}>{b}", f"{b}>{a}"]

    def restored(self) -> None:
        self._wires.clear()
        self._waiting = {int(timeout): calls for timeout, calls in self.deadlines.items()}

    # Calls

    def expect(self, timeout_us: int, call_id: str) -> None:
        """The first call with this time-out: one agenda entry for all of them, not one for each."""
        timeout = str(timeout_us)
        self.deadlines[timeout] = self._waiting[timeout_us] = [call_id]
        self.call_later(timeout_us, "check_deadlines", timeout)

    def refuse(self, call_id: str) -> None:
        """One call too many."""
        self.calls[call_id][STATE] = ANSWERED
        self.call_later(LATENCY_US, "come_back", "", 0, call_id, None, REFUSED, [])

    def check_deadlines(self, timeout: str) -> None:
        now_us, calls, waiting, timeout_us = self.sim.now_us, self.calls, self.deadlines[timeout], int(timeout)
        waiting[:] = [call_id for call_id in waiting if call_id in calls]
        expired = []
        for call_id in waiting:
            due_us = calls[call_id][SENT_US] + timeout_us
            if due_us > now_us:
                self.call_later(due_us - now_us, "check_deadlines", timeout)
                break
            expired.append(call_id)
        else:
            del self.deadlines[timeout], self._waiting[timeout_us]
        del waiting[: len(expired)]
        for call_id in expired:
            self._expire(call_id)

    def sweep(self) -> None:
        """Forget the deadlines of calls that are over, where they have become many."""
        calls, many = self.calls, 2 * len(self.calls) + STALE_DEADLINES_MAX
        for waiting in self.deadlines.values():
            if len(waiting) > many:
                waiting[:] = [call_id for call_id in waiting if call_id in calls]

    def _expire(self, call_id: str) -> None:
        """Under the cause of this call, not of the one whose time-out was the first to be looked at."""
        call = self.calls.get(call_id)
        if call is not None:
            self.sim.cause = self.sim.latest = call[CAUSE]
            self.sim.root = call[ROOT]
            self.close_call(call_id)
            if call[REPLY] is not None:
                error = {"code": "TimedOut", "message": "", "data": {"to": call[TO]}}
                self.sim.dispatch(call[FROM], call[REPLY], call[CONTEXT], None, error)

    def send_request(self, call_id: str, link: str, at_us: int) -> None:
        """`send`, for a call's first packet."""
        call = self.calls[call_id]
        carries = NOTHING if call[TRACE] is None else [{"trace": call[TRACE], "again": False}]
        self.send(link, at_us, "arrive", (call_id,), carries, call[PATH])

    def send(
        self, link: str, at_us: int, method: str, args: tuple[Any, ...], carries: Carries, path: Path | None
    ) -> None:
        """Let a packet arrive then, unless it gets lost; it may be drawn."""
        delay_us, cut = at_us - self.sim.now_us, link in self.cuts
        lost = cut or self._gets_lost(link)
        if path and carries and self._has_room():
            self._draw(link, path, carries, delay_us, lost)
        if not lost:
            self.call_later(delay_us, method, link, self.cut_by.get(link, 0), *args)
            return
        for carried in carries:
            self._state_loss(link, carried["trace"], self.cut_by[link] if cut else self.sim.cause)

    def wire(self, sender: str, to: str) -> Wire:
        """Look up how a link is, once, until that changes."""
        link = f"{sender}>{to}"
        least_us, most_us = self.latency_us.get(link) or self.latency_us.get("") or (LATENCY_US, LATENCY_US)
        cut_by, loses = self.cut_by.get(link, 0), link in self.cuts or link in self.loss_per_million
        wire = (link, cut_by, least_us, most_us - least_us + 1, self.chance(link), loses)
        self._wires.setdefault(sender, {})[to] = wire
        return wire

    def _gets_lost(self, link: str) -> bool:
        if link not in self.loss_per_million:
            return False
        return self.chance(f"loss {link}").below(1_000_000) < self.loss_per_million[link]

    def _state_loss(self, link: str, trace: str | None, cause: int) -> None:
        if trace:
            self.emit_because(cause, "PacketLost", link=link, trace=trace)

    def arrive(self, link: str, cut_by: int, call_id: str) -> None:
        """A request reaches its callee; dropped if the caller has given up or the link was cut meanwhile."""
        try:
            call = self.calls[call_id]
        except KeyError:
            return
        if self.cut_by and self.cut_by.get(link, 0) != cut_by:
            self._state_loss(link, call[TRACE], self.cut_by[link])
            return
        sim = self.sim
        sender, to, method, args, reply, _, trace, _, _, _, _, _ = call
        sim.touched[to] = True
        sim.trace, sim.caller, sim.calling = trace, sender, call_id
        error = None
        try:
            result = sim.methods[to].doors[method](**args)
        except EngineError as refusal:
            result, error = None, refusal.as_dict()
        finally:
            sim.trace, sim.caller, sim.calling = None, "", ""
        if result is LATER:
            if call[STATE] == SENT:
                call[STATE] = WAITS
        elif reply is None:
            self.calls.pop(call_id, None)  # nobody listens for the answer: its way back would change nothing
        else:
            self.respond(call_id, result, error, NOTHING)

    def respond(self, call_id: str, result: Any, error: dict[str, Any] | None, carries: Carries) -> None:
        """The callee answers; a second answer, or one that nobody waits for any more, is dropped."""
        call = self.calls.get(call_id)
        if call is None or call[STATE] == ANSWERED:
            return
        if call[REPLY] is None:
            del self.calls[call_id]
            return
        call[STATE] = ANSWERED
        sim, sender, to, path = self.sim, call[FROM], call[TO], call[PATH]
        try:
            link, cut_by, least_us, choices, luck, loses = self._wires[to][sender]
        except KeyError:
            link, cut_by, least_us, choices, luck, loses = self.wire(to, sender)
        now_us = sim.now_us
        at_us = now_us + least_us
        if choices != 1:
            at_us += int((luck.left or luck.refill()).pop() * choices)
        if loses or (now_us >= self.full_until_us and carries and path):
            self.send(link, at_us, "come_back", (call_id, result, error, carries), carries, path and path[::-1])
            return
        agenda = sim.agenda  # `call_later` written out
        agenda.added = n = agenda.added + 1
        if n == agenda.look_at:
            sim.check_limits()
        args = (link, cut_by, call_id, result, error, carries)
        entry, span = (at_us, n, "network", "come_back", args, sim.latest, sim.root), at_us >> SPAN_BITS
        if span in agenda.later:
            agenda.later[span].append(entry)
        else:
            agenda.put(entry)

    def come_back(
        self, link: str, cut_by: int, call_id: str, result: Any, error: dict[str, Any] | None, carries: Carries
    ) -> None:
        """A reply reaches its caller, unless the link was cut meanwhile."""
        if self.cut_by and self.cut_by.get(link, 0) != cut_by:
            for carried in carries:
                self._state_loss(link, carried["trace"], self.cut_by[link])
            return
        call = self.calls.pop(call_id, None)
        if call is not None:
            sim, name, reply = self.sim, call[FROM], call[REPLY]
            sim.touched[name] = True
            sim.carried = carries
            try:
                sim.methods[name][reply](call[CONTEXT], result, error)
            except EngineError as refusal:
                raise RuntimeError(f"{name}.{reply} refused, but nobody asked") from refusal
            sim.carried = NOTHING

    def oldest_call_us(self, sender: str, to: str) -> int | None:
        """When the oldest call between the two that is not over was made."""
        return min(
            (call[SENT_US] for call in self.calls.values() if (call[FROM], call[TO]) == (sender, to)), default=None
        )

    def close_call(self, call_id: str) -> None:
        """The caller closes the connection; a callee that has not answered yet is told at once."""
        call = self.calls.pop(call_id, None)
        if call is not None and call[STATE] == WAITS:
            self.sim.dispatch(call[TO], "abandon", ["call", call_id])

    def withdraw_call(self, call_id: str) -> bool:
        """Close the connection unless the answer is already on its way; whether it was closed."""
        call = self.calls.get(call_id)
        if call is None or call[STATE] == ANSWERED:
            return False
        self.close_call(call_id)
        return True

    # What the screen shows

    def show(self, path: Sequence[str], carries: Carries) -> None:
        """See `Component.show_move`."""
        self._draw("", path, carries, OUTSIDE_MOVE_US, lost=False)

    def _draw(self, link: str, path: Sequence[str], carries: Carries, delay_us: int, lost: bool) -> None:
        depart_ms = self.sim.now_us // 1000
        self.sim.touched[self.name] = True
        if link:
            carries = carries[: MOVES_A_SPAN - self.drawn[1]]
            self.drawn[1] += len(carries)
            if self.drawn[1] == MOVES_A_SPAN:
                self.full_until_us = self.drawn[0] + MOVES_SPAN_US
        for carried in carries:
            self.counter += 1
            while len(self.moves) >= MOVES_SHOWN_MAX:
                del self.moves[next(iter(self.moves))]
            entity = {
                "kind": "move", "from": path[0], "to": path[1], "depart_ms": depart_ms,
                "arrive_ms": depart_ms + delay_us // 1000, "trace": carried["trace"] or None, "again": carried["again"],
                "lost": lost,
            }  # fmt: skip
            self.moves[f"move/{self.counter}"] = {"link": link, "entity": entity}

    def _has_room(self) -> bool:
        """Whether more moves are drawn in this span: however busy the run is, a screen shows no more."""
        now_us = self.sim.now_us
        if now_us < self.full_until_us:
            return False
        if self.drawn[0] + MOVES_SPAN_US <= now_us:
            self.drawn = [now_us // MOVES_SPAN_US * MOVES_SPAN_US, 0]
        return True

    def _lose_moves(self, links: list[str]) -> None:
        now_ms = self.sim.now_us // 1000
        for move in self.moves.values():
            if move["link"] in links and move["entity"]["arrive_ms"] > now_ms:
                move["entity"] = {**move["entity"], "lost": True}

    def entities(self) -> dict[str, Entity]:
        """Cuts and losses, and the newest moves."""
        cuts = [link.split(">") for link in self.cuts if link.split(">") == sorted(link.split(">"))]
        loss = {link: per_million / 1e6 for link, per_million in self.loss_per_million.items() if per_million}
        since_ms = self.sim.now_us // 1000 - MOVES_SHOWN_MS
        moves = {key: move["entity"] for key, move in self.moves.items() if move["entity"]["arrive_ms"] >= since_ms}
        return {"network": {"kind": "network", "cuts": cuts, "loss": loss}, **moves}
