"""However one rewires a shop while orders flow, the ledger is what the log says, also across a checkpoint."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from labs.engines.sim import Command, Simulation
from tests.engines.programs.checking import Checker, Participant
from tests.engines.programs.test_ledger_property import PROGRAMS, QUEUE, SHORT_LIVED, TOPIC, TOPOLOGIES, URLS, build
from tests.engines.replay import restarted

STEPS = 80
WIRED = [topology for topology in TOPOLOGIES if topology not in ("called directly", "both ways")]


def rewirings(choose: random.Random) -> Iterator[tuple[int, Command]]:
    """Pauses in microseconds, and what is done after each: mostly new wires, now and then a fault."""
    for _ in range(STEPS):
        program, queue = choose.choice(PROGRAMS), choose.choice(PROGRAMS)
        one: dict[str, Any] = choose.choice([{}, {"instance": 1}, {"instance": 2}])
        endpoint = {"Protocol": "http", "Endpoint": choose.choice([*URLS, "http://example.com/"])}
        todo: list[tuple[str, dict[str, Any]]] = [
            ("sns.subscribe", {"TopicArn": TOPIC, **endpoint}),
            ("sns.subscribe", {"TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": QUEUE + queue}),
            ("sns.unsubscribe", {"SubscriptionArn": choose.choice(["the first", "the last"])}),
            (f"{program}.attach", {"queue": queue, **one}),
            (f"{program}.attach", {"queue": queue, **one}),
            (f"{program}.detach", one),
            (f"{program}.detach", one),
            (f"{program}.scale", {"instances": choose.randint(1, 4)}),
            ("sqs.create_queue", {"QueueName": queue, "Attributes": SHORT_LIVED}),
            (choose.choice(["sqs.delete_queue", "sqs.purge_queue"]), {"QueueUrl": queue}),
            (f"{program}.{choose.choice(['stop', 'crash'])}", one),
            (f"{program}.start", {}),
            ("take and delete", {"QueueUrl": queue, "MaxNumberOfMessages": 3}),
        ]  # fmt: skip
        name, args = choose.choice(todo)
        yield choose.choice([10_000, 400_000, 1_500_000, 5_000_000]), Command(name, args, "kim")


def shop(seed: int) -> Simulation:
    sim = Simulation(seed)
    build(sim, WIRED[seed % len(WIRED)])
    return sim


@pytest.mark.parametrize("seed", range(8))
def test_the_ledger_is_what_the_log_says_while_wires_change(seed: int) -> None:
    sim = shop(seed)
    participant, checker = Participant(sim), Checker(sim)
    for pause_us, command in rewirings(random.Random(seed)):
        sim.run_until(sim.now_us + pause_us)
        participant.do(command)
        checker.check()
    sim.run_until(sim.now_us + 100_000_000)
    checker.check()


@pytest.mark.parametrize("seed", range(3))
def test_a_rewired_run_is_the_same_across_a_checkpoint(seed: int) -> None:
    plain, cut = shop(seed), shop(seed)
    for number, (pause_us, command) in enumerate(rewirings(random.Random(seed))):
        for sim in (plain, cut):
            sim.run_until(sim.now_us + pause_us)
            Participant(sim).do(command)
        if number % 20 == seed:
            cut = restarted(cut, lambda: shop(seed))
    assert cut.digest == plain.digest
