"""What a queue says at AWS of the topics that may send to it."""

from labs.engines.aws.blueprint.policy import queue_policy
from tests.engines.aws.blueprint.bench import QUEUE, TOPIC


def test_topics_and_nobody_else_may_send_and_nothing_else() -> None:
    topics = [f"{TOPIC}orders", f"{TOPIC}news"]
    (statement,) = queue_policy(f"{QUEUE}shipping", topics)["Statement"]
    assert (statement["Effect"], statement["Action"]) == ("Allow", "sqs:SendMessage")
    assert statement["Principal"] == {"Service": "sns.amazonaws.com"}
    assert statement["Resource"] == f"{QUEUE}shipping"
    assert statement["Condition"] == {"ArnEquals": {"aws:SourceArn": topics}}
