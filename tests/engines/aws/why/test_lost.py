"""Recorded situations of orders that were lost, with their known causes."""

import pytest

from tests.engines.aws.why.recorded import JOBS, STOP, STOPPED, Situation, command, direct, pushed, shop, subscription

LOST = ("lost", "OrderLost", {"program": "shipping"})

FILTER = {"AttributeName": "FilterPolicy", "AttributeValue": '{"color": ["red"]}'}

EVERY = [
    Situation(
        "lost: the queue was emptied",
        "order-60",
        [LOST, ("emptied", "QueuePurged", {"queue": "jobs", "messages": 105}), command(2, "sqs.purge_queue")],
        commands=[STOP, (31, "sqs.purge_queue", JOBS)],
    ),
    Situation(
        "lost: the queue was deleted with it",
        "order-60",
        [LOST, ("queue_deleted", "QueueDeleted", {"queue": "jobs"}), command(2, "sqs.delete_queue")],
        commands=[STOP, (31, "sqs.delete_queue", JOBS)],
    ),
    Situation(
        "lost: its queue was no longer there",
        "order-60",
        [
            LOST,
            ("dropped", "CopyDropped", {"to": "sqs/jobs", "reason": "QueueDoesNotExist"}),
            ("queue_deleted", "QueueDeleted", {}),
            command(1, "sqs.delete_queue"),
        ],
        commands=[(10, "sqs.delete_queue", JOBS)],
    ),
    Situation(
        "lost: stored for longer than the queue keeps anything, while its worker was stopped",
        "order-60",
        [
            LOST,
            ("expired", "MessageExpired", {"queue": "jobs", "stored_ms": 60_000}),
            ("parameter", "QueueCreated", {"parameter": "retention_s", "value": 60}),
            STOPPED,
            command(1, "shipping.stop"),
        ],
        shop(queue={"MessageRetentionPeriod": "60"}),
        [STOP],
        100,
    ),
    Situation(
        "lost: StoreFront gave up, its link was cut",
        "order-60",
        [
            LOST,
            ("given_up", "OrderGivenUp", {"to": "sns/orders", "reason": "TimedOut", "attempts": 3}),
            ("cut", "LinkCut", {"a": "storefront", "b": "sns"}),
            command(1, "network.cut"),
        ],
        commands=[(10, "network.cut", {"a": "storefront", "b": "sns"})],
    ),
    Situation(
        "lost: the program called directly had crashed",
        "order-60",
        [
            LOST,
            ("given_up", "OrderGivenUp", {"to": "shipping", "reason": "ConnectionRefused", "attempts": 3}),
            ("crashed", "WorkerCrashed", {}),
            command(1, "shipping.crash"),
        ],
        direct(),
        [(10.1, "shipping.crash", {})],
    ),
    Situation(
        "lost: StoreFront had given up, then the program crashed with the work in its memory",
        "order-60",
        [LOST, ("crashed", "WorkerCrashed", {}), command(2, "shipping.crash")],
        direct(concurrency=100),
        [(10, "shipping.slow_down", {"factor": 100}), (38, "shipping.crash", {})],
    ),
    Situation(
        "lost: its queue was unsubscribed",
        "order-60",
        [
            LOST,
            ("no_copy", "Published", {"topic": "orders", "queue": "jobs"}),
            ("unsubscribed", "Unsubscribed", {"queue": "jobs"}),
            command(1, "sns.unsubscribe"),
        ],
        commands=[(10, "sns.unsubscribe", {"SubscriptionArn": subscription})],
    ),
    Situation(
        "lost: SNS tried four times to call a program that was stopped",
        "order-60",
        [
            LOST,
            ("dropped", "CopyDropped", {"to": "shipping/1", "reason": "ConnectionRefused", "attempts": 4}),
            ("stopped", "WorkerStopped", {"program": "shipping", "instance": 1}),
            command(1, "shipping.stop"),
        ],
        pushed(work_us=100_000),
        [STOP],
        100,
    ),
    Situation(
        "lost: the program that was called is no longer subscribed",
        "order-60",
        [
            LOST,
            ("no_copy", "Published", {"topic": "orders"}),
            ("unsubscribed", "Unsubscribed", {"target": "shipping/1"}),
            command(1, "sns.unsubscribe"),
        ],
        pushed(work_us=100_000),
        [(10, "sns.unsubscribe", {"SubscriptionArn": subscription})],
    ),
    Situation(
        "lost: a filter policy does not let it pass",
        "order-60",
        [
            LOST,
            ("no_copy", "Published", {"topic": "orders", "queue": "jobs"}),
            ("filtered", "CopyFiltered", {"topic": "orders", "to": "sqs/jobs"}),
            ("subscription_changed", "SubscriptionChanged", {"target": "sqs/jobs"}),
            command(1, "sns.set_subscription_attributes"),
        ],
        commands=[(10, "sns.set_subscription_attributes", {"SubscriptionArn": subscription, **FILTER})],
    ),
    Situation(
        "a participant's message, thrown away",
        "message",
        [("lost", "QueuePurged", {"order": None}), ("emptied", "QueuePurged", {}), command(3, "sqs.purge_queue")],
        shop(per_s=0),
        [
            (1, "shipping.stop", {}),
            (2, "sqs.send_message", {**JOBS, "MessageBody": "x"}),
            (30, "sqs.purge_queue", JOBS),
        ],
    ),
]


@pytest.mark.parametrize("situation", EVERY, ids=[situation.title for situation in EVERY])
def test_the_chain_is_the_known_one(situation: Situation) -> None:
    situation.holds()
