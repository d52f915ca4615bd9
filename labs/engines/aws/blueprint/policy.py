"""What a queue's policy must say at AWS before a topic may send to it; in a room every topic may."""

from typing import Any


def queue_policy(queue_arn: str, topic_arns: list[str]) -> dict[str, Any]:
    """A policy document that lets these topics send to the queue."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "sns.amazonaws.com"},
                "Action": "sqs:SendMessage",
                "Resource": queue_arn,
                "Condition": {"ArnEquals": {"aws:SourceArn": topic_arns}},
            }
        ],
    }
