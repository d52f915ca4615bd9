"""SQS: queues."""

from labs.engines.aws.sqs.message_actions import MessageActions
from labs.engines.aws.sqs.queue_actions import QueueActions


class Sqs(QueueActions, MessageActions):
    """The queue service."""


__all__ = ["Sqs"]
