"""Recorded situations: a small shop, commands at their times, a question, and what is behind it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from labs.engines.aws import Cloud
from labs.engines.programs import Ledger, Server, StoreFront, Worker, WorkTime
from labs.engines.sim import DEFAULT_START, Command, Simulation
from labs.rooms.checkpoints import take
from labs.rooms.past import Past
from labs.rooms.run import Logged, Run, apply
from labs.rooms.why import why

Build = Callable[[Simulation], None]
Lines = list[dict[str, Any]]
Asked = tuple[float, str, dict[str, Any]]  # at which second, command, arguments; a function is given the simulation
Behind = tuple[str, str | int | None, dict[str, Any]]  # line, its fact's name or its command's number, some values

WORK_US = 300_000
LINES_LEAST = 3
CHECKPOINT_EVERY_US = 2_000_000

# What many situations share.
RATE: Behind = ("parameter", None, {"parameter": "rate_per_s", "value": 5.0})
TIMEOUT: Behind = ("parameter", "QueueCreated", {"parameter": "visibility_timeout_s", "value": 30})
STOP: Asked = (10, "shipping.stop", {})
STOPPED: Behind = ("stopped", "WorkerStopped", {"program": "shipping"})
CUT_WORKER: Asked = (10.25, "network.cut", {"a": "shipping", "b": "sqs"})
HEAL_WORKER: Asked = (20, "network.heal", {"a": "shipping", "b": "sqs"})
JOBS = {"QueueUrl": "jobs"}
TOPIC = "arn:aws:sns:us-east-1:123456789012:orders"
PUSH = {"TopicArn": TOPIC, "Protocol": "http", "Endpoint": "http://shipping-1.shop.example/"}


def shop(
    *,
    per_s: float = 5,
    work_us: int = WORK_US,
    latency_us: int = 10_000,
    queue: dict[str, str] | None = None,
    **worker: int,
) -> Build:
    """StoreFront, the topic "orders", the queue "jobs" with 30 s of visibility timeout, "shipping" with ten hands."""

    def build(sim: Simulation) -> None:
        sim.network.set_latency(latency_us, latency_us)
        Ledger(sim)
        cloud = Cloud(sim)
        arn = cloud.queue("jobs", {"VisibilityTimeout": "30", **(queue or {})})
        storefront = StoreFront(sim, "storefront", rate_per_s=per_s, owed=["shipping"])
        storefront.publish_to(cloud.topic("orders", arn))
        time = WorkTime("constant", work_us)
        Worker(sim, "shipping", title="Shipping", queue="jobs", work=time, **{"concurrency": 10, **worker})

    return build


def pushed(*, per_s: float = 5, work_us: int = WORK_US, instances: int = 1) -> Build:
    """StoreFront, the topic "orders", and "shipping" with one hand for each instance, of which SNS calls the first."""

    def build(sim: Simulation) -> None:
        Ledger(sim)
        cloud = Cloud(sim)
        time = WorkTime("constant", work_us)
        shipping = Worker(sim, "shipping", title="Shipping", work=time, instances=instances)
        storefront = StoreFront(sim, "storefront", rate_per_s=per_s, owed=["shipping"])
        storefront.publish_to(cloud.topic("orders", shipping.url(1)))

    return build


def direct(*, per_s: float = 5, concurrency: int = 10) -> Build:
    """StoreFront calls the server "shipping" itself: no queue between them."""

    def build(sim: Simulation) -> None:
        Ledger(sim)
        storefront = StoreFront(sim, "storefront", rate_per_s=per_s, owed=["shipping"])
        time = WorkTime("constant", WORK_US)
        Server(sim, "shipping", title="Shipping", work=time, concurrency=concurrency)
        storefront.call("shipping")

    return build


def held(sim: Simulation) -> str:
    """The receipt handle of the first message in somebody's hands."""
    queue = sim.components["sqs"].queues["jobs"]  # type: ignore[attr-defined]
    message = next(one for one in queue["messages"].values() if one["state"] == "hidden")
    handle: str = message["received"][3]
    return handle


def subscription(sim: Simulation) -> str:
    """The ARN of the only subscription."""
    arns: list[str] = list(sim.components["sns"].subscriptions)  # type: ignore[attr-defined]
    return arns[0]


class Recorded:
    """A run with its commands, and its past up to the end."""

    def __init__(self, build: Build, until_s: float, commands: list[Asked], refused: int = 0) -> None:
        self.run = Run(build, 1, DEFAULT_START)
        self.sim = self.run.fresh()
        for at_s, name, args in commands:
            self._come_to(at_s)
            made = {key: value(self.sim) if callable(value) else value for key, value in args.items()}
            self.run.log.append(Logged(len(self.run.log) + 1, self.sim.now_us, Command(name, made, "kim")))
            refused -= apply(self.sim, self.run.log[-1]).error is not None
        assert refused == 0
        self._come_to(until_s)
        self.past = Past(self.run, self.sim.now_us)

    def _come_to(self, at_s: float) -> None:
        """With checkpoints on the way, as a room has them."""
        for at_us in range(self.sim.now_us, round(at_s * 1e6), CHECKPOINT_EVERY_US):
            self.sim.run_until(at_us)
            self.run.trail.keep(take(self.sim))
        self.sim.run_until(round(at_s * 1e6))

    def why(self, about: str, at_s: float | None = None) -> Lines:
        lines: Lines = why(self.past, about, None if at_s is None else round(at_s * 1e6))["lines"]
        return lines

    def message(self) -> str:
        """The id of the first message sent to the queue."""
        sent = next(fact for fact in self.past.oldest_first() if fact["event"] == "MessageSent")
        return str(sent["data"]["message"])

    def check(self, lines: Lines, asked_us: int) -> None:
        """Every line leads to a fact, a command or a moment. Only "not yet" looks ahead."""
        assert 1 <= len(lines) <= 6
        for line in lines:
            assert 0 <= line["at_us"] <= (self.past.at_us if line["line"] == "not_yet" else asked_us)
            if line["event"] is not None:
                fact = self.past.fact(line["event"])
                assert fact is not None
                assert fact["at_us"] == line["at_us"]
            if line["command"] is not None:
                assert self.run.log[line["command"] - 1].at_us == line["at_us"]

    def shown(self, line: dict[str, Any], values: dict[str, Any]) -> Behind:
        """A line as a row of a table has it: with the fact or the command it links to, and only those values."""
        link = line["command"]
        if line["event"] is not None:
            link = (self.past.fact(line["event"]) or {})["event"]
        return line["line"], link, {key: line["values"].get(key) for key in values}


@dataclass(frozen=True)
class Situation:
    """What was so, about what somebody asked (at which second; without one, at the end), and the known reasons."""

    title: str
    about: str
    behind: list[Behind]
    build: Build = field(default_factory=shop)
    commands: list[Asked] = field(default_factory=list)
    until_s: float = 60
    at_s: float | None = None
    short: bool = False  # there is honestly nothing behind it

    def holds(self) -> None:
        recorded = Recorded(self.build, self.until_s, self.commands)
        about = recorded.message() if self.about == "message" else self.about
        lines = recorded.why(about, self.at_s)
        found = [recorded.shown(line, row[2]) for line, row in zip(lines, self.behind, strict=False)]
        assert found == self.behind, lines
        assert (len(lines) < LINES_LEAST) == self.short
        assert len(lines) == len(self.behind), lines[len(self.behind) :]
        asked_s = self.until_s if self.at_s is None else self.at_s
        recorded.check(lines, round(asked_s * 1e6))


def command(number: int, name: str, **values: Any) -> Behind:
    """The last line of most chains: kim did it."""
    return "command", number, {"name": name, "by": "kim", **values}
