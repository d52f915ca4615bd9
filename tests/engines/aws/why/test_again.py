"""Recorded situations of orders that were delivered again, with their known causes."""

import pytest

from tests.engines.aws.why.recorded import (
    CUT_WORKER,
    HEAL_WORKER,
    JOBS,
    PUSH,
    STOP,
    TIMEOUT,
    Situation,
    command,
    direct,
    held,
    pushed,
    shop,
)

TIMED_OUT = ("timed_out", "MessageVisible", {"queue": "jobs", "after_ms": 30_000})
AGAIN = ("delivered_again", "MessageReceived", {"queue": "jobs", "count": 2})

EVERY = [
    Situation(
        "delivered again: timeout 30 s < work 45 s, because slowed",
        "order-60",
        [
            AGAIN,
            TIMED_OUT,
            ("at_work", "WorkStarted", {"work_ms": 45_000, "done": True}),
            ("slowed", "WorkerSlowed", {"factor": 100}),
            command(1, "shipping.slow_down", factor=100),
        ],
        shop(work_us=450_000, instances=40),
        [(10, "shipping.slow_down", {"factor": 100})],
    ),
    Situation(
        "delivered again: the timeout was set to 1 s",
        "order-60",
        [
            ("delivered_again", "MessageReceived", {"count": 2}),
            ("timed_out", "MessageVisible", {"after_ms": 1000}),
            ("at_work", "WorkStarted", {"work_ms": 1500}),
            ("parameter", "QueueChanged", {"parameter": "visibility_timeout_s", "value": 1}),
        ],
        shop(work_us=1_500_000, concurrency=100),
        [(10, "sqs.set_queue_attributes", {**JOBS, "Attributes": {"VisibilityTimeout": "1"}})],
        at_s=14,
    ),
    Situation(
        "delivered again: its worker crashed",
        "order-50",
        [AGAIN, TIMED_OUT, ("crashed", "WorkerCrashed", {"program": "shipping"}), command(1, "shipping.crash")],
        commands=[(10.1, "shipping.crash", {}), (31, "shipping.start", {})],
    ),
    Situation(
        "delivered again: the delete was lost in a cut",
        "order-50",
        [
            AGAIN,
            TIMED_OUT,
            ("delete_lost", "WorkFinished", {"program": "shipping"}),
            ("cut", "LinkCut", {"a": "shipping", "b": "sqs"}),
            command(1, "network.cut", a="shipping", b="sqs"),
        ],
        commands=[CUT_WORKER, HEAL_WORKER],
    ),
    Situation(
        "delivered again: the answer was lost in a cut",
        "order-52",
        [AGAIN, TIMED_OUT, ("answer_lost", "PacketLost", {}), ("cut", "LinkCut", {}), command(1, "network.cut")],
        commands=[CUT_WORKER, HEAL_WORKER],
    ),
    Situation(
        "delivered again: the delete was lost on a lossy link",
        "order-50",
        [
            AGAIN,
            TIMED_OUT,
            ("delete_lost", "WorkFinished", {}),
            ("loses", "LossSet", {"per_million": 1_000_000}),
            command(1, "network.set_loss"),
        ],
        commands=[
            (10, "network.set_loss", {"a": "shipping", "b": "sqs", "per_million": 1_000_000}),
            (20, "network.set_loss", {"a": "shipping", "b": "sqs", "per_million": 0}),
        ],
    ),
    Situation(
        "delivered again: a participant gave it back",
        "order-50",
        [AGAIN, ("given_back", "VisibilityChanged", {"by": "@kim"}), command(3, "sqs.change_message_visibility")],
        commands=[
            STOP,
            (12.1, "sqs.receive_message", JOBS),
            (13, "sqs.change_message_visibility", {**JOBS, "ReceiptHandle": held, "VisibilityTimeout": 0}),
            (20, "shipping.start", {}),
        ],
    ),
    Situation(
        "delivered again: a participant kept it",
        "order-50",
        [
            ("delivered_again", "MessageReceived", {"by": "shipping", "count": 2}),
            ("timed_out", "MessageVisible", {"by": "@kim", "after_ms": 30_000}),
            ("kept", "MessageReceived", {"by": "@kim"}),
            command(2, "sqs.receive_message", queue="jobs"),
            TIMEOUT,
        ],
        commands=[STOP, (12.1, "sqs.receive_message", JOBS), (20, "shipping.start", {})],
    ),
    Situation(
        "delivered again: SNS sent it twice, for it never heard of the first time",
        "order-48",
        [
            ("delivered_again", "MessageReceived", {"count": 2}),
            ("sent_twice", "DeliveryFailed", {"a": "sns", "to": "sqs/jobs", "reason": "TimedOut"}),
            ("cut", "LinkCut", {}),
            command(1, "network.cut"),
        ],
        shop(latency_us=400_000),
        [(10.7, "network.cut", {"a": "sns", "b": "sqs"}), (14, "network.heal", {"a": "sns", "b": "sqs"})],
    ),
    Situation(
        "came again: a queue and a call lead to the same program",
        "order-60",
        [
            ("came_again", "WorkStarted", {"program": "shipping", "count": 2}),
            ("copied_twice", "Published", {"topic": "orders", "a": "sqs/jobs", "to": "shipping/1"}),
            ("subscribed", "Subscribed", {"target": "shipping/1"}),
            command(1, "sns.subscribe"),
        ],
        shop(work_us=100_000, instances=3, concurrency=1),
        [(10, "sns.subscribe", PUSH), (10.5, "shipping.detach", {"instance": 1})],
    ),
    Situation(
        "came again: both instances are called",
        "order-30",
        [
            ("came_again", "WorkStarted", {"count": 2}),
            ("copied_twice", "Published", {"a": "shipping/1", "to": "shipping/2"}),
            ("subscribed", "Subscribed", {"target": "shipping/2"}),
            command(1, "sns.subscribe"),
        ],
        pushed(work_us=100_000, instances=2),
        [(3, "sns.subscribe", {**PUSH, "Endpoint": "http://shipping-2.shop.example/"})],
    ),
    Situation(
        "called again: it answered too late for SNS",
        "order-1",
        [
            ("called_again", "WorkStarted", {"count": 2, "instance": 1}),
            ("not_delivered", "DeliveryFailed", {"to": "shipping/1", "reason": "TimedOut", "attempts": 1}),
            ("slowed", "WorkerSlowed", {"factor": 100}),
            command(1, "shipping.slow_down"),
        ],
        pushed(per_s=0.01),
        [(1, "shipping.slow_down", {"factor": 100})],
        140,
    ),
    Situation(
        "called again: the answer never came back to StoreFront",
        "order-50",
        [
            ("called_again", "WorkStarted", {"count": 2}),
            ("not_delivered", "AttemptFailed", {"reason": "TimedOut", "attempts": 1}),
            ("cut", "LinkCut", {}),
            command(1, "network.cut"),
        ],
        direct(),
        [
            (10.1, "network.cut", {"a": "storefront", "b": "shipping"}),
            (14, "network.heal", {"a": "storefront", "b": "shipping"}),
        ],
    ),
]


@pytest.mark.parametrize("situation", EVERY, ids=[situation.title for situation in EVERY])
def test_the_chain_is_the_known_one(situation: Situation) -> None:
    situation.holds()
