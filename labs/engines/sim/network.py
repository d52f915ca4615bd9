"""The only way between components: requests and replies that take time, get lost, and stop at a cut."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from labs.engines.sim.component import Component, Entity
from labs.engines.sim.discovery import command
from labs.engines.sim.limits import AGENDA_ENTRIES_FOR_CALLS, CALLS_MAX
from labs.engines.sim.messages import LATER, EngineError, Refused
from labs.engines.sim.random_streams import Stream

if TYPE_CHECKING:
    from labs.engines.sim.simulation import Simulation

LATENCY_US = 5_000  # one way, where a scenario says nothing
MOVES_SHOWN_MAX = 48  # newest moves kept for the screen; counts stay exact, single movements are sampled
MOVES_A_SPAN, MOVES_SPAN_US = 6, 100_000  # new moves drawn in a span of simulated time, participants' own aside
MOVES_SHOWN_MS = 2_000  # a browser draws a little behind the newest frame
OUTSIDE_MOVE_US = 400_000  # how long a participant's call is drawn; it has no effect on anything
NOTHING: Final[tuple[dict[str, Any], ...]] = ()  # carried by a packet
REFUSED = {"code": "limit", "message": "", "data": {"what": "calls", "most": CALLS_MAX}}

Call = dict[str, Any]
Carries = Sequence[dict[str, Any]]
Path = Sequence[str]
Route = tuple[int, int, Stream]  # least and most latency in microseconds, the link's luck


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
        self.deadlines: dict[str, dict[str, int]] = {}  # time-out -> {call: due_us}, the next due first
        self.moves: dict[str, dict[str, Any]] = {}  # newest last: {"link", "entity"}
        self.drawn = [0, 0]  # when the current span began, moves drawn in it
        self._routes: dict[str, Route] = {}  # link -> latency and luck, once looked up

    # Shape

    def set_latency(self, least_us: int, most_us: int, link: str = "") -> None:
        """One-way latency, uniform between the two; for one link "a>b" or, without a link, for all others."""
        self.latency_us[link] = [least_us, most_us]
        self._routes.clear()

    @command
    def cut(self, a: str, b: str) -> dict[str, Any]:
        """Nothing passes between the two any more, either way; what is on the wire is lost."""
        links = [link for link in self._links(a, b) if link not in self.cuts]
        if links:
            self.cuts += links
            event = self.emit("LinkCut", a=a, b=b)
            self.cut_by.update(dict.fromkeys(links, event))
            self._lose_moves(links)
        return {}

    @command
    def heal(self, a: str, b: str) -> dict[str, Any]:
        links = self._links(a, b)
        if links[0] in self.cuts:
            self.cuts = [link for link in self.cuts if link not in links]
            self.emit("LinkHealed", a=a, b=b)
        return {}

    @command
    def set_loss(self, a: str, b: str, per_million: int) -> dict[str, Any]:
        """How many of a million packets from a to b get lost."""
        link = self._links(a, b)[0]
        if not 0 <= per_million <= 1_000_000:
            raise Refused("bad_arguments", argument="per_million", problem="out_of_range")
        self.loss_per_million[link] = per_million
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
        self._routes.clear()

    # Calls

    def open_call(
        self,
        sender: str,
        to: str,
        method: str,
        args: dict[str, Any],
        reply: str | None,
        context: dict[str, Any] | None,
        timeout_us: int,
        trace: str | None,
        path: Path | None,
    ) -> str:
        """See `Component.request`."""
        sim, calls = self.sim, self.calls
        self.counter += 1
        call_id, timeout = str(self.counter), str(timeout_us)
        calls[call_id] = call = {
            "from": sender, "to": to, "method": method, "args": args, "reply": reply, "context": context,
            "trace": trace, "path": path and list(path), "timeout": timeout,
            "cause": sim.latest, "root": sim.root, "waits": False, "answered": False,
        }  # fmt: skip
        waiting = self.deadlines.get(timeout)
        if waiting is None:  # one agenda entry for all calls with this time-out, not one for each
            waiting = self.deadlines[timeout] = {}
            self.call_later(timeout_us, "check_deadlines", timeout)
        waiting[call_id] = sim.now_us + timeout_us
        if len(calls) > CALLS_MAX or len(sim.agenda) > AGENDA_ENTRIES_FOR_CALLS:
            call["answered"] = True
            self.call_later(LATENCY_US, "come_back", "", 0, call_id, None, REFUSED, [])
        else:
            carries = [{"trace": trace, "again": False}] if trace is not None else NOTHING
            self._transmit(f"{sender}>{to}", "arrive", (call_id,), carries, path)
        return call_id

    def check_deadlines(self, timeout: str) -> None:
        now_us, waiting = self.sim.now_us, self.deadlines[timeout]
        expired = []
        for call_id, due_us in waiting.items():
            if due_us > now_us:
                self.call_later(due_us - now_us, "check_deadlines", timeout)
                break
            expired.append(call_id)
        else:
            del self.deadlines[timeout]
        for call_id in expired:
            self._expire(call_id)

    def _expire(self, call_id: str) -> None:
        """Under the cause of this call, not of the one whose time-out was the first to be looked at."""
        call = self.calls.get(call_id)
        if call is not None:
            self.sim.cause = self.sim.latest = call["cause"]
            self.sim.root = call["root"]
            self.close_call(call_id)
            if call["reply"] is not None:
                error = {"code": "TimedOut", "message": "", "data": {"to": call["to"]}}
                self.sim.dispatch(call["from"], call["reply"], call["context"], None, error)

    def _transmit(self, link: str, method: str, args: tuple[Any, ...], carries: Carries, path: Path | None) -> None:
        least_us, most_us, luck = self._routes.get(link) or self._route(link)
        delay_us = least_us if least_us == most_us else luck.uniform_us(least_us, most_us)
        cut = link in self.cuts
        lost = cut or (link in self.loss_per_million and self._gets_lost(link))
        if path and carries and self._has_room():
            self._draw(link, path, carries, delay_us, lost)
        if not lost:
            self.call_later(delay_us, method, link, self.cut_by.get(link, 0), *args)
            return
        for carried in carries:
            self._state_loss(link, carried["trace"], self.cut_by[link] if cut else self.sim.cause)

    def _route(self, link: str) -> Route:
        least_us, most_us = self.latency_us.get(link) or self.latency_us.get("") or (LATENCY_US, LATENCY_US)
        route = self._routes[link] = (least_us, most_us, self.chance(link))
        return route

    def _gets_lost(self, link: str) -> bool:
        return self.chance(f"loss {link}").below(1_000_000) < self.loss_per_million[link]

    def _state_loss(self, link: str, trace: str | None, cause: int) -> None:
        if trace:
            self.emit_because(cause, "PacketLost", link=link, trace=trace)

    def arrive(self, link: str, cut_by: int, call_id: str) -> None:
        """A request reaches its callee; dropped if the caller has given up or the link was cut meanwhile."""
        call = self.calls.get(call_id)
        if call is None:
            return
        if self.cut_by.get(link, 0) != cut_by:
            self._state_loss(link, call["trace"], self.cut_by[link])
            return
        sim, to, method = self.sim, call["to"], call["method"]
        component = sim.components[to]
        if method not in sim.fences[to]:
            raise ValueError(f"{to}.{method} is not a command, query or endpoint")
        sim.touched[to] = True
        sim.trace, sim.caller, sim.address = call["trace"], call["from"], ["call", call_id]
        try:
            result = getattr(component, method)(**call["args"])
        except EngineError as error:
            self.respond(call_id, None, error.as_dict(), ())
        else:
            if result is not LATER:
                self.respond(call_id, result, None, ())
            elif not call["answered"]:
                call["waits"] = True
        finally:
            sim.trace, sim.caller, sim.address = None, "", None

    def respond(self, call_id: str, result: Any, error: dict[str, Any] | None, carries: Carries) -> None:
        """The callee answers; a second answer, or one that nobody waits for any more, is dropped."""
        call = self.calls.get(call_id)
        if call is None or call["answered"]:
            return
        if call["reply"] is None:
            self._forget(call_id, call)  # nobody listens for it: its way back would change nothing
            return
        call["waits"], call["answered"] = False, True
        args = (call_id, result, error, list(carries))
        self._transmit(f"{call['to']}>{call['from']}", "come_back", args, carries, call["path"] and call["path"][::-1])

    def come_back(
        self, link: str, cut_by: int, call_id: str, result: Any, error: dict[str, Any] | None, carries: Carries
    ) -> None:
        """A reply reaches its caller, unless the link was cut meanwhile."""
        call = self.calls.get(call_id)
        if self.cut_by.get(link, 0) != cut_by:
            for carried in carries:
                self._state_loss(link, carried["trace"], self.cut_by[link])
        elif call is not None:
            self._forget(call_id, call)
            self.sim.carried = carries
            self.sim.dispatch(call["from"], call["reply"], call["context"], result, error)
            self.sim.carried = NOTHING

    def close_call(self, call_id: str) -> None:
        """The caller closes the connection; a callee that has not answered yet is told at once."""
        call = self.calls.get(call_id)
        if call is not None:
            self._forget(call_id, call)
            if call["waits"]:
                self.sim.dispatch(call["to"], "abandon", ["call", call_id])

    def withdraw_call(self, call_id: str) -> bool:
        """Close the connection unless the answer is already on its way; whether it was closed."""
        call = self.calls.get(call_id)
        if call is None or call["answered"]:
            return False
        self.close_call(call_id)
        return True

    def _forget(self, call_id: str, call: Call) -> None:
        del self.calls[call_id]
        waiting = self.deadlines.get(call["timeout"])
        if waiting is not None:
            waiting.pop(call_id, None)

    # What the screen shows

    def show(self, path: Path, carries: Carries) -> None:
        """See `Component.show_move`."""
        self._draw("", path, carries, OUTSIDE_MOVE_US, lost=False)

    def _draw(self, link: str, path: Path, carries: Carries, delay_us: int, lost: bool) -> None:
        depart_ms = self.sim.now_us // 1000
        self.sim.touched[self.name] = True
        if link:
            carries = carries[: MOVES_A_SPAN - self.drawn[1]]
            self.drawn[1] += len(carries)
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
        if self.drawn[0] + MOVES_SPAN_US <= self.sim.now_us:
            self.drawn = [self.sim.now_us // MOVES_SPAN_US * MOVES_SPAN_US, 0]
        return self.drawn[1] < MOVES_A_SPAN

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
