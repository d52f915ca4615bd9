"""A recorded run: scenario, seed and commands, from which any moment can be had again."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace

import orjson

from labs.engines.sim import Command, Reply, Simulation, restore
from labs.rooms.checkpoints import Checkpoint, Trail
from labs.rooms.pause_gc import no_gc

COMMANDS_MAX = 100_000  # in one run


@dataclass(frozen=True, slots=True)
class Logged:
    """A command with its number and the simulated moment it took effect; a broken one is skipped."""

    number: int
    at_us: int
    command: Command
    key: str | None = None
    broken: bool = False


class Run:
    """Scenario + seed + start + log: the truth. The trail of checkpoints only makes it quick."""

    def __init__(self, build: Callable[[Simulation], None], seed: int, start: str) -> None:
        self._build, self._seed, self._start = build, seed, start
        self.log: list[Logged] = []
        self.trail = Trail()

    def fresh(self) -> Simulation:
        sim = Simulation(self._seed, self._start)
        self._build(sim)
        return sim

    def from_checkpoint(self, checkpoint: Checkpoint | None) -> Simulation:
        sim = self.fresh()
        if checkpoint is not None:
            with no_gc():
                restore(sim, orjson.loads(checkpoint.state))
        return sim

    def seek(self, at_us: int, commands: int) -> Simulation:
        """A simulation of its own at the cut (at_us, commands): nearest checkpoint, then replay. Raises Broken."""
        sim = self.near(at_us, commands)
        self.replay(sim, at_us, commands)
        return sim

    def near(self, at_us: int, commands: int) -> Simulation:
        """A simulation of its own at the nearest checkpoint that is not after the cut."""
        return self.from_checkpoint(self.trail.before(at_us, commands))

    def replay(self, sim: Simulation, at_us: int, commands: int) -> None:
        """Bring a simulation of this run to the cut. Raises Broken, and `sim` then stands where it happened."""
        for logged in self.log[sim.commands : commands]:
            apply(sim, logged)
        sim.run_until(at_us)

    def commands_until(self, at_us: int) -> int:
        """How many commands have happened when everything up to that moment has."""
        return bisect_right(self.log, at_us, key=lambda logged: logged.at_us)

    def fork(self, at_us: int, commands: int) -> "Run":
        """The same run up to a cut, as another that may go on differently."""
        forked = Run(self._build, self._seed, self._start)
        forked.log = self.log[:commands]
        forked.trail = self.trail.until(at_us, commands)
        return forked

    def reply_to(self, number: int, until_us: int) -> Reply:
        """What a command was answered, found by doing it again; a wait is followed up to `until_us`."""
        logged = self.log[number - 1]
        sim = self.seek(logged.at_us, number - 1)
        late: dict[int, Reply] = {}
        sim.on_answer = late.__setitem__
        reply = apply(sim, logged)
        for later in self.log[number:]:
            if reply.ticket in late or reply.ticket is None:
                break
            apply(sim, later)
        if reply.ticket is not None and reply.ticket not in late:
            sim.run_until(until_us)
        return reply if reply.ticket is None else late.get(reply.ticket, reply)

    def mark_broken(self, number: int) -> None:
        """From now on replay skips this command; what was kept after it is no longer true."""
        self.log[number - 1] = replace(self.log[number - 1], broken=True)
        self.trail.forget_after(number - 1)

    def mark_broken_after(self, at_us: int) -> list[int]:
        """Skip every command later than that moment, for the run cannot come there; returns those newly skipped."""
        later = [logged.number for logged in self.log if logged.at_us > at_us and not logged.broken]
        for number in later:
            self.mark_broken(number)
        return later


def apply(sim: Simulation, logged: Logged) -> Reply:
    """Let the run come to the command's moment, then execute it.

    A broken one only counts: time stands still, for what broke the room may lie before its moment.
    """
    if logged.broken:
        sim.commands += 1
        return Reply(error={"code": "room_broken", "message": "", "data": {"command": logged.number}})
    sim.run_until(logged.at_us)
    return sim.execute(logged.command)
