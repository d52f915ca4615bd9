"""Live rooms without a hub: wall time is a number that the test hands in."""

from typing import Any

import orjson

from labs.engines.sim import DEFAULT_START, Command, Reply
from labs.rooms.clock import Clock
from labs.rooms.exports import RunDocument
from labs.rooms.frames import Lens
from labs.rooms.live import LiveRoom
from labs.rooms.run import Run
from labs.rooms.screens import Facts
from tests.rooms.models import Build, small

MUCH_S = 60.0  # budget of work that is never used up


def live_room(build: Build = small, rate: float = 1.0, playing: bool = True) -> LiveRoom:
    """A room at wall time 0."""
    run = Run(build, 1, DEFAULT_START)
    sim = run.fresh()
    return LiveRoom(run, sim, Clock(sim.now_us, 0.0, rate, playing), Facts(lab="small", code="ABC234"))


def do(room: LiveRoom, name: str, wall_s: float = 0.0, **args: Any) -> Reply:
    """A member's command, stamped and applied at once, as if writing took no time."""
    return room.apply(room.stamp(Command(name, args, "kim"), "a key", wall_s))


def wire(room: LiveRoom, name: str, wall_s: float = 0.0, **args: Any) -> Reply:
    """The same as a wire client does it: without a key."""
    return room.apply(room.stamp(Command(name, args, "guest"), None, wall_s))


def tick(room: LiveRoom, wall_s: float) -> None:
    room.settle(wall_s, room.advance(wall_s, MUCH_S))
    room.touch()


class Screen:
    """A viewer's store: applies frames and knows nothing of what they mean."""

    def __init__(self) -> None:
        self.entities: dict[str, dict[str, Any]] = {}
        self.events: list[dict[str, Any]] = []
        self.n = 0

    def apply(self, text: str | None) -> dict[str, Any]:
        if text is None:
            return {}
        frame: dict[str, Any] = orjson.loads(text)
        if frame["full"]:
            self.entities = {}
        self.entities.update(frame["set"])
        for key in frame["gone"]:
            self.entities.pop(key, None)
        self.events += frame["events"]
        self.n = frame["n"]
        return frame


def shown_by(lens: Lens, room: LiveRoom) -> dict[str, dict[str, Any]]:
    """All that a lens would show of a room now, asked from the simulation itself, as JSON brings it."""
    entities = {**room.sim.entities(), "room": room.room_entity("scene")}
    shown: dict[str, dict[str, Any]] = orjson.loads(orjson.dumps(lens.visible(entities)))
    return shown


def recorded_room() -> LiveRoom:
    """A run of four commands, one of them a wire client's and one refused; it stands at 3.5 s."""
    room = live_room()
    tick(room, 1.0)
    do(room, "tally.add", 1.0, n=2)
    tick(room, 2.0)
    wire(room, "crowd.put", 2.0, key="a", value=1)
    tick(room, 3.0)
    do(room, "tally.add", 3.0, n=-1)
    do(room, "tally.add", 3.0, n=8)
    tick(room, 3.5)
    return room


def document_of(room: LiveRoom) -> RunDocument:
    """The whole run, opened at its head."""
    now_us = room.sim.now_us
    return RunDocument("small", 1, DEFAULT_START, "rules-1", room.run.log, now_us, now_us, room.sim.digest)
