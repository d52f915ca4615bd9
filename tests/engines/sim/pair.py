"""A caller and a callee with the network between them: what the tests of the network are about."""

from typing import Any

from labs.engines.sim import LATER, Command, Component, Event, Refused, Simulation, command, endpoint

TIMED_OUT = {"code": "TimedOut", "message": "", "data": {"to": "callee"}}


class Callee(Component):
    """Answers at once, later, never, twice, or refuses."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "callee")
        self.seen: list[Any] = []
        self.abandoned: list[Any] = []

    @endpoint
    def ask(self, how: str, delay_us: int = 0) -> Any:
        self.seen.append([self.sim.now_us, how, self.sim.caller, self.sim.trace])
        if how == "at once":
            return {"how": how}
        if how == "refuse":
            raise Refused("not_now", why="busy")
        address = self.sim.reply_address()
        if how == "before LATER":
            self.sim.answer(address, {"how": how})
        elif how in ("later", "twice", "fail"):
            self.call_later(delay_us, "answer", address, how)
        return LATER

    def answer(self, address: list[Any], how: str) -> None:
        if how == "fail":
            self.sim.fail(address, Refused("too_late"))
            return
        self.sim.answer(address, {"how": how}, carries=[{"trace": "t", "again": True}])
        if how == "twice":
            self.sim.answer(address, {"how": "second"})

    def abandon(self, address: list[Any]) -> None:
        self.abandoned.append([self.sim.now_us, address])


class Caller(Component):
    """Notes every reply."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "caller")
        self.replies: list[list[Any]] = []
        self.carried: list[list[dict[str, Any]]] = []
        self.drops: dict[str, list[str]] = {}

    def ask(self, how: str, delay_us: int = 0, **options: Any) -> str:
        args = {"how": how, "delay_us": delay_us}
        return self.request("callee", "ask", args, reply="on_reply", **{"timeout_us": 1_000_000, **options})

    def on_reply(self, context: Any, result: Any, error: Any) -> None:
        self.replies.append([self.sim.now_us, context, result, error])
        self.carried.append(list(self.sim.carried))
        self.emit("Heard")
        for call in self.drops.get(str(context), []):
            self.abandon_call(call)

    @command
    def ask_doomed(self, timeout_us: int, doomed: bool) -> None:
        reply = "fail" if doomed else "on_reply"
        self.request("callee", "ask", {"how": "never"}, reply=reply, timeout_us=timeout_us)

    def fail(self, context: Any, result: Any, error: Any) -> None:
        raise ZeroDivisionError

    def refuse(self, context: Any, result: Any, error: Any) -> None:
        raise Refused("no")


class Pair:
    """A simulation with one caller and one callee."""

    def __init__(self, seed: int = 1) -> None:
        self.sim = Simulation(seed)
        self.caller = Caller(self.sim)
        self.callee = Callee(self.sim)
        self.network = self.sim.network

    def cut(self) -> None:
        assert self.sim.execute(Command("network.cut", {"a": "caller", "b": "callee"})).error is None

    def heal(self) -> None:
        assert self.sim.execute(Command("network.heal", {"a": "callee", "b": "caller"})).error is None

    def events(self, name: str) -> list[Event]:
        return [event for event in self.sim.log.since(0) if event["event"] == name]
