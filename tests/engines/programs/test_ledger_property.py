"""Whatever happens: handled, moving, waiting and lost add up to what is owed, and are what the event log says."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labs.engines.aws import Cloud
from labs.engines.programs import Ledger, Server, StoreFront, Worker, WorkTime
from labs.engines.sim import Command, Simulation
from tests.engines.programs.recount import Recount

STATES = ("handled", "moving", "waiting", "lost")
PROGRAMS = ("shipping", "accounting")
TOPOLOGIES = ("a queue each", "one queue", "no queue for accounting", "called directly", "both ways")
WORK = WorkTime("exponential", 400_000)


def build(sim: Simulation, topology: str) -> None:
    Ledger(sim)
    cloud = Cloud(sim)
    sim.network.set_latency(50_000, 400_000)
    short_lived = {"VisibilityTimeout": "2", "MessageRetentionPeriod": "60"}
    queues = {"shipping": "shipping", "accounting": "shipping" if topology == "one queue" else "accounting"}
    arns = [cloud.queue(name, short_lived) for name in dict.fromkeys(queues.values())]
    front = StoreFront(sim, "storefront", rate_per_s=4, owed=list(PROGRAMS), poisson=True)
    if topology != "called directly":
        front.publish_to(cloud.topic("orders", *(arns[:1] if topology == "no queue for accounting" else arns)))
    for program in PROGRAMS:
        if topology == "called directly" or (topology, program) == ("both ways", "accounting"):
            Server(sim, program, title=program, work=WORK, concurrency=2)
            front.call(program)
        else:
            Worker(sim, program, title=program, queue=queues[program], work=WORK, instances=2, concurrency=3)


queue_names = st.sampled_from(PROGRAMS)
parts = st.sampled_from(["storefront", "sns", "sqs", *PROGRAMS])


def command(name: str, **args: st.SearchStrategy[Any]) -> st.SearchStrategy[Command]:
    return st.builds(Command, st.just(name), st.fixed_dictionaries(args), st.just("kim"))


programs = st.sampled_from([f"{program}.{verb}" for program in PROGRAMS for verb in ("stop", "start", "crash")])
commands = st.one_of(
    st.builds(Command, programs),
    st.builds(Command, st.sampled_from([f"{program}.slow_down" for program in PROGRAMS]), st.just({"factor": 40})),
    st.builds(Command, st.just("shipping.scale"), st.fixed_dictionaries({"instances": st.integers(1, 4)})),
    command("storefront.set_rate", per_second=st.sampled_from([0, 4, 15])),
    command("network.cut", a=parts, b=parts),
    command("network.heal", a=parts, b=parts),
    command("network.set_loss", a=parts, b=parts, per_million=st.sampled_from([0, 300_000])),
    command("sqs.receive_message", QueueUrl=queue_names, MaxNumberOfMessages=st.integers(1, 10)),
    command("sqs.delete_message", QueueUrl=queue_names, ReceiptHandle=st.just("the last one received")),
    command("take and delete", QueueUrl=queue_names, MaxNumberOfMessages=st.integers(1, 10)),
    command(
        "sqs.send_message", QueueUrl=queue_names, MessageBody=st.just("x"), MessageSystemAttributes=st.just("order")
    ),
    command("sqs.purge_queue", QueueUrl=queue_names),
    command("sqs.delete_queue", QueueUrl=queue_names),
    command("sqs.create_queue", QueueName=queue_names),
)
steps = st.lists(st.tuples(st.sampled_from([10_000, 400_000, 1_500_000, 9_000_000, 30_000_000]), commands), max_size=25)


class Participant:
    """Carries out commands as kim, who deletes what was received last and sends orders again."""

    def __init__(self, sim: Simulation) -> None:
        self.sim = sim
        self.handles: list[str] = ["none"]

    def do(self, command: Command) -> None:
        if command.name == "take and delete":
            self.do(Command("sqs.receive_message", command.args, command.by))
            self.do(
                Command("sqs.delete_message", {"QueueUrl": command.args["QueueUrl"], "ReceiptHandle": ""}, command.by)
            )
            return
        args = dict(command.args)
        if "ReceiptHandle" in args:
            args["ReceiptHandle"] = self.handles[-1]
        if "MessageSystemAttributes" in args:
            trace = f"order-{self.sim.components['storefront'].entities()['storefront']['accepted'] // 2}"
            args["MessageSystemAttributes"] = {"AWSTraceHeader": {"DataType": "String", "StringValue": trace}}
        reply = self.sim.execute(Command(command.name, args, command.by))
        for message in (reply.result or {}).get("Messages", []):
            self.handles.append(message["ReceiptHandle"])


class Checker:
    """Compares the ledger with a recount from the log."""

    def __init__(self, sim: Simulation) -> None:
        self.sim = sim
        self.recount = Recount()
        self.read = 0

    def check(self) -> None:
        facts = self.sim.log.since(self.read)
        assert len(facts) == self.sim.log.count - self.read
        for fact in facts:
            self.recount.read(fact)
        self.read = self.sim.log.count
        shown = self.sim.entities()["ledger"]
        assert shown["programs"] == self.recount.totals()
        assert sum(shown[state] for state in STATES) == shown["owed"] == 2 * shown["accepted"]
        told = self.recount.told
        assert len(told) == len(set(told))
        lost = {
            (int(trace.removeprefix("order-")), program)
            for trace, owed in self.recount.owed.items()
            for program in owed
            if self.recount.state(trace, program) == "lost"
        }
        assert lost <= set(told)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(topology=st.sampled_from(TOPOLOGIES), seed=st.integers(0, 10**6), steps=steps)
def test_the_ledger_is_what_the_log_says(topology: str, seed: int, steps: list[tuple[int, Command]]) -> None:
    sim = Simulation(seed)
    build(sim, topology)
    participant, checker = Participant(sim), Checker(sim)
    for number, (pause_us, command) in enumerate(steps):
        sim.run_until(sim.now_us + pause_us)
        participant.do(command)
        if number % 3 == seed % 3:
            checker.check()
    sim.run_until(sim.now_us + 20_000_000)
    checker.check()
    assert sim.entities()["ledger"]["accepted"] > 0 or any(step[1].name == "storefront.set_rate" for step in steps)
