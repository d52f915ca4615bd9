"""A program that is called directly over HTTP and keeps nothing: when it is down, its callers feel it."""

from typing import Any

from labs.engines.programs.latency import WorkTime
from labs.engines.sim import LATER, Component, EngineError, Entity, Refused, Simulation, command, endpoint

SLOW_DOWN_MAX = 100
WAITING_REQUESTS_MAX = 100  # then the server says it is overloaded

Json = dict[str, Any]


class ConnectionRefused(EngineError):
    """Nobody listens there."""

    code = "ConnectionRefused"


class ConnectionReset(EngineError):
    """The program died with the request in its hands."""

    code = "ConnectionReset"


class Overloaded(EngineError):
    """HTTP 503: too many requests wait already."""

    code = "Overloaded"


class Server(Component):
    """Works on `concurrency` requests at a time; others wait in its memory, in order of arrival."""

    def __init__(self, sim: Simulation, name: str, *, title: str, work: WorkTime, concurrency: int = 1) -> None:
        super().__init__(sim, name)
        self.status = "running"
        self.since_us = 0
        self.slow = 1
        self.busy = 0
        self.finished = 0
        self.taken = 0
        self.works: dict[str, Json] = {}  # number -> {"trace", "address", "waits"}, oldest first
        self._title = title
        self._work = work
        self._concurrency = concurrency

    @endpoint
    def handle(self, body: str) -> Any:
        """POST /: answered when the work is done. Raises ConnectionRefused, Overloaded."""
        if self.status != "running":
            raise ConnectionRefused
        waits = self.busy >= self._concurrency
        if waits and len(self.works) - self.busy >= WAITING_REQUESTS_MAX:
            raise Overloaded
        self.taken += 1
        key = str(self.taken)
        self.works[key] = {"trace": self.sim.trace, "address": self.sim.reply_address(), "waits": waits}
        if waits:
            self._tell("WorkQueued", key)
        else:
            self._begin(key, waited=False)
        return LATER

    def _begin(self, key: str, *, waited: bool) -> None:
        self.works[key]["waits"] = False
        self.busy += 1
        self._tell("WorkStarted", key, waited=waited)
        self.call_later(self._work.draw_us(self.chance("work")) * self.slow, "finish", key)

    def finish(self, key: str) -> None:
        if key not in self.works:
            return  # lost in a crash
        self._tell("WorkFinished", key)
        work = self.works.pop(key)
        self.busy -= 1
        self.finished += 1
        self.sim.answer(work["address"], {"status": 200})
        following = next((key for key, work in self.works.items() if work["waits"]), None)
        if following is not None:
            self._begin(following, waited=True)

    # Commands

    @command
    def stop(self) -> Json:
        """Refuse new requests; finish those that are here."""
        if self.status == "running":
            self._turn("stopped", "WorkerStopped", running=0)
        return {}

    @command
    def start(self) -> Json:
        if self.status != "running":
            self._turn("running", "WorkerStarted", running=1)
        return {}

    @command
    def crash(self) -> Json:
        """Gone at once, with every request in memory."""
        if self.status != "crashed":
            self._turn("crashed", "WorkerCrashed", running=0)
            for key in list(self.works):
                self._tell("WorkLost", key)
                self.sim.fail(self.works.pop(key)["address"], ConnectionReset())
            self.busy = 0
        return {}

    @command
    def slow_down(self, factor: int) -> Json:
        """Work begun from now on takes `factor` times as long, 1 to 100."""
        if not 1 <= factor <= SLOW_DOWN_MAX:
            raise Refused("bad_arguments", argument="factor", problem="out_of_range")
        self.slow = factor
        self.emit("WorkerSlowed", program=self.name, instance=None, factor=factor)
        return {}

    def _turn(self, status: str, event: str, running: int) -> None:
        self.status = status
        self.since_us = self.sim.now_us
        self.emit(event, program=self.name, instance=None, running=running)

    def _tell(self, event: str, key: str, **more: Any) -> None:
        trace = self.works[key]["trace"]
        facts = {"program": self.name, "instance": None, "work": int(key), "queue": None, "message": None}
        self.emit(event, **facts, trace=trace, **more)

    def entities(self) -> dict[str, Entity]:
        return {
            self.name: {
                "kind": "server", "name": self._title, "program": self.name, "state": self.status,
                "since_ms": self.since_us // 1000, "busy": self.busy, "waiting": len(self.works) - self.busy,
                "concurrency": self._concurrency, "finished": self.finished, "slow": self.slow,
            }
        }  # fmt: skip
