"""Recorded situations of queues that hold nothing to take, with their known causes."""

import pytest

from tests.engines.aws.why.recorded import JOBS, RATE, STOP, TIMEOUT, Situation, command, shop, subscription

FRONT_STOPPED = ("stopped", "StoreFrontStopped", {"program": "storefront"})
EMPTY = ("empty", None, {"queue": "jobs"})

EVERY = [
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
        "holds what a participant has in another region",
        "sqs/eu-west-1/jobs",
        [("in_hands", "MessageReceived", {"by": "@kim"}), command(3, "sqs.receive_message"), TIMEOUT],
        shop(per_s=0),
        [
            (1, "sqs.create_queue", {"QueueName": "jobs", "Region": "eu-west-1"}),
            (2, "sqs.send_message", {**JOBS, "MessageBody": "x", "Region": "eu-west-1"}),
            (3, "sqs.receive_message", {**JOBS, "Region": "eu-west-1"}),
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
]


@pytest.mark.parametrize("situation", EVERY, ids=[situation.title for situation in EVERY])
def test_the_chain_is_the_known_one(situation: Situation) -> None:
    situation.holds()
