"""Of all that could be told about an order, the worst is told."""

from labs.content.messaging.shop.scenario import build
from tests.engines.aws.why.recorded import Recorded

SHIPPING = {"QueueUrl": "shipping"}


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
