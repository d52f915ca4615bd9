"""SQS actions that move messages out of a dead-letter queue, a few a second, as new messages."""

import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64

from labs.engines.aws import limits
from labs.engines.aws.errors.sqs import InvalidParameter, InvalidParameterValue, MissingParameter, ResourceNotFound
from labs.engines.aws.service import Json
from labs.engines.aws.sqs import queue as rules
from labs.engines.aws.sqs.queue import Message, Queue
from labs.engines.aws.sqs.receiving import Receiving
from labs.engines.aws.sqs.store import Task
from labs.engines.sim import command, query

NOT_THERE = "The resource that you specified for the {parameter} parameter doesn't exist."
FORMAT = (
    "You must use this format to specify the {parameter}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>"
)
ALREADY = "There is already a task running. Only one active task is allowed for a source queue arn at a given time."


class MoveTaskActions(Receiving):
    """Message move tasks: the newest of each dead-letter queue."""

    @command
    def start_message_move_task(
        self,
        SourceArn: str | None = None,
        DestinationArn: str | None = None,
        MaxNumberOfMessagesPerSecond: int | None = None,
    ) -> Json:
        """Without a destination every message goes back to the queue it came from.

        As many as are visible now are moved. Without a rate it is 500 a second, where AWS adapts it.
        """
        source = self._queue_at("SourceArn", SourceArn)
        if not self.sources(source["name"]):
            raise InvalidParameter(problem="Source queue must be configured as a Dead Letter Queue.")
        destination = self._destination(source, DestinationArn)
        per_s, most = MaxNumberOfMessagesPerSecond, limits.MOVE_PER_S_MAX
        if per_s is not None and not 1 <= per_s <= most:
            reason = f"Must be between 1 and {most}, if provided."
            raise InvalidParameterValue(value=per_s, parameter="MaxNumberOfMessagesPerSecond", reason=reason)
        tasks = self.move_tasks.setdefault(source["name"], [])
        if tasks and tasks[-1]["status"] == "RUNNING":
            raise InvalidParameter(problem=ALREADY)
        task: Task = {
            "id": self.make_uuid("move_task"), "destination": destination, "per_s": per_s, "status": "RUNNING",
            "moved": 0, "to_move": source["counts"]["visible"], "started_us": self.sim.now_us, "failure": None,
        }  # fmt: skip
        del tasks[: 1 - limits.MOVE_TASKS_KEPT]
        tasks.append(task)
        self.emit("MoveTaskStarted", queue=source["name"], to=destination, messages=task["to_move"], by=self.sim.caller)
        self.call_later(_pause_us(task), "move_next", source["name"], task["id"])
        return {"TaskHandle": self._handle(source["name"], task)}

    def _destination(self, source: Queue, arn: str | None) -> str | None:
        if arn is None:
            return None
        destination = self._queue_at("DestinationArn", arn)
        if destination is source:
            raise InvalidParameter(problem="Source queue arn and destination queue arn must be different.")
        if (destination["fifo"] is None) != (source["fifo"] is None):
            raise InvalidParameter(problem="Destination queue must be same type of queue as the source.")
        place: str = destination["name"]
        return place

    @query
    def list_message_move_tasks(self, SourceArn: str | None = None, MaxResults: int | None = None) -> Json:
        """The newest first; one unless more are asked for."""
        source = self._queue_at("SourceArn", SourceArn)
        most = 1 if MaxResults is None else MaxResults
        if not 1 <= most <= limits.MOVE_TASKS_KEPT:
            reason = f"Must be between 1 and {limits.MOVE_TASKS_KEPT}, if provided."
            raise InvalidParameterValue(value=most, parameter="MaxResults", reason=reason)
        tasks = self.move_tasks.get(source["name"], [])
        return {"Results": [self._shown(source["name"], task) for task in tasks[::-1][:most]]}

    @command
    def cancel_message_move_task(self, TaskHandle: str | None = None) -> Json:
        """What has been moved stays moved."""
        if not TaskHandle:
            raise MissingParameter(parameter="TaskHandle")
        identity, arn = _read_handle(TaskHandle)
        source = self._queue_at("SourceArn", arn)
        task = self._task(source["name"], identity)
        if task is None:
            raise ResourceNotFound(problem="Task does not exist.")
        if task["status"] != "RUNNING":
            raise InvalidParameter(problem="Only active tasks can be cancelled.")
        self._end(source["name"], task, "CANCELLED")
        return {"ApproximateNumberOfMessagesMoved": task["moved"]}

    def _queue_at(self, parameter: str, arn: str | None) -> Queue:
        if not arn:
            raise MissingParameter(parameter=parameter)
        if arn.count(":") != 5:
            raise InvalidParameter(problem=FORMAT.format(parameter=parameter))
        queue = self.queues.get(self.place_of(arn) or "")
        if queue is None:
            raise ResourceNotFound(problem=NOT_THERE.format(parameter=parameter))
        return queue

    def _task(self, source: str, identity: str) -> Task | None:
        return next((task for task in self.move_tasks.get(source, []) if task["id"] == identity), None)

    # Moving

    def move_next(self, source: str, identity: str) -> None:
        """Move one message, and come again for the next."""
        queue, task = self.queues.get(source), self._task(source, identity)
        if queue is None or task is None or task["status"] != "RUNNING":
            return
        message = rules.take(queue) if task["moved"] < task["to_move"] else None
        if message is None:
            self._end(source, task, "COMPLETED")
            return
        to = self._target(task, message)
        if to is None:
            rules.show(queue, message)  # it was taken to be moved, and stays
            gone = task["destination"] is not None or "moved" in message
            self._end(source, task, "FAILED", _why_failed(gone=gone))
            return
        before, message["id"] = message["id"], self.make_uuid("message")
        message["sent_us"] = self.sim.now_us
        message.pop("received", None)
        message.pop("moved", None)
        task["moved"] += 1
        self.move(queue, message, to, "MessageRedriven", before=before)
        if task["moved"] < task["to_move"]:
            self.call_later(_pause_us(task), "move_next", source, identity)
        else:
            self._end(source, task, "COMPLETED")

    def _target(self, task: Task, message: Message) -> Queue | None:
        """Where this message goes; nowhere if the queue is gone, or nobody knows where the message came from."""
        if task["destination"] is not None:
            return self.queues.get(task["destination"])
        if "moved" not in message:
            return None
        _, _, _, region, _, name = message["moved"][0].split(":")
        return self.queues.get(self.place_in(region, name))

    def _end(self, source: str, task: Task, status: str, failure: str | None = None) -> None:
        task["status"], task["failure"] = status, failure
        self.emit("MoveTaskEnded", queue=source, status=status, moved=task["moved"], failure=failure)

    # Showing

    def _handle(self, source: str, task: Task) -> str:
        named = {"taskId": task["id"], "sourceArn": self.arn(source)}
        return b64encode(json.dumps(named, separators=(",", ":")).encode()).decode()

    def _shown(self, source: str, task: Task) -> Json:
        """What does not apply is left out: the handle of a task that is over, a rate that was not given."""
        shown: Json = {
            "TaskHandle": self._handle(source, task) if task["status"] == "RUNNING" else None,
            "Status": task["status"],
            "SourceArn": self.arn(source),
            "DestinationArn": None if task["destination"] is None else self.arn(task["destination"]),
            "MaxNumberOfMessagesPerSecond": task["per_s"],
            "ApproximateNumberOfMessagesMoved": task["moved"],
            "ApproximateNumberOfMessagesToMove": task["to_move"],
            "FailureReason": task["failure"],
            "StartedTimestamp": self.sim.calendar.epoch_ms(task["started_us"]),
        }
        return {name: value for name, value in shown.items() if value is not None}


def _pause_us(task: Task) -> int:
    return 1_000_000 // (task["per_s"] or limits.MOVE_PER_S_MAX)


def _why_failed(*, gone: bool) -> str:
    return "AWS.SimpleQueueService.NonExistentQueue" if gone else "CouldNotDetermineMessageSource"


def _read_handle(handle: str) -> tuple[str, str]:
    """The task's id and its source's ARN; raises InvalidParameter."""
    try:
        named = json.loads(b64decode(handle, validate=True))
        identity, arn = named["taskId"], named["sourceArn"]
    except (NotBase64, ValueError, KeyError, TypeError, RecursionError):
        identity = arn = None
    if not isinstance(identity, str) or not isinstance(arn, str) or not arn:
        raise InvalidParameter(problem="Value for parameter TaskHandle is invalid.")
    return identity, arn
