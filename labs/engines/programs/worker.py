"""A service that works off a queue: some instances of one program, competing for its messages."""

from typing import Any

from labs.engines.programs.latency import WorkTime
from labs.engines.sim import Component, Entity, Refused, Simulation, command

INSTANCES_MAX = 50
CONCURRENCY_MAX = 1_000
SLOW_DOWN_MAX = 100
RECEIVE_MAX_MESSAGES = 10  # as much as SQS gives at once
WAIT_S = 20
POLL_TIMEOUT_US = 25_000_000
POLL_AGAIN_US = 1_000_000  # after an error
RECEIVED_ATTRIBUTES = ["AWSTraceHeader", "ApproximateReceiveCount"]

Json = dict[str, Any]
Instance = dict[str, Any]


class Worker(Component):
    """Each instance takes up to `concurrency` messages from one queue, works on each, then deletes it.

    Stopped, an instance finishes what it has in hand; crashed, it forgets it, and the queue shows those messages again
    after their visibility timeout.
    """

    def __init__(
        self,
        sim: Simulation,
        name: str,
        *,
        title: str,
        queue: str,
        work: WorkTime,
        instances: int = 1,
        concurrency: int = 1,
    ) -> None:
        super().__init__(sim, name)
        self.concurrency = concurrency
        self.instances: dict[str, Instance] = {str(n + 1): _new_instance(0) for n in range(instances)}
        self.works: dict[str, Json] = {}  # number of the work -> {"instance", "message", "trace", "handle"}
        self.started = 0
        self._title = title
        self._queue = queue
        self._work = work
        self._chance = self.chance("work")
        self.call_later(0, "join")

    def join(self) -> None:
        """Once everything is built: tell who works off which queue, and begin."""
        self.emit("WorkerAttached", program=self.name, queue=self._queue, running=len(self.instances))
        for number in self.instances:
            self.fill(number)

    # Commands

    @command
    def stop(self, instance: int | None = None) -> Json:
        """Take no more messages; finish what is in hand."""
        for number in self._chosen(instance, "running"):
            self._turn(number, "stopped", "WorkerStopped")
            polls = self.instances[number]["polls"]
            for call in [call for call in polls if self.withdraw_call(call)]:
                self.instances[number]["asked"] -= polls.pop(call)  # what is on its way here already is work in hand
        return {}

    @command
    def start(self, instance: int | None = None) -> Json:
        for number in self._chosen(instance, "stopped", "crashed"):
            self._turn(number, "running", "WorkerStarted")
            self.fill(number)
        return {}

    @command
    def crash(self, instance: int | None = None) -> Json:
        """Gone at once, with everything in memory and every connection."""
        for number in self._chosen(instance, "running", "stopped"):
            self._turn(number, "crashed", "WorkerCrashed")
            polls = self.instances[number]["polls"]
            while polls:
                self.abandon_call(polls.popitem()[0])
            self.instances[number]["asked"] = 0
            for key in [key for key, work in self.works.items() if work["instance"] == number]:
                self.sim.emit("WorkLost", self._facts(key, self.works.pop(key)))
            self.instances[number]["busy"] = 0
            self._leave(number)
        return {}

    @command
    def slow_down(self, factor: int, instance: int | None = None) -> Json:
        """Work begun from now on takes `factor` times as long, 1 to 100."""
        _check_range("factor", factor, SLOW_DOWN_MAX)
        for number in self._chosen(instance, "running", "stopped", "crashed"):
            self.instances[number]["slow"] = factor
        self.emit("WorkerSlowed", program=self.name, instance=instance, factor=factor)
        return {}

    @command
    def set_concurrency(self, concurrency: int) -> Json:
        """How many messages each instance works on at a time, 1 to 1,000."""
        _check_range("concurrency", concurrency, CONCURRENCY_MAX)
        self.concurrency = concurrency
        self.emit("ConcurrencySet", program=self.name, concurrency=concurrency)
        for number in self.instances:
            self.fill(number)
        return {}

    @command
    def scale(self, instances: int) -> Json:
        """Have that many instances, 1 to 50; those too many finish what they have in hand and leave."""
        _check_range("instances", instances, INSTANCES_MAX)
        for number in [number for number in self.instances if int(number) > instances]:
            self.stop(int(number))
            self.instances[number]["leaving"] = True
            self._leave(number)
        for count in range(instances):
            number = str(count + 1)
            if number not in self.instances:
                self.instances[number] = _new_instance(self.sim.now_us)
                self.emit("WorkerStarted", program=self.name, instance=count + 1, running=self._running())
                self.fill(number)
            elif self.instances[number].pop("leaving", False):
                self.start(count + 1)
        return {}

    def _chosen(self, instance: int | None, *states: str) -> list[str]:
        if instance is not None and str(instance) not in self.instances:
            raise Refused("bad_arguments", argument="instance", problem="unknown")
        numbers = list(self.instances) if instance is None else [str(instance)]
        return [number for number in numbers if self.instances[number]["state"] in states]

    def _turn(self, number: str, state: str, event: str) -> None:
        self.instances[number]["state"] = state
        self.instances[number]["since_us"] = self.sim.now_us
        self.emit(event, program=self.name, instance=int(number), running=self._running())

    def _running(self) -> int:
        return sum(instance["state"] == "running" for instance in self.instances.values())

    def _leave(self, number: str) -> None:
        instance = self.instances[number]
        if instance.get("leaving") and not instance["busy"] and not instance["polls"]:
            del self.instances[number]

    # Taking messages

    def fill(self, number: str) -> None:
        """Ask for as many messages as there are free hands, with as many polls at a time as have been worth it."""
        instance = self.instances.get(number)
        if instance is None or instance["state"] != "running":
            return
        polls = instance["polls"]
        free = self.concurrency - instance["busy"] - instance["asked"]
        while free > 0 and len(polls) < instance["eager"]:
            most = min(free, RECEIVE_MAX_MESSAGES)
            free -= most
            instance["asked"] += most
            polls[self._poll(number, most)] = most

    def _poll(self, number: str, most: int) -> str:
        args = {
            "QueueUrl": self._queue, "MaxNumberOfMessages": most, "WaitTimeSeconds": WAIT_S,
            "MessageSystemAttributeNames": RECEIVED_ATTRIBUTES,
        }  # fmt: skip
        context = {"instance": number, "poll": ""}
        path = [f"{self.name}/{number}", f"sqs/{self._queue}"]
        context["poll"] = call = self.request(
            "sqs", "receive_message", args, reply="on_messages", context=context, timeout_us=POLL_TIMEOUT_US, path=path
        )
        return call

    def on_messages(self, context: Json, result: Json | None, error: Json | None) -> None:
        number = context["instance"]
        instance = self.instances[number]
        asked = instance["polls"].pop(context["poll"])
        instance["asked"] -= asked
        if error is not None:
            if error["code"] == "TimedOut":
                self.fill(number)
            else:
                self.call_later(POLL_AGAIN_US, "fill", number)
            return
        messages = (result or {}).get("Messages", ())
        self._learn(instance, full=len(messages) == asked)
        for message, carried in zip(messages, self.sim.carried, strict=True):
            self._begin(number, instance, message, carried["event"])
        self.fill(number)
        self._leave(number)

    def _learn(self, instance: Instance, *, full: bool) -> None:
        """A full answer: more polls at a time, up to one for each ten hands; another one: fewer, but one."""
        polls_max = -(-self.concurrency // RECEIVE_MAX_MESSAGES)
        instance["eager"] = min(instance["eager"] + 1, polls_max) if full else max(instance["eager"] - 1, 1)

    # Working

    def _begin(self, number: str, instance: Instance, message: Json, cause: int) -> None:
        attributes = message["Attributes"]
        self.started += 1
        key = str(self.started)
        work = self.works[key] = {
            "instance": number, "message": message["MessageId"], "trace": attributes.get("AWSTraceHeader"),
            "handle": message["ReceiptHandle"],
        }  # fmt: skip
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
        self.request("sqs", "delete_message", {"QueueUrl": self._queue, "ReceiptHandle": work["handle"]})
        if len(instance["polls"]) < instance["eager"]:
            self.fill(number)
        if "leaving" in instance:
            self._leave(number)

    def _facts(self, key: str, work: Json) -> Json:
        return {
            "program": self.name, "instance": int(work["instance"]), "work": int(key), "queue": self._queue,
            "message": work["message"], "trace": work["trace"],
        }  # fmt: skip

    # What can be seen

    def entities(self) -> dict[str, Entity]:
        return {f"{self.name}/{number}": self._entity(number, one) for number, one in self.instances.items()}

    def _entity(self, number: str, instance: Instance) -> Entity:
        return {
            "kind": "worker", "name": f"{self._title} {number}", "program": self.name, "state": instance["state"],
            "since_ms": instance["since_us"] // 1000, "busy": instance["busy"], "concurrency": self.concurrency,
            "finished": instance["finished"], "slow": instance["slow"], "pulls": [f"sqs/{self._queue}"],
        }  # fmt: skip

    def gauges(self) -> dict[str, int]:
        return {
            "busy": sum(instance["busy"] for instance in self.instances.values()),
            "finished": sum(instance["finished"] for instance in self.instances.values()),
        }


def _new_instance(now_us: int) -> Instance:
    return {
        "state": "running",
        "since_us": now_us,
        "busy": 0,
        "finished": 0,
        "slow": 1,
        "polls": {},
        "asked": 0,
        "eager": 1,
    }


def _check_range(argument: str, value: int, most: int) -> None:
    if not 1 <= value <= most:
        raise Refused("bad_arguments", argument=argument, problem="out_of_range")
