"""The SQS action that sends a message."""

from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sqs import InvalidMessageAttribute, MessageTooLong, MissingParameter, RequestThrottled
from labs.engines.aws.message_attributes import attributes_md5, check_attributes, check_text, text_md5
from labs.engines.aws.service import Json
from labs.engines.aws.sqs import deduplication
from labs.engines.aws.sqs import queue as rules
from labs.engines.aws.sqs.deduplication import check_fifo, check_standard
from labs.engines.aws.sqs.fifo import sequence_number
from labs.engines.aws.sqs.queue import Message, Queue
from labs.engines.aws.sqs.ranges import in_range
from labs.engines.aws.sqs.receiving import Receiving
from labs.engines.sim import command

SECOND_US = 1_000_000


class SendActions(Receiving):
    """How messages come into a queue."""

    @command
    def send_message(
        self,
        QueueUrl: str | None = None,
        MessageBody: str | None = None,
        DelaySeconds: int | None = None,
        MessageAttributes: dict[str, Any] | None = None,
        MessageSystemAttributes: dict[str, Any] | None = None,
        MessageDeduplicationId: str | None = None,
        MessageGroupId: str | None = None,
    ) -> Json:
        queue = self.queue_named(QueueUrl)
        if queue["fifo"] is not None:
            self.count_call(queue, "SendMessage")
        return self._send(
            queue, MessageBody, DelaySeconds, MessageAttributes, MessageSystemAttributes, MessageDeduplicationId,
            MessageGroupId,
        )  # fmt: skip

    def _send(
        self,
        queue: Queue,
        MessageBody: str | None = None,
        DelaySeconds: int | None = None,
        MessageAttributes: dict[str, Any] | None = None,
        MessageSystemAttributes: dict[str, Any] | None = None,
        MessageDeduplicationId: str | None = None,
        MessageGroupId: str | None = None,
    ) -> Json:
        if not MessageBody:
            raise MissingParameter(parameter="MessageBody")
        data = check_text(MessageBody)
        self._check_room(queue, len(data) + (check_attributes(MessageAttributes) if MessageAttributes else 0))
        delay_s = queue["attributes"]["DelaySeconds"] if DelaySeconds is None else DelaySeconds
        if DelaySeconds:
            in_range("DelaySeconds", DelaySeconds)
        trace = _trace_header(MessageSystemAttributes) if MessageSystemAttributes else self.sim.trace or None
        result = {"MD5OfMessageBody": text_md5(data)}
        if MessageAttributes or MessageSystemAttributes:
            result |= _digests(MessageAttributes, MessageSystemAttributes)
        if queue["fifo"] is not None:
            identity = check_fifo(queue, MessageBody, DelaySeconds, MessageGroupId, MessageDeduplicationId)
            extra = {"group": MessageGroupId, "dedup": identity}
            return self._store_once(queue, MessageBody, trace, MessageAttributes, extra) | result
        extra = {}
        if MessageGroupId is not None or MessageDeduplicationId is not None:
            check_standard(MessageGroupId, MessageDeduplicationId)
            extra["group"] = MessageGroupId
        message = self._store(queue, MessageBody, trace, MessageAttributes, delay_s * SECOND_US, extra)
        return {"MessageId": message["id"], **result}

    def _store_once(self, queue: Queue, body: str, trace: str | None, attributes: Json | None, extra: Json) -> Json:
        """Store in a FIFO queue what was not accepted in the last five minutes; answer both alike."""
        memory, now_us = queue["fifo"]["deduplication"], self.sim.now_us
        key = deduplication.key_of(queue, extra["group"], extra["dedup"])
        found = deduplication.recall(memory, key, now_us)
        if found is None:
            delay_us = queue["attributes"]["DelaySeconds"] * SECOND_US
            message = self._store(queue, body, trace, attributes, delay_us, extra)
            sequence = sequence_number(message)
            deduplication.remember(memory, key, message, sequence, now_us)
            return {"MessageId": message["id"], "SequenceNumber": sequence}
        self.emit("MessageDeduplicated", queue=queue["name"], message=found[0], trace=trace, by=self.sim.caller)
        return {"MessageId": found[0], "SequenceNumber": found[1]}

    def _check_room(self, queue: Queue, size: int) -> None:
        limit = queue["attributes"]["MaximumMessageSize"]
        if size > limit:
            raise MessageTooLong(limit=limit)
        if self.stored >= limits.STORED_MESSAGES_MAX:
            raise RequestThrottled

    def _store(
        self, queue: Queue, body: str, trace: str | None, attributes: Json | None, delay_us: int, extra: Json
    ) -> Message:
        name, by, now_us = queue["name"], self.sim.caller, self.sim.now_us
        identity = self.make_uuid("message")
        message: Message = {"id": identity, "body": body, "sent_us": now_us, "by": by, "trace": trace}
        if attributes:
            message["attributes"] = attributes
        if extra:
            message.update(extra)
        rules.add(queue, message, delay_us)
        self.stored += 1
        facts = {"queue": name, "message": identity, "trace": trace, "by": by}
        message["event"] = self.sim.emit("MessageSent", facts)
        if "@" in by:
            self.show_participant(by, f"sqs/{name}", [{"trace": trace, "again": False}])
        retention_us = queue["attributes"]["MessageRetentionPeriod"] * SECOND_US
        self.wake_at(queue, now_us + (delay_us if 0 < delay_us < retention_us else retention_us))
        if queue["polls"]:
            self.serve(queue)
        return message


def _digests(attributes: Json | None, system: Json | None) -> dict[str, str]:
    given = {"MD5OfMessageAttributes": attributes, "MD5OfMessageSystemAttributes": system}
    return {name: attributes_md5(some) for name, some in given.items() if some}


def _trace_header(attributes: Json) -> str | None:
    """The only system attribute that a sender may give."""
    if list(attributes) != ["AWSTraceHeader"]:
        problem = "Message (system) attributes other than AWSTraceHeader are not supported."
        raise InvalidMessageAttribute(problem=problem)
    check_attributes(attributes)
    if attributes["AWSTraceHeader"]["DataType"] != "String":
        raise InvalidMessageAttribute(problem="The type of message (system) attribute 'AWSTraceHeader' must be String.")
    header: str = attributes["AWSTraceHeader"]["StringValue"]
    return header
