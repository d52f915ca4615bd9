"""SQS: queues."""

from labs.engines.aws.sqs.batch_actions import BatchActions
from labs.engines.aws.sqs.dial_actions import DialActions
from labs.engines.aws.sqs.move_task_actions import MoveTaskActions
from labs.engines.aws.sqs.peek_actions import PeekActions
from labs.engines.aws.sqs.permission_actions import PermissionActions
from labs.engines.aws.sqs.queue_actions import QueueActions
from labs.engines.aws.sqs.scene import Scene
from labs.engines.aws.sqs.tag_actions import TagActions


class Sqs(QueueActions, MoveTaskActions, TagActions, PermissionActions, BatchActions, DialActions, PeekActions, Scene):
    """The queue service."""


__all__ = ["Sqs"]
