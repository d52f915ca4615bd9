"""Recorded situations of orders that are not handled yet, with their known causes."""

import pytest

from tests.engines.aws.why.recorded import (
    JOBS,
    STOP,
    STOPPED,
    TIMEOUT,
    Asked,
    Behind,
    Situation,
    command,
    direct,
    held,
    pushed,
    shop,
)

CUT_FRONT: Asked = (10, "network.cut", {"a": "storefront", "b": "sns"})
CUT_QUEUE: Asked = (10, "network.cut", {"a": "sns", "b": "sqs"})
SLOWED = ("slowed", "WorkerSlowed", {"program": "shipping"})
CUT: Behind = ("cut", "LinkCut", {})
WAITING = ("waiting", "MessageSent", {"queue": "jobs"})

EVERY = [
    Situation("not accepted yet", "order-250", [("not_yet", "OrderAccepted", {"order": 250})], at_s=30, short=True),
    Situation(
        "in a queue that nobody works off any more",
        "order-60",
        [
            ("waiting", "MessageSent", {"queue": "jobs"}),
            ("nobody_attached", None, {"queue": "jobs"}),
            ("detached", "WorkerDetached", {"program": "shipping", "queue": "jobs"}),
            command(1, "shipping.detach"),
        ],
        commands=[(10, "shipping.detach", {})],
    ),
    Situation(
        "waiting in the memory of an instance that is called",
        "order-60",
        [
            ("queued_at", "WorkQueued", {"program": "shipping", "instance": 1}),
            ("slowed", "WorkerSlowed", {"factor": 100}),
            command(1, "shipping.slow_down"),
        ],
        pushed(work_us=100_000),
        [(10, "shipping.slow_down", {"factor": 100})],
        at_s=20,
    ),
    Situation(
        "on its way to a program that SNS cannot reach",
        "order-60",
        [
            ("under_way", "DeliveryFailed", {"a": "sns/orders", "to": "shipping/1"}),
            ("not_delivered", "DeliveryFailed", {"to": "shipping/1", "reason": "ConnectionRefused", "attempts": 2}),
            ("crashed", "WorkerCrashed", {"instance": 1}),
            command(1, "shipping.crash"),
        ],
        pushed(work_us=100_000),
        [(10, "shipping.crash", {})],
        at_s=40,
    ),
    Situation(
        "on its way to the topic",
        "order-7",
        [
            ("under_way", "OrderAccepted", {"a": "storefront", "to": "sns/orders"}),
            ("accepted", "OrderAccepted", {"order": 7}),
            ("parameter", None, {"parameter": "latency_ms", "value": 10}),
        ],
        at_s=1.405,
    ),
    Situation(
        "on its way to the topic, and the link is cut",
        "order-60",
        [
            ("under_way", "OrderAccepted", {"to": "sns/orders"}),
            ("accepted", "OrderAccepted", {}),
            CUT,
            command(1, "network.cut"),
        ],
        commands=[CUT_FRONT],
        at_s=14,
    ),
    Situation(
        "StoreFront tries again, for the link is cut",
        "order-60",
        [
            ("under_way", "AttemptFailed", {"to": "sns/orders"}),
            ("not_delivered", "AttemptFailed", {"reason": "TimedOut", "attempts": 1}),
            CUT,
            command(1, "network.cut"),
        ],
        commands=[CUT_FRONT],
        at_s=17,
    ),
    Situation(
        "SNS tries again, for the link is cut",
        "order-60",
        [
            ("under_way", "DeliveryFailed", {"a": "sns/orders", "to": "sqs/jobs"}),
            ("not_delivered", "DeliveryFailed", {"reason": "TimedOut", "attempts": 1}),
            CUT,
            command(1, "network.cut"),
        ],
        commands=[CUT_QUEUE],
        at_s=17.01,
    ),
    Situation(
        "in the queue, its worker is stopped",
        "order-60",
        [("waiting", "MessageSent", {"queue": "jobs", "waited_ms": 7980}), STOPPED, command(1, "shipping.stop")],
        commands=[STOP],
        at_s=20,
    ),
    Situation(
        "in the queue, all hands are busy with slow work",
        "order-60",
        [
            WAITING,
            ("hands_full", None, {"busy": 10, "hands": 10, "ahead": 90}),
            SLOWED,
            command(1, "shipping.slow_down", factor=100),
        ],
        commands=[(10, "shipping.slow_down", {"factor": 100})],
        at_s=30,
    ),
    Situation(
        "in the queue, there are too few hands for the rate",
        "order-100",
        [
            WAITING,
            ("hands_full", None, {"busy": 1, "hands": 1}),
            ("parameter", None, {"parameter": "hands", "value": 1, "running": 1}),
            ("parameter", None, {"parameter": "rate_per_s", "value": 4.0}),
        ],
        shop(concurrency=1, per_s=4),
        at_s=28,
    ),
    Situation(
        "in the queue, the rate was raised",
        "order-900",
        [
            WAITING,
            ("hands_full", None, {"hands": 10}),
            ("rate_set", "RateSet", {"per_second": 60}),
            command(1, "storefront.set_rate", per_second=60),
        ],
        commands=[(10, "storefront.set_rate", {"per_second": 60})],
        at_s=30,
    ),
    Situation(
        "in somebody's hands at work",
        "order-7",
        [
            ("hidden", "MessageReceived", {"by": "shipping", "rest_ms": 29_920}),
            ("at_work", "WorkStarted", {"work_ms": 70, "done": False}),
            TIMEOUT,
        ],
        at_s=1.5,
    ),
    Situation(
        "hidden, and the one who had it crashed",
        "order-50",
        [
            ("hidden", "MessageReceived", {"by": "shipping", "rest_ms": 28_020}),
            ("crashed", "WorkerCrashed", {}),
            command(1, "shipping.crash"),
        ],
        commands=[(10.1, "shipping.crash", {})],
        at_s=12,
    ),
    Situation(
        "in a participant's hands",
        "order-50",
        [
            ("hidden", "MessageReceived", {"by": "@kim", "rest_ms": 22_100}),
            command(2, "sqs.receive_message", queue="jobs"),
            TIMEOUT,
        ],
        commands=[STOP, (12.1, "sqs.receive_message", JOBS)],
        at_s=20,
    ),
    Situation(
        "in a participant's hands for longer",
        "order-50",
        [
            ("hidden", "MessageReceived", {"by": "@kim", "rest_ms": 253_000}),
            ("hidden_anew", "VisibilityChanged", {"seconds": 300}),
            command(3, "sqs.change_message_visibility", VisibilityTimeout=300),
        ],
        commands=[
            STOP,
            (12.1, "sqs.receive_message", JOBS),
            (13, "sqs.change_message_visibility", {**JOBS, "ReceiptHandle": held, "VisibilityTimeout": 300}),
        ],
    ),
    Situation(
        "delayed by its queue",
        "order-60",
        [
            ("delayed", "MessageSent", {"rest_ms": 17_020}),
            ("accepted", "OrderAccepted", {}),
            ("parameter", "QueueCreated", {"parameter": "delay_s", "value": 20}),
        ],
        shop(queue={"DelaySeconds": "20"}),
        at_s=15,
    ),
    Situation(
        "delayed by its sender: there is nothing behind the command",
        "message",
        [("delayed", "MessageSent", {"order": None}), command(1, "sqs.send_message", DelaySeconds=30)],
        shop(per_s=0),
        [(2, "sqs.send_message", {**JOBS, "MessageBody": "x", "DelaySeconds": 30})],
        at_s=10,
        short=True,
    ),
    Situation(
        "in the memory of a slow program that is called directly",
        "order-85",
        [("queued_at", "WorkQueued", {"waited_ms": 2995}), SLOWED, command(1, "shipping.slow_down")],
        direct(),
        [(10.1, "shipping.slow_down", {"factor": 50})],
        at_s=20,
    ),
]


@pytest.mark.parametrize("situation", EVERY, ids=[situation.title for situation in EVERY])
def test_the_chain_is_the_known_one(situation: Situation) -> None:
    situation.holds()
