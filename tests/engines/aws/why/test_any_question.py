"""Whatever one asks about a busy run, at whatever moment: lines that lead somewhere, and always the same ones."""

import json

import pytest

from labs.content.messaging.shop.scenario import build
from tests.engines.aws.why.recorded import PUSH, TOPIC, Asked, Recorded

KINDS = ("caller", "topic", "queue", "worker", "server")
SHIPPING = {"QueueUrl": "shipping"}
TROUBLE: list[Asked] = [
    (8, "shipping.stop", {"instance": 1}),
    (10, "shipping.slow_down", {"factor": 60}),
    (14, "sqs.receive_message", {**SHIPPING, "MaxNumberOfMessages": 10, "VisibilityTimeout": 5}),
    (20, "network.cut", {"a": "accounting", "b": "sqs"}),
    (25, "storefront.set_rate", {"per_second": 20}),
    (30, "shipping.crash", {"instance": 2}),
    (34, "network.heal", {"a": "accounting", "b": "sqs"}),
    (36, "shipping.scale", {"instances": 4}),
    (40, "network.cut", {"a": "sns", "b": "sqs"}),
    (48, "network.heal", {"a": "sns", "b": "sqs"}),
    (50, "shipping.start", {}),
    (52, "shipping.slow_down", {"factor": 1}),
    (60, "sqs.purge_queue", SHIPPING),
    (70, "sqs.set_queue_attributes", {**SHIPPING, "Attributes": {"VisibilityTimeout": "0"}}),
    (80, "sqs.delete_queue", SHIPPING),
    (82, "shipping.detach", {"instance": 1}),
    (83, "sns.subscribe", PUSH),
    (84, "accounting.attach", {"queue": "elsewhere"}),
    (85, "network.set_loss", {"a": "storefront", "b": "sns", "per_million": 500_000}),
    (90, "accounting.attach", {"queue": "accounting"}),
    (95, "sns.delete_topic", {"TopicArn": TOPIC}),
]


@pytest.fixture(scope="module")
def troubled() -> Recorded:
    return Recorded(build, 110, TROUBLE)


@pytest.mark.parametrize("at_s", [0, 0.3, 15, 22, 33, 47, 60, 81, 84.5, 94, 110])
def test_every_box_and_many_orders_have_an_answer_at_any_moment(troubled: Recorded, at_s: float) -> None:
    entities = troubled.past.simulation(round(at_s * 1e6)).entities()
    boxes = [key for key, entity in entities.items() if entity["kind"] in KINDS]
    for about in [*boxes, "shipping", "accounting", *(f"order-{number}" for number in range(1, 500, 99))]:
        lines = troubled.why(about, at_s)
        troubled.check(lines, round(at_s * 1e6))
        assert json.loads(json.dumps(lines)) == lines
