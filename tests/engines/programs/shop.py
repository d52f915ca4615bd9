"""A small shop for tests of the programs: parts wired together, commands, and what the log says afterwards."""

from typing import Any

from labs.engines.aws import Cloud
from labs.engines.programs import Worker, WorkTime
from labs.engines.sim import Command, Component, Simulation


class Shop:
    """One queue "jobs" in a cloud, a constant latency of 10 ms, and whatever a test adds."""

    def __init__(self, seed: int = 1) -> None:
        self.sim = Simulation(seed)
        self.sim.network.set_latency(10_000, 10_000)
        self.cloud = Cloud(self.sim)
        self.queue_arn = self.cloud.queue("jobs", {"VisibilityTimeout": "30"})

    def worker(self, work_us: int = 1_000_000, **options: Any) -> Worker:
        options = {"queue": "jobs", **options}
        return Worker(self.sim, "shipping", title="Shipping", work=WorkTime("constant", work_us), **options)

    def at(self, seconds: float) -> None:
        self.sim.run_until(round(seconds * 1_000_000))

    def do(self, name: str, **args: Any) -> Any:
        reply = self.sim.execute(Command(name, args))
        assert reply.error is None, reply.error
        return reply.result

    def refusal(self, name: str, **args: Any) -> str:
        reply = self.sim.execute(Command(name, args))
        assert reply.error is not None
        return str(reply.error["code"])

    def send(self, count: int = 1) -> None:
        for number in range(count):
            self.do("sqs.send_message", QueueUrl="jobs", MessageBody=f"job {number}")

    def events(self, *names: str) -> list[dict[str, Any]]:
        every = self.sim.log.since(0)
        return [event for event in every if not names or event["event"] in names]

    def times(self, name: str) -> list[float]:
        """When events of that name happened, in seconds."""
        return [event["at_us"] / 1e6 for event in self.events(name)]

    def jobs(self) -> tuple[int, int]:
        """Visible and hidden messages."""
        queue = self.sim.entities()["sqs/jobs"]
        return queue["visible"], queue["hidden"]


class Caller(Component):
    """Sends requests to an instance and keeps the answers."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "caller")
        self.answers: list[str] = []

    def post(self, instance: int = 1, count: int = 1, **more: Any) -> None:
        for _ in range(count):
            args = {"body": "x", "instance": str(instance), **more}
            self.request("shipping", "handle", args, reply="on_answer", timeout_us=60_000_000, trace="order-1")

    def on_answer(self, context: None, result: Any, error: dict[str, Any] | None) -> None:
        self.answers.append(error["code"] if error else str(result["status"]))
