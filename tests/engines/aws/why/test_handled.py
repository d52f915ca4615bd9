"""Recorded situations of orders that were handled, in time or late, with their known causes."""

import pytest

from tests.engines.aws.why.recorded import (
    JOBS,
    RATE,
    STOP,
    STOPPED,
    Asked,
    Behind,
    Situation,
    command,
    direct,
    held,
    shop,
)

START: Asked = (31, "shipping.start", {})
CUT_QUEUE: Asked = (10, "network.cut", {"a": "sns", "b": "sqs"})
SLOWED = ("slowed", "WorkerSlowed", {"program": "shipping"})
CUT: Behind = ("cut", "LinkCut", {})
RECEIVED = ("received", "MessageReceived", {"queue": "jobs"})
LATE = ("handled_late", "WorkFinished", {"program": "shipping"})

EVERY = [
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
    Situation(
        "late: its worker was stopped",
        "order-60",
        [LATE, ("received", "MessageReceived", {"waited_ms": 19_310}), STOPPED, command(1, "shipping.stop")],
        commands=[STOP, START],
    ),
    Situation(
        "late: a backlog from when the worker was stopped lay before it",
        "order-180",
        [LATE, RECEIVED, ("hands_full", None, {"hands": 2}), STOPPED, command(1, "shipping.stop")],
        shop(concurrency=2),
        [STOP, START],
    ),
    Situation(
        "late: too few hands",
        "order-100",
        [
            LATE,
            RECEIVED,
            ("hands_full", None, {"busy": 1, "hands": 1}),
            ("parameter", None, {"parameter": "hands", "value": 1}),
            ("parameter", None, {"parameter": "rate_per_s", "value": 4.0}),
        ],
        shop(concurrency=1, per_s=4),
    ),
    Situation(
        "late: the rate was raised",
        "order-900",
        [LATE, RECEIVED, ("hands_full", None, {}), ("rate_set", "RateSet", {}), command(1, "storefront.set_rate")],
        commands=[(10, "storefront.set_rate", {"per_second": 60})],
    ),
    Situation(
        "late: SNS could not reach the queue",
        "order-60",
        [LATE, ("not_delivered", "DeliveryFailed", {"attempts": 5}), CUT, command(1, "network.cut")],
        commands=[CUT_QUEUE, (40, "network.heal", {"a": "sns", "b": "sqs"})],
    ),
    Situation(
        "late: the worker still waited for an answer that was lost in a cut",
        "order-60",
        [LATE, RECEIVED, ("no_answer", None, {"program": "shipping"}), CUT, command(1, "network.cut")],
        commands=[
            (10.25, "network.cut", {"a": "shipping", "b": "sqs"}),
            (20, "network.heal", {"a": "shipping", "b": "sqs"}),
        ],
    ),
    Situation(
        "late: slow work",
        "order-60",
        [LATE, ("at_work", "WorkStarted", {"work_ms": 15_000}), SLOWED, command(1, "shipping.slow_down")],
        direct(),
        [(10.1, "shipping.slow_down", {"factor": 50})],
    ),
]


@pytest.mark.parametrize("situation", EVERY, ids=[situation.title for situation in EVERY])
def test_the_chain_is_the_known_one(situation: Situation) -> None:
    situation.holds()
