"""SQS: queues."""

from labs.engines.aws.sqs.batch_actions import BatchActions
from labs.engines.aws.sqs.move_task_actions import MoveTaskActions
from labs.engines.aws.sqs.permission_actions import PermissionActions
from labs.engines.aws.sqs.queue_actions import QueueActions
from labs.engines.aws.sqs.scene import Scene
from labs.engines.aws.sqs.tag_actions import TagActions


class Sqs(QueueActions, MoveTaskActions, TagActions, PermissionActions, BatchActions, Scene):
    """The queue service."""


__all__ = ["Sqs"]
