"""All queues of an account: finding them, and how a message is hidden, shown again and forgotten."""

from typing import Any

from labs.engines.aws.errors.sqs import MissingParameter, QueueDoesNotExist
from labs.engines.aws.service import AwsService, name_at
from labs.engines.aws.sqs import fair
from labs.engines.aws.sqs import queue as rules
from labs.engines.aws.sqs.queue import Message, Queue
from labs.engines.sim import Simulation

ARN_ELEMENTS = 6

# {"id", "destination": place or null, "per_s": int or null, "status", "moved", "to_move", "started_us", "failure"}
Task = dict[str, Any]


class QueueStore(AwsService):
    """The queues and everything about them that is not one AWS action."""

    def __init__(self, sim: Simulation, account: str, region: str) -> None:
        super().__init__(sim, "sqs", account, region)
        self.queues: dict[str, Queue] = {}  # by place; a queue's "name" is its place too
        self.deleted_us: dict[str, int] = {}  # place -> when; it is refused for a while
        self.stored = 0  # messages in all queues
        self.move_tasks: dict[str, list[Task]] = {}  # by the place of their source, oldest first
        self.polls = 0  # waiting receives so far
        self.waiting: dict[str, list[Any]] = {}  # caller's address as text -> [queue, number of the poll]
        self.held: dict[str, dict[str, list[Any]]] = {}  # "@name" -> "queue/number" -> [queue, number]

    def url(self, place: str) -> str:
        return f"https://sqs.{self.region_of(place)}.amazonaws.com/{self._account}/{name_at(place)}"

    def queue_named(self, url: str | None) -> Queue:
        """The queue of a URL, of which only the last segment counts (clients may use any host), a name or a place."""
        if not url:
            raise MissingParameter(parameter="QueueUrl")
        queue = self._find(url)
        if queue is None:
            raise QueueDoesNotExist
        return queue

    def _find(self, url: str) -> Queue | None:
        if self._here == self._region:
            return self.queues.get(url) or self.queues.get(name_at(url))
        return self.queues.get(self.place(name_at(url)))

    def place_of(self, arn: str) -> str | None:
        """Where the queue with that ARN is or would be kept; None if it cannot be one of this account and region."""
        parts = arn.split(":")
        if len(parts) != ARN_ELEMENTS or "/" in arn or parts[:3] != ["arn", "aws", "sqs"]:
            return None
        return self.place(parts[5]) if parts[3:5] == [self._here, self._account] else None

    def sources(self, place: str) -> list[str]:
        """The places of all queues whose dead-letter queue is this one."""
        return [name for name, queue in self.queues.items() if queue["redrive"] and queue["redrive"][0] == place]

    # Hiding, showing, forgetting: the rules, and what follows from them

    def hide(self, queue: Queue, message: Message, until_us: int) -> None:
        rules.hide(queue, message, until_us)
        self.wake_at(queue, until_us)

    def show(self, queue: Queue, message: Message) -> None:
        """A message is for everyone again; its cause is the receive, or the change of its timeout, that hid it."""
        if queue["lines"] is not None:
            self._note_spent(queue, message)
        rules.show(queue, message)
        self._release(queue, message)
        message["event"] = self.emit_because(
            message["event"], "MessageVisible", queue=queue["name"], message=message["id"], trace=message["trace"]
        )

    def remove(self, queue: Queue, message: Message) -> None:
        if queue["lines"] is not None:
            self._note_spent(queue, message)
        rules.remove(queue, message)
        self.stored -= 1
        if "holder" in message:
            self._release(queue, message)

    def _note_spent(self, queue: Queue, message: Message) -> None:
        if queue["lines"]["kind"] == "fair" and message["state"] == "hidden":
            fair.note_spent(queue, message, self.sim.now_us)

    def move(self, queue: Queue, message: Message, to: Queue, event: str, **facts: Any) -> None:
        """Put a visible message into another queue, where a waiting receive gets it at this instant."""
        rules.remove(queue, message)
        if to["fifo"] is not None:
            message["sent_us"] = self.sim.now_us
        del message["state"]
        message.pop("until_us", None)
        rules.add(to, message, 0)
        message["event"] = self.emit_because(
            message["event"], event,
            queue=queue["name"], to=to["name"], message=message["id"], trace=message["trace"], **facts,
        )  # fmt: skip
        now_us = self.sim.now_us
        expires_us = message["sent_us"] + to["attributes"]["MessageRetentionPeriod"] * 1_000_000
        self.wake_at(to, now_us if to["polls"] else max(now_us, expires_us))
        if queue["polls"]:
            self.wake_at(queue, now_us)  # on a FIFO queue the group is free again

    def clear(self, queue: Queue) -> int:
        """Forget all messages of a queue; how many there were."""
        number = len(queue["messages"])
        rules.clear(queue)
        self.stored -= number
        for holder in list(self.held):
            self.held[holder] = {key: place for key, place in self.held[holder].items() if place[0] != queue["name"]}
            if not self.held[holder]:
                del self.held[holder]
        return number

    def _release(self, queue: Queue, message: Message) -> None:
        holder = message.pop("holder", None)
        if holder is not None:
            del self.held[holder][f"{queue['name']}/{message['number']}"]
            if not self.held[holder]:
                del self.held[holder]

    # One agenda entry for each queue's next moment

    def wake_at(self, queue: Queue, at_us: int) -> None:
        """Have `ring` called then, unless it will be called before that anyway and can look again."""
        alarms = queue["alarms"]
        if not alarms or at_us < alarms[-1]:
            alarms.append(at_us)
            self.call_later(at_us - self.sim.now_us, "ring", queue["name"])
