"""What every program of the shop is: instances that are up or down, and the work they have in hand."""

from typing import Any

from labs.engines.programs.latency import WorkTime
from labs.engines.sim import Component, Refused, Simulation, command

SLOW_DOWN_MAX = 100

Json = dict[str, Any]
Instance = dict[str, Any]
Work = dict[str, Any]


class Program(Component):
    """Each instance works on up to `concurrency` things at a time; what comes beyond that waits in its memory.

    An instance goes by its number, "1"; a program that has only one calls it "".
    """

    def __init__(
        self, sim: Simulation, name: str, title: str, work: WorkTime, instances: list[str], concurrency: int
    ) -> None:
        super().__init__(sim, name)
        self.concurrency = concurrency
        self.instances: dict[str, Instance] = {number: new_instance(0) for number in instances}
        # number of the work -> {"instance", "queue", "message", "trace"} and what its end needs: the receipt "handle"
        # of a message, the "address" of a request
        self.works: dict[str, Work] = {}
        self.started = 0
        self._title = title
        self._work = work
        self._chance = self.chance("work")

    # Commands

    @command
    def stop(self, instance: int | None = None) -> Json:
        """Take nothing more; finish what is in hand."""
        for number in self._chosen(instance, "running"):
            self._turn(number, "stopped", "WorkerStopped")
            self.stopped(number)
        return {}

    @command
    def start(self, instance: int | None = None) -> Json:
        for number in self._chosen(instance, "stopped", "crashed"):
            self._turn(number, "running", "WorkerStarted")
            self.look_for_work(number, self.instances[number])
        return {}

    @command
    def crash(self, instance: int | None = None) -> Json:
        """Gone at once, with everything in memory and every connection."""
        for number in self._chosen(instance, "running", "stopped"):
            self._turn(number, "crashed", "WorkerCrashed")
            for key in [key for key, work in self.works.items() if work["instance"] == number]:
                work = self.works.pop(key)
                self.sim.emit("WorkLost", self._facts(key, work))
                self.lost(work)
            self.instances[number].update(busy=0, line=[])
            self.crashed(number)
        return {}

    @command
    def slow_down(self, factor: int, instance: int | None = None) -> Json:
        """Work begun from now on takes `factor` times as long, 1 to 100."""
        check_range("factor", factor, SLOW_DOWN_MAX)
        for number in self._chosen(instance, "running", "stopped", "crashed"):
            self.instances[number]["slow"] = factor
        self.emit("WorkerSlowed", program=self.name, instance=instance, factor=factor)
        return {}

    def _chosen(self, instance: int | None, *states: str) -> list[str]:
        """The instances that are meant, of those in these states; without states, in any."""
        if instance is not None and str(instance) not in self.instances:
            raise Refused("bad_arguments", argument="instance", problem="unknown")
        numbers = list(self.instances) if instance is None else [str(instance)]
        return [number for number in numbers if not states or self.instances[number]["state"] in states]

    def _turn(self, number: str, state: str, event: str) -> None:
        self.instances[number].update(state=state, since_us=self.sim.now_us)
        instance = int(number) if number else None
        self.emit(event, program=self.name, instance=instance, running=self._running())

    def _running(self) -> int:
        return sum(instance["state"] == "running" for instance in self.instances.values())

    # What else these mean for a kind of program: override as needed.

    def stopped(self, number: str) -> None:
        """An instance takes nothing more."""

    def crashed(self, number: str) -> None:
        """An instance has forgotten everything."""

    def lost(self, work: Work) -> None:
        """A piece of work was forgotten in a crash."""

    def done(self, work: Work) -> None:
        """A piece of work is done: tell whoever waits for it."""

    def look_for_work(self, number: str, instance: Instance) -> None:
        """An instance has free hands, or is done altogether."""

    # Working

    def begin(self, number: str, instance: Instance, work: Work, cause: int | None = None) -> None:
        """Work at once if a hand is free, else keep it in memory, in order of arrival."""
        self.started = started = self.started + 1
        key = str(started)
        self.works[key] = work
        if instance["busy"] >= self.concurrency:
            instance["line"].append([key, self.sim.emit("WorkQueued", self._facts(key, work), cause)])
            return
        instance["busy"] += 1
        self.sim.emit("WorkStarted", self._facts(key, work), cause)
        self.call_later(self._work.draw_us(self._chance) * instance["slow"], "finish", key)

    def finish(self, key: str) -> None:
        work = self.works.pop(key, None)
        if work is None:
            return  # lost in a crash
        number = work["instance"]
        instance = self.instances[number]
        instance["busy"] -= 1
        instance["finished"] += 1
        self.sim.emit("WorkFinished", self._facts(key, work))
        self.done(work)
        if instance["line"]:
            self._go_on(instance)
        else:
            self.look_for_work(number, instance)

    def _go_on(self, instance: Instance) -> None:
        """With what has waited longest, while hands are free."""
        while instance["line"] and instance["busy"] < self.concurrency:
            key, queued = instance["line"].pop(0)
            instance["busy"] += 1
            self.sim.emit("WorkStarted", {**self._facts(key, self.works[key]), "waited": True}, queued)
            self.call_later(self._work.draw_us(self._chance) * instance["slow"], "finish", key)

    def _facts(self, key: str, work: Work) -> Json:
        number = work["instance"]
        return {
            "program": self.name, "instance": int(number) if number else None, "work": int(key), "queue": work["queue"],
            "message": work["message"], "trace": work["trace"],
        }  # fmt: skip

    # What can be seen

    def describe(self, instance: Instance) -> Json:
        """What an instance shows, whatever kind of program it is of."""
        return {
            "program": self.name, "state": instance["state"], "since_ms": instance["since_us"] // 1000,
            "busy": instance["busy"], "waiting": len(instance["line"]), "concurrency": self.concurrency,
            "finished": instance["finished"], "slow": instance["slow"],
        }  # fmt: skip


def new_instance(now_us: int) -> Instance:
    """The "line" has what waits for a free hand, oldest first: [number of the work, the event that says so]."""
    return {"state": "running", "since_us": now_us, "busy": 0, "line": [], "finished": 0, "slow": 1}


def check_range(argument: str, value: int, most: int, least: int = 1) -> None:
    if not least <= value <= most:
        raise Refused("bad_arguments", argument=argument, problem="out_of_range")
