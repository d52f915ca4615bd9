"""Recorded situations of queues, programs and topics with their known causes."""

import pytest

from tests.engines.aws.why.recorded import JOBS, Asked, Situation, command, direct, shop, subscription

RATE = ("parameter", None, {"parameter": "rate_per_s", "value": 5.0})
TIMEOUT = ("parameter", "QueueCreated", {"parameter": "visibility_timeout_s", "value": 30})
STOP: Asked = (10, "shipping.stop", {})
CUT = ("cut", "LinkCut", {"a": "shipping", "b": "sqs"})
CUT_WORKER: Asked = (10.25, "network.cut", {"a": "shipping", "b": "sqs"})
SLOW: Asked = (10, "shipping.slow_down", {"factor": 100})
STOPPED = ("stopped", "WorkerStopped", {"program": "shipping"})
FRONT_STOPPED = ("stopped", "StoreFrontStopped", {"program": "storefront"})
EMPTY = ("empty", None, {"queue": "jobs"})
PILED_UP = ("piled_up", "MessageSent", {"queue": "jobs"})
SLOWED = [("slowed", "WorkerSlowed", {"factor": 100}), command(1, "shipping.slow_down", factor=100)]

QUEUES = [
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
        "holds only what is being worked on",
        "sqs/jobs",
        [
            ("in_hands", "MessageReceived", {"hidden": 1}),
            ("busy_with", None, {"program": "shipping", "busy": 1}),
            RATE,
            TIMEOUT,
        ],
        at_s=20,
    ),
    Situation(
        "holds what a participant has not deleted",
        "sqs/jobs",
        [("in_hands", "MessageReceived", {"by": "@kim"}), command(3, "sqs.receive_message"), TIMEOUT],
        shop(per_s=0),
        [
            (1, "shipping.stop", {}),
            (2, "sqs.send_message", {**JOBS, "MessageBody": "x"}),
            (3, "sqs.receive_message", JOBS),
        ],
        at_s=20,
    ),
    Situation(
        "holds what is delayed",
        "sqs/jobs",
        [
            ("holds_delayed", None, {"delayed": 74}),
            ("delayed", "MessageSent", {"order": 1}),
            ("parameter", "QueueCreated", {"parameter": "delay_s", "value": 20}),
        ],
        shop(queue={"DelaySeconds": "20"}),
        at_s=15,
    ),
    Situation(
        "empty, for its workers keep up",
        "sqs/jobs",
        [
            EMPTY,
            ("keeps_up", None, {"program": "shipping"}),
            ("parameter", None, {"parameter": "hands", "value": 10}),
            RATE,
        ],
        at_s=20.005,
        build=shop(work_us=100_000),
    ),
    Situation(
        "empty, for StoreFront is stopped",
        "sqs/jobs",
        [EMPTY, FRONT_STOPPED, command(1, "storefront.stop")],
        commands=[(10, "storefront.stop", {})],
    ),
    Situation(
        "empty, for it was emptied",
        "sqs/jobs",
        [EMPTY, ("emptied", "QueuePurged", {"messages": 105}), command(2, "sqs.purge_queue")],
        commands=[STOP, (31, "sqs.purge_queue", JOBS)],
        at_s=31,
    ),
    Situation(
        "empty, for the topic does not reach it",
        "sqs/jobs",
        [EMPTY, ("cut", "LinkCut", {"a": "sns", "b": "sqs"}), command(1, "network.cut")],
        commands=[(10, "network.cut", {"a": "sns", "b": "sqs"})],
        at_s=30,
    ),
    Situation(
        "empty, for nothing is sent to it any more",
        "sqs/jobs",
        [EMPTY, ("no_source", None, {}), ("unsubscribed", "Unsubscribed", {}), command(1, "sns.unsubscribe")],
        commands=[(10, "sns.unsubscribe", {"SubscriptionArn": subscription})],
    ),
    Situation(
        "deleted",
        "sqs/jobs",
        [("queue_gone", None, {}), ("queue_deleted", "QueueDeleted", {}), command(1, "sqs.delete_queue")],
        commands=[(10, "sqs.delete_queue", JOBS)],
    ),
    Situation(
        "not created yet",
        "sqs/more",
        [("not_yet", "QueueCreated", {"queue": "more"})],
        commands=[(10, "sqs.create_queue", {"QueueName": "more"})],
        at_s=5,
        short=True,
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

PROGRAMS = [
    Situation(
        "a worker that is stopped",
        "shipping/1",
        [("not_working", None, {"program": "shipping/1", "waiting": 50}), STOPPED, command(1, "shipping.stop")],
        commands=[STOP],
        at_s=20,
    ),
    Situation(
        "a worker that crashed",
        "shipping",
        [("not_working", None, {"waiting": 49}), ("crashed", "WorkerCrashed", {}), command(1, "shipping.crash")],
        commands=[(10.1, "shipping.crash", {})],
        at_s=20,
    ),
    Situation(
        "two instances stopped together",
        "shipping",
        [("not_working", None, {}), ("stopped", "WorkerStopped", {"instance": None}), command(1, "shipping.stop")],
        shop(instances=2),
        [STOP],
        at_s=20,
    ),
    Situation(
        "a worker that is slow",
        "shipping/1",
        [("busy", None, {"busy": 10, "hands": 10}), ("began", "WorkStarted", {}), *SLOWED],
        commands=[SLOW],
        at_s=40,
    ),
    Situation(
        "a worker at work",
        "shipping",
        [("busy", None, {"busy": 1, "hands": 10}), ("began", "WorkStarted", {"order": 99}), RATE],
        at_s=20,
    ),
    Situation(
        "idle, for nothing comes",
        "shipping",
        [
            ("idle", None, {}),
            ("nothing_to_take", None, {"queue": "jobs"}),
            FRONT_STOPPED,
            command(1, "storefront.stop"),
        ],
        commands=[(10, "storefront.stop", {})],
    ),
    Situation(
        "idle, for it cannot reach its queue",
        "shipping/1",
        [("idle", None, {}), CUT, command(1, "network.cut")],
        commands=[CUT_WORKER],
        at_s=15,
    ),
    Situation(
        "idle, for its queue is gone",
        "shipping",
        [("idle", None, {}), ("queue_deleted", "QueueDeleted", {}), command(1, "sqs.delete_queue")],
        commands=[(10, "sqs.delete_queue", JOBS)],
    ),
    Situation(
        "a server that nobody calls",
        "shipping",
        [("idle", None, {}), FRONT_STOPPED, command(1, "storefront.stop")],
        direct(),
        [(10, "storefront.stop", {})],
    ),
    Situation(
        "StoreFront at its first rate",
        "storefront",
        [
            ("takes_orders", None, {"accepted": 100, "per_second": 5.0}),
            ("accepted", "OrderAccepted", {"order": 100}),
            RATE,
        ],
        at_s=20,
    ),
    Situation(
        "StoreFront at another rate",
        "storefront",
        [
            ("takes_orders", None, {"per_second": 60.0}),
            ("accepted", "OrderAccepted", {}),
            ("rate_set", "RateSet", {}),
            command(1, "storefront.set_rate", per_second=60),
        ],
        commands=[(10, "storefront.set_rate", {"per_second": 60})],
    ),
    Situation(
        "StoreFront stopped",
        "storefront",
        [("takes_none", None, {"accepted": 50}), FRONT_STOPPED, command(1, "storefront.stop")],
        commands=[(10, "storefront.stop", {})],
    ),
    Situation(
        "a topic and who gets copies",
        "sns/orders",
        [("copies_to", None, {"queues": ["jobs"], "published": 99}), ("subscribed", "Subscribed", {"queue": "jobs"})],
        at_s=20,
        short=True,
    ),
    Situation(
        "a topic that nobody listens to any more",
        "sns/orders",
        [
            ("copies_to", None, {"queues": []}),
            ("unsubscribed", "Unsubscribed", {"queue": "jobs"}),
            command(1, "sns.unsubscribe"),
        ],
        commands=[(10, "sns.unsubscribe", {"SubscriptionArn": subscription})],
    ),
]

EVERY = [*QUEUES, *PROGRAMS]


@pytest.mark.parametrize("situation", EVERY, ids=[situation.title for situation in EVERY])
def test_the_chain_is_the_known_one(situation: Situation) -> None:
    situation.holds()
