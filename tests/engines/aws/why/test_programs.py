"""Recorded situations of workers, servers, StoreFront and topics, with their known causes."""

import pytest

from tests.engines.aws.why.recorded import (
    CUT_WORKER,
    JOBS,
    RATE,
    STOP,
    STOPPED,
    TOPIC,
    Asked,
    Situation,
    command,
    direct,
    pushed,
    shop,
    subscription,
)

CUT = ("cut", "LinkCut", {"a": "shipping", "b": "sqs"})
SLOW: Asked = (10, "shipping.slow_down", {"factor": 100})
FRONT_STOPPED = ("stopped", "StoreFrontStopped", {"program": "storefront"})
SLOWED = [("slowed", "WorkerSlowed", {"factor": 100}), command(1, "shipping.slow_down", factor=100)]

EVERY = [
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
        "idle, for nothing leads to it any more",
        "shipping",
        [
            ("idle", None, {}),
            ("nothing_leads_here", None, {"program": "shipping"}),
            ("detached", "WorkerDetached", {"queue": "jobs"}),
            command(1, "shipping.detach"),
        ],
        commands=[(10, "shipping.detach", {})],
    ),
    Situation(
        "idle, for StoreFront publishes nothing",
        "shipping/1",
        [("idle", None, {}), FRONT_STOPPED, command(1, "storefront.stop")],
        pushed(work_us=100_000),
        [(10, "storefront.stop", {})],
    ),
    Situation(
        "a topic that waits for a confirmation",
        "sns/orders",
        [
            ("copies_to", None, {"targets": ["shipping/1"]}),
            ("unconfirmed", "Subscribed", {"target": "http://example.com/"}),
            ("not_asked", "ConfirmationFailed", {"reason": "HostNotFound"}),
            ("subscribed", "Subscribed", {"target": "shipping/1"}),
        ],
        pushed(work_us=100_000),
        [(10, "sns.subscribe", {"TopicArn": TOPIC, "Protocol": "http", "Endpoint": "http://example.com/"})],
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
        [
            ("copies_to", None, {"targets": ["sqs/jobs"], "published": 99}),
            ("subscribed", "Subscribed", {"queue": "jobs"}),
        ],
        at_s=20,
        short=True,
    ),
    Situation(
        "a topic that nobody listens to any more",
        "sns/orders",
        [
            ("copies_to", None, {"targets": []}),
            ("unsubscribed", "Unsubscribed", {"queue": "jobs"}),
            command(1, "sns.unsubscribe"),
        ],
        commands=[(10, "sns.unsubscribe", {"SubscriptionArn": subscription})],
    ),
]


@pytest.mark.parametrize("situation", EVERY, ids=[situation.title for situation in EVERY])
def test_the_chain_is_the_known_one(situation: Situation) -> None:
    situation.holds()
