"""SQS actions in batches: up to ten at once, of which each succeeds or fails by itself."""

import re
from collections.abc import Callable
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sqs import (
    BatchEntryIdsNotDistinct,
    BatchRequestTooLong,
    EmptyBatchRequest,
    InvalidBatchEntryId,
    SqsError,
    TooManyEntriesInBatchRequest,
)
from labs.engines.aws.message_attributes import check_attributes
from labs.engines.aws.service import Json
from labs.engines.aws.sqs.message_actions import MessageActions
from labs.engines.aws.sqs.queue import Queue
from labs.engines.aws.sqs.send_actions import SendActions
from labs.engines.sim import Refused, command

COUNTED = ("SendMessageBatch", "DeleteMessageBatch")  # each call as one, whatever is in it

_entry_id = re.compile(r"[A-Za-z0-9_-]{1,80}")


class BatchActions(SendActions, MessageActions):
    """The actions on messages, several at once."""

    @command
    def send_message_batch(self, QueueUrl: str | None = None, Entries: list[dict[str, Any]] | None = None) -> Json:
        """All bodies and attributes together are at most as large as one message may be."""
        queue = self.queue_named(QueueUrl)
        entries = self._checked(queue, Entries, "SendMessageBatch", "send_message")
        size = sum(_size(entry) for entry in entries)
        if size > limits.QUEUE_BATCH_MAX_BYTES:
            raise BatchRequestTooLong(most=limits.QUEUE_BATCH_MAX_BYTES, sent=size)
        return self._one_by_one(queue, entries, self._send)

    @command
    def delete_message_batch(self, QueueUrl: str | None = None, Entries: list[dict[str, Any]] | None = None) -> Json:
        queue = self.queue_named(QueueUrl)
        entries = self._checked(queue, Entries, "DeleteMessageBatch", "delete_message")
        return self._one_by_one(queue, entries, self._delete)

    @command
    def change_message_visibility_batch(
        self, QueueUrl: str | None = None, Entries: list[dict[str, Any]] | None = None
    ) -> Json:
        queue = self.queue_named(QueueUrl)
        entries = self._checked(queue, Entries, "ChangeMessageVisibilityBatch", "change_message_visibility")
        return self._one_by_one(queue, entries, self._change)

    def _checked(self, queue: Queue, entries: list[Json] | None, action: str, single: str) -> list[Json]:
        """The entries; raises what refuses a batch as a whole, and Refused for fields the single action has not."""
        if queue["fifo"] is not None and action in COUNTED:
            self.count_call(queue, action)
        if not entries:
            raise EmptyBatchRequest(action=action)
        most = limits.QUEUE_BATCH_MAX_ENTRIES
        if len(entries) > most:
            raise TooManyEntriesInBatchRequest(most=most, sent=len(entries))
        known = self.sim.fences[self.name][single].parameters
        ids: dict[str, bool] = {}
        for entry in entries:
            identity = entry.get("Id")
            if not isinstance(identity, str) or not _entry_id.fullmatch(identity):
                raise InvalidBatchEntryId
            if identity in ids:
                raise BatchEntryIdsNotDistinct(id=identity)
            ids[identity] = True
            for name, value in entry.items():
                if name != "Id" and (name == "QueueUrl" or name not in known):
                    raise Refused("bad_arguments", argument=f"Entries.{name}", problem="unknown")
                if name != "Id" and not known[name][0](value):
                    raise Refused("bad_arguments", argument=f"Entries.{name}", problem="wrong_type")
        return entries

    def _one_by_one(self, queue: Queue, entries: list[Json], act: Callable[..., Json]) -> Json:
        """Both lists only if they are not empty, as AWS answers."""
        successful: list[Json] = []
        failed: list[Json] = []
        for entry in entries:
            fields = {name: value for name, value in entry.items() if name != "Id"}
            try:
                successful.append({"Id": entry["Id"], **act(queue, **fields)})
            except SqsError as error:
                failed.append(_failure(entry["Id"], error))
        return {name: entries for name, entries in (("Successful", successful), ("Failed", failed)) if entries}


def _failure(identity: str, error: SqsError) -> Json:
    code = error.data["query_code"].rpartition(".")[2]
    return {"Id": identity, "Code": code, "Message": error.message, "SenderFault": error.sender_fault}


def _size(entry: Json) -> int:
    """Bytes; what is wrong with an entry's attributes is said of that entry alone."""
    body = len((entry.get("MessageBody") or "").encode())
    try:
        return body + check_attributes(entry.get("MessageAttributes") or {})
    except SqsError:
        return body
