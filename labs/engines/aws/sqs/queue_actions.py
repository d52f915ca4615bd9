"""SQS actions on queues: create, find, list, describe, change, empty, delete."""

import re
from collections.abc import Iterable
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sqs import (
    InvalidAttribute,
    InvalidFifoQueueName,
    InvalidQueueName,
    MissingParameter,
    PurgeQueueInProgress,
    QueueDeletedRecently,
    QueueDoesNotExist,
    RequestThrottled,
)
from labs.engines.aws.service import Json, name_at
from labs.engines.aws.sqs.attributes import (
    DEFAULTS,
    FIFO_DEFAULTS,
    Attributes,
    change_attributes,
    check_same,
    check_throughput,
    read_attributes,
    show_attributes,
)
from labs.engines.aws.sqs.deduplication import new_memory
from labs.engines.aws.sqs.fifo import new_lines
from labs.engines.aws.sqs.queue import Queue, hide, new_queue, next_moment_us
from labs.engines.aws.sqs.ranges import in_range
from labs.engines.aws.sqs.receiving import Receiving
from labs.engines.aws.sqs.redrive import allows, invalid, read_redrive_policy
from labs.engines.aws.sqs.tag_actions import check_tags
from labs.engines.sim import command, query

TYPE_STAYS = "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported."
NAME_MAX_CHARACTERS = 80  # with ".fifo", where it has that

_fifo_name = re.compile(r"[A-Za-z0-9_-]+\.fifo")
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
        """Part: Policy and the keys of encryption are kept and shown, without effect."""
        given = Attributes or {}
        name = self.place(_check_name(QueueName, given))
        read = read_attributes(given, fifo=given.get("FifoQueue") == "true")
        check_tags(name, tags or {})
        queue = self.queues.get(name)
        if queue is not None:
            check_same(queue, read)
        else:
            redrive = self._redrive(name, read)
            self._create(name, read, tags or {})["redrive"] = redrive
        return {"QueueUrl": self.url(name)}

    def _create(self, name: str, read: Attributes, tags: dict[str, str]) -> Queue:
        now_us = self.sim.now_us
        if now_us - self.deleted_us.get(name, -limits.NAME_FREE_AGAIN_US) < limits.NAME_FREE_AGAIN_US:
            raise QueueDeletedRecently
        if len(self.queues) >= limits.QUEUES_MAX:
            raise RequestThrottled
        fifo = "FifoQueue" in read
        attributes = dict(FIFO_DEFAULTS if fifo else DEFAULTS)
        change_attributes(attributes, read)
        check_throughput(attributes)
        self.queues[name] = queue = new_queue(name, now_us, attributes, self.make_uuid("queue"))
        if fifo:
            queue["lines"] = new_lines(0)
            queue["fifo"] = {"deduplication": new_memory(), "attempts": {}, "calls": {}}
        queue["tags"] = dict(tags)
        self.emit("QueueCreated", queue=name, by=self.sim.caller)
        self._see(name)
        return queue

    def _redrive(self, name: str, read: Attributes) -> list[Any] | None:
        """Where messages go that were received too often, and how often that is; raises InvalidParameterValue."""
        text = str(read.get("RedrivePolicy", ""))
        if not text:
            return None
        arn, most = read_redrive_policy(text)
        place = self.place_of(arn)
        target = None if place is None or place == name else self.queues.get(place)
        if target is None:
            raise invalid(text, "Dead letter target does not exist.")
        if (target["fifo"] is None) != (not name.endswith(".fifo")):
            raise invalid(text, "Dead-letter queue must be same type of queue as the source.")
        if not allows(target, self.arn(name)):
            raise invalid(text, "The redrive allow policy of the dead letter target does not permit this queue.")
        return [place, most]

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
        page, more = self._page(
            (name for name in here if name.startswith(QueueNamePrefix or "")), MaxResults, NextToken
        )
        return ({"QueueUrls": page} if page else {}) | more

    @query
    def list_dead_letter_source_queues(
        self, QueueUrl: str | None = None, MaxResults: int | None = None, NextToken: str | None = None
    ) -> Json:
        """The queues whose messages end in this one; AWS writes the answer's field with a small letter."""
        target = self.queue_named(QueueUrl)["name"]
        in_range("MaxResults", MaxResults)
        page, more = self._page((name_at(place) for place in self.sources(target)), MaxResults, NextToken)
        return {"queueUrls": page} | more

    def _page(self, names: Iterable[str], most: int | None, token: str | None) -> tuple[list[str], Json]:
        """URLs of queues in the order of their names, and the token of the next page if pages were asked for."""
        rest = sorted(name for name in names if name > (token or ""))
        page = rest[: most or limits.LIST_QUEUES_MAX]
        more = {"NextToken": page[-1]} if most is not None and len(rest) > len(page) else {}
        return [self.url(self.place(name)) for name in page], more

    @query
    def get_queue_attributes(self, QueueUrl: str | None = None, AttributeNames: list[str] | None = None) -> Json:
        queue = self.queue_named(QueueUrl)
        shown = show_attributes(queue, self.arn(queue["name"]), self.sim, AttributeNames or [])
        return {"Attributes": shown} if shown else {}

    @command
    def set_queue_attributes(self, QueueUrl: str | None = None, Attributes: dict[str, Any] | None = None) -> Json:
        """Part: Policy and the keys of encryption are kept and shown, without effect."""
        queue = self.queue_named(QueueUrl)
        if not Attributes:
            raise MissingParameter(parameter="Attribute.Name")
        fifo = queue["fifo"] is not None
        if fifo and "FifoQueue" in Attributes:
            raise InvalidAttribute(problem=TYPE_STAYS)
        read = read_attributes(Attributes, fifo=fifo)
        check_throughput({**queue["attributes"], **read})
        if "RedrivePolicy" in read:
            queue["redrive"] = self._redrive(queue["name"], read)
        change_attributes(queue["attributes"], read)
        if fifo and "DelaySeconds" in read:
            self._delay_anew(queue)
        queue["modified_us"] = self.sim.now_us
        self.emit("QueueChanged", queue=queue["name"], attributes=Attributes, by=self.sim.caller)
        self._see(queue["name"])
        moment_us = next_moment_us(queue)
        if moment_us is not None:
            self.wake_at(queue, max(moment_us, self.sim.now_us))
        return {}

    def _delay_anew(self, queue: Queue) -> None:
        """A FIFO queue's delay holds for the messages that wait already, too."""
        delay_us = queue["attributes"]["DelaySeconds"] * 1_000_000
        for number in sorted({entry[1]: True for entry in queue["due"]}):
            message = queue["messages"].get(str(number))
            if message is None or message["state"] != "delayed":
                continue
            until_us = message["sent_us"] + delay_us
            if until_us > self.sim.now_us:
                hide(queue, message, until_us, "delayed")
            else:
                self.show(queue, message)
        self.serve(queue)

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
        self.move_tasks.pop(name, None)
        self._remember_deleted(name)
        self.emit("QueueDeleted", queue=name, messages=messages, by=self.sim.caller)
        return {}

    def _remember_deleted(self, name: str) -> None:
        now_us = self.sim.now_us
        recent = self.deleted_us.items()
        self.deleted_us = {key: at_us for key, at_us in recent if now_us - at_us < limits.NAME_FREE_AGAIN_US}
        self.deleted_us[name] = now_us


def _check_name(name: str | None, attributes: Json) -> str:
    if not name:
        raise MissingParameter(parameter="QueueName")
    if attributes.get("FifoQueue") == "true":
        if len(name) > NAME_MAX_CHARACTERS or not _fifo_name.fullmatch(name):
            raise InvalidFifoQueueName
    elif not _queue_name.fullmatch(name):
        raise InvalidQueueName
    return name
