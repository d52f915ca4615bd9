"""The only way between components: requests and replies that take time, get lost, and stop at a cut."""

from typing import TYPE_CHECKING, Any

from labs.engines.sim.component import Component, Entity
from labs.engines.sim.discovery import command, doors
from labs.engines.sim.messages import LATER, EngineError, Refused, Reply

if TYPE_CHECKING:
    from labs.engines.sim.simulation import Simulation

LATENCY_US = 5_000  # one way, where a scenario says nothing
DEFAULT_TIMEOUT_US = 5_000_000
CALLS_MAX = 100_000
DEADLINES_SLACK = 1_000  # deadlines of finished calls kept before they are swept out
MOVES_SHOWN_MAX = 48  # newest moves kept for the screen; counts stay exact, single movements are sampled
MOVES_SHOWN_MS = 2_000  # a browser draws a little behind the newest frame
OUTSIDE_MOVE_US = 400_000  # how long a participant's call is drawn; it has no effect on anything

Carried = dict[str, Any]
Path = list[str]


class Network(Component):
    """Latency, loss, cuts and time-outs between named parts; a link is written "a>b"."""

    def __init__(self, sim: "Simulation") -> None:
        super().__init__(sim, "network")
        self.calls: dict[str, dict[str, Any]] = {}
        self.counter = 0
        self.latency_us: dict[str, list[int]] = {}  # link, or "" for all others -> [least, most]
        self.loss_per_million: dict[str, int] = {}
        self.cuts: list[str] = []
        self.deadlines: dict[str, list[list[Any]]] = {}  # time-out -> [[due_us, call]], oldest first
        self.moves: dict[str, Entity] = {}
        self.causes: list[int] = []  # while a reply is handled: the event behind each thing it carries

    # Shape

    def set_latency(self, least_us: int, most_us: int, link: str = "") -> None:
        """One-way latency, uniform between the two; for one link "a>b" or, without a link, for all others."""
        self.latency_us[link] = [least_us, most_us]

    @command
    def cut(self, a: str, b: str) -> dict[str, Any]:
        """Nothing passes between the two any more, either way; what is on the wire is lost."""
        self._check_parts(a, b)
        self.cuts = list(dict.fromkeys([*self.cuts, f"{a}>{b}", f"{b}>{a}"]))
        self.emit("LinkCut", a=a, b=b)
        return {}

    @command
    def heal(self, a: str, b: str) -> dict[str, Any]:
        self._check_parts(a, b)
        self.cuts = [link for link in self.cuts if link not in (f"{a}>{b}", f"{b}>{a}")]
        self.emit("LinkHealed", a=a, b=b)
        return {}

    @command
    def set_loss(self, a: str, b: str, per_million: int) -> dict[str, Any]:
        """How many of a million packets from a to b get lost."""
        self._check_parts(a, b)
        if not 0 <= per_million <= 1_000_000:
            raise Refused("bad_arguments", argument="per_million", problem="out_of_range")
        self.loss_per_million[f"{a}>{b}"] = per_million
        self.emit("LossSet", a=a, b=b, per_million=per_million)
        return {}

    def _check_parts(self, *names: str) -> None:
        for name in names:
            if name not in self.sim.components:
                raise Refused("bad_arguments", argument=name, problem="unknown_part")

    # Calls

    def request(
        self,
        sender: str,
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
        """Call `to.method(**args)`; `reply(context, result, error)` of the sender is called exactly once.

        error: None, {"code": "TimedOut"}, or what the callee refused with. `trace` names the thing on its way
        ("" if it has no name) and `path` = [from entity, to entity] says where to draw it. Returns the call's id.
        """
        if len(self.calls) >= CALLS_MAX:
            raise OverflowError(f"more than {CALLS_MAX} calls on the network")
        self.counter += 1
        call_id = str(self.counter)
        self.calls[call_id] = {
            "from": sender, "to": to, "method": method, "args": args, "reply": reply,
            "context": context, "trace": trace, "path": path, "waits": False, "answered": False,
            "cause": self.sim.latest,
        }  # fmt: skip
        self._expect(call_id, timeout_us)
        carries = [{"trace": trace, "again": False}] if path and trace is not None else []
        self._transmit(sender, to, "arrive", (call_id,), carries, path)
        return call_id

    def _expect(self, call_id: str, timeout_us: int) -> None:
        """One agenda entry for all calls with this time-out, not one for each."""
        waiting = self.deadlines.setdefault(str(timeout_us), [])
        waiting.append([self.sim.now_us + timeout_us, call_id])
        if len(waiting) == 1:
            self.call_later(timeout_us, "check_deadlines", str(timeout_us))
        elif len(waiting) > 2 * len(self.calls) + DEADLINES_SLACK:
            # Most calls were answered long ago: forget their deadlines. This call's stays, so the list is never empty.
            waiting[:] = [entry for entry in waiting if entry[1] in self.calls]

    def check_deadlines(self, timeout: str) -> None:
        waiting, done = self.deadlines[timeout], 0
        expired = []
        for due_us, call_id in waiting:
            if call_id in self.calls:
                if due_us > self.sim.now_us:
                    break
                expired.append(call_id)
            done += 1
        del waiting[:done]
        if waiting:
            self.call_later(waiting[0][0] - self.sim.now_us, "check_deadlines", timeout)
        for call_id in expired:
            call = self.calls[call_id]
            self._close(call_id, call)
            self.sim.cause = self.sim.latest = call["cause"]  # each time-out follows from its own request
            self._deliver_reply(call, Reply(error={"code": "TimedOut", "message": "", "data": {"to": call["to"]}}))

    def _transmit(
        self, a: str, b: str, method: str, args: tuple[Any, ...], carries: list[Carried], path: Path | None
    ) -> None:
        link = f"{a}>{b}"
        least_us, most_us = self.latency_us.get(link) or self.latency_us.get("") or (LATENCY_US, LATENCY_US)
        delay_us = least_us if least_us == most_us else self.chance(link).uniform_us(least_us, most_us)
        lost = link in self.cuts or self._gets_lost(link)
        if path:
            self._show(path, carries, delay_us, lost)
        if lost:
            for carried in carries:
                self.emit("PacketLost", link=link, trace=carried["trace"])
        else:
            self.call_later(delay_us, method, link, *args)

    def _gets_lost(self, link: str) -> bool:
        per_million = self.loss_per_million.get(link)
        return bool(per_million) and self.chance(f"loss {link}").below(1_000_000) < per_million

    def arrive(self, link: str, call_id: str) -> None:
        """A request reaches its callee; dropped if the caller has given up or the link was cut meanwhile."""
        call = self.calls.get(call_id)
        if call is None or link in self.cuts:
            return
        sim, to, method = self.sim, call["to"], call["method"]
        component = sim.components[to]
        if method not in doors(type(component)):
            raise ValueError(f"{to}.{method} is not a command, query or endpoint")
        sim.touched[to] = True
        sim.trace = call["trace"]
        try:
            result = sim.call(component, method, call["args"], call["from"], ["call", call_id])
        except EngineError as error:
            self.respond(call_id, Reply(error=error.as_dict()), [])
        else:
            if result is LATER:
                call["waits"] = not call["answered"]
            else:
                self.respond(call_id, Reply(result=result), [])
        finally:
            sim.trace = None

    def respond(self, call_id: str, reply: Reply, carries: list[Carried]) -> None:
        call = self.calls.get(call_id)
        if call is None:
            return
        call["waits"] = False
        call["answered"] = True
        back = call["path"][::-1] if call["path"] and carries else None
        causes = [carried.get("event", 0) for carried in carries]
        args = (call_id, reply.result, reply.error, causes)
        self._transmit(call["to"], call["from"], "come_back", args, carries, back)

    def come_back(self, link: str, call_id: str, result: Any, error: dict[str, Any] | None, causes: list[int]) -> None:
        if link not in self.cuts and call_id in self.calls:
            self.causes = causes
            self._deliver_reply(self.calls.pop(call_id), Reply(result=result, error=error))
            self.causes = []

    def _deliver_reply(self, call: dict[str, Any], reply: Reply) -> None:
        if call["reply"] is not None:
            self.sim.touched[call["from"]] = True
            caller = self.sim.components[call["from"]]
            getattr(caller, call["reply"])(call["context"], reply.result, reply.error)

    def abandon_call(self, call_id: str) -> None:
        call = self.calls.get(call_id)
        if call is not None:
            self._close(call_id, call)

    def withdraw_call(self, call_id: str) -> None:
        """Close the connection of a call unless its answer is already on the way."""
        call = self.calls.get(call_id)
        if call is not None and not call["answered"]:
            self._close(call_id, call)

    def _close(self, call_id: str, call: dict[str, Any]) -> None:
        del self.calls[call_id]
        if call["waits"]:
            self.sim.touched[call["to"]] = True
            self.sim.components[call["to"]].abandon(["call", call_id])

    # What the screen shows

    def show_move(self, path: Path, carries: list[Carried]) -> None:
        """Draw a participant's call, which took effect at once."""
        self._show(path, carries, OUTSIDE_MOVE_US, lost=False)

    def _show(self, path: Path, carries: list[Carried], delay_us: int, lost: bool) -> None:
        depart_ms = self.sim.now_us // 1000
        for carried in carries:
            self.counter += 1
            while len(self.moves) >= MOVES_SHOWN_MAX:
                del self.moves[next(iter(self.moves))]
            self.moves[f"move/{self.counter}"] = {
                "kind": "move", "from": path[0], "to": path[1], "depart_ms": depart_ms,
                "arrive_ms": depart_ms + delay_us // 1000, "trace": carried["trace"] or None, "again": carried["again"],
                "lost": lost,
            }  # fmt: skip

    def entities(self) -> dict[str, Entity]:
        cuts = [link.split(">") for link in self.cuts if link.split(">") == sorted(link.split(">"))]
        loss = {link: per_million / 1e6 for link, per_million in self.loss_per_million.items() if per_million}
        since_ms = self.sim.now_us // 1000 - MOVES_SHOWN_MS
        moves = {key: move for key, move in self.moves.items() if move["arrive_ms"] >= since_ms}
        return {"network": {"kind": "network", "cuts": cuts, "loss": loss}, **moves}
