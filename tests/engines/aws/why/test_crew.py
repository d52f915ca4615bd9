"""Recorded situations of queues that are not worked off, with their known causes."""

import pytest

from tests.engines.aws.why.recorded import CUT_WORKER, STOP, STOPPED, Asked, Situation, command, shop

CUT = ("cut", "LinkCut", {"a": "shipping", "b": "sqs"})
SLOW: Asked = (10, "shipping.slow_down", {"factor": 100})
PILED_UP = ("piled_up", "MessageSent", {"queue": "jobs"})
SLOWED = [("slowed", "WorkerSlowed", {"factor": 100}), command(1, "shipping.slow_down", factor=100)]

EVERY = [
    Situation(
        "grows, for nobody works it off",
        "sqs/jobs",
        [("piled_up", "MessageSent", {"visible": 50, "oldest_ms": 9980}), STOPPED, command(1, "shipping.stop")],
        commands=[STOP],
        at_s=20,
    ),
    Situation(
        "grows, for its worker is slow",
        "sqs/jobs",
        [PILED_UP, ("hands_full", None, {"busy": 10, "ahead": 140}), *SLOWED],
        commands=[SLOW],
        at_s=40,
    ),
    Situation(
        "grows, for its worker cannot be reached",
        "sqs/jobs",
        [PILED_UP, CUT, command(1, "network.cut")],
        commands=[CUT_WORKER],
        at_s=15,
    ),
    Situation(
        "grows, for some of its workers are gone",
        "sqs/jobs",
        [
            PILED_UP,
            ("hands_full", None, {"hands": 1}),
            ("crashed", "WorkerCrashed", {"instance": 3}),
            command(2, "shipping.crash"),
        ],
        shop(concurrency=1, instances=3),
        [(10, "shipping.stop", {"instance": 2}), (10, "shipping.crash", {"instance": 3})],
        at_s=40,
    ),
    Situation(
        "grows, for there were never hands enough",
        "sqs/jobs",
        [
            PILED_UP,
            ("hands_full", None, {"busy": 1, "hands": 1}),
            ("parameter", None, {"parameter": "hands", "value": 1}),
            ("parameter", None, {"parameter": "rate_per_s", "value": 4.0}),
        ],
        shop(concurrency=1, per_s=4),
        at_s=40,
    ),
    Situation(
        "grows, for it has fewer hands than before",
        "sqs/jobs",
        [
            PILED_UP,
            ("hands_full", None, {"hands": 1}),
            ("concurrency_set", "ConcurrencySet", {}),
            command(1, "shipping.set_concurrency"),
        ],
        commands=[(10, "shipping.set_concurrency", {"concurrency": 1})],
    ),
    Situation(
        "nobody works it off",
        "sqs/more",
        [("piled_up", "MessageSent", {"visible": 1}), ("nobody_attached", None, {"queue": "more"})],
        commands=[
            (10, "sqs.create_queue", {"QueueName": "more"}),
            (11, "sqs.send_message", {"QueueUrl": "more", "MessageBody": "x"}),
        ],
        short=True,
    ),
]


@pytest.mark.parametrize("situation", EVERY, ids=[situation.title for situation in EVERY])
def test_the_chain_is_the_known_one(situation: Situation) -> None:
    situation.holds()
