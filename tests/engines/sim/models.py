"""A small pipeline to try the kernel on: a caller, a server whose answers come later, a lossy network, a goal.

`python -m tests.engines.sim.models SEED` prints the digest of one run, for a comparison between processes.
"""

import json
import sys
from random import Random
from typing import Any

from labs.engines.sim import (
    LATER,
    Command,
    Component,
    Data,
    Entity,
    Goal,
    Query,
    Refused,
    Reply,
    Simulation,
    command,
    endpoint,
    query,
    restore,
    save,
)

UNTIL_US = 8_000_000
Script = list[tuple[int, Command]]


class Caller(Component):
    """Asks the server for work, at random moments, and counts how it ended."""

    def __init__(self, sim: Simulation, name: str = "caller", mean_us: int = 60_000) -> None:
        super().__init__(sim, name)
        self.mean_us = mean_us
        self.asked = 0
        self.ended: dict[str, int] = {}
        self.open: dict[str, str] = {}
        self.round = 0
        self.start()

    @command
    def start(self) -> dict[str, Any]:
        self.round += 1
        self.call_later(self.chance("pace").expovariate_us(self.mean_us), "ask", self.round)
        return {}

    @command
    def stop(self) -> dict[str, Any]:
        self.round += 1
        for call in list(self.open):
            self.abandon_call(call)
        self.open = {}
        return {}

    @command
    def set_pace(self, mean_us: int) -> dict[str, int]:
        if mean_us < 1_000:
            raise Refused("bad_arguments", argument="mean_us", problem="out_of_range")
        self.mean_us = mean_us
        return {"mean_us": mean_us}

    @command
    def crash(self, after_us: int = 0) -> dict[str, Any]:
        """A bug, now or later, over a chain of events and calls."""
        self.emit("Doomed")
        if after_us == 0:
            raise ZeroDivisionError
        self.request("server", "work", {"order": {"n": -1}, "doomed": True}, timeout_us=after_us, reply="break_down")
        return {}

    def break_down(self, context: None, result: Any, error: Any) -> None:
        raise ZeroDivisionError

    def ask(self, round_: int) -> None:
        if round_ != self.round:
            return
        self.asked += 1
        trace = self.make_uuid("order") if self.asked % 2 else None
        call = self.request(
            "server", "work", {"order": {"n": self.asked}}, reply="on_done", context={"n": self.asked},
            timeout_us=200_000 if self.asked % 3 else 90_000, trace=trace, path=["caller", "server"],
        )  # fmt: skip
        self.open[str(self.asked)] = call
        self.emit("Asked", n=self.asked)
        self.call_later(self.chance("pace").expovariate_us(self.mean_us), "ask", self.round)

    def on_done(self, context: dict[str, int], result: Any, error: dict[str, Any] | None) -> None:
        self.open.pop(str(context["n"]), None)
        how = error["code"] if error else "done"
        self.ended[how] = self.ended.get(how, 0) + 1
        self.emit("Ended", n=context["n"], how=how)

    @query
    def counts(self) -> dict[str, Any]:
        return {"asked": self.asked, "ended": self.ended}

    def gauges(self) -> dict[str, int]:
        return {"asked": self.asked}

    def entities(self) -> dict[str, Entity]:
        return {self.name: {"kind": "caller", "asked": self.asked}}


class Server(Component):
    """Works on two orders at a time; the others wait, and so may participants from outside."""

    def __init__(self, sim: Simulation, work_us: int = 70_000) -> None:
        super().__init__(sim, "server")
        self.work_us = work_us
        self.queue: list[dict[str, Any]] = []
        self.at_work: dict[str, dict[str, Any]] = {}
        self.watchers: list[list[Any]] = []
        self.counter = 0
        self._work = self.chance("work")

    @endpoint
    def work(self, order: dict[str, int], doomed: bool = False) -> Any:
        if doomed:
            return LATER  # never answers
        if len(self.queue) >= 8:
            raise Refused("limit", what="orders", most=8)
        self.counter += 1
        job = {"id": self.counter, "n": order["n"], "address": self.sim.reply_address(), "trace": self.sim.trace}
        self.queue.append(job)
        self._begin()
        return LATER

    def _begin(self) -> None:
        while self.queue and len(self.at_work) < 2:
            job = self.queue.pop(0)
            self.at_work[str(job["id"])] = job
            job["began"] = self.emit("Began", n=job["n"])
            self.call_later(self._work.lognormal_us(self.work_us, 0.4), "finish", job["id"])

    def finish(self, number: int) -> None:
        job = self.at_work.pop(str(number), None)
        if job is None:
            return
        self.emit_because(job["began"], "Finished", n=job["n"])
        carries = [{"trace": job["trace"], "again": False}] if job["trace"] else []
        self.sim.answer(job["address"], {"n": job["n"]}, carries)
        watchers, self.watchers = self.watchers, []
        for address in watchers:
            self.sim.answer(address, {"seen": job["n"]})
        self._begin()

    @command
    def next_finished(self, wait: bool = True) -> Any:
        if not wait:
            return {"seen": None}
        self.watchers.append(self.sim.reply_address())
        return LATER

    def answer_unlogged(self, method: str, args: dict[str, Any]) -> Any:
        return {"seen": None} if method == "next_finished" and not args.get("wait", True) else None

    @command
    def drop_all(self) -> dict[str, int]:
        dropped = [*self.at_work.values(), *self.queue]
        self.at_work, self.queue = {}, []
        for job in dropped:
            self.sim.fail(job["address"], Refused("dropped"))
        return {"dropped": len(dropped)}

    def abandon(self, address: list[Any]) -> None:
        self.queue = [job for job in self.queue if job["address"] != address]
        self.watchers = [watcher for watcher in self.watchers if watcher != address]
        self.emit("GivenUp", queue=len(self.queue))

    def gauges(self) -> dict[str, int]:
        return {"waiting": len(self.queue)}

    def entities(self) -> dict[str, Entity]:
        return {"server": {"kind": "server", "waiting": len(self.queue), "busy": len(self.at_work)}}

    def mine(self, caller: str) -> dict[str, Any] | None:
        return {"orders": self.counter} if caller == "@kim" else None


class ManyFinished(Goal):
    """Reached at the twentieth order, missed when somebody gives up ten times first."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "many-finished")
        self.finished = self.given_up = 0
        self.listen("Finished", "on_finished")
        self.listen("GivenUp", "on_given_up")

    def on_finished(self, data: Data) -> None:
        self.finished += 1
        self.progress = [min(self.finished, 20), 20]
        if self.finished == 20:
            self.reach()

    def on_given_up(self, data: Data) -> None:
        self.given_up += 1
        if self.given_up == 10:
            self.miss(self.sim.cause)


def build(sim: Simulation) -> None:
    sim.network.set_latency(1_000, 20_000)
    sim.network.set_latency(5_000, 5_000, "server>caller")
    sim.network.loss_per_million["caller>server"] = 50_000
    Caller(sim)
    Server(sim)
    ManyFinished(sim)


def pipeline(seed: int) -> Simulation:
    sim = Simulation(seed)
    build(sim)
    return sim


def script(seed: int, length: int = 14) -> Script:
    """Commands at random moments, some of them refused."""
    chance = Random(seed)
    possible = [
        Command("caller.set_pace", {"mean_us": chance.randrange(20_000, 90_000)}, by="kim"),
        Command("caller.set_pace", {"mean_us": 1}),
        Command("caller.set_pace", {"mean_us": "fast"}),
        Command("caller.stop"),
        Command("caller.start"),
        Command("server.next_finished", by="kim"),
        Command("server.drop_all"),
        Command("server.nothing_of_the_kind"),
        Command("network.cut", {"a": "caller", "b": "server"}),
        Command("network.heal", {"a": "server", "b": "caller"}),
        Command("network.set_loss", {"a": "server", "b": "caller", "per_million": 200_000}),
        Command("tickets.abandon", {"ticket": chance.randrange(1, length)}),
    ]
    moments = sorted(chance.randrange(0, UNTIL_US) for _ in range(length))
    return [(at_us, chance.choice(possible)) for at_us in moments]


def drive(sim: Simulation, commands: Script, until_us: int = UNTIL_US) -> Simulation:
    """The plain way: run to each command's moment, execute it, run to the end; later commands are left out."""
    for at_us, asked in commands:
        if at_us > until_us:
            break
        sim.run_until(at_us)
        sim.execute(asked)
    sim.run_until(until_us)
    return sim


def look(sim: Simulation) -> None:
    """Everything a viewer may do."""
    sim.entities()
    sim.mine("kim")
    sim.query(Query("caller.counts"))
    sim.query(Query("history.series_between", {"from_us": 0, "to_us": sim.now_us}))
    sim.answer_unlogged(Command("server.next_finished", {"wait": False}))
    sim.touched.clear()
    sim.log.since(0, 20)


def copied(sim: Simulation) -> Simulation:
    """The same simulation after a restart: state to text, a fresh build, the text back into it."""
    other = pipeline(sim.seed)
    restore(other, json.loads(encoded(sim)))
    return other


def encoded(sim: Simulation) -> str:
    """The state as text; an assertion holds that it is plain data without floats."""
    state = save(sim)
    text = json.dumps(state, allow_nan=False)
    assert json.loads(text, parse_float=no_float) == state
    return text


def no_float(digits: str) -> float:
    raise AssertionError(f"a float in the state: {digits}")


def refused(sim: Simulation, asked: Command) -> dict[str, Any]:
    """The error a command ends in; an assertion holds that there is one."""
    error = sim.execute(asked).error
    assert error is not None
    return error


def late_replies(sim: Simulation) -> dict[int, Reply]:
    """A dict that fills with the answers that come after `execute` has returned."""
    replies: dict[int, Reply] = {}
    sim.on_answer = replies.__setitem__
    return replies


if __name__ == "__main__":
    seed = int(sys.argv[1])
    sys.stdout.write(drive(pipeline(seed), script(seed)).digest)
