"""A service of several instances, wired one by one: each works off a queue, or is called over HTTP, or both."""

from labs.engines.programs.addresses import url_of
from labs.engines.programs.latency import WorkTime
from labs.engines.programs.program import Json, check_range
from labs.engines.programs.pulling import Puller, new_puller
from labs.engines.sim import Entity, Simulation, command

INSTANCES_MAX = 50
CONCURRENCY_MAX = 1_000


class Worker(Puller):
    """Instances with the same queue compete for its messages.

    Stopped, an instance finishes what it has in hand; crashed, it forgets it: a queue shows those messages again after
    their visibility timeout, a request that was pushed here is gone unless its sender tries again.
    """

    def __init__(
        self,
        sim: Simulation,
        name: str,
        *,
        title: str,
        work: WorkTime,
        queue: str | None = None,
        instances: int = 1,
        concurrency: int = 1,
    ) -> None:
        numbers = [str(n + 1) for n in range(instances)]
        super().__init__(sim, name, title, work, numbers, concurrency)
        self.instances = {number: new_puller(0, queue) for number in numbers}
        self.call_later(0, "join")

    def join(self) -> None:
        """Once everything is built: tell who works off which queue, and begin."""
        for number, instance in self.instances.items():
            if instance["queue"] is not None:
                self._hook(number, instance["queue"])

    def url(self, instance: int = 1) -> str:
        """Where an instance takes requests."""
        return url_of(self.name, str(instance))

    @command
    def set_concurrency(self, concurrency: int) -> Json:
        """How many messages and requests each instance works on at a time, 1 to 1,000."""
        check_range("concurrency", concurrency, CONCURRENCY_MAX)
        self.concurrency = concurrency
        self.emit("ConcurrencySet", program=self.name, concurrency=concurrency)
        for number, instance in self.instances.items():
            self._go_on(instance)
            self.fill(number, instance)
        return {}

    @command
    def scale(self, instances: int) -> Json:
        """Have that many instances, 0 to 50; those too many finish what they have in hand and leave.

        New ones work off the queue of the first that has one.
        """
        check_range("instances", instances, INSTANCES_MAX, least=0)
        for number in [number for number in self.instances if int(number) > instances]:
            self.stop(int(number))
            self._unhook(number)
            self.instances[number]["leaving"] = True
            self.look_for_work(number, self.instances[number])
        queue = next((one["queue"] for one in self.instances.values() if one["queue"] is not None), None)
        for count in range(instances):
            self._have(str(count + 1), queue)
        return {}

    def _have(self, number: str, queue: str | None) -> None:
        if number not in self.instances:
            self.instances[number] = new_puller(self.sim.now_us, None)
            self.emit("WorkerStarted", program=self.name, instance=int(number), running=self._running())
        elif self.instances[number].pop("leaving", False):
            self.start(int(number))
        else:
            return
        if queue is not None:
            self._hook(number, queue)

    # What can be seen

    def entities(self) -> dict[str, Entity]:
        shown: dict[str, Entity] = {}
        if not self.instances:
            shown[self.name] = {"kind": "program", "name": self._title}
        for number, one in self.instances.items():
            shown[f"{self.name}/{number}"] = {
                "kind": "worker", "name": f"{self._title} {number}", **self.describe(one),
                "pulls": [] if one["queue"] is None else [f"sqs/{one['queue']}"], "endpoint": url_of(self.name, number),
            }  # fmt: skip
        return shown

    def gauges(self) -> dict[str, int]:
        return {
            "busy": sum(instance["busy"] for instance in self.instances.values()),
            "finished": sum(instance["finished"] for instance in self.instances.values()),
        }
