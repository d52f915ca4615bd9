"""SQS actions on queues: create, find, list, describe, change, empty, delete."""

import re
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sqs import (
    InvalidQueueName,
    MissingParameter,
    PurgeQueueInProgress,
    QueueDeletedRecently,
    QueueDoesNotExist,
    RequestThrottled,
    UnsupportedOperation,
)
from labs.engines.aws.service import Json, name_at
from labs.engines.aws.sqs.attributes import (
    DEFAULTS,
    Attributes,
    change_attributes,
    check_same,
    read_attributes,
    show_attributes,
)
from labs.engines.aws.sqs.queue import new_queue, next_moment_us
from labs.engines.aws.sqs.ranges import in_range
from labs.engines.aws.sqs.receiving import Receiving
from labs.engines.aws.sqs.tag_actions import check_tags
from labs.engines.sim import command, query

_queue_name = re.compile(r"[A-Za-z0-9_-]{1,80}")


class QueueActions(Receiving):
    """What can be done to a queue as a whole."""

    @command
    def create_queue(
        self,
        QueueName: str | None = None,
        Attributes: dict[str, Any] | None = None,
        tags: dict[str, str] | None = None,
    ) -> Json:
        name, read = self.place(self._check_name(QueueName)), read_attributes(Attributes or {})
        check_tags(name, tags or {})
        queue = self.queues.get(name)
        if queue is not None:
            check_same(queue, read)
        else:
            self._create(name, read, tags or {})
        return {"QueueUrl": self.url(name)}

    def _check_name(self, name: str | None) -> str:
        if not name:
            raise MissingParameter(parameter="QueueName")
        if name.endswith(".fifo"):
            raise UnsupportedOperation(feature="FIFO queues")
        if not _queue_name.fullmatch(name):
            raise InvalidQueueName
        return name

    def _create(self, name: str, read: Attributes, tags: dict[str, str]) -> None:
        now_us = self.sim.now_us
        if now_us - self.deleted_us.get(name, -limits.NAME_FREE_AGAIN_US) < limits.NAME_FREE_AGAIN_US:
            raise QueueDeletedRecently
        if len(self.queues) >= limits.QUEUES_MAX:
            raise RequestThrottled
        attributes = dict(DEFAULTS)
        change_attributes(attributes, read)
        self.queues[name] = queue = new_queue(name, now_us, attributes, self.make_uuid("queue"))
        queue["tags"] = dict(tags)
        self.emit("QueueCreated", queue=name, by=self.sim.caller)
        self._see(name)

    def _see(self, name: str) -> None:
        if self.sim.caller.startswith("@"):
            self.announce(self.sim.caller, f"sqs/{name}", pulls=False)

    @query
    def get_queue_url(self, QueueName: str | None = None, QueueOwnerAWSAccountId: str | None = None) -> Json:
        if not QueueName:
            raise MissingParameter(parameter="QueueName")
        place = self.place(QueueName)
        if place not in self.queues or QueueOwnerAWSAccountId not in (None, self._account):
            raise QueueDoesNotExist
        return {"QueueUrl": self.url(place)}

    @query
    def list_queues(
        self, QueueNamePrefix: str | None = None, MaxResults: int | None = None, NextToken: str | None = None
    ) -> Json:
        """In pages only if MaxResults is given; a page's token is the last name on it."""
        in_range("MaxResults", MaxResults)
        here = (name_at(place) for place in self.queues if self.is_here(place))
        names = sorted(name for name in here if name.startswith(QueueNamePrefix or ""))
        rest = [name for name in names if name > (NextToken or "")]
        page = rest[: MaxResults or limits.LIST_QUEUES_MAX]
        result: Json = {"QueueUrls": [self.url(self.place(name)) for name in page]} if page else {}
        if MaxResults is not None and len(rest) > len(page):
            result["NextToken"] = page[-1]
        return result

    @query
    def get_queue_attributes(self, QueueUrl: str | None = None, AttributeNames: list[str] | None = None) -> Json:
        queue = self.queue_named(QueueUrl)
        shown = show_attributes(queue, self.arn(queue["name"]), self.sim, AttributeNames or [])
        return {"Attributes": shown} if shown else {}

    @command
    def set_queue_attributes(self, QueueUrl: str | None = None, Attributes: dict[str, Any] | None = None) -> Json:
        queue = self.queue_named(QueueUrl)
        if not Attributes:
            raise MissingParameter(parameter="Attribute.Name")
        change_attributes(queue["attributes"], read_attributes(Attributes))
        queue["modified_us"] = self.sim.now_us
        self.emit("QueueChanged", queue=queue["name"], attributes=Attributes, by=self.sim.caller)
        self._see(queue["name"])
        moment_us = next_moment_us(queue)
        if moment_us is not None:
            self.wake_at(queue, max(moment_us, self.sim.now_us))
        return {}

    @command
    def purge_queue(self, QueueUrl: str | None = None) -> Json:
        """At once, where AWS takes up to 60 s."""
        queue, now_us = self.queue_named(QueueUrl), self.sim.now_us
        if queue["purged_us"] is not None and now_us - queue["purged_us"] < limits.PURGE_PAUSE_US:
            raise PurgeQueueInProgress(queue=name_at(queue["name"]))
        queue["purged_us"] = now_us
        self.emit("QueuePurged", queue=queue["name"], messages=self.clear(queue), by=self.sim.caller)
        self._see(queue["name"])
        return {}

    @command
    def delete_queue(self, QueueUrl: str | None = None) -> Json:
        """At once, where AWS takes up to 60 s; whoever waits for its messages is told."""
        queue = self.queue_named(QueueUrl)
        name = queue["name"]
        for number in list(queue["polls"]):
            self.sim.fail(self.end_poll(queue, number)["address"], QueueDoesNotExist())
        messages = self.clear(queue)
        del self.queues[name]
        self._remember_deleted(name)
        self.emit("QueueDeleted", queue=name, messages=messages, by=self.sim.caller)
        return {}

    def _remember_deleted(self, name: str) -> None:
        now_us = self.sim.now_us
        recent = self.deleted_us.items()
        self.deleted_us = {key: at_us for key, at_us in recent if now_us - at_us < limits.NAME_FREE_AGAIN_US}
        self.deleted_us[name] = now_us
