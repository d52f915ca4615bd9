"""SQS actions on messages that are there: receive, delete, change visibility."""

from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sqs import InvalidParameterValue, MissingParameter, OverLimit
from labs.engines.aws.service import Json, name_at
from labs.engines.aws.sqs import attempts
from labs.engines.aws.sqs import queue as rules
from labs.engines.aws.sqs.deduplication import check_id
from labs.engines.aws.sqs.dials import asked_servers, leaves_a_copy
from labs.engines.aws.sqs.queue import Message, Queue
from labs.engines.aws.sqs.ranges import fits, in_range
from labs.engines.aws.sqs.receipt import check_handle, number_in
from labs.engines.aws.sqs.receiving import Poll, Receiving
from labs.engines.aws.sqs.shapes import show_message
from labs.engines.sim import LATER, command

NOT_THERE = "Message does not exist or is not available for visibility timeout change."
BEYOND_12_H = "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]"
EXPIRED = "The receipt handle has expired."
SECOND_US = 1_000_000
# What a short poll that changes nothing must have in order.
CHECKED = ("MaxNumberOfMessages", "VisibilityTimeout", "WaitTimeSeconds")


class MessageActions(Receiving):
    """What can be done to messages that are there."""

    @command
    def receive_message(
        self,
        QueueUrl: str | None = None,
        AttributeNames: list[str] | None = None,
        MessageSystemAttributeNames: list[str] | None = None,
        MessageAttributeNames: list[str] | None = None,
        MaxNumberOfMessages: int | None = None,
        VisibilityTimeout: int | None = None,
        WaitTimeSeconds: int | None = None,
        ReceiveRequestAttemptId: str | None = None,
    ) -> Any:
        """Answers at once if a message can be had or nobody wants to wait; else when one comes, or with nothing.

        On a FIFO queue an attempt that is made again gets what it was given before; standard queues take no notice.
        """
        queue = self.queue_named(QueueUrl)
        fifo = queue["fifo"]
        if fifo is not None:
            self.count_call(queue, "ReceiveMessage")
        system = [*(MessageSystemAttributeNames or ()), *(AttributeNames or ())]
        poll = self._read_poll(MaxNumberOfMessages, VisibilityTimeout, system, MessageAttributeNames or [])
        wait_s = self._read_wait(queue, WaitTimeSeconds)
        if fifo is None and queue["counts"]["hidden"] >= limits.IN_FLIGHT_MAX_MESSAGES and not wait_s:
            raise OverLimit
        if queue["dials"] is not None and queue["dials"]["servers"] and not wait_s:
            poll["asked"] = asked_servers(queue["dials"]["servers"], self.luck(queue))
        if fifo is not None and ReceiveRequestAttemptId is not None:
            poll["attempt"] = check_id("ReceiveRequestAttemptId", ReceiveRequestAttemptId)
            result, carries = self._hand_out_again(queue, poll)
        else:
            result, carries = self.hand_out(queue, poll)
        return self._answer(queue, poll, wait_s, result, carries)

    def _answer(self, queue: Queue, poll: Poll, wait_s: int, result: Json, carries: list[Json]) -> Any:
        outside = "@" in poll["by"]
        if outside:
            self.show_participant(poll["by"], f"sqs/{queue['name']}", carries, pulls=True)
        if not result and wait_s:
            self.wait(queue, poll, wait_s)
            return LATER
        if not result or outside:
            return result
        self.sim.answer(poll["address"], result, carries)
        return LATER

    def _hand_out_again(self, queue: Queue, poll: Poll) -> tuple[Json, list[Json]]:
        """What the attempt was given before, under the same handles and hidden anew; or a receive like any other."""
        messages = attempts.recall(queue, poll["attempt"], self.sim.now_us)
        if not messages:
            return self.hand_out(queue, poll)
        timeout_s = poll["visibility_s"]
        if timeout_s is None:
            timeout_s = queue["attributes"]["VisibilityTimeout"]
        for message in messages:
            self._change_visibility(queue, message, timeout_s)
        attempts.remember(queue, poll["attempt"], messages, self.sim.now_us)
        carries = [{"trace": one["trace"], "again": one["received"][0] > 1, "event": one["event"]} for one in messages]
        return {"Messages": [show_message(one, self.sim, poll["system"], poll["user"]) for one in messages]}, carries

    def _read_poll(self, most: int | None, visibility_s: int | None, system: list[Any], user: list[Any]) -> Poll:
        most = in_range("MaxNumberOfMessages", most)
        visibility_s = in_range("VisibilityTimeout", visibility_s)
        return {
            "by": self.sim.caller, "address": self.sim.reply_address(), "most": most or 1, "visibility_s": visibility_s,
            "system": system, "user": [name for name in user if isinstance(name, str)],
        }  # fmt: skip

    def _read_wait(self, queue: Queue, wait_s: int | None) -> int:
        wait_s = in_range("WaitTimeSeconds", wait_s)
        default_s: int = queue["attributes"]["ReceiveMessageWaitTimeSeconds"]
        return default_s if wait_s is None else wait_s

    def answer_unlogged(self, method: str, args: Json) -> Any:
        """A short poll that finds nothing changes nothing; it does not count among a FIFO queue's calls in a second."""
        if method != "receive_message" or not isinstance(args.get("QueueUrl"), str):
            return None
        queue = self.queues.get(self.place_in(args.get(self.scope, self._region), name_at(args["QueueUrl"])))
        if queue is None or args.get("ReceiveRequestAttemptId") is not None:
            return None
        if not rules.has_none(queue) or not all(fits(name, args.get(name)) for name in CHECKED):
            return None
        wait_s = args.get("WaitTimeSeconds")
        if wait_s is None:
            wait_s = queue["attributes"]["ReceiveMessageWaitTimeSeconds"]
        return {} if wait_s == 0 else None

    @command
    def delete_message(self, QueueUrl: str | None = None, ReceiptHandle: str | None = None) -> Json:
        """Deletes also after the timeout ran out, but not on a FIFO queue; an older receive's handle does nothing."""
        queue = self.queue_named(QueueUrl)
        if queue["fifo"] is not None:
            self.count_call(queue, "DeleteMessage")
        return self._delete(queue, ReceiptHandle)

    def _delete(self, queue: Queue, ReceiptHandle: str | None = None) -> Json:
        message, is_newest = self._received(queue, ReceiptHandle)
        if message is not None and is_newest:
            by = self.sim.caller
            facts = {"queue": queue["name"], "message": message["id"], "trace": message["trace"], "by": by}
            if queue["dials"] is not None and leaves_a_copy(queue, self.luck(queue)):
                self.sim.emit("CopySurvived", facts)
                return {}
            self.remove(queue, message)
            self.sim.emit("MessageDeleted", facts)
            if "@" in by:
                self.announce(by, f"sqs/{queue['name']}", pulls=True)
            if queue["polls"] and queue["counts"]["visible"]:
                self.serve(queue)  # its group is free again, or there is room for one more in flight
        return {}

    def _received(self, queue: Queue, handle: str | None) -> tuple[Message | None, bool]:
        """The message of a receipt handle, if it is still stored, and whether nobody received it since."""
        if not handle:
            raise MissingParameter(parameter="ReceiptHandle")
        message: Message | None = queue["messages"].get(number_in(handle))
        # It is nearly always the newest, and then its seal, 10,000 machine instructions, need not be made again.
        is_newest = message is not None and "received" in message and message["received"][3] == handle
        if not is_newest:
            check_handle(queue["secret"], handle)
        if queue["fifo"] is not None and message is not None and not (is_newest and message["state"] == "hidden"):
            raise InvalidParameterValue(value=handle, parameter="ReceiptHandle", reason=EXPIRED)
        return message, is_newest

    @command
    def change_message_visibility(
        self, QueueUrl: str | None = None, ReceiptHandle: str | None = None, VisibilityTimeout: int | None = None
    ) -> Json:
        """Counts from now; 0 gives the message back at once. Never more than 12 h after the receive."""
        return self._change(self.queue_named(QueueUrl), ReceiptHandle, VisibilityTimeout)

    def _change(self, queue: Queue, ReceiptHandle: str | None = None, VisibilityTimeout: int | None = None) -> Json:
        if VisibilityTimeout is None:
            raise MissingParameter(parameter="VisibilityTimeout")
        timeout_s = in_range("VisibilityTimeout", VisibilityTimeout)
        message, is_newest = self._received(queue, ReceiptHandle)
        if message is None:
            raise InvalidParameterValue(value=ReceiptHandle, parameter="ReceiptHandle", reason=NOT_THERE)
        if is_newest:
            self._change_visibility(queue, message, timeout_s or 0)
        return {}

    def _change_visibility(self, queue: Queue, message: Message, timeout_s: int) -> None:
        until_us = self.sim.now_us + timeout_s * SECOND_US
        if until_us > message["received"][2] + limits.VISIBILITY_TIMEOUT_MAX_S * SECOND_US:
            raise InvalidParameterValue(value=timeout_s, parameter="VisibilityTimeout", reason=BEYOND_12_H)
        if not timeout_s and message["state"] == "visible":
            return
        message["event"] = self.emit(
            "VisibilityChanged",
            queue=queue["name"], message=message["id"], trace=message["trace"], seconds=timeout_s, by=self.sim.caller,
        )  # fmt: skip
        if timeout_s:
            self.hide(queue, message, until_us)
        else:
            self.show(queue, message)
            self.serve(queue)
