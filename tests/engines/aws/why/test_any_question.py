"""Whatever one asks about a busy run, at whatever moment: lines that lead somewhere, and always the same ones."""

import json

import pytest

from labs.content.messaging.fan_out.scenario import build
from labs.engines.sim import Refused
from tests.engines.aws.why.recorded import JOBS, Asked, Recorded, shop

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
    (85, "network.set_loss", {"a": "storefront", "b": "sns", "per_million": 500_000}),
]


@pytest.fixture(scope="module")
def troubled() -> Recorded:
    return Recorded(build, 110, TROUBLE)


@pytest.mark.parametrize("at_s", [0, 0.3, 9, 15, 22, 33, 39, 47, 49, 59, 60, 72, 81, 110])
def test_every_box_and_many_orders_have_an_answer_at_any_moment(troubled: Recorded, at_s: float) -> None:
    entities = troubled.past.simulation(round(at_s * 1e6)).entities()
    boxes = [key for key, entity in entities.items() if entity["kind"] in KINDS]
    for about in [*boxes, "shipping", "accounting", *(f"order-{number}" for number in range(1, 500, 61))]:
        lines = troubled.why(about, at_s)
        troubled.check(lines, round(at_s * 1e6))
        assert json.loads(json.dumps(lines)) == lines


def test_an_order_tells_of_the_program_with_the_worst_story() -> None:
    recorded = Recorded(build, 60, [(10, "shipping.stop", {}), (31, "sqs.purge_queue", SHIPPING)])
    assert [line["line"] for line in recorded.why("order-60")] == ["lost", "emptied", "command"]
    assert recorded.why("order-60")[0]["values"]["program"] == "shipping"
    assert recorded.why("order-2")[0]["line"] == "handled"


def test_a_message_of_an_order_tells_of_its_own_program_only() -> None:
    recorded = Recorded(build, 60, [(10, "shipping.stop", {}), (31, "sqs.purge_queue", SHIPPING)])
    sent = [fact["data"] for fact in recorded.past.oldest_first() if fact["event"] == "MessageSent"]
    ids = {data["queue"]: data["message"] for data in sent if data["trace"] == "order-60"}
    assert recorded.why(ids["shipping"])[0]["line"] == "lost"
    assert recorded.why(ids["accounting"])[0]["line"] == "handled"


@pytest.mark.parametrize(
    "about", ["order-9999", "order-0", "sqs/nope", "sns/nope", "ledger", "room", "", "shipping/9", "a" * 999]
)
def test_what_never_was_is_refused(about: str) -> None:
    recorded = Recorded(shop(), 5, [])
    with pytest.raises(Refused) as refused:
        recorded.why(about)
    assert (refused.value.code, refused.value.data) == ("bad_arguments", {"argument": "about", "problem": "unknown"})


def test_one_looks_back_only_so_far_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.aws.why.reader.LOOK_BACK_MAX_FACTS", 50)
    recorded = Recorded(shop(per_s=5), 60, [(1.1, "sqs.send_message", {**JOBS, "MessageBody": "x"})])
    sent = next(fact["data"] for fact in recorded.past.oldest_first(1_100_000) if fact["event"] == "MessageSent")
    line = recorded.why(sent["message"])[0]
    assert (line["line"], line["values"]) == ("older_than_looked", {"message": sent["message"], "facts": 50})


def test_a_settled_order_is_found_however_old_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.aws.why.reader.LOOK_BACK_MAX_FACTS", 80)
    recorded = Recorded(shop(), 60, [])
    for number in (1, 2, 100, 250):
        lines = recorded.why(f"order-{number}")
        assert [line["line"] for line in lines] == ["handled", "at_work", "received", "accepted", "parameter"]
        assert lines[0]["values"]["order"] == number


def test_a_stored_order_is_explained_however_old_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.aws.why.reader.LOOK_BACK_MAX_FACTS", 50)
    recorded = Recorded(shop(), 60, [(10, "shipping.stop", {})])
    assert [line["line"] for line in recorded.why("order-60")] == ["waiting", "stopped", "command"]


def test_only_what_a_command_says_of_itself_in_few_words_is_told() -> None:
    asked: Asked = (2, "sqs.send_message", {**JOBS, "MessageBody": "secret", "DelaySeconds": 30})
    recorded = Recorded(shop(per_s=0), 10, [asked])
    assert recorded.why(recorded.message())[-1]["values"] == {
        "name": "sqs.send_message",
        "by": "kim",
        "DelaySeconds": 30,
        "queue": "jobs",
    }


def test_commands_that_were_refused_are_no_reasons() -> None:
    nonsense: list[Asked] = [
        (5, "storefront.set_rate", {"per_second": "many"}),
        (5, "storefront.set_rate", {}),
        (6, "shipping.slow_down", {"factor": 0}),
        (6, "network.cut", {"a": "sns", "b": "nowhere"}),
        (7, "sqs.set_queue_attributes", {**JOBS, "Attributes": {"VisibilityTimeout": "-1"}}),
        (7, "sqs.receive_message", {"QueueUrl": 7}),
    ]
    rate: Asked = (10, "storefront.set_rate", {"per_second": 60})
    recorded = Recorded(
        shop(), 40, [*nonsense, rate, (12, "shipping.stop", {"instance": 9})], refused=len(nonsense) + 1
    )
    assert [line["command"] for line in recorded.why("sqs/jobs")] == [None, None, None, len(nonsense) + 1]
    assert recorded.why("order-7")[-1]["values"] == {"parameter": "rate_per_s", "value": 5.0, "program": "storefront"}
