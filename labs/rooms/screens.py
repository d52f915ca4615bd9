"""What a live room shows: its lenses, which all of its viewers share. Plain Python."""

import logging
from dataclasses import dataclass, field
from typing import Any

from labs.engines.sim import Entity, Simulation
from labs.rooms.clock import Clock
from labs.rooms.frames import LENS_HZ, Lens, encode, facts_since, new_facts
from labs.rooms.limits import RUN_US_MAX
from labs.rooms.playhead import Playhead
from labs.rooms.run import Run

log = logging.getLogger(__name__)
CALLS_SHOWN = 8


@dataclass
class Facts:
    """What the room says of itself on the screen, besides its clock."""

    lab: str
    code: str
    branch: int = 0
    wire_open: bool = False
    viewers: int = 0
    other_rules: bool = False
    reading: bool = False  # a shared run: nobody can change it
    branches: list[dict[str, Any]] = field(default_factory=list)  # as `branches.shown` has them
    calls: tuple[list[Any], ...] = ()  # the last of real clients, as `note_call` has them

    def note_call(self, at_ms: int, by: str, action: str, target: str, refused: str) -> None:
        """[running number, simulated ms, participant, "sqs:SendMessage", of what or "", code of the refusal or ""]."""
        number = self.calls[-1][0] + 1 if self.calls else 1
        self.calls = (*self.calls, [number, at_ms, by, action, target, refused])[-CALLS_SHOWN:]


class Screens:
    """Frames of the head, and for scenes of the playhead where it is in the past; a phone always holds the head."""

    def __init__(self, run: Run, sim: Simulation, clock: Clock, facts: Facts) -> None:
        self.run, self.sim, self.clock, self.facts = run, sim, clock, facts
        self.playhead: Playhead | None = None  # in the past; without one, the head is what is shown
        self.head_ms = sim.now_us // 1000  # where the head stood when the room was last told to stand
        self.broken: dict[str, Any] | None = None
        self.lenses = {kind: Lens(kind) for kind in LENS_HZ}

    def look_at(self, lens: Lens, sim: Simulation) -> None:
        """From now on a lens shows this simulation."""
        lens.touched.update(dict.fromkeys(sim.components, True))
        lens.events = sim.log.count

    @property
    def shown(self) -> Simulation:
        """What a scene shows: the playhead's copy, or the head. (A phone always holds the head.)"""
        return self.playhead.sim if self.playhead else self.sim

    def _seen_by(self, lens: Lens) -> Simulation:
        return self.sim if lens.kind == "phone" else self.shown

    @property
    def shown_clock(self) -> Clock:
        return self.playhead.clock if self.playhead else self.clock

    def scenes(self) -> list[Lens]:
        return [lens for lens in self.lenses.values() if lens.kind != "phone"]

    def new_scene(self) -> None:
        """Another moment is shown: what moved belongs to the one before."""
        for lens in self.scenes():
            self.look_at(lens, self.shown)
            lens.renew()

    def stop_at_bug(self, command: int, where: str) -> None:
        """Stand still: a component failed, and the command of that number (0: none) led to it."""
        self.broken = {"command": command, "where": where}
        self.clock.pause(self.sim.now_us, 0.0)

    def touch(self) -> None:
        """Hand the marks the kernel made to every lens; once a tick."""
        for sim in {id(sim): sim for sim in (self.sim, self.shown)}.values():
            if sim.touched:
                for lens in self.lenses.values():
                    if self._seen_by(lens) is sim:
                        lens.touched.update(sim.touched)
                sim.touched.clear()

    def new_epoch(self) -> None:
        """What viewers hold is no longer true: everybody gets a full frame."""
        for lens in self.lenses.values():
            lens.renew()

    def frame(self, kind: str, sent_ms: int) -> str | None:
        """The next delta of a lens (a full frame in a new epoch), or None if nothing changed."""
        lens = self.lenses[kind]
        current = {name: self._entities(name, lens) for name in lens.touched}
        current["room"] = {"room": self.room_entity(kind)}
        if self.facts.calls and kind != "phone":
            current["room"]["calls"] = {"kind": "calls", "last": self.facts.calls}
        lens.touched["room"] = True
        changed, gone = lens.changes(current)
        facts, milestones = new_facts(self._seen_by(lens), lens)
        if lens.full_next:
            lens.full_next = False
            lens.n += 1
            return self.full(kind, sent_ms)
        if not (changed or gone or facts):
            return None
        head = self._head(lens, lens.n + 1, sent_ms, full=False)
        return self._numbered(lens, encode(head, changed, gone, facts, milestones))

    def _entities(self, name: str, lens: Lens) -> dict[str, Entity]:
        """What a component shows; after a bug there, what it has shown before."""
        try:
            return self._seen_by(lens).components[name].entities()
        except Exception:
            last = max((logged.number for logged in self.run.log if not logged.broken), default=0)
            if not self.broken:
                log.exception("room %s broke in %s.entities", self.facts.code, name)
                self.stop_at_bug(last, f"{name}.entities")
            return lens.shown.get(name, {})

    def heartbeat(self, kind: str, sent_ms: int) -> str:
        """A delta that says only where the clock stands."""
        lens = self.lenses[kind]
        return self._numbered(lens, encode(self._head(lens, lens.n + 1, sent_ms, full=False), {}, [], []))

    def _numbered(self, lens: Lens, text: str) -> str:
        lens.n += 1
        lens.kept.append((lens.n, text))
        return text

    def full(self, kind: str, sent_ms: int) -> str:
        """All that a viewer of this lens must hold now: what has been shown, under the last number."""
        lens = self.lenses[kind]
        if not lens.shown:
            self.frame(kind, sent_ms)
        entities = {key: entity for shown in lens.shown.values() for key, entity in shown.items()}
        facts, milestones = ([], []) if kind == "phone" else facts_since(self._seen_by(lens), 0)
        return encode(self._head(lens, lens.n, sent_ms, full=True), entities, [], facts, milestones)

    def _head(self, lens: Lens, n: int, sent_ms: int, full: bool) -> dict[str, Any]:
        now_us = self._seen_by(lens).now_us
        return {"n": n, "epoch": lens.epoch, "now_ms": now_us // 1000, "sent_ms": sent_ms, "full": full}

    def room_entity(self, kind: str) -> Entity:
        facts, past = self.facts, self._seen_by(self.lenses[kind]) is not self.sim
        clock = self.shown_clock if past else self.clock
        return {
            "kind": "room", "lab": facts.lab, "playing": clock.playing, "rate": clock.rate, "reached": clock.reached,
            "past": past, "head_ms": self.head_ms, "branch": facts.branch, "branches": facts.branches,
            "broken": self.broken, "viewers": facts.viewers, "wire_open": facts.wire_open,
            "other_rules": facts.other_rules, "reading": facts.reading,
            "limit": "length" if self.sim.now_us >= RUN_US_MAX else None,
        }  # fmt: skip
