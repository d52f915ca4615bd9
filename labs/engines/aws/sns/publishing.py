"""SNS actions that publish: one message, or ten at once."""

import re
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sns import (
    BatchEntryIdsNotDistinct,
    BatchRequestTooLong,
    EmptyBatchRequest,
    InvalidBatchEntryId,
    InvalidParameter,
    SnsError,
    Throttled,
    TooManyEntriesInBatchRequest,
)
from labs.engines.aws.service import Json
from labs.engines.aws.sns.direct_messages import DirectMessages
from labs.engines.aws.sns.fifo import content_id, find_first, is_full, key_of, next_number, remember
from labs.engines.aws.sns.filtering import split_receivers
from labs.engines.aws.sns.message_parts import (
    attributes_size,
    check_subject,
    check_tag,
    message_size,
    read_structure,
)
from labs.engines.aws.sns.topic_attributes import CONTENT, SIZE
from labs.engines.sim import command

GROUP, DEDUPLICATION = "MessageGroupId", "MessageDeduplicationId"
ENTRY_ID_MAX_CHARACTERS = 80
NOTHING_MORE: Json = {}  # of most messages; never changed

_entry_id = re.compile(r"[A-Za-z0-9_-]+")


class Publishing(DirectMessages):
    """What is published to topics."""

    @command
    def publish(
        self,
        TopicArn: str | None = None,
        TargetArn: str | None = None,
        PhoneNumber: str | None = None,
        Message: str | None = None,
        Subject: str | None = None,
        MessageStructure: str | None = None,
        MessageAttributes: dict[str, Any] | None = None,
        MessageDeduplicationId: str | None = None,
        MessageGroupId: str | None = None,
    ) -> Json:
        """To a topic; or to one device or phone, where subject and group mean nothing.

        Part: message attributes for text messages and push services have no effect.
        """
        if PhoneNumber or (TargetArn and ":endpoint/" in TargetArn):
            return self.publish_directly(TargetArn, PhoneNumber, Message, MessageStructure, MessageAttributes)
        topic = self.topic_of(TopicArn or TargetArn)
        self._check(topic, Message, Subject, MessageAttributes)
        if MessageStructure or MessageGroupId is not None or MessageDeduplicationId is not None or "fifo" in topic:
            more = self._read_more(topic, Message or "", MessageStructure, MessageGroupId, MessageDeduplicationId)
            result = self._publish(topic, Message or "", Subject, MessageAttributes or {}, more)
        else:
            result = self._copy(topic, Message or "", Subject, MessageAttributes or {}, NOTHING_MORE)
        if self.sim.caller[:1] == "@":
            carries = [{"trace": self.sim.trace or None, "again": False}]
            self.show_participant(self.sim.caller, f"sns/{topic['name']}", carries)
        return result

    def _check(self, topic: Json, text: Any, subject: Any, attributes: Json | None) -> int:
        """The message's size in bytes."""
        size = message_size(text, attributes)
        if size > limits.SNS_MESSAGE_MAX_BYTES and size > _size_limit(topic):
            raise InvalidParameter(problem="Message too long")
        if subject is not None:
            check_subject(subject)
        return size

    def _read_more(self, topic: Json, text: str, structure: Any, group: Any, deduplication: Any) -> Json:
        """What only few messages have: "texts" by protocol, "group", "deduplication"."""
        more: Json = _read_order(topic, text, group, deduplication)
        if structure == "json":
            more["texts"] = read_structure(text)
        elif structure:
            raise InvalidParameter(problem="MessageStructure")
        return more

    def _publish(self, topic: Json, text: str, subject: str | None, attributes: Json, more: Json) -> Json:
        return (self._publish_in_order if "fifo" in topic else self._copy)(topic, text, subject, attributes, more)

    def _publish_in_order(self, topic: Json, text: str, subject: str | None, attributes: Json, more: Json) -> Json:
        """With a number; the same again within five minutes gets the same answer and is not copied."""
        fifo, now_us = topic["fifo"], self.sim.now_us
        key = key_of(topic, more["group"], more["deduplication"])
        first = find_first(fifo, key, now_us)
        if first is not None:
            self._tell_of(topic, "PublishDeduplicated", message=first["MessageId"], trace=self.sim.trace or None)
            return first
        if len(self.copies) >= limits.COPIES_MAX or is_full(topic, now_us, message_size(text, attributes)):
            self._tell_of(topic, "PublishThrottled")
            raise Throttled
        number = next_number(fifo)
        answer = self._copy(topic, text, subject, attributes, {**more, "sequence": number})
        remember(fifo, key, now_us, {**answer, "SequenceNumber": number})
        return {**answer, "SequenceNumber": number}

    def _tell_of(self, topic: Json, event: str, **facts: Any) -> None:
        self.emit(event, topic=topic["name"], **facts, by=self.sim.caller)

    def _copy(self, topic: Json, text: str, subject: str | None, attributes: Json, more: Json) -> Json:
        sim = self.sim
        identity, trace, by = self.make_uuid("message"), sim.trace or None, sim.caller
        message = {"id": identity, "text": text, "subject": subject, "attributes": attributes, "trace": trace}
        if more:
            message.update(more)
        if "policy" in topic:
            message["policy"] = topic["policy"]
        topic["published"] += 1
        receivers: list[Json] = [self.subscriptions[arn] for arn in topic["subscriptions"]]
        filtered = None
        if "filters" in topic:
            receivers, filtered = split_receivers(receivers, message)
        copies = [subscription["target"] for subscription in receivers]
        facts = {"topic": topic["name"], "message": identity, "trace": trace, "copies": copies, "by": by}
        published = sim.emit("Published", facts)
        if filtered:
            self._tell_filtered(published, filtered, message)
        if "texts" in more:
            for subscription in receivers:
                self.send_copy(topic, subscription, _in_words_for(subscription, message))
        else:
            for subscription in receivers:
                self.send_copy(topic, subscription, message)
        return {"MessageId": identity}

    def _tell_filtered(self, published: int, subscriptions: list[Json], message: Json) -> None:
        """Who gets no copy because of its filter policy; all that follows follows from the publishing."""
        for subscription in subscriptions:
            self.emit_because(
                published, "CopyFiltered",
                topic=subscription["topic"], queue=subscription["queue"], target=subscription["target"],
                message=message["id"], trace=message["trace"], subscription=subscription["arn"],
            )  # fmt: skip
        self.sim.latest = published

    # Ten at once

    @command
    def publish_batch(self, TopicArn: str | None = None, PublishBatchRequestEntries: list[Any] | None = None) -> Json:
        """What is wrong with an entry's group or attributes refuses the whole call, all else that entry alone.

        Part: message attributes for text messages and push services have no effect.
        """
        entries = PublishBatchRequestEntries or []
        _check_ids(entries)
        topic = self.topic_of(TopicArn)
        size = sum(self._size_in_batch(topic, entry) for entry in entries)
        if size > _size_limit(topic):
            raise BatchRequestTooLong
        successful: list[Json] = []
        failed: list[Json] = []
        for entry in entries:
            try:
                successful.append({"Id": entry["Id"], **self._publish_entry(topic, entry)})
            except SnsError as error:
                failed.append({
                    "Id": entry["Id"], "Code": error.code, "Message": error.message,
                    "SenderFault": error.sender_fault,
                })  # fmt: skip
        if successful and self.sim.caller[:1] == "@":
            carries = [{"trace": self.sim.trace or None, "again": False}] * len(successful)
            self.show_participant(self.sim.caller, f"sns/{topic['name']}", carries)
        return {"Successful": successful, "Failed": failed}

    def _size_in_batch(self, topic: Json, entry: Json) -> int:
        """Raises what AWS refuses a whole batch for."""
        text, attributes = entry.get("Message"), entry.get("MessageAttributes")
        if entry.get("MessageStructure") == "json" and isinstance(text, str):
            read_structure(text)
        if "fifo" in topic:
            _read_order(topic, str(text), entry.get(GROUP), entry.get(DEDUPLICATION))
        size = attributes_size(attributes) if attributes else 0
        return size + (len(text.encode(errors="surrogatepass")) if isinstance(text, str) else 0)

    def _publish_entry(self, topic: Json, entry: Json) -> Json:
        text, subject, attributes = (entry.get(name) for name in ("Message", "Subject", "MessageAttributes"))
        self._check(topic, text, subject, attributes)
        structure, group, deduplication = (entry.get(name) for name in ("MessageStructure", GROUP, DEDUPLICATION))
        more = self._read_more(topic, str(text), structure, group, deduplication)
        return self._publish(topic, str(text), subject, attributes or {}, more)


def _read_order(topic: Json, text: str, group: Any, deduplication: Any) -> Json:
    """ "group" and, for a FIFO topic, "deduplication", in AWS's order of complaints."""
    if "fifo" not in topic:
        if deduplication is not None:
            reason = f"The request includes {DEDUPLICATION} parameter that is not valid for this topic type"
            raise InvalidParameter(problem=f"{DEDUPLICATION} Reason: {reason}")
        if group is None:
            return {}
        check_tag(GROUP, group)
        return {"group": group}
    if not group:
        raise InvalidParameter(problem=f"The {GROUP} parameter is required for FIFO topics")
    check_tag(GROUP, group)
    if deduplication is not None:
        check_tag(DEDUPLICATION, deduplication)
    elif topic["attributes"].get(CONTENT) != "true":
        raise InvalidParameter(
            problem=f"The topic should either have {CONTENT} enabled or {DEDUPLICATION} provided explicitly"
        )
    return {"group": group, "deduplication": deduplication or content_id(text)}


def _size_limit(topic: Json) -> int:
    return int(topic["attributes"].get(SIZE, limits.SNS_MESSAGE_MAX_BYTES))


def _in_words_for(subscription: Json, message: Json) -> Json:
    """The message with the text that is meant for the subscription's protocol."""
    texts = message["texts"]
    return {**message, "text": texts.get(subscription["protocol"], texts["default"])}


def _check_ids(entries: list[Any]) -> None:
    if not entries:
        raise EmptyBatchRequest
    if len(entries) > limits.PUBLISH_BATCH_MAX_ENTRIES:
        raise TooManyEntriesInBatchRequest
    identities = [entry.get("Id") if isinstance(entry, dict) else None for entry in entries]
    if len(dict.fromkeys(str(identity) for identity in identities)) < len(entries):
        raise BatchEntryIdsNotDistinct
    for identity in identities:
        if not isinstance(identity, str) or not _entry_id.fullmatch(identity):
            raise InvalidBatchEntryId(problem="contains an impermissible character", identity=identity)
        if len(identity) > ENTRY_ID_MAX_CHARACTERS:
            raise InvalidBatchEntryId(problem="is too long", identity=identity)
