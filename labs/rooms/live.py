"""A room that runs: simulation, clock, checkpoints and what its viewers have been shown. Plain Python."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from secrets import token_hex
from time import perf_counter
from typing import Any, TypeVar

from labs.engines.sim import Broken, Command, Entity, Goal, Query, Refused, Reply, Simulation, doors
from labs.rooms.clock import RATE_MAX, RATE_MIN, Clock
from labs.rooms.frames import LENS_HZ, Lens, encode, facts_since, new_facts
from labs.rooms.run import COMMANDS_MAX, Logged, Run, apply

log = logging.getLogger(__name__)
Result = TypeVar("Result")

ENTRIES_A_LOOK = 200  # agenda entries between two looks at the wall clock
MILESTONES_A_COMMAND = 10  # events
AHEAD_S = 0.1  # a command takes effect at most this much wall time beyond where the engine is


class RoomBroken(Exception):
    """A component failed; the room stands still until its owner goes on from just before."""


@dataclass
class Facts:
    """What the room says of itself on the screen, besides its clock."""

    lab: str
    code: str
    branch: int = 0
    wire_open: bool = False
    viewers: int = 0
    other_rules: bool = False


class LiveRoom:
    """Wall time is handed in as `wall_s` (monotonic seconds): nothing here waits or touches a database."""

    def __init__(self, run: Run, sim: Simulation, clock: Clock, facts: Facts) -> None:
        self.run, self.sim, self.clock, self.facts = run, sim, clock, facts
        self.epoch = token_hex(4)
        self.broken: dict[str, Any] | None = None
        self.lenses = {kind: Lens(kind) for kind in LENS_HZ}
        self.work_s = 0.0  # engine time so far
        self.on_late_reply: Callable[[int, Reply], None] = _nobody_waits
        self._stamps: deque[int] = deque()
        self._adopt(sim)

    def _adopt(self, sim: Simulation) -> None:
        self.sim = sim
        sim.on_answer = lambda number, reply: self.on_late_reply(number, reply)
        for lens in self.lenses.values():
            lens.touched.update(dict.fromkeys(sim.components, True))
            lens.events = sim.log.count

    # Commands: stamp, (the hub writes), apply

    def stamp(self, command: Command, key: str | None, wall_s: float) -> Logged:
        """Fix the moment a command takes effect; the head will not pass it before `apply`.

        Raises RoomBroken, and Refused("limit") at the end of a run's log.
        """
        if self.broken:
            raise RoomBroken
        number = self.sim.commands + len(self._stamps) + 1
        if number > COMMANDS_MAX:
            raise Refused("limit", what="commands", most=COMMANDS_MAX)
        ahead_us = int(AHEAD_S * self.clock.rate * 1e6)
        at_us = max(self.sim.now_us, min(self.clock.target_us(wall_s), self.sim.now_us + ahead_us))
        at_us = max(at_us, self._stamps[-1] if self._stamps else 0)
        self._stamps.append(at_us)
        return Logged(number, at_us, command, key)

    def apply(self, logged: Logged) -> Reply:
        """Raises RoomBroken; a command that comes after the break is logged as broken itself."""
        self._stamps.popleft()
        if self.broken:
            self.run.log.append(replace(logged, broken=True))
            raise RoomBroken
        self.run.log.append(logged)
        try:
            return self._work(lambda: self._apply(logged))
        except RoomBroken:
            self.run.mark_broken(logged.number)  # whoever is to blame, this one did not happen
            raise

    def _apply(self, logged: Logged) -> Reply:
        """What a member brings about at once must not be left out of any frame, whatever else happens."""
        self.sim.run_until(logged.at_us)
        before = self.sim.log.count
        reply = apply(self.sim, logged)
        if logged.key is not None:  # a member's; of wire calls there may be a thousand a second
            told = min(self.sim.log.count, before + MILESTONES_A_COMMAND)
            self.sim.log.milestones.extend(range(before + 1, told + 1))
        return reply

    def forget_stamps(self) -> None:
        """The stamped commands could not be written: as if they had never come."""
        self._stamps.clear()

    def answer_unlogged(self, command: Command) -> Any:
        """The answer to a command that would change nothing (an empty short poll), else None.

        Raises EngineError where the simulation would not even try: what it does not know, and wrong arguments.
        """
        return None if self.broken else self._ask(lambda: self.sim.answer_unlogged(command))

    def kind_of(self, name: str) -> str | None:
        """Whether `component.method` is a "command" or a "query" here, or None."""
        part, _, method = name.partition(".")
        component = self.sim.components.get(part)
        kind = doors(type(component)).get(method) if component is not None else None
        return kind if kind in ("command", "query") else None

    def waits(self, number: int) -> bool:
        """Whether that command still waits for its answer."""
        return str(number) in self.sim.tickets.waiting

    def waiting(self) -> list[int]:
        """The numbers of all commands that do."""
        return [int(number) for number in self.sim.tickets.waiting]

    def answer_again(self, number: int) -> Reply:
        """What a command was answered, found by doing it again; a wait that was abandoned has no answer."""
        reply = self._ask(lambda: self.run.reply_to(number, self.sim.now_us))
        return reply if reply.ticket is None else Reply()

    def query(self, query: Query) -> Any:
        """Raises EngineError, and RoomBroken for a bug in the answer; the room itself goes on."""
        return self._ask(lambda: self.sim.query(query))

    def _ask(self, ask: Callable[[], Result]) -> Result:
        try:
            return ask()
        except Broken as error:
            raise RoomBroken from error

    def _work(self, work: Callable[[], Result]) -> Result:
        started = perf_counter()
        try:
            return work()
        except Broken as error:
            self.stop_at_bug(error.command, error.where)
            raise RoomBroken from error
        finally:
            if not self.broken:
                spent_s = perf_counter() - started
                self.work_s += spent_s
                self.run.trail.note_work(self.sim, spent_s)

    def stop_at_bug(self, command: int, where: str) -> None:
        """Stand still: a component failed, and the command of that number (0: none) led to it."""
        self.broken = {"command": command, "where": where}
        self.clock.pause(self.sim.now_us, 0.0)

    def goals(self) -> dict[str, str]:
        """Goal -> "not_yet", "reached" or "missed"."""
        parts = self.sim.components.values()
        return {goal.name.removeprefix("goal-"): goal.status for goal in parts if isinstance(goal, Goal)}

    # Time

    def advance(self, wall_s: float, budget_s: float) -> bool:
        """Let the simulation follow the clock for at most `budget_s` of work; True when it has caught up."""
        if self.broken:
            return True
        target_us = self.clock.target_us(wall_s)
        if self._stamps:
            target_us = min(target_us, self._stamps[0] - 1)
        if target_us <= self.sim.now_us:
            return True
        return self._work(lambda: self._slice(target_us, budget_s))

    def _slice(self, target_us: int, budget_s: float) -> bool:
        until_s = perf_counter() + budget_s
        while not self.sim.run_until(target_us, ENTRIES_A_LOOK):
            if perf_counter() > until_s:
                return False
        return True

    def settle(self, wall_s: float, caught_up: bool) -> None:
        """End of a tick: an engine that could not keep up counts anew from where it is, instead of chasing."""
        if not caught_up:
            self.clock.anchor(self.sim.now_us, wall_s)
        self.clock.measure(self.sim.now_us, wall_s)

    def play(self, wall_s: float) -> None:
        if not self.broken:
            self.clock.play(self.sim.now_us, wall_s)

    def pause(self, wall_s: float) -> None:
        self.clock.pause(self.sim.now_us, wall_s)

    def set_rate(self, rate: float, wall_s: float) -> None:
        """Raises Refused("bad_arguments") outside 0.25 to 60."""
        if not RATE_MIN <= rate <= RATE_MAX:
            raise Refused("bad_arguments", argument="rate", least=RATE_MIN, most=RATE_MAX)
        self.clock.set_rate(rate, self.sim.now_us, wall_s)

    def step(self, wall_s: float) -> None:
        """Pause, and go on to the next instant at which something visible happens."""
        if not self.broken and not self._stamps:
            self._work(self.sim.step)
        self.pause(wall_s)

    def go_on_from_before(self, wall_s: float) -> list[int]:
        """After a bug: do the run again without the command that led to it. Returns the commands now skipped."""
        if not self.broken:
            return []
        skipped: list[int] = []
        sim, stand_us = self.sim, self.sim.now_us
        while self.broken:
            number = self.broken["command"]
            if number and number not in skipped:
                skipped.append(number)
                self.run.mark_broken(number)
            else:  # no command is to blame: stand before the instant at which it happens
                stand_us = min(stand_us, sim.now_us) - 1
                skipped += self.run.mark_broken_after(stand_us)
            sim = self.run.near(stand_us, len(self.run.log))
            try:
                self.run.replay(sim, stand_us, len(self.run.log))
                self.broken = None
            except Broken as error:
                self.broken = {"command": error.command, "where": error.where}
        self._adopt(sim)
        self.new_epoch()
        self.pause(wall_s)
        return skipped

    # What viewers get

    def touch(self) -> None:
        """Hand the marks the kernel made to every lens; once a tick."""
        if self.sim.touched:
            for lens in self.lenses.values():
                lens.touched.update(self.sim.touched)
            self.sim.touched.clear()

    def new_epoch(self) -> None:
        """What viewers hold is no longer true: everybody gets a full frame."""
        self.epoch = token_hex(4)
        for lens in self.lenses.values():
            lens.kept.clear()
            lens.full_next = True

    def frame(self, kind: str, sent_ms: int) -> str | None:
        """The next delta of a lens (a full frame in a new epoch), or None if nothing changed."""
        lens = self.lenses[kind]
        current = {name: self._entities(name, lens) for name in lens.touched}
        current["room"] = {"room": self.room_entity()}
        lens.touched["room"] = True
        changed, gone = lens.changes(current)
        facts, milestones = new_facts(self.sim, lens)
        if lens.full_next:
            lens.full_next = False
            lens.n += 1
            return self.full(kind, sent_ms)
        if not (changed or gone or facts):
            return None
        head = self._head(lens.n + 1, sent_ms, full=False)
        return self._numbered(lens, encode(head, changed, gone, facts, milestones))

    def _entities(self, name: str, lens: Lens) -> dict[str, Entity]:
        """What a component shows; after a bug there, what it has shown before."""
        try:
            return self.sim.components[name].entities()
        except Exception:
            last = max((logged.number for logged in self.run.log if not logged.broken), default=0)
            if not self.broken:
                log.exception("room %s broke in %s.entities", self.facts.code, name)
                self.stop_at_bug(last, f"{name}.entities")
            return lens.shown.get(name, {})

    def heartbeat(self, kind: str, sent_ms: int) -> str:
        """A delta that says only where the clock stands."""
        lens = self.lenses[kind]
        return self._numbered(lens, encode(self._head(lens.n + 1, sent_ms, full=False), {}, [], []))

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
        facts, milestones = ([], []) if kind == "phone" else facts_since(self.sim, 0)
        return encode(self._head(lens.n, sent_ms, full=True), entities, [], facts, milestones)

    def _head(self, n: int, sent_ms: int, full: bool) -> dict[str, Any]:
        now_us = self.sim.now_us
        return {"n": n, "epoch": self.epoch, "now_ms": now_us // 1000, "sent_ms": sent_ms, "full": full}

    def room_entity(self) -> Entity:
        clock, facts = self.clock, self.facts
        return {
            "kind": "room", "lab": facts.lab, "playing": clock.playing, "rate": clock.rate, "reached": clock.reached,
            "branch": facts.branch, "broken": self.broken, "viewers": facts.viewers, "wire_open": facts.wire_open,
            "other_rules": facts.other_rules,
        }  # fmt: skip


def _nobody_waits(number: int, reply: Reply) -> None:
    """Without a hub around it, nobody waits for late answers."""
