"""Commands as reasons."""

from tests.engines.aws.why.recorded import JOBS, Asked, Recorded, shop


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
