"""Handing messages out, receives that wait for one, and what time does to a queue."""

from heapq import heapify, heappop, heappush
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sqs import RequestThrottled
from labs.engines.aws.service import Json
from labs.engines.aws.sqs import attempts, fair
from labs.engines.aws.sqs import queue as rules
from labs.engines.aws.sqs.dials import bring_forward
from labs.engines.aws.sqs.queue import Message, Queue
from labs.engines.aws.sqs.receipt import make_handle
from labs.engines.aws.sqs.redrive import received_here
from labs.engines.aws.sqs.shapes import show_message
from labs.engines.aws.sqs.store import QueueStore
from labs.engines.aws.sqs.throttle import is_first_refusal, is_throttled
from labs.engines.sim import Address, Stream

# {"by", "address", "most", "visibility_s", "system": [names], "user": [names]}; where they apply "attempt": its id, and
# "asked": servers
Poll = dict[str, Any]


class Receiving(QueueStore):
    """How messages leave a queue for somebody's hands, and come back by themselves."""

    def hand_out(self, queue: Queue, poll: Poll) -> tuple[Json, list[Json]]:
        """Up to `most` visible messages as AWS answers them, and what the answer carries on the wire."""
        shown: list[Json] = []
        given: list[Message] = []
        carries: list[Json] = []
        counts, most, redrive = queue["counts"], poll["most"], queue["redrive"]
        luck = None if queue["dials"] is None or queue["lines"] is not None else self.luck(queue)
        is_fair = queue["lines"] is not None and queue["lines"]["kind"] == "fair"
        if is_fair:
            fair.quiet_again(queue, self.sim.now_us)
        while len(shown) < most and counts["hidden"] < limits.IN_FLIGHT_MAX_MESSAGES:
            if luck is not None and not bring_forward(queue, poll.get("asked"), luck):
                break
            message = rules.take(queue, given[-1] if given else None)
            if message is None:
                break
            if redrive is not None and self._is_dead(queue, message, redrive):
                continue
            self._give(queue, message, poll)
            if is_fair and fair.turned_noisy(queue, message, self.sim.now_us):
                self.emit("TenantNoisy", queue=queue["name"], group=message["group"])
            given.append(message)
            shown.append(show_message(message, self.sim, poll["system"], poll["user"]))
            carries.append({"trace": message["trace"], "again": message["received"][0] > 1, "event": message["event"]})
        if "attempt" in poll and given:
            attempts.remember(queue, poll["attempt"], given, self.sim.now_us)
        return ({"Messages": shown} if shown else {}), carries

    def _is_dead(self, queue: Queue, message: Message, redrive: list[Any]) -> bool:
        """Whether it had been received as often as it may be: then it is in the dead-letter queue now, if there is one.

        On a standard queue its age goes on counting, on a FIFO queue it begins anew.
        """
        place, most = redrive
        to = self.queues.get(place)
        if to is None or received_here(message) < most:
            return False
        count, first_us, last_us, _ = message["received"]
        message["received"] = [count, first_us, last_us, ""]  # no handle is good for it any more
        message["moved"] = [self.arn(queue["name"]), count]
        self.move(queue, message, to, "MessageMoved", count=count)
        return True

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

    def luck(self, queue: Queue) -> Stream:
        """Where the dials of this queue get their chance from."""
        return self.chance(f"dials.{queue['name']}")

    def count_call(self, queue: Queue, action: str) -> None:
        """One more call on a FIFO queue; raises RequestThrottled, and tells of the first refusal in a second."""
        if is_throttled(queue, action, self.sim.now_us):
            if is_first_refusal(queue, action):
                self.emit("CallsThrottled", queue=queue["name"], action=action, by=self.sim.caller)
            raise RequestThrottled

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
            number, poll = next(iter(queue["polls"].items()))
            result, carries = self.hand_out(queue, poll)
            if not result:
                break  # nobody may have what is visible, for too much is in flight
            self.end_poll(queue, number)
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

    # What time does

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


def _as_text(address: Address) -> str:
    return f"{address[0]} {address[1]}"
