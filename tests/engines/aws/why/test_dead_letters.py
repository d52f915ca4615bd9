"""Why does it lie in the dead-letter queue?"""

import json

from tests.engines.aws.why.recorded import JOBS, STOP, Asked, Recorded, shop

DEAD = "arn:aws:sqs:us-east-1:123456789012:dead"
POLICY = json.dumps({"deadLetterTargetArn": DEAD, "maxReceiveCount": 2})
TEN = {**JOBS, "VisibilityTimeout": 5, "MaxNumberOfMessages": 10}
DEAD_LETTERS: list[Asked] = [
    (1, "sqs.create_queue", {"QueueName": "dead"}),
    (1, "sqs.set_queue_attributes", {**JOBS, "Attributes": {"RedrivePolicy": POLICY}}),
    STOP,
    *[(second, "sqs.receive_message", TEN) for second in (12, 20, 30)],
]


def test_it_was_received_too_often_and_the_last_that_had_it_is_named() -> None:
    recorded = Recorded(shop(per_s=1), 60, DEAD_LETTERS)
    moved = next(fact["data"] for fact in recorded.past.oldest_first() if fact["event"] == "MessageMoved")
    assert (moved["queue"], moved["to"], moved["count"]) == ("jobs", "dead", 2)
    for about in (moved["message"], moved["trace"]):
        lines = recorded.why(about)
        recorded.check(lines, 60_000_000)
        assert [line["line"] for line in lines] == ["dead_letter", "kept", "command", "parameter"]
        values = lines[0]["values"]
        assert (values["queue"], values["to"], values["count"]) == ("jobs", "sqs/dead", 2)
        assert lines[1]["values"]["by"] == "@kim"
        assert lines[2]["command"] == 5  # the second receive


def test_a_message_that_was_moved_back_is_told_of_as_any_other() -> None:
    back: Asked = (40, "sqs.start_message_move_task", {"SourceArn": DEAD})
    recorded = Recorded(shop(per_s=1), 60, [*DEAD_LETTERS, back])
    redriven = [fact["data"]["message"] for fact in recorded.past.oldest_first() if fact["event"] == "MessageRedriven"]
    assert redriven
    assert recorded.why(redriven[0])[0]["line"] == "delivered_again"
