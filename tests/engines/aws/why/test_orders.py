"""Thirty recorded situations of orders and messages with their known causes."""

import pytest

from tests.engines.aws.why.recorded import JOBS, Asked, Situation, command, direct, held, shop, subscription

RATE = ("parameter", None, {"parameter": "rate_per_s", "value": 5.0})
TIMEOUT = ("parameter", "QueueCreated", {"parameter": "visibility_timeout_s", "value": 30})
STOP: Asked = (10, "shipping.stop", {})
CUT_WORKER = (10.25, "network.cut", {"a": "shipping", "b": "sqs"})
HEAL_WORKER = (20, "network.heal", {"a": "shipping", "b": "sqs"})
TIMED_OUT = ("timed_out", "MessageVisible", {"queue": "jobs", "after_ms": 30_000})
AGAIN = ("delivered_again", "MessageReceived", {"queue": "jobs", "count": 2})
STOPPED = ("stopped", "WorkerStopped", {"program": "shipping"})
LOST = ("lost", "OrderLost", {"program": "shipping"})

IN_TIME = [
    Situation(
        "handled in time",
        "order-7",
        [
            ("handled", "WorkFinished", {"order": 7, "program": "shipping", "took_ms": 330}),
            ("at_work", "WorkStarted", {"work_ms": 300, "done": True}),
            ("received", "MessageReceived", {"queue": "jobs", "waited_ms": 0}),
            ("accepted", "OrderAccepted", {"order": 7}),
            RATE,
        ],
    ),
    Situation(
        "handled by a participant who deleted it",
        "order-50",
        [
            ("handled", "MessageDeleted", {"by": "@kim", "took_ms": 3000}),
            ("received", "MessageReceived", {"by": "@kim", "waited_ms": 2080}),
            ("accepted", "OrderAccepted", {}),
            RATE,
        ],
        commands=[
            STOP,
            (12.1, "sqs.receive_message", JOBS),
            (13, "sqs.delete_message", {**JOBS, "ReceiptHandle": held}),
        ],
    ),
    Situation(
        "a participant's message, handled",
        "message",
        [
            ("handled", "WorkFinished", {"order": None, "took_ms": 310}),
            ("at_work", "WorkStarted", {"work_ms": 300}),
            ("received", "MessageReceived", {"waited_ms": 0}),
            ("sent", "MessageSent", {"by": "@kim"}),
        ],
        shop(per_s=0),
        [(2, "sqs.send_message", {**JOBS, "MessageBody": "x"})],
    ),
]

AGAIN_AND_WHY = [
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

LOST_AND_WHY = [
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
            ("dropped", "CopyDropped", {"queue": "jobs", "reason": "QueueDoesNotExist"}),
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

EVERY = [*IN_TIME, *AGAIN_AND_WHY, *LOST_AND_WHY]


@pytest.mark.parametrize("situation", EVERY, ids=[situation.title for situation in EVERY])
def test_the_chain_is_the_known_one(situation: Situation) -> None:
    situation.holds()
