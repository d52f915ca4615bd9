"""A component that does one thing at a time and can fail in every way there is."""

from typing import Any

from labs.engines.sim import Command, Component, Data, Event, Refused, Simulation, command, endpoint, query


class Bell(Component):
    """Rings when told to, and can fail in every way there is."""

    def __init__(self, sim: Simulation, name: str = "bell") -> None:
        super().__init__(sim, name)
        self.rung: list[Any] = []
        self.kept: dict[str, Any] = {}
        self.listen("Cracked", "on_cracked")

    @command
    def ring(self, mark: str = "", delay_us: int = 0) -> dict[str, int]:
        self.rung.append([self.sim.now_us, mark])
        if delay_us:
            self.call_later(delay_us, "ring_again", mark)
        return {"rung": len(self.rung)}

    def ring_again(self, mark: str) -> None:
        self.emit("Rang", mark=mark)
        self.rung.append([self.sim.now_us, mark])

    @command
    def chain(self, steps: int, then: str) -> None:
        """A long row of events, each scheduled by the one before, and at its end a failure."""
        self.link(steps, then)

    def link(self, steps: int, then: str) -> None:
        self.emit("Linked", steps=steps)
        if steps:
            self.call_later(10, "link", steps - 1, then)
        else:
            getattr(self, then)()

    def fail(self) -> None:
        raise ZeroDivisionError

    def refuse(self) -> None:
        raise Refused("not_now")

    @command
    def crack(self) -> None:
        self.emit("Cracked")

    def on_cracked(self, data: Data) -> None:
        raise Refused("cracked")

    @command
    def turn_around(self) -> None:
        self.call_later(0, "turn_around")

    @command
    def go_back(self) -> None:
        self.call_later(-1, "ring")

    @command
    def keep(self, value: dict[str, Any]) -> None:
        self.kept = value

    @command
    def grow(self, entries: int) -> None:
        for _ in range(entries):
            self.call_later(1_000_000, "ring")

    @command
    def who(self) -> list[Any]:
        return [self.sim.caller, self.sim.trace]

    @query
    def how_often(self) -> int:
        return len(self.rung)

    @query
    def meddle(self, how: str) -> Any:
        return {"emit": lambda: self.emit("Meddled"), "fail": self.fail, "refuse": self.refuse}[how]()

    @endpoint
    def inside(self) -> None:
        """Not for outside."""

    @command
    def _secret(self) -> None:
        """Not for anybody."""

    def mine(self, caller: str) -> dict[str, Any] | None:
        return {"here": True} if caller == "@kim" else None


def ring(mark: str = "", delay_us: int = 0) -> Command:
    return Command("bell.ring", {"mark": mark, "delay_us": delay_us})


def events(sim: Simulation) -> list[Event]:
    return sim.log.since(0)
