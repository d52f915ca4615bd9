"""SQS actions on tags: names and values that a queue carries for its owner's bookkeeping, without any effect."""

from labs.engines.aws import limits
from labs.engines.aws.errors.sqs import InvalidParameter, MissingParameter
from labs.engines.aws.service import Json, name_at
from labs.engines.aws.sqs.store import QueueStore
from labs.engines.sim import command, query


class TagActions(QueueStore):
    """Tags of queues."""

    @command
    def tag_queue(self, QueueUrl: str | None = None, Tags: dict[str, str] | None = None) -> Json:
        queue = self.queue_named(QueueUrl)
        if not Tags:
            raise MissingParameter(parameter="Tags")
        check_tags(queue["name"], {**queue["tags"], **Tags})
        queue["tags"].update(Tags)
        return {}

    @command
    def untag_queue(self, QueueUrl: str | None = None, TagKeys: list[str] | None = None) -> Json:
        queue = self.queue_named(QueueUrl)
        if not TagKeys:
            raise InvalidParameter(problem="Tag keys must be between 1 and 128 characters in length.")
        for key in TagKeys:
            queue["tags"].pop(key, None)
        return {}

    @query
    def list_queue_tags(self, QueueUrl: str | None = None) -> Json:
        tags = self.queue_named(QueueUrl)["tags"]
        return {"Tags": dict(tags)} if tags else {}


def check_tags(place: str, tags: dict[str, str]) -> None:
    """Raises InvalidParameter for too many of them, and for a key or value that is too long."""
    if len(tags) > limits.QUEUE_TAGS_MAX:
        raise InvalidParameter(problem=f"Too many tags added for queue {name_at(place)}.")
    key_max, value_max = limits.QUEUE_TAG_CHARACTERS_MAX
    for key, value in tags.items():
        if not 0 < len(key) <= key_max:
            raise InvalidParameter(problem=f"Tag keys must be between 1 and {key_max} characters in length.")
        if len(value) > value_max:
            raise InvalidParameter(problem=f"Tag values must be between 0 and {value_max} characters in length.")
