"""A room that runs: simulation, clock, checkpoints, and a playhead over its past. Plain Python."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import Any, TypeVar

from labs.engines.sim import Broken, Command, Goal, Query, Refused, Reply, Simulation, doors
from labs.rooms.clock import RATE_MAX, RATE_MIN, Clock
from labs.rooms.limits import ENTRIES_A_LOOK, RUN_US_MAX
from labs.rooms.playhead import Playhead
from labs.rooms.run import COMMANDS_MAX, Logged, Run, apply
from labs.rooms.screens import Facts, Screens

Result = TypeVar("Result")

MILESTONES_A_COMMAND = 10  # events
AHEAD_S = 0.1  # a command takes effect at most this much wall time beyond where the engine is


class RoomBroken(Exception):
    """A component failed; the room stands still until its owner goes on from just before."""


class LiveRoom(Screens):
    """Wall time is handed in as `wall_s` (monotonic seconds): nothing here waits or touches a database."""

    def __init__(self, run: Run, sim: Simulation, clock: Clock, facts: Facts) -> None:
        super().__init__(run, sim, clock, facts)
        self.work_s = 0.0  # engine time so far
        self.on_late_reply: Callable[[int, Reply], None] = _nobody_waits
        self._stamps: deque[int] = deque()
        self._adopt(sim)

    def _adopt(self, sim: Simulation) -> None:
        self.sim = sim
        sim.on_answer = lambda number, reply: self.on_late_reply(number, reply)
        for lens in self.lenses.values():
            self.look_at(lens, sim)

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

    def query_shown(self, query: Query) -> Any:
        """As `query`, of the moment that is shown."""
        return self._ask(lambda: self.shown.query(query))

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

    def goals(self) -> dict[str, str]:
        """Goal -> "not_yet", "reached" or "missed"."""
        parts = self.sim.components.values()
        return {goal.name.removeprefix("goal-"): goal.status for goal in parts if isinstance(goal, Goal)}

    # Time

    def advance(self, wall_s: float, budget_s: float) -> bool:
        """Let the simulation follow the clock for at most `budget_s` of work; True when it has caught up."""
        if self.playhead:
            return self._play_again(self.playhead, wall_s, budget_s)
        if self.broken:
            return True
        target_us = min(self.clock.target_us(wall_s), RUN_US_MAX)
        if self._stamps:
            target_us = min(target_us, self._stamps[0] - 1)
        if target_us <= self.sim.now_us:
            self._stop_at_full_length(wall_s)
            return True
        return self._work(lambda: self._slice(target_us, budget_s))

    def _stop_at_full_length(self, wall_s: float) -> None:
        if self.clock.playing and self.sim.now_us >= RUN_US_MAX:
            self.pause(wall_s)

    def _play_again(self, playhead: Playhead, wall_s: float, budget_s: float) -> bool:
        """The recording goes on; where it comes to the head, the run itself goes on."""
        target_us = min(playhead.clock.target_us(wall_s), self.sim.now_us)
        done = playhead.advance(target_us, budget_s)
        if done and playhead.clock.playing and playhead.sim.now_us >= self.sim.now_us:
            self.playhead = None
            self.clock.set_rate(playhead.clock.rate, self.sim.now_us, wall_s)
            for lens in self.scenes():
                lens.touched.update(dict.fromkeys(self.sim.components, True))
            if not self.facts.reading:
                self.play(wall_s)
        return done

    def _slice(self, target_us: int, budget_s: float) -> bool:
        until_s = perf_counter() + budget_s
        while not self.sim.run_until(target_us, ENTRIES_A_LOOK):
            if perf_counter() > until_s:
                return False
        return True

    def settle(self, wall_s: float, caught_up: bool) -> None:
        """End of a tick: an engine that could not keep up counts anew from where it is, instead of chasing."""
        clock, sim = self.shown_clock, self.shown
        if not caught_up:
            clock.anchor(sim.now_us, wall_s)
        clock.measure(sim.now_us, wall_s)

    def play(self, wall_s: float) -> None:
        """At the end of a shared run, and of a run of full length, there is nothing to play."""
        ended = self.facts.reading or self.sim.now_us >= RUN_US_MAX
        if self.playhead or not (self.broken or ended):
            self.shown_clock.play(self.shown.now_us, wall_s)

    def pause(self, wall_s: float) -> None:
        self.shown_clock.pause(self.shown.now_us, wall_s)
        self.head_ms = self.sim.now_us // 1000

    def set_rate(self, rate: float, wall_s: float) -> None:
        """Raises Refused("bad_arguments") outside 0.25 to 60."""
        if not RATE_MIN <= rate <= RATE_MAX:
            raise Refused("bad_arguments", argument="rate", least=RATE_MIN, most=RATE_MAX)
        self.shown_clock.set_rate(rate, self.shown.now_us, wall_s)

    def step(self, wall_s: float) -> None:
        """Pause, and let the head go on to the next instant at which something visible happens."""
        if not (self.broken or self._stamps or self.facts.reading or self.sim.now_us >= RUN_US_MAX):
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

    # The past

    def stand(self, wall_s: float) -> None:
        """The head stands still from now on, whatever is looked at."""
        self.clock.pause(self.sim.now_us, wall_s)
        self.head_ms = self.sim.now_us // 1000

    def look_back(self, sim: Simulation, wall_s: float) -> None:
        """Show a copy of the run at an earlier moment; it stands, until somebody plays."""
        clock = Clock(sim.now_us, wall_s, self.shown_clock.rate, playing=False)
        self.stand(wall_s)
        self.playhead = Playhead(self.run, sim, clock)
        self.new_scene()

    def look_ahead(self, wall_s: float) -> None:
        """Back to the head, which stands where it was left."""
        if self.playhead:
            self.clock.set_rate(self.playhead.clock.rate, self.sim.now_us, wall_s)
            self.playhead = None
            self.new_scene()

    def branch_off(self, run: Run, sim: Simulation, wall_s: float) -> None:
        """Another run is the room's from now on; the head stands where `sim` does."""
        self.clock.set_rate(self.shown_clock.rate, sim.now_us, wall_s)
        self.playhead, self.broken = None, None
        self.run = run
        self._stamps.clear()
        self._adopt(sim)
        self.stand(wall_s)
        self.new_epoch()


def _nobody_waits(number: int, reply: Reply) -> None:
    """Without a hub around it, nobody waits for late answers."""
