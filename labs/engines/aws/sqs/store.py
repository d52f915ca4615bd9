"""All queues of an account: finding them, handing messages out, waiting receives, and what time does."""

from heapq import heapify, heappop, heappush
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sqs import MissingParameter, QueueDoesNotExist
from labs.engines.aws.message_attributes import attributes_md5, text_md5, wanted_attributes
from labs.engines.aws.service import AwsService, Json, name_at
from labs.engines.aws.sqs import queue as rules
from labs.engines.aws.sqs.attributes import RANGES
from labs.engines.aws.sqs.queue import Message, Queue
from labs.engines.aws.sqs.receipt import make_handle
from labs.engines.sim import Address, Entity, Simulation

SYSTEM_ATTRIBUTES = (
    "AWSTraceHeader",
    "ApproximateReceiveCount",
    "ApproximateFirstReceiveTimestamp",
    "SenderId",
    "SentTimestamp",
)
HELD_SHOWN_MAX = 3  # messages in a participant's hands that its own screen lists

Poll = dict[str, Any]  # {"by", "address", "most", "visibility_s", "system": [names], "user": [names]}


class QueueStore(AwsService):
    """The queues and everything about them that is not one AWS action."""

    def __init__(self, sim: Simulation, account: str, region: str) -> None:
        super().__init__(sim, "sqs", account, region)
        self.queues: dict[str, Queue] = {}  # by place; a queue's "name" is its place too
        self.deleted_us: dict[str, int] = {}  # place -> when; it is refused for a while
        self.stored = 0  # messages in all queues
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

    # Handing out

    def hand_out(self, queue: Queue, poll: Poll) -> tuple[Json, list[Json]]:
        """Up to `most` visible messages as AWS answers them, and what the answer carries on the wire."""
        shown: list[Json] = []
        carries: list[Json] = []
        counts, most = queue["counts"], poll["most"]
        while len(shown) < most and counts["hidden"] < limits.IN_FLIGHT_MAX_MESSAGES:
            message = rules.take(queue)
            if message is None:
                break
            self._give(queue, message, poll)
            shown.append(self._show_message(queue, message, poll))
            carries.append({"trace": message["trace"], "again": message["received"][0] > 1, "event": message["event"]})
        return ({"Messages": shown} if shown else {}), carries

    def _give(self, queue: Queue, message: Message, poll: Poll) -> None:
        now_us, by = self.sim.now_us, poll["by"]
        count, first_us, _, _ = message.get("received") or (0, now_us, 0, "")
        handle = make_handle(queue["secret"], message["number"], count + 1)
        message["received"] = [count + 1, first_us, now_us, handle]
        facts = {
            "queue": queue["name"], "message": message["id"], "trace": message["trace"], "count": count + 1, "by": by,
        }  # fmt: skip
        message["event"] = self.sim.emit("MessageReceived", facts, message["event"])
        timeout_s = poll["visibility_s"]
        if timeout_s is None:
            timeout_s = queue["attributes"]["VisibilityTimeout"]
        self.hide(queue, message, now_us + timeout_s * 1_000_000)
        if "@" in by:
            message["holder"] = by
            self.held.setdefault(by, {})[f"{queue['name']}/{message['number']}"] = [queue["name"], message["number"]]

    def _show_message(self, queue: Queue, message: Message, poll: Poll) -> Json:
        handle, body = message["received"][3], message["body"]
        shown = {
            "MessageId": message["id"], "ReceiptHandle": handle, "MD5OfBody": text_md5(body.encode()), "Body": body,
        }  # fmt: skip
        system = self._system_attributes(message, poll["system"])
        if system:
            shown["Attributes"] = system
        user = wanted_attributes(message["attributes"], poll["user"]) if "attributes" in message else {}
        if user:
            shown["MD5OfMessageAttributes"] = attributes_md5(user)
            shown["MessageAttributes"] = user
        return shown

    def _system_attributes(self, message: Message, names: list[str]) -> dict[str, str]:
        found = {}
        for name in SYSTEM_ATTRIBUTES if "All" in names else names:
            if name == "AWSTraceHeader":
                if message["trace"]:
                    found[name] = message["trace"]
            elif name == "ApproximateReceiveCount":
                found[name] = str(message["received"][0])
            elif name == "ApproximateFirstReceiveTimestamp":
                found[name] = str(self.sim.calendar.epoch_ms(message["received"][1]))
            elif name == "SenderId":
                found[name] = message["by"].removeprefix("@")
            elif name == "SentTimestamp":
                found[name] = str(self.sim.calendar.epoch_ms(message["sent_us"]))
        return found

    # Hiding, showing, forgetting: the rules, and what follows from them

    def hide(self, queue: Queue, message: Message, until_us: int) -> None:
        rules.hide(queue, message, until_us)
        self.wake_at(queue, until_us)

    def show(self, queue: Queue, message: Message) -> None:
        """A message is for everyone again; its cause is the receive, or the change of its timeout, that hid it."""
        rules.show(queue, message)
        self._release(queue, message)
        message["event"] = self.emit_because(
            message["event"], "MessageVisible", queue=queue["name"], message=message["id"], trace=message["trace"]
        )

    def remove(self, queue: Queue, message: Message) -> None:
        rules.remove(queue, message)
        self.stored -= 1
        if "holder" in message:
            self._release(queue, message)

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

    # Receives that wait

    def wait(self, queue: Queue, poll: Poll, wait_s: int) -> None:
        """Keep a receive until a message comes or its time is over."""
        self.polls += 1
        queue["polls"][str(self.polls)] = poll
        self.waiting[_as_text(poll["address"])] = [queue["name"], self.polls]
        ends_us, ends = self.sim.now_us + wait_s * 1_000_000, queue["poll_ends"]
        heappush(ends, [ends_us, self.polls])
        if len(ends) > 2 * len(queue["polls"]) + limits.STALE_ENTRIES_MAX:
            ends[:] = [entry for entry in ends if str(entry[1]) in queue["polls"]]
            heapify(ends)
        self.wake_at(queue, ends_us)

    def serve(self, queue: Queue) -> None:
        """Give what is visible to those who wait, first come, first served."""
        sent = self.sim.latest  # what the sender is told follows from its sending, not from who got the message
        while queue["polls"] and queue["counts"]["visible"]:
            poll = self.end_poll(queue, next(iter(queue["polls"])))
            result, carries = self.hand_out(queue, poll)
            if "@" in poll["by"]:
                self.show_participant(poll["by"], f"sqs/{queue['name']}", carries, pulls=True)
            self.sim.answer(poll["address"], result, carries)
        self.sim.latest = sent

    def end_poll(self, queue: Queue, number: str) -> Poll:
        poll: Poll = queue["polls"].pop(number)
        del self.waiting[_as_text(poll["address"])]
        return poll

    def abandon(self, address: Address) -> None:
        place = self.waiting.get(_as_text(address))
        if place is not None:
            self.end_poll(self.queues[place[0]], str(place[1]))

    # What time does: one agenda entry for each queue's next moment

    def wake_at(self, queue: Queue, at_us: int) -> None:
        """Have `ring` called then, unless it will be called before that anyway and can look again."""
        alarms = queue["alarms"]
        if not alarms or at_us < alarms[-1]:
            alarms.append(at_us)
            self.call_later(at_us - self.sim.now_us, "ring", queue["name"])

    def ring(self, name: str) -> None:
        queue, now_us = self.queues.get(name), self.sim.now_us
        if queue is None or not queue["alarms"] or queue["alarms"][-1] != now_us:
            return  # set by a queue of that name which was deleted
        queue["alarms"].pop()
        while message := rules.next_expired(queue, now_us):
            self.emit_because(
                message["event"], "MessageExpired", queue=name, message=message["id"], trace=message["trace"]
            )
            self.remove(queue, message)
        while message := rules.next_due(queue, now_us):
            self.show(queue, message)
        self.serve(queue)
        while queue["poll_ends"] and queue["poll_ends"][0][0] <= now_us:
            number = str(heappop(queue["poll_ends"])[1])
            if number in queue["polls"]:
                self.sim.answer(self.end_poll(queue, number)["address"], {})
        moment_us = rules.next_moment_us(queue)
        if moment_us is not None:
            self.wake_at(queue, moment_us)

    # What can be seen

    def entities(self) -> dict[str, Entity]:
        return {f"sqs/{name}": self._entity(name, queue) for name, queue in self.queues.items()}

    def _entity(self, name: str, queue: Queue) -> Entity:
        oldest_us = rules.oldest_us(queue)
        oldest_ms = None if oldest_us is None else oldest_us // 1000
        attributes = {attribute: str(queue["attributes"][attribute]) for attribute in RANGES}
        return {
            "kind": "queue", "name": name, **queue["counts"], "oldest_sent_ms": oldest_ms, "attributes": attributes,
            "url": self.url(name), "arn": self.arn(name),
        }  # fmt: skip

    def mine(self, caller: str) -> Json | None:
        held = self.held.get(caller)
        if held is None:
            return None
        places = list(held.values())[:HELD_SHOWN_MAX]
        return {"held": [self._held(name, self.queues[name]["messages"][str(number)]) for name, number in places]}

    def _held(self, name: str, message: Message) -> Json:
        until_ms = message["until_us"] // 1000
        return {"queue": name, "message": message["id"], "trace": message["trace"], "until_ms": until_ms}

    def gauges(self) -> dict[str, int]:
        series: dict[str, int] = {}
        for name, queue in self.queues.items():
            oldest_us = rules.oldest_us(queue)
            series[f"{name}.visible"] = queue["counts"]["visible"]
            series[f"{name}.hidden"] = queue["counts"]["hidden"]
            series[f"{name}.age_s"] = 0 if oldest_us is None else (self.sim.now_us - oldest_us) // 1_000_000
        return series


def _as_text(address: Address) -> str:
    return f"{address[0]} {address[1]}"
