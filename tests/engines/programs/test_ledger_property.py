"""Whatever happens: handled, moving, waiting and lost add up to what is owed, and are what the event log says."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labs.engines.aws import Cloud
from labs.engines.programs import Ledger, Server, StoreFront, Worker, WorkTime
from labs.engines.sim import Command, Simulation
from tests.engines.programs.checking import Checker, Participant

PROGRAMS = ("shipping", "accounting")
TOPOLOGIES = (
    "a queue each", "one queue", "no queue for accounting", "called directly", "both ways", "pushed", "push and pull",
)  # fmt: skip
WORK = WorkTime("exponential", 400_000)
SHORT_LIVED = {"VisibilityTimeout": "2", "MessageRetentionPeriod": "60"}
TOPIC = "arn:aws:sns:us-east-1:123456789012:orders"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:"
URLS = [f"http://{program}-{instance}.shop.example/" for instance in (1, 2, 3) for program in PROGRAMS]


def build(sim: Simulation, topology: str) -> None:
    Ledger(sim)
    cloud = Cloud(sim)
    sim.network.set_latency(50_000, 400_000)
    queues = {"shipping": "shipping", "accounting": "shipping" if topology == "one queue" else "accounting"}
    arns = [cloud.queue(name, SHORT_LIVED) for name in dict.fromkeys(queues.values())]
    front = StoreFront(sim, "storefront", rate_per_s=4, owed=list(PROGRAMS), poisson=True)
    for program in PROGRAMS:
        if topology == "called directly" or (topology, program) == ("both ways", "accounting"):
            Server(sim, program, title=program, work=WORK, concurrency=2)
            front.call(program)
        else:
            queue = None if topology == "pushed" else queues[program]
            Worker(sim, program, title=program, queue=queue, work=WORK, instances=2, concurrency=3)
    if topology != "called directly":
        urls = URLS[:4] if topology.startswith("push") else []
        subscribed = {"no queue for accounting": arns[:1], "pushed": []}.get(topology, arns)
        front.publish_to(cloud.topic("orders", *subscribed, *urls))


queue_names = st.sampled_from(PROGRAMS)
parts = st.sampled_from(["storefront", "sns", "sqs", *PROGRAMS])


def command(name: str, **args: st.SearchStrategy[Any]) -> st.SearchStrategy[Command]:
    return st.builds(Command, st.just(name), st.fixed_dictionaries(args), st.just("kim"))


programs = st.sampled_from([f"{program}.{verb}" for program in PROGRAMS for verb in ("stop", "start", "crash")])
instances = st.sampled_from([{}, {"instance": 1}, {"instance": 2}])
wiring = st.one_of(
    command("sns.subscribe", TopicArn=st.just(TOPIC), Protocol=st.just("http"), Endpoint=st.sampled_from(URLS)),
    command(
        "sns.subscribe", TopicArn=st.just(TOPIC), Protocol=st.just("http"), Endpoint=st.just("http://example.com/")
    ),
    command("sns.subscribe", TopicArn=st.just(TOPIC), Protocol=st.just("sqs"), Endpoint=queue_names.map(QUEUE.__add__)),
    command("sns.unsubscribe", SubscriptionArn=st.sampled_from(["the first", "the last"])),
    st.builds(
        lambda program, queue, one: Command(f"{program}.attach", {"queue": queue, **one}),
        queue_names,
        queue_names,
        instances,
    ),
    st.builds(lambda program, one: Command(f"{program}.detach", dict(one)), queue_names, instances),
    st.builds(lambda program, many: Command(f"{program}.scale", {"instances": many}), queue_names, st.integers(1, 4)),
    command("sqs.create_queue", QueueName=queue_names, Attributes=st.just(SHORT_LIVED)),
    command("sqs.delete_queue", QueueUrl=queue_names),
)
commands = st.one_of(
    wiring,
    wiring,
    wiring,
    st.builds(Command, programs),
    st.builds(Command, st.sampled_from([f"{program}.slow_down" for program in PROGRAMS]), st.just({"factor": 40})),
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
)
steps = st.lists(st.tuples(st.sampled_from([10_000, 400_000, 1_500_000, 9_000_000, 30_000_000]), commands), max_size=25)


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
