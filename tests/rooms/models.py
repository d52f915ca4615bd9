"""Small simulations to put into rooms: each shows one thing that a room must carry."""

from collections.abc import Callable
from typing import Any

from labs.engines.sim import LATER, Component, EngineError, Entity, Goal, Refused, Simulation, command, query

Build = Callable[[Simulation], None]
SECOND_US = 1_000_000


class NobodyOfThatName(EngineError):
    """What a part refuses with in its own words, as AWS does."""

    code = "nobody"


class Tally(Component):
    """Counts what people add; some wait until there is enough; every second it notes the time."""

    def __init__(self, sim: Simulation, name: str = "tally", period_us: int = SECOND_US) -> None:
        super().__init__(sim, name)
        self._period_us = period_us
        self.total = 0
        self.seconds = 0
        self.luck = 0
        self.by: dict[str, int] = {}
        self.waiters: list[dict[str, Any]] = []
        if period_us:
            self.call_later(period_us, "second")

    def second(self) -> None:
        self.seconds += 1
        self.luck = self.chance("luck").below(1000)
        self.emit("SecondPassed", luck=self.luck)
        self.call_later(self._period_us, "second")

    @command
    def add(self, n: int = 1, note: Any = None) -> dict[str, Any]:
        if n < 0:
            raise Refused("too_little", least=0)
        self.total += n
        self.by[self.sim.caller] = self.by.get(self.sim.caller, 0) + n
        self.emit("Added", n=n, note=note, by=self.sim.caller)
        enough = [waiter for waiter in self.waiters if waiter["at"] <= self.total]
        self.waiters = [waiter for waiter in self.waiters if waiter["at"] > self.total]
        for waiter in enough:
            self.sim.answer(waiter["address"], {"total": self.total})
        return {"total": self.total}

    @command
    def wait_for(self, total: int) -> Any:
        """Answered once there is enough."""
        if self.total >= total:
            return {"total": self.total}
        self.waiters.append({"at": total, "address": self.sim.reply_address()})
        return LATER

    def abandon(self, address: list[Any]) -> None:
        self.waiters = [waiter for waiter in self.waiters if waiter["address"] != address]
        self.emit("WaiterLeft")

    @command
    def explode(self, in_us: int = -1) -> dict[str, Any]:
        """A bug: now, or after a while."""
        if in_us < 0:
            raise RuntimeError("a bug in a component")
        self.call_later(in_us, "boom")
        return {}

    def boom(self) -> None:
        raise RuntimeError("a bug that came later")

    @command
    def peek(self) -> dict[str, Any]:
        """Changes something only if there is something."""
        self.emit("Peeked")
        return {"total": self.total}

    def answer_unlogged(self, method: str, args: dict[str, Any]) -> Any:
        return {} if method == "peek" and not self.total else None

    @query
    def how_much(self) -> dict[str, int]:
        return {"total": self.total, "waiting": len(self.waiters)}

    @query
    def share_of(self, name: str) -> int:
        if name not in self.by:
            raise NobodyOfThatName("nobody of that name", name=name)
        return self.by[name]

    def entities(self) -> dict[str, Entity]:
        counts = {"accepted": self.total, "owed": self.total, "handled": self.seconds, "moving": 0}
        ledger = {"kind": "ledger", **counts, "waiting": 0, "lost": 0, "again": 0, "programs": {}}
        return {"ledger": ledger, f"{self.name}/luck": {"kind": "queue", "luck": self.luck}}

    def mine(self, caller: str) -> dict[str, Any] | None:
        return {"added": self.by[caller]} if caller in self.by else None


class Crowd(Component):
    """Things that come, change, move and go, as many as one asks for."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "crowd")
        self.things: dict[str, int] = {}
        self.moving = 0
        self.broken_entities = False

    @command
    def put(self, key: str, value: int) -> None:
        self.things[key] = value
        self.emit("Put", key=key)

    @command
    def remove(self, key: str) -> None:
        self.things.pop(key, None)
        self.emit("Removed", key=key)

    @command
    def rush(self, moves: int, events: int, padding: int = 0) -> None:
        self.moving = moves
        self.call_later(0, "tell", events, padding)

    def tell(self, events: int, padding: int) -> None:
        for number in range(events):
            self.emit("Rushed", number=number, padding="x" * padding)

    @command
    def hide_behind_a_bug(self) -> None:
        self.broken_entities = True

    def entities(self) -> dict[str, Entity]:
        if self.broken_entities:
            raise RuntimeError("a bug in what is shown")
        things = {f"thing/{key}": {"kind": "thing", "value": value} for key, value in self.things.items()}
        moves = {f"move/{n}": {"kind": "move", "from": "a", "to": "b", "n": n} for n in range(self.moving)}
        return {**things, **moves}


class Enough(Goal):
    """Reached at a total of ten."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "enough")
        self.sum = 0
        self.listen("Added", "on_added")

    def on_added(self, data: dict[str, Any]) -> None:
        self.sum += data["n"]
        if self.sum >= 10:
            self.reach()


class Fuse(Component):
    """A bug of the scenario itself: nobody's command leads to it."""

    def __init__(self, sim: Simulation, at_us: int) -> None:
        super().__init__(sim, "fuse")
        self.call_later(at_us, "burn")

    def burn(self) -> None:
        raise RuntimeError("a bug of the scenario")


def small(sim: Simulation) -> None:
    """What most tests need."""
    Tally(sim)
    Crowd(sim)
    Enough(sim)


def still(sim: Simulation) -> None:
    """Nothing happens unless somebody asks for it."""
    Tally(sim, period_us=0)
    Crowd(sim)


def fused(sim: Simulation) -> None:
    """Breaks by itself at 5.5 s."""
    small(sim)
    Fuse(sim, 5_500_000)


def busy(sim: Simulation) -> None:
    """A tick every 20 us: more than a machine can simulate at 60 times."""
    Tally(sim, period_us=20)


def other_luck(sim: Simulation) -> None:
    """The small one under other rules: seconds are a little shorter."""
    Tally(sim, period_us=999_000)
    Crowd(sim)
    Enough(sim)
