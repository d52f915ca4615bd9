"""The same commands give the same run, also across a checkpoint; state is plain data."""

import json
import random
from collections.abc import Iterator

import pytest

from labs.engines.aws import Cloud
from labs.engines.programs import Ledger, StoreFront, Worker, WorkTime
from labs.engines.sim import Command, Simulation, save
from tests.engines.replay import replay

RUN_US = 60_000_000
DEAD = "arn:aws:sqs:us-east-1:123456789012:dead"
REDRIVE = json.dumps({"deadLetterTargetArn": DEAD, "maxReceiveCount": 1})
STEPS = [{"Id": str(number), "MessageBody": f"{number}", "MessageGroupId": f"g{number % 2}"} for number in range(5)]


def build(sim: Simulation) -> None:
    Ledger(sim)
    cloud = Cloud(sim)
    queues = [cloud.queue(name, {"VisibilityTimeout": "3"}) for name in ("shipping", "accounting")]
    cloud.queue("dead")
    cloud.queue("steps.fifo", {"FifoQueue": "true", "ContentBasedDeduplication": "true", "VisibilityTimeout": "4"})
    topic = cloud.topic("orders", *queues)
    StoreFront(sim, "storefront", rate_per_s=4, owed=["shipping", "accounting"], poisson=True).publish_to(topic)
    work = WorkTime("exponential", 900_000)
    Worker(sim, "shipping", title="Shipping", queue="shipping", work=work, instances=2, concurrency=3)
    Worker(sim, "accounting", title="Accounting", queue="accounting", work=work, concurrency=12)
    sim.network.set_latency(10_000, 60_000)


def commands(seed: int) -> Iterator[tuple[int, Command]]:
    """Sixty random commands over a minute: faults, load, and participants at the queues."""
    choose = random.Random(seed)
    for at_us in sorted(choose.randrange(RUN_US) for _ in range(60)):
        queue = choose.choice(["shipping", "accounting"])
        yield (
            at_us,
            choose.choice(
                [
                    Command(f"{queue}.{choose.choice(['stop', 'start', 'crash'])}"),
                    Command(f"{queue}.slow_down", {"factor": choose.randint(1, 6)}),
                    Command(f"{queue}.scale", {"instances": choose.randint(1, 4)}),
                    Command("storefront.set_rate", {"per_second": choose.choice([0, 3, 30])}),
                    Command(
                        f"network.{choose.choice(['cut', 'heal', 'heal'])}",
                        {"a": "sqs", "b": choose.choice(["sns", queue])},
                    ),
                    Command(
                        "sqs.receive_message", {"QueueUrl": queue, "WaitTimeSeconds": choose.choice([0, 7])}, "kim"
                    ),
                    Command("sqs.send_message", {"QueueUrl": queue, "MessageBody": "x", "DelaySeconds": 4}, "kim"),
                    Command("sqs.purge_queue", {"QueueUrl": queue}, "kim"),
                    Command(
                        "sqs.set_queue_attributes", {"QueueUrl": queue, "Attributes": {"RedrivePolicy": REDRIVE}}, "kim"
                    ),
                    Command("sqs.start_message_move_task", {"SourceArn": DEAD, "MaxNumberOfMessagesPerSecond": 3}),
                    Command("sqs.set_dials", {"QueueUrl": queue, "Duplicates": 20, "Reordering": 40, "Servers": 3}),
                    Command("sqs.send_message", {"QueueUrl": queue, "MessageBody": "x", "MessageGroupId": "t"}, "lee"),
                    Command("sqs.send_message_batch", {"QueueUrl": "steps.fifo", "Entries": STEPS}, "lee"),
                    Command(
                        "sqs.receive_message",
                        {"QueueUrl": "steps.fifo", "MaxNumberOfMessages": 2, "ReceiveRequestAttemptId": "a"},
                        "kim",
                    ),
                    Command(
                        "sqs.set_queue_attributes", {"QueueUrl": queue, "Attributes": {"VisibilityTimeout": "9"}}, "kim"
                    ),
                ]
            ),
        )


def fresh(seed: int) -> Simulation:
    sim = Simulation(seed)
    build(sim)
    return sim


def run(seed: int, restart_us: int | None = None) -> str:
    sim = replay(lambda: fresh(seed), commands(seed), RUN_US, restart_us)
    assert sim.log.count > 500
    return sim.digest


@pytest.mark.parametrize("seed", range(10))
def test_a_run_is_the_same_twice_and_across_a_checkpoint_at_any_moment(seed: int) -> None:
    expected = run(seed)
    assert run(seed) == expected
    assert run(seed, random.Random(seed).randrange(RUN_US)) == expected


def test_another_seed_gives_another_run() -> None:
    assert len({run(seed) for seed in range(4)}) == 4


def test_looking_changes_nothing() -> None:
    def look(sim: Simulation) -> None:
        sim.entities()
        sim.mine("kim")
        for component in sim.components.values():
            component.gauges()
        sim.answer_unlogged(Command("sqs.receive_message", {"QueueUrl": "shipping"}, "kim"))

    plain, watched = fresh(3), fresh(3)
    for second in range(60):
        plain.run_until(second * 1_000_000)
        watched.run_until(second * 1_000_000)
        look(watched)
    assert save(watched) == save(plain)
